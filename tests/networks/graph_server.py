"""A small Threads on loopback: it wants the token in a header, pages by cursor, and really deletes."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from tests.networks.loopback import Asked, Loopback, Reply, reply

TOKEN = "TH-s3cret-token"


@dataclass
class ThreadsServer(Loopback):
    """The server. `posts` are the ids that stand, `used` the deletions of today."""

    posts: list[str] = field(default_factory=list[str])
    used: int = 0
    quota: int = 3
    scopes: tuple[str, ...] = ("threads_basic", "threads_delete")
    asked: list[str] = field(default_factory=list[str])

    def respond(self, asked: Asked) -> Reply:
        status, value = self.answer(asked.method, asked.target, asked.headers.get("authorization", ""))
        return reply(value, status)

    def answer(self, method: str, target: str, header: str) -> tuple[int, object]:
        """Return status and JSON value."""
        self.asked.append(f"{method} {target}")
        parts = urlsplit(target)
        name = parts.path.removeprefix("/v1.0/")
        if header != f"Bearer {TOKEN}":
            return 400, _error(190)
        fixed: dict[str, object] = {
            "debug_token": {
                "data": {"is_valid": True, "expires_at": 4000000000, "scopes": list(self.scopes)}
            },
            "me": {"id": "26", "username": "mina.paper"},
            "me/replies": {"data": []},
            "me/threads_publishing_limit": {
                "data": [{"delete_quota_usage": self.used, "delete_config": {"quota_total": self.quota}}]
            },
        }
        if name in fixed:
            return 200, fixed[name]
        if name == "me/threads":
            return 200, self._list(dict(parse_qsl(parts.query)).get("after", ""))
        return self._one(method, name)

    def _one(self, method: str, name: str) -> tuple[int, object]:
        if name not in self.posts:
            return 400, _error(100, 33)
        if method == "GET":
            return 200, {"id": name}
        if "threads_delete" not in self.scopes:
            return 400, _error(100, 33)
        self.posts.remove(name)
        self.used += 1
        return 200, {"success": True, "deleted_id": name}

    def _list(self, after: str) -> dict[str, object]:
        at = int(after or 0)
        shown = [
            {"id": one, "media_type": "IMAGE", "media_url": f"{self.url}/files/{one}.jpg"}
            for one in self.posts[at : at + 2]
        ]
        paging: dict[str, object] = {"cursors": {"after": str(at + 2)}}
        if at + 2 < len(self.posts):
            paging["next"] = f"{self.url}/v1.0/me/threads?access_token={TOKEN}&after={at + 2}"
        return {"data": shown, "paging": paging}


def _error(code: int, subcode: int = 0) -> dict[str, object]:
    return {"error": {"message": "x", "type": "OAuthException", "code": code, "error_subcode": subcode}}
