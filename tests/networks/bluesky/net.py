"""An invented Bluesky in canned answers: directory, AppView and one data server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.networks.web import Web
from tests.networks.replay import Answering, Canned, Replay, canned

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DID = "did:plc:abcdefghijklmnopqrstuvwx"
HANDLE = "anna.bsky.social"
PDS = "https://pds.example"
APPVIEW = "https://public.api.bsky.app/xrpc"
CID = "bafkreiexampleexampleexample"


def blob(cid: str = CID) -> dict[str, object]:
    return {"$type": "blob", "ref": {"$link": cid}, "mimeType": "image/jpeg", "size": 9}


def post(number: int, embed: object = None, **more: object) -> dict[str, object]:
    value = {
        "$type": "app.bsky.feed.post",
        "text": f"Post {number}",
        "createdAt": "2026-11-01T08:00:00.000Z",
        **more,
    }
    if embed is not None:
        value["embed"] = embed
    return {"uri": f"at://{DID}/app.bsky.feed.post/3k{number}", "cid": "bafyrecord", "value": value}


def images(*cids: str) -> dict[str, object]:
    return {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": blob(cid)} for cid in cids]}


def document(server: str = PDS, handle: str = HANDLE) -> dict[str, object]:
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": server}
    return {"id": DID, "alsoKnownAs": [f"at://{handle}"], "service": [service]}


def listing(cursor: str = "") -> str:
    more = f"&cursor={cursor}" if cursor else ""
    return f"{PDS}/xrpc/com.atproto.repo.listRecords?repo={DID}&collection=app.bsky.feed.post&limit=100{more}"


RESOLVE = f"{APPVIEW}/com.atproto.identity.resolveHandle?handle={HANDLE}"
DIRECTORY = f"https://plc.directory/{DID}"
DESCRIBE = f"{PDS}/xrpc/com.atproto.repo.describeRepo?repo={DID}"
PROFILE = f"{PDS}/xrpc/com.atproto.repo.getRecord?repo={DID}&collection=app.bsky.actor.profile&rkey=self"
COUNTS = f"{APPVIEW}/app.bsky.actor.getProfile?actor={DID}"


def blob_url(cid: str = CID, server: str = PDS) -> str:
    return f"{server}/xrpc/com.atproto.sync.getBlob?did={DID.replace(':', '%3A')}&cid={cid}"


def refusal(name: str, message: str = "", status: int = 400) -> Canned:
    return canned({"error": name, "message": message}, status)


def network(
    rows: Sequence[object] = (), *, count: int | None = None, **instead: Answering
) -> dict[str, Answering]:
    """Return the answers of a network with one account; `instead` replaces an answer by its name."""
    answers: dict[str, Answering] = {
        "resolve": canned({"did": DID}),
        "directory": canned(document()),
        "describe": canned({"did": DID, "handle": HANDLE, "didDoc": document()}),
        "profile": canned({"value": {"displayName": "Anna"}}),
        "counts": canned({"did": DID, "postsCount": len(rows) if count is None else count}),
        "list": canned({"records": list(rows)}),
        **instead,
    }
    names: Mapping[str, str] = {
        "resolve": RESOLVE,
        "directory": DIRECTORY,
        "describe": DESCRIBE,
        "profile": PROFILE,
        "counts": COUNTS,
        "list": listing(),
    }
    return {names.get(name, name): answer for name, answer in answers.items()}


def opened(answers: Mapping[str, Answering]) -> tuple[Web, Replay]:
    replay = Replay(answers)
    return Web(adapter=replay, now=lambda: NOW, sleep=lambda _seconds: None), replay
