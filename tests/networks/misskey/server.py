"""A small server on this computer that speaks Misskey's language, with one invented person; what is deleted is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.networks.fediverse import drawn, jpeg
from tests.networks.loopback import Asked, Loopback, Reply, reply

USER = "9userid"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_NEEDS = {
    "i": "read:account",
    "i/update": "write:account",
    "drive/stream": "read:drive",
    "drive/files/attached-notes": "read:drive",
    "drive/files/delete": "write:drive",
    "notes/delete": "write:notes",
}


@dataclass(slots=True)
class Note:
    """One note, with the names of its files."""

    id: str
    files: list[str] = field(default_factory=list[str])
    visibility: str = "public"
    text: str = "Hello"
    reply: bool = False
    renote: bool = False
    days: int = 1


class Refusal(Exception):
    """A refusal as Misskey words it."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def _notes() -> list[Note]:
    return [
        Note("n9", ["reply"], reply=True),
        Note("n8", ["face", "harbour"], text="With @bert@else.example"),
        Note("n7"),
        Note("n6", ["home"], visibility="home"),
        Note("n5", ["friends"], visibility="followers"),
        Note("n4", ["letter"], visibility="specified"),
        Note("n3", ["face"], text="The same picture again", days=400),
        Note("n2", renote=True),
    ]


@dataclass
class MisskeyServer(Loopback):
    """The server. What a test sets here it answers from then on; `asked` are the endpoints with their bodies."""

    software: str = "misskey"
    notes: list[Note] = field(default_factory=_notes)
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    settings: dict[str, Any] = field(
        default_factory=lambda: {
            "requireSigninToViewContents": False,
            "makeNotesFollowersOnlyBefore": None,
            "makeNotesHiddenBefore": None,
            "isLocked": False,
            "noCrawle": False,
            "isExplorable": True,
            "publicReactions": True,
            "followersVisibility": "public",
        }
    )
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict[str, "dict[str, Any]"])
    tokens: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, "dict[str, Any]"]])
    targets: list[str] = field(default_factory=list[str])
    shows_visitors: bool = True
    page: int = 3
    limited: int = 0
    deaf: bool = False
    fails: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        names = ("avatar", "face", "harbour", "home", "friends", "letter", "reply", "unused")
        self.files = self.files or {name: jpeg(drawn("teal")) for name in names}

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def respond(self, asked: Asked) -> Reply:
        if asked.method == "GET":
            status, kind, body, location = self.get(asked.target)
            return Reply(status, body, {"content-type": kind, **({"location": location} if location else {})})
        self.targets.append(asked.target)
        status, value = self.post(asked.target, json.loads(asked.body or b"{}"))
        return Reply(204) if value is None else reply(value, status)

    def grant(self, *permissions: str) -> str:
        token = f"token{len(self.tokens)}secret"
        self.tokens[token] = set(permissions)
        return token

    def get(self, target: str) -> tuple[int, str, bytes, str]:
        """Return status, content type, body and where to go on."""
        self.targets.append(target)
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/files/"):
            data = self.files.get(parts.path.removeprefix("/files/"))
            return (404, "image/png", b"", "") if data is None else (200, "image/jpeg", data, "")
        if parts.path.startswith("/miauth/"):
            return self._allow(parts.path.removeprefix("/miauth/"), query)
        value = self._open(parts.path, query)
        if value is None:
            return 200, "text/html", b"<!doctype html><title>Misskey</title>", ""
        return 200, "application/json", json.dumps(value).encode(), ""

    def _open(self, path: str, query: Mapping[str, str]) -> object:
        handle = f"acct:anna@{self.host}"
        if path == "/.well-known/webfinger" and query.get("resource") == handle:
            link = {"rel": "self", "type": "application/activity+json", "href": f"{self.url}/users/{USER}"}
            return {"subject": handle, "links": [link]}
        if path == "/.well-known/nodeinfo":
            rel = "http://nodeinfo.diaspora.software/ns/schema/2.1"
            return {"links": [{"rel": rel, "href": f"{self.url}/nodeinfo/2.1"}]}
        if path == "/nodeinfo/2.1":
            return {"version": "2.1", "software": {"name": self.software, "version": "2026.9.0"}}
        return None

    def _allow(self, session: str, query: Mapping[str, str]) -> tuple[int, str, bytes, str]:
        """Stand in for the person who presses Allow: the browser goes back with the session's number."""
        token = self.grant(*query["permission"].split(","))
        self.sessions[session] = {"token": token, "name": query["name"]}
        back = query["callback"]
        return 302, "text/html", b"", f"{back}{'&' if '?' in back else '?'}{urlencode({'session': session})}"

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, object]:
        endpoint = path.removeprefix("/api/")
        self.asked.append((endpoint, body))
        if endpoint in self.fails:
            return self.fails[endpoint], {"error": {"message": "拒否", "code": "INTERNAL_ERROR", "id": "0"}}
        try:
            return 200, self._value(endpoint, body)
        except Refusal as refusal:
            return refusal.status, {"error": {"message": "拒否", "code": refusal.code, "id": "1"}}

    def _value(self, endpoint: str, body: dict[str, Any]) -> object:
        if endpoint.startswith("miauth/"):
            session = self.sessions.pop(endpoint.split("/")[1], None)
            return {"ok": True, "token": session["token"], "user": self._me()} if session else {"ok": False}
        me = self._signed_in(endpoint, body)
        answers = {
            "meta": lambda: {"version": "2026.9.0", "uri": self.url},
            "users/show": lambda: self._user(body),
            "users/notes": lambda: self._listed(body, me=me),
            "notes/show": lambda: self._shown(body, me=me),
            "notes/delete": lambda: self._delete_note(body["noteId"]),
            "i": lambda: self._me() | self.settings | {"avatarId": "avatar", "bannerId": None},
            "i/update": lambda: self._update(body),
            "drive/stream": lambda: self._stream(body),
            "drive/files/attached-notes": lambda: self._attached(body["fileId"]),
            "drive/files/delete": lambda: self._delete_file(body["fileId"]),
        }
        if endpoint not in answers:
            raise Refusal(404, "UNKNOWN_API_ENDPOINT")
        return answers[endpoint]()

    def _signed_in(self, endpoint: str, body: Mapping[str, Any]) -> bool:
        token, need = body.get("i"), _NEEDS.get(endpoint)
        if token is not None and token not in self.tokens:
            raise Refusal(403, "AUTHENTICATION_FAILED")
        if need and token is None:
            raise Refusal(401, "CREDENTIAL_REQUIRED")
        if need and need not in self.tokens[str(token)]:
            raise Refusal(403, "PERMISSION_DENIED")
        if self.limited:
            self.limited -= 1
            raise Refusal(429, "RATE_LIMIT_EXCEEDED")
        return token is not None

    def _me(self) -> dict[str, Any]:
        return {
            "id": USER,
            "username": "anna",
            "host": None,
            "name": "Anna Sample",
            "avatarUrl": f"{self.url}/proxy/avatar.webp?{urlencode({'url': self.url + '/files/avatar', 'avatar': 1})}",
            "bannerUrl": None,
            "notesCount": len(self.notes),
            "requireSigninToViewContents": self.settings["requireSigninToViewContents"],
        }

    def _user(self, body: Mapping[str, Any]) -> object:
        is_anna = body.get("userId") == USER or str(body.get("username")).casefold() == "anna"
        if not is_anna or not self.shows_visitors:
            raise Refusal(404, "NO_SUCH_USER")
        return self._me()

    def _listed(self, body: Mapping[str, Any], *, me: bool) -> list[object]:
        if body.get("withFiles") and body.get("withReplies"):
            raise Refusal(400, "BOTH_WITH_REPLIES_AND_WITH_FILES")
        found = [
            one
            for one in self.notes
            if (me or one.visibility in {"public", "home"})
            and not (one.renote and body.get("withRenotes") is False)
            and not (body.get("withFiles") and (not one.files or one.reply))
            and (body.get("withReplies") or not one.reply)
            and one.id < body.get("untilId", "~")
        ]
        return [self._note(one, me=me) for one in found[: min(self.page, body.get("limit", 10))]]

    def _note(self, note: Note, *, me: bool) -> dict[str, Any]:
        before = self.settings["makeNotesFollowersOnlyBefore"]
        is_old = before is not None and note.days * 86400 > -before
        visibility = "followers" if is_old and note.visibility in {"public", "home"} else note.visibility
        hidden = not me and (self.settings["requireSigninToViewContents"] or visibility == "followers")
        files = [] if hidden else [self._file(name) for name in note.files if name in self.files]
        return {
            "id": note.id,
            "createdAt": (NOW - timedelta(days=note.days)).isoformat(),
            "userId": USER,
            "text": None if hidden else note.text,
            "cw": None,
            "visibility": visibility,
            "fileIds": [] if hidden else note.files,
            "files": files,
            "renoteId": "n0" if note.renote else None,
            **({"isHidden": True} if hidden else {}),
        }

    def _file(self, name: str) -> dict[str, Any]:
        return {
            "id": name,
            "createdAt": NOW.isoformat(),
            "name": f"{name}.jpg",
            "type": "image/jpeg",
            "url": f"{self.url}/files/{name}",
            "thumbnailUrl": f"{self.url}/files/{name}?thumbnail",
            "comment": "a drawn picture",
            "properties": {"width": 640, "height": 480},
        }

    def _shown(self, body: Mapping[str, Any], *, me: bool) -> object:
        found = next((one for one in self.notes if one.id == body["noteId"]), None)
        if found is None or (not me and found.visibility in {"followers", "specified"}):
            raise Refusal(400, "NO_SUCH_NOTE")
        return self._note(found, me=me)

    def _delete_note(self, number: str) -> object:
        found = [one for one in self.notes if one.id == number]
        if not found:
            raise Refusal(400, "NO_SUCH_NOTE")
        self.notes.remove(found[0])
        return None

    def _update(self, body: Mapping[str, Any]) -> object:
        for name, value in body.items():
            if name in self.settings and not self.deaf:
                self.settings[name] = value
        return self._me() | self.settings

    def _stream(self, body: Mapping[str, Any]) -> list[object]:
        names = [name for name in sorted(self.files, reverse=True) if name < body.get("untilId", "~")]
        return [self._file(name) for name in names[: min(self.page, body.get("limit", 10))]]

    def _attached(self, name: str) -> list[object]:
        if name not in self.files:
            raise Refusal(400, "NO_SUCH_FILE")
        return [self._note(one, me=True) for one in self.notes if name in one.files]

    def _delete_file(self, name: str) -> object:
        if name not in self.files:
            raise Refusal(400, "NO_SUCH_FILE")
        del self.files[name]
        return None

    def endpoints(self) -> Iterator[str]:
        return (endpoint for endpoint, _ in self.asked)
