"""A few model values by name, for the tests of the cupboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.model.account import Account, AccountId, AccountKind, NetworkKey, account_id
from app.model.inspection import Face, Inspection, Place
from app.model.photo import Photo
from app.model.stranger import Reach, StrangerView

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ACCOUNT = account_id(NetworkKey("bluesky"), "mina.example")


def account(handle: str = "mina.example", network: str = "bluesky", **facts: Any) -> Account:
    key = NetworkKey(network)
    held = Account(
        id=account_id(key, handle), network=key, kind=AccountKind.WATCHED, handle=handle, added_at=NOON
    )
    return replace(held, **facts)


def photo(key: str = "1", of: AccountId = ACCOUNT, **facts: Any) -> Photo:
    return replace(Photo(account=of, network=NetworkKey(of.partition(":")[0]), key=key), **facts)


def inspection(*eyes_px: float, **facts: Any) -> Inspection:
    faces = tuple(Face(box=(1.0, 2.0, 30.0, 40.0), eyes_px=one, score=0.9) for one in eyes_px)
    return replace(Inspection(format="JPEG", width=640, height=480, faces=faces), **facts)


def view(reach: Reach = Reach.REACHABLE, **facts: Any) -> StrangerView:
    return replace(StrangerView(reach=reach, seen_at=NOON), **facts)


SEOUL = Place(lat=37.57, lon=126.98, basis="file", name="Seoul, KR")
