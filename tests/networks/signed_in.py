"""Signed-in accounts over recorded answers: for every network that a person brings a key of their own to.

The answers in data/ are written after the forms that the networks document; the people in them are invented.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from requests import PreparedRequest

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.sign_in import Grant, Power
from app.networks.network import Listed, Mark, Network
from app.networks.session import Session
from app.networks.web import Web
from tests.networks.replay import Answering, Replay, from_recording

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECRETS = {
    "client_id": "app-1",
    "client_secret": "s3cret-app",
    "access": "s3cret-access",
    "refresh": "s3cret-refresh",
    "api_key": "app-1",
    "api_secret": "s3cret-app",
    "token": "s3cret-token",
    "token_secret": "s3cret-token-secret",
    "cap_usd": "5",
    "spent_usd": "0",
}


class Shelf:
    """A keyring of one account, in memory. `written` is everything that was ever kept."""

    def __init__(self, grant: Grant | None) -> None:
        self.grant = grant
        self.written: list[Grant] = []
        self._lock = threading.RLock()

    def read(self) -> Grant | None:
        return self.grant

    def write(self, grant: Grant) -> None:
        self.grant = grant
        self.written.append(grant)

    def locked(self) -> AbstractContextManager[Any]:
        return self._lock


@dataclass(slots=True)
class Seen:
    """What a listing brought."""

    photos: list[Photo] = field(default_factory=list[Photo])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    marks: list[str] = field(default_factory=list[str])
    problem: Problem | None = None

    @property
    def keys(self) -> list[str]:
        return [photo.key for photo in self.photos]

    def photo(self, key: str) -> Photo:
        return next(photo for photo in self.photos if photo.key == key)


@dataclass(slots=True, kw_only=True)
class Signed:
    """A session with its keyring and the requests that it made."""

    session: Session
    shelf: Shelf
    replay: Replay

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Method and body of what was not just asked for."""
        return [(one.method or "", body_of(one)) for one in self.replay.asked if one.method != "GET"]


def recording(name: str, file: str = "account") -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads((DATA / name / f"{file}.json").read_text(encoding="utf-8")))


def answers(name: str, instead: Mapping[str, Answering] | None = None) -> dict[str, Answering]:
    return {**from_recording(recording(name)["answers"]), **(instead or {})}


def signed_in(  # the defaults are the common case
    name: str,
    given: Mapping[str, Answering] | None = None,
    powers: frozenset[Power] = frozenset(Power),
    server: str = "",
    now: datetime = NOW,
    expires_at: datetime | None = None,
    **secrets: str,
) -> Signed:
    held = recording(name)["account"]
    key = NetworkKey(name)
    account = Account(
        id=account_id(key, held["handle"]),
        network=key,
        kind=AccountKind.CONNECTED,
        handle=held["handle"],
        remote_id=held["remote_id"],
        server=server,
        url=held.get("url", ""),
    )
    grant = Grant(secrets={**SECRETS, **secrets}, powers=powers, scope="as asked", expires_at=expires_at)
    shelf, replay = Shelf(grant), Replay(answers(name) if given is None else given)
    web = Web(adapter=replay, now=lambda: now, sleep=no_wait)
    session = Session(web=web, account=account, grant=grant, shelf=shelf)
    return Signed(session=session, shelf=shelf, replay=replay)


def listed(network: Network, session: Session, resume: str = "") -> Seen:
    assert network.own
    return gathered(network.own(session, resume))


def gathered(items: Iterable[Listed]) -> Seen:
    seen = Seen()
    try:
        for item in items:
            match item:
                case Photo():
                    seen.photos.append(item)
                case Skipped():
                    seen.skipped.append(item)
                case Mark():
                    seen.marks.append(item.cursor)
    except Problem as problem:
        seen.problem = problem
    return seen


def no_wait(_seconds: float) -> None:
    """Pass the time of a pause at once."""


def body_of(request: PreparedRequest) -> str:
    """Return the body of a request as text, "" for none."""
    return request.body.decode() if isinstance(request.body, bytes) else str(request.body or "")
