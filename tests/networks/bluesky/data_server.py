"""A data server of Bluesky on this computer with one invented person: it lists, wants an app password's tokens, and deletes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.networks.fediverse import drawn, jpeg
from tests.networks.loopback import Asked, Loopback, Reply, reply

DID = "did:plc:abcdefghijklmnopqrstuvwx"
HANDLE = "anna.test"
PASSWORD = "abcd-efgh-ijkl-mnop"
ACCESS = "s3cret.access.token"
REFRESH = "s3cret.refresh.token"
POSTS = "app.bsky.feed.post"
PROFILE = "app.bsky.actor.profile"
PAGE = 2


def _blob(name: str) -> dict[str, Any]:
    return {"$type": "blob", "ref": {"$link": f"bafkrei{name}"}, "mimeType": "image/jpeg", "size": 900}


def _post(*names: str) -> dict[str, Any]:
    pictures = [{"alt": "", "image": _blob(name)} for name in names]
    embed = {"$type": "app.bsky.embed.images", "images": pictures} if names else None
    made = {"$type": POSTS, "text": "Hello", "createdAt": "2026-11-01T08:00:00.000Z"}
    return {**made, **({"embed": embed} if embed else {})}


def _records() -> dict[str, dict[str, Any]]:
    posts = {"3k5": _post("face"), "3k4": _post(), "3k3": _post("harbour", "garden"), "3k1": _post("face")}
    profile = {"$type": PROFILE, "displayName": "Anna Sample", "avatar": _blob("avatar")}
    return {f"{POSTS}/{key}": post for key, post in posts.items()} | {f"{PROFILE}/self": profile}


@dataclass
class DataServer(Loopback):
    """The server. `records` are those of the one account, by collection and key."""

    records: dict[str, dict[str, Any]] = field(default_factory=_records)

    def respond(self, asked: Asked) -> Reply:
        """Answer one request."""
        method = asked.path.removeprefix("/xrpc/")
        if asked.method == "GET":
            return self._query(method, asked.query)
        return self._procedure(method, json.loads(asked.body or b"{}"), asked)

    def _procedure(self, method: str, given: dict[str, Any], asked: Asked) -> Reply:
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        match method:
            case "com.atproto.server.createSession":
                return (
                    self._session() if given["password"] == PASSWORD else _no("AuthenticationRequired", 401)
                )
            case "com.atproto.server.refreshSession" | "com.atproto.server.deleteSession":
                return self._session() if token == REFRESH else _no("ExpiredToken")
            case _ if token != ACCESS:
                # 400 and not 401: so it is in auth-verifier of @atproto/pds.
                return _no("ExpiredToken")
            case "com.atproto.repo.putRecord":
                self.records[f"{given['collection']}/{given['rkey']}"] = given["record"]
                return reply({"uri": "at://x", "cid": "bafyrecord", "commit": {"cid": "bafy", "rev": "3k"}})
            case _:
                # deleteRecord says yes to what is gone already, too.
                self.records.pop(f"{given['collection']}/{given['rkey']}", None)
                return reply({"commit": {"cid": "bafy", "rev": "3k"}})

    def _query(self, method: str, query: Mapping[str, str]) -> Reply:
        match method:
            case "com.atproto.identity.resolveHandle":
                return reply({"did": DID}) if query["handle"] == HANDLE else _no("HandleNotFound")
            case "com.atproto.repo.describeRepo":
                document = {"id": DID, "alsoKnownAs": [f"at://{HANDLE}"]}
                return reply({"did": DID, "handle": HANDLE, "didDoc": document})
            case "com.atproto.repo.getRecord":
                held = self.records.get(f"{query['collection']}/{query['rkey']}")
                return reply({"value": held, "cid": "bafyone"}) if held else _no("RecordNotFound")
            case "com.atproto.repo.listRecords":
                return self._list(query)
            case "com.atproto.sync.getBlob":
                name = query["cid"].removeprefix("bafkrei")
                # What no record uses any more is gone at once (seen at the real server).
                is_used = f"bafkrei{name}" in json.dumps(self.records)
                data = jpeg(drawn("teal", (64, 48)), at_home=True)
                return Reply(200, data, {"content-type": "image/jpeg"}) if is_used else _no("BlobNotFound")
            case _:
                return _no("MethodNotImplemented", 501)

    def _list(self, query: Mapping[str, str]) -> Reply:
        below = query.get("cursor", "~")
        keys = [name.rpartition("/")[2] for name in self.records if name.startswith(POSTS)]
        shown = [key for key in sorted(keys, reverse=True) if key < below][:PAGE]
        rows = [
            {"uri": f"at://{DID}/{POSTS}/{key}", "cid": "bafyrecord", "value": self.records[f"{POSTS}/{key}"]}
            for key in shown
        ]
        # The last page may still carry a cursor (seen at the real server).
        return reply({"records": rows, **({"cursor": shown[-1]} if shown else {})})

    def _session(self) -> Reply:
        return reply({"did": DID, "handle": HANDLE, "accessJwt": ACCESS, "refreshJwt": REFRESH})


def _no(error: str, status: int = 400) -> Reply:
    return reply({"error": error, "message": "x"}, status)
