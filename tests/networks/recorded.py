"""A server on this computer that gives the recorded answers of one network, wants its token, and forgets what is deleted.

The answers are those of data/NETWORK/account.json, byte for byte as that network's documents write them, but for the
hosts in them, which all become this one: so a look at a file comes here as well. What is hidden or deleted is so in the
answers that follow. `fault` (see loopback.py) answers in place of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.networks.fediverse import drawn, jpeg
from tests.networks.loopback import HTML, Asked, Loopback, Reply, reply
from tests.networks.shapes import expired, missing
from tests.networks.signed_in import recording

TOKEN = "s3cret-access"
RENEWAL = "s3cret-refresh"
_HOST = re.compile(r"https://([a-z0-9.-]+\.(?:example|com|it|net|ru))(?=[/?\"]|$)", re.IGNORECASE)

_VK_PAGE = 3

Rows = dict[str, Any]


@dataclass
class Recorded(Loopback):
    """The server of one network. `gone` are the keys that were deleted; `scope` is what a token allows."""

    name: str
    gone: list[str] = field(default_factory=list[str])
    scope: str = ""
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    renewals: set[str] = field(default_factory=lambda: {RENEWAL})
    values: dict[tuple[str, ...], Rows] = field(default_factory=dict[tuple[str, ...], Rows])
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    def __post_init__(self) -> None:
        """Read the recording."""
        answers: dict[str, Rows] = recording(self.name)["answers"]
        for url, one in answers.items():
            parts = urlsplit(url)
            self.values[_key("GET", parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))] = one

    def respond(self, asked: Asked) -> Reply:
        """Answer one request: a file, the pages of the sign-in, or the API, which wants a token."""
        if asked.path.startswith("/files/"):
            return self._file(asked)
        given = self._signing_in(asked)
        if given is not None:
            return given
        if not self._is_signed(asked):
            return expired(self.name)
        changed = CHANGES.get(self.name, _unchanged)(self, asked)
        if changed is not None:
            return changed
        held = self.values.get(_key(asked.method, asked.path, asked.query))
        if held is None:
            return missing(self.name)
        return Reply(held["status"], self.here(held["json"]), held["headers"])

    def each(self) -> Iterator[Rows]:
        """Yield every object in every answer, to be changed."""
        waiting: list[object] = [one["json"] for one in self.values.values()]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                yield cast("Rows", one)
                waiting += list(cast("Rows", one).values())
            elif isinstance(one, list):
                waiting += cast("list[object]", one)

    def drop(self, *keys: str) -> bool:
        """Take every object with such an id out of the lists; whether there was one."""
        found = False
        for held in self.each():
            for rows in [cast("list[object]", one) for one in held.values() if isinstance(one, list)]:
                kept = [one for one in rows if not _is_one_of(one, keys)]
                found = found or len(kept) < len(rows)
                rows[:] = kept
        self.gone += keys if found else ()
        return found

    def _is_signed(self, asked: Asked) -> bool:
        header = asked.headers.get("authorization", "")
        return header.removeprefix("Bearer ") in self.tokens or header.startswith("OAuth ")

    def _file(self, asked: Asked) -> Reply:
        is_there = not any(key.rpartition("/")[2] in asked.path for key in self.gone)
        if "authorization" in asked.headers or not is_there:
            return Reply(404, b"<!doctype html>", HTML)
        return Reply(200, jpeg(drawn("teal", (64, 48))), {"content-type": "image/jpeg"})

    def here(self, value: object) -> bytes:
        """Return an answer with every host in it become this one."""
        return _HOST.sub(rf"{self.url}/files/\1", json.dumps(value, ensure_ascii=False)).encode()

    def _signing_in(self, asked: Asked) -> Reply | None:
        if asked.path.endswith(("/authorize", "/oauth2/v2/auth")):
            code = f"code-{len(self._codes)}"
            self._codes[code] = asked.query
            back = {"state": asked.query["state"], "code": code}
            return Reply(302, b"", {"location": f"{asked.query['redirect_uri']}?{urlencode(back)}"})
        if asked.path.endswith(("/oauth2/token", "/api/v1/access_token", "/token")):
            return self._token(asked.form)
        if asked.path.endswith(("/revoke", "/revoke_token")):
            self.tokens -= {TOKEN}
            return reply({})
        return None

    def _token(self, form: Mapping[str, str]) -> Reply:
        query = self._codes.pop(form.get("code", ""), None)
        if form.get("grant_type") == "authorization_code":
            proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            wanted = (query or {}).get("code_challenge")
            is_proven = wanted in {None, base64.urlsafe_b64encode(proof).rstrip(b"=").decode()}
            if query is None or not is_proven or form["redirect_uri"] != query["redirect_uri"]:
                return reply({"error": "invalid_grant"}, 400)
            self.scope = query["scope"]
        elif form.get("refresh_token") not in self.renewals:
            return reply({"error": "invalid_grant"}, 400)
        self.tokens.add(TOKEN)
        made: dict[str, object] = {"access_token": TOKEN, "refresh_token": RENEWAL, "token_type": "bearer"}
        return reply({**made, "expires_in": 3600, "scope": self.scope})


def _key(method: str, path: str, query: Mapping[str, str]) -> tuple[str, ...]:
    return (method, path, *sorted(f"{name}={value}" for name, value in query.items()))


def _is_one_of(value: object, keys: tuple[str, ...]) -> bool:
    if not isinstance(value, dict):
        return False
    one = cast("Rows", value)
    inner = one.get("data")
    names = (one.get("id"), one.get("id_string"), one.get("videoId"), one.get("name"))
    in_reddit = (cast("Rows", inner).get("name"),) if isinstance(inner, dict) else ()
    details = one.get("contentDetails")
    in_youtube = (cast("Rows", details).get("videoId"),) if isinstance(details, dict) else ()
    return any(str(one) in keys for one in (*names, *in_reddit, *in_youtube) if one is not None)


def _unchanged(_server: Recorded, _asked: Asked) -> Reply | None:
    return None


def _pinterest(server: Recorded, asked: Asked) -> Reply | None:
    key = asked.path.rpartition("/")[2]
    if asked.method == "DELETE":
        return Reply(204) if server.drop(key) else None
    if asked.method != "PATCH":
        return None
    boards = [one for one in server.each() if one.get("id") == key and "privacy" in one]
    for board in boards:
        board.update(json.loads(asked.body))
    return reply(boards[0]) if boards else None


def _vk(server: Recorded, asked: Asked) -> Reply | None:
    method = asked.path.rpartition("/")[2]
    photos = {str(one["id"]): one for one in server.each() if "sizes" in one}
    albums = {str(one["id"]): one for one in server.each() if "title" in one}
    match method:
        case "users.get" if asked.query.get("fields") == "domain":
            return reply({"response": [{"id": 4242, "domain": "mina_paper", "first_name": "Mina"}]})
        case "photos.getById":
            wanted = asked.query["photos"].rpartition("_")[2]
            return reply({"response": [photos[wanted]] if wanted in photos else []})
        case "photos.getAll":
            at = int(asked.query["offset"])
            shown = sorted(photos.values(), key=lambda one: int(one["id"]))
            items = shown[at : at + _VK_PAGE]
            return Reply(200, server.here({"response": {"count": len(shown), "items": items}}))
        case "photos.editAlbum" if asked.form["album_id"] in albums:
            albums[asked.form["album_id"]]["privacy_view"] = {"category": asked.form["privacy_view"]}
            return reply({"response": 1})
        case "photos.delete" if asked.form["photo_id"] in photos:
            server.drop(asked.form["photo_id"])
            return reply({"response": 1})
        case _:
            return None


def _tumblr(server: Recorded, asked: Asked) -> Reply | None:
    step, key = asked.path.rpartition("/")[2], asked.form.get("id", "")
    if asked.method != "POST" or key in server.gone:
        return None
    if step == "delete":
        return reply({"meta": {"status": 200, "msg": "OK"}, "response": {}}) if server.drop(key) else None
    for one in server.each():
        if key in {str(one.get("id_string")), str(one.get("id"))} and "state" in one:
            one["state"] = asked.form["state"]
    return reply({"meta": {"status": 200, "msg": "OK"}, "response": {}})


def _x(server: Recorded, asked: Asked) -> Reply | None:
    if asked.method != "DELETE" or not server.drop(asked.path.rpartition("/")[2]):
        return None
    return reply({"data": {"deleted": True}})


def _youtube(server: Recorded, asked: Asked) -> Reply | None:
    if not asked.path.endswith("/videos"):
        return None
    videos = {one["id"]: one for one in server.each() if one.get("kind") == "youtube#video"}
    if asked.method == "GET":
        return _items(server, [videos[key] for key in asked.query["id"].split(",") if key in videos])
    key = asked.query.get("id") or json.loads(asked.body)["id"]
    if key not in videos:
        return None
    if asked.method == "DELETE":
        return Reply(204) if server.drop(key) else None
    videos[key]["status"].update(json.loads(asked.body)["status"])
    return reply(videos[key])


def _items(server: Recorded, items: list[Rows]) -> Reply:
    return Reply(200, server.here({"items": items}))


def _reddit(server: Recorded, asked: Asked) -> Reply | None:
    if asked.path == "/api/del":
        server.drop(asked.form["id"])
        return reply({})
    if asked.path.endswith("/submitted"):
        # How many came before is for Reddit's own page alone; the place is the post named.
        pages = {key: one for key, one in server.values.items() if asked.path in key}
        after = asked.query.get("after", "")
        held = next(
            one
            for key, one in pages.items()
            if after in {part.rpartition("=")[2] for part in key} or not after
        )
        return Reply(200, server.here(held["json"]), held["headers"])
    if asked.method != "PATCH":
        return None
    for one in server.each():
        if "hide_from_robots" in one:
            one.update(json.loads(asked.body))
    return reply({})


def _graph(server: Recorded, asked: Asked) -> Reply | None:
    key = asked.path.rpartition("/")[2]
    if key == "debug_token":
        return reply({"data": {"is_valid": True, "scopes": ["threads_delete"], "expires_at": 0}})
    if key == "threads_publishing_limit":
        told = {"delete_quota_usage": len(server.gone), "delete_config": {"quota_total": 100}}
        return reply({"data": [told]})
    if asked.method != "DELETE" or not server.drop(key):
        return None
    return reply({"success": True, "deleted_id": key})


CHANGES: dict[str, Callable[[Recorded, Asked], Reply | None]] = {
    "facebook": _graph,
    "instagram": _graph,
    "threads": _graph,
    "pinterest": _pinterest,
    "vk": _vk,
    "tumblr": _tumblr,
    "x": _x,
    "youtube": _youtube,
    "reddit": _reddit,
}
