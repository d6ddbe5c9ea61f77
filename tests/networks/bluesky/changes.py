"""Changes at an invented Bluesky server: what it answers, and what it was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.model.fix import Outcome
from app.networks.bluesky import NETWORK
from app.networks.session import Session
from tests.networks.bluesky.authority import (
    PROTECTED,
    REVOKE,
    TOKEN,
    answers,
)
from tests.networks.bluesky.net import (
    DID,
    PDS,
    PROFILE,
    blob,
    refusal,
)
from tests.networks.replay import Answering, Replay, canned

DECLARED = PROFILE.replace("app.bsky.actor.profile", "app.bsky.actor.contentVisibilityDeclaration")
POST = f"{PDS}/xrpc/com.atproto.repo.getRecord?repo={DID}&collection=app.bsky.feed.post&rkey=3k1"
PUT, DELETE = f"POST {PDS}/xrpc/com.atproto.repo.putRecord", f"POST {PDS}/xrpc/com.atproto.repo.deleteRecord"
REFRESH = f"POST {PDS}/xrpc/com.atproto.server.refreshSession"
MINE = {
    "displayName": "Anna",
    "avatar": blob(),
    "pinnedPost": {"uri": "at://x"},
    "some.app/extra": [1, {"a": None}],
}
HELD = canned({"cid": "bafyone", "value": MINE})
NO_RECORD = refusal("RecordNotFound", "Could not locate record")
DONE = canned({"commit": {"cid": "bafy", "rev": "3k"}})


def served(**instead: Answering) -> dict[str, Answering]:
    told: dict[str, Answering] = {
        "held": HELD,
        "declared": NO_RECORD,
        "post": canned({"value": {}}),
        "put": DONE,
    }
    told |= {"delete": DONE, **instead}
    names = {"held": PROFILE, "declared": DECLARED, "post": POST, "put": PUT, "delete": DELETE}
    names |= {"protected": PROTECTED, "token": TOKEN, "revoke": REVOKE}
    return answers() | {names.get(name, name): answer for name, answer in told.items()}


def change(held: Session, key: str = "bsky.unauth", value: str = "on") -> None:
    assert NETWORK.change
    NETWORK.change(held, key, value)


def delete(held: Session, unit: str = "post:3k1") -> Outcome:
    assert NETWORK.delete
    return NETWORK.delete.act(held, unit, ())


def sent(replay: Replay) -> list[Mapping[str, object]]:
    bodies = [
        one.body for one in replay.asked if one.method == "POST" and "/xrpc/com.atproto.repo." in str(one.url)
    ]
    return [json.loads(body) for body in bodies if isinstance(body, bytes | str)]
