"""A small server on this computer that speaks Mastodon's language, with one invented person who posts photos.

    python -m tests.networks.fediverse          # prints the handle to look up, then serves until Ctrl+C

or, in a test: `with FediverseServer() as server: … look up server.handle …`.
"""

from __future__ import annotations

import io
import json
import threading
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import parse_qs, urlsplit

import numpy as np
from PIL import Image, ImageDraw
from skimage.data import astronaut

from tests.networks.loopback import Asked, Loopback, Reply

ACCOUNT_ID = "110000000000000001"
PAGE = 3
_SEOUL = ((37.0, 33.0, 59.4), (126.0, 58.0, 40.1))


def drawn(colour: str, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Return a drawn picture that shows nobody."""
    picture = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((size[0] // 8, size[1] // 2, size[0] // 3, size[1]), fill="black")
    pen.ellipse((size[0] // 2, 20, size[0] // 2 + 90, 110), fill="yellow")
    return picture


def jpeg(picture: Image.Image, *, at_home: bool = False) -> bytes:
    """Return a picture as a JPEG file; `at_home` puts a camera and a place in Seoul into its EXIF."""
    exif = Image.Exif()
    if at_home:
        exif[0x010F], exif[0x0110] = "Fujifilm", "X100V"
        gps = {1: "N", 2: _SEOUL[0], 3: "E", 4: _SEOUL[1]}
        exif[0x8825] = gps
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


@dataclass(slots=True)
class Post:
    """One post: its id, who may see it, and the names of its files."""

    id: str
    files: tuple[str, ...] = ()
    visibility: str = "public"
    content: str = "<p>Hello</p>"
    kind: str = "image"
    boosted: bool = False


def _files() -> dict[str, bytes]:
    portrait = Image.fromarray(cast("np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", astronaut()))
    return {
        "avatar.jpg": jpeg(portrait.crop((130, 0, 330, 200))),
        "banner.jpg": jpeg(drawn("steelblue", (900, 300))),
        "face.jpg": jpeg(portrait, at_home=True),
        "harbour.jpg": jpeg(drawn("teal")),
        "garden.jpg": jpeg(drawn("olive")),
        "kitchen.jpg": jpeg(drawn("peru")),
        "poster.jpg": jpeg(drawn("purple")),
        "somebody.jpg": jpeg(drawn("red")),
    }


def _posts() -> list[Post]:
    return [
        Post("900", ("face.jpg",), content="<p>First day at the observatory</p>"),
        Post("800", ("harbour.jpg", "garden.jpg"), content="<p>Harbour &amp; garden</p>"),
        Post("700", ("somebody.jpg",), boosted=True),
        Post("600", ("kitchen.jpg",), visibility="unlisted"),
        Post("500", content="<p>Only words</p>"),
        Post("400", ("poster.jpg",), kind="video"),
        Post("300", ("deleted.jpg",), content="<p>Its file is gone</p>"),
    ]


@dataclass
class FediverseServer(Loopback):
    """One account at http://127.0.0.1, whose posts and files a test may take away.

    `walled` names files that are given to nobody without a sign-in; with `lists` False the server lists posts to no
    stranger. `asked` are the paths that were asked for, `secrets` the headers that no stranger should send.
    """

    user: str = "anna"
    software: tuple[str, str] = ("mastodon", "4.4.2")
    lists: bool = True
    files: dict[str, bytes] = field(default_factory=_files)
    posts: list[Post] = field(default_factory=_posts)
    walled: set[str] = field(default_factory=set[str])
    asked: list[str] = field(default_factory=list[str])
    secrets: list[str] = field(default_factory=list[str])

    @property
    def handle(self) -> str:
        """The handle to look up."""
        return f"@{self.user}@127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        """The address of the profile page."""
        return f"{self.url}/@{self.user}"

    def delete(self, post: str) -> None:
        """Delete a post and its files."""
        for one in [one for one in self.posts if one.id == post]:
            self.posts.remove(one)
            for name in one.files:
                self.files.pop(name, None)

    def respond(self, asked: Asked) -> Reply:
        """Answer one request, and note what no stranger should send."""
        self.secrets += [name for name in ("authorization", "cookie") if name in asked.headers]
        status, kind, body = self.answer(asked.target)
        return Reply(status, body, {"content-type": kind, **dict(self.links(asked.target))})

    def answer(self, asked: str) -> tuple[int, str, bytes]:
        """Return status, content type and body for a path."""
        self.asked.append(asked)
        parts = urlsplit(asked)
        if parts.path.startswith("/files/"):
            return self._file(parts.path.removeprefix("/files/"))
        value = self._value(parts.path, {key: one[0] for key, one in parse_qs(parts.query).items()})
        if value is None:
            return 404, "application/json", b'{"error": "Record not found"}'
        is_refusal = isinstance(value, dict) and "error" in value
        return 401 if is_refusal else 200, "application/json", json.dumps(value).encode()

    def links(self, asked: str) -> list[tuple[str, str]]:
        """Return the headers that lead to the next page."""
        parts = urlsplit(asked)
        if not parts.path.endswith("/statuses") or not self.lists:
            return []
        page, more = self._page(parse_qs(parts.query))
        if not page:
            return []
        path = f"{self.url}{parts.path}?limit={PAGE}"
        following = f'<{path}&max_id={page[-1].id}>; rel="next", ' if more else ""
        return [("Link", f'{following}<{path}&min_id={page[0].id}>; rel="prev"')]

    def _file(self, name: str) -> tuple[int, str, bytes]:
        if name in self.walled:
            return 200, "text/html", b"<!DOCTYPE html><form>Sign in: <input name=pw type='password'></form>"
        data = self.files.get(name)
        return (404, "text/plain", b"not found") if data is None else (200, "image/jpeg", data)

    def _value(self, path: str, query: dict[str, str]) -> object:
        name, version = self.software
        fixed: dict[str, object] = {
            "/.well-known/nodeinfo": {
                "links": [
                    {
                        "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0",
                        "href": f"{self.url}/nodeinfo/2.0",
                    }
                ]
            },
            "/nodeinfo/2.0": {"version": "2.0", "software": {"name": name, "version": version}},
            f"/api/v1/accounts/{ACCOUNT_ID}": self._account(),
        }
        if path == "/.well-known/webfinger" and query.get("resource") == f"acct:{self.handle[1:]}":
            actor = {
                "rel": "self",
                "type": "application/activity+json",
                "href": f"{self.url}/users/{self.user}",
            }
            return {"subject": f"acct:{self.handle[1:]}", "links": [actor]}
        if path == "/api/v1/accounts/lookup":
            return self._account() if query.get("acct", "").partition("@")[0] == self.user else None
        if path == f"/api/v1/accounts/{ACCOUNT_ID}/statuses":
            if not self.lists:
                return {"error": "This API requires an authenticated user"}
            return [self._status(post) for post in self._page({key: [one] for key, one in query.items()})[0]]
        return fixed.get(path)

    def _page(self, query: dict[str, list[str]]) -> tuple[list[Post], bool]:
        """Return one page of posts, and whether more follows."""
        below = int(query.get("max_id", ["9999"])[0])
        shown = [post for post in self.posts if int(post.id) < below]
        if query.get("exclude_reblogs") == ["true"]:
            shown = [post for post in shown if not post.boosted]
        if query.get("only_media") == ["true"]:
            shown = [post for post in shown if post.files]
        size = min(PAGE, int(query.get("limit", ["20"])[0]))
        return shown[:size], len(shown) > size

    def _account(self) -> dict[str, object]:
        def picture(name: str) -> str:
            return (
                f"{self.url}/files/{name}"
                if name in self.files
                else f"{self.url}/avatars/original/missing.png"
            )

        return {
            "id": ACCOUNT_ID,
            "username": self.user,
            "acct": self.user,
            "display_name": "Anna Sample",
            "url": self.page,
            "avatar": picture("avatar.jpg"),
            "avatar_static": picture("avatar.jpg"),
            "header": picture("banner.jpg"),
            "header_static": picture("banner.jpg"),
            "statuses_count": len(self.posts),
            "discoverable": None,
        }

    def _status(self, post: Post) -> dict[str, object]:
        return {
            "id": post.id,
            "created_at": "2026-05-04T10:00:00.000Z",
            "visibility": post.visibility,
            "spoiler_text": "",
            "content": post.content,
            "url": f"{self.page}/{post.id}",
            "account": {"id": "7" if post.boosted else ACCOUNT_ID, "acct": self.user},
            "reblog": {"id": "1"} if post.boosted else None,
            "mentions": [],
            "media_attachments": [
                {
                    "id": f"{post.id}{number}",
                    "type": post.kind,
                    "url": f"{self.url}/files/{name}"
                    if post.kind == "image"
                    else f"{self.url}/files/film.mp4",
                    "preview_url": f"{self.url}/files/{name}",
                    "remote_url": None,
                    "description": None,
                    "meta": {},
                }
                for number, name in enumerate(post.files)
            ],
        }


def main() -> None:
    """Serve until Ctrl+C."""
    with FediverseServer() as server:
        print(f"Look up {server.handle} or {server.page} with OVEREXPOSED_ALLOW_LOOPBACK=1. Ctrl+C ends it.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
