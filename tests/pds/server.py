"""A real Bluesky data server on this computer, with one invented person on it: python -m tests.pds.server."""

from __future__ import annotations

import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import cast
from urllib.parse import urlencode

from app.networks.web import Web
from tests.pds import pictures
from tests.pds.install import installed, node

POSTS = "app.bsky.feed.post"
PROFILES = "app.bsky.actor.profile"
_LONGEST_START = 45
PASSWORD = "an invented password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a post."""

    data: bytes
    alt_text: str = ""
    size: tuple[int, int] = (4, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account on the server, with the token that writes for it."""

    did: str
    handle: str
    token: str = field(repr=False)


class Refused(Exception):
    """The server said no: its status and its words."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


class Pds:
    """A running server. Use it as a context manager: leaving it ends the process, and so does the end of this one."""

    def __init__(self) -> None:
        self.started_in = 0.0
        self.url = ""
        self._process: subprocess.Popen[str] | None = None
        self._folder: str = ""

    def __enter__(self) -> Pds:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server with an empty folder; `started_in` tells the seconds. Raises NotInstalled, RuntimeError."""
        programs = installed()
        before = time.monotonic()
        for attempt in range(3):
            try:
                self._started(programs)
            except RuntimeError:
                self.stop()
                if attempt == 2:
                    raise
            else:
                break
        self.started_in = time.monotonic() - before

    def stop(self) -> None:
        """End the process, kindly and then not, and remove what it wrote."""
        process, self._process = self._process, None
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._process.pid if self._process else None

    def account(self, handle: str, *, name: str = "") -> Person:
        """Make an account with an invented handle that ends in .test; with `name`, a profile too."""
        made = self.call(
            "com.atproto.server.createAccount",
            {"handle": handle, "email": f"{handle}@example.test", "password": PASSWORD},
        )
        person = Person(did=str(made["did"]), handle=handle, token=str(made["accessJwt"]))
        if name:
            self.profile(person, name=name)
        return person

    def blob(self, person: Person, data: bytes, kind: str = "image/jpeg") -> Mapping[str, object]:
        """Upload a file; return what a record writes to refer to it."""
        sent = self._send("com.atproto.repo.uploadBlob", data, {"Content-Type": kind}, person)
        return cast("Mapping[str, object]", sent["blob"])

    def profile(
        self,
        person: Person,
        *,
        name: str = "",
        avatar: bytes | None = None,
        banner: bytes | None = None,
        labels: Sequence[str] = (),
    ) -> None:
        """Write the profile record, with self-labels such as "!no-unauthenticated"."""
        record: dict[str, object] = {"$type": PROFILES, "displayName": name}
        if avatar is not None:
            record["avatar"] = self.blob(person, avatar)
        if banner is not None:
            record["banner"] = self.blob(person, banner)
        if labels:
            values = [{"val": label} for label in labels]
            record["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": values}
        written = {"repo": person.did, "collection": PROFILES, "rkey": "self", "record": record}
        self.call("com.atproto.repo.putRecord", written, person)

    def post(self, person: Person, text: str, pictures: Sequence[Picture] = ()) -> str:
        """Post words with up to four pictures; return the post's address (at://…)."""
        embed = {"$type": "app.bsky.embed.images", "images": self._items(person, pictures)}
        return self.record(person, text, embed if pictures else None)

    def gallery(self, person: Person, text: str, pictures: Sequence[Picture]) -> str:
        """Post words with up to twenty pictures."""
        items = [{"$type": "app.bsky.embed.gallery#image", **item} for item in self._items(person, pictures)]
        return self.record(person, text, {"$type": "app.bsky.embed.gallery", "items": items})

    def link(self, person: Person, text: str, url: str, thumb: bytes) -> str:
        """Post a link with the small picture of the page it leads to, which is nobody's photo."""
        external = {"uri": url, "title": "A page", "description": "", "thumb": self.blob(person, thumb)}
        return self.record(person, text, {"$type": "app.bsky.embed.external", "external": external})

    def quote(self, person: Person, text: str, quoted: str, pictures: Sequence[Picture]) -> str:
        """Quote a post and add pictures of one's own."""
        cid = str(self.read("com.atproto.repo.getRecord", **_place(quoted))["cid"])
        media = {"$type": "app.bsky.embed.images", "images": self._items(person, pictures)}
        record = {"$type": "app.bsky.embed.record", "record": {"uri": quoted, "cid": cid}}
        return self.record(
            person, text, {"$type": "app.bsky.embed.recordWithMedia", "media": media, "record": record}
        )

    def record(self, person: Person, text: str, embed: Mapping[str, object] | None = None) -> str:
        """Post whatever is given as the embed; return the post's address."""
        post: dict[str, object] = {"$type": POSTS, "text": text, "createdAt": _now()}
        if embed is not None:
            post["embed"] = embed
        wanted = {"repo": person.did, "collection": POSTS, "record": post}
        return str(self.call("com.atproto.repo.createRecord", wanted, person)["uri"])

    def delete(self, person: Person, post: str) -> None:
        """Delete a post."""
        self.call("com.atproto.repo.deleteRecord", _place(post), person)

    def app_password(self, person: Person, name: str = "a test") -> str:
        """Make an app password; return it."""
        return str(self.call("com.atproto.server.createAppPassword", {"name": name}, person)["password"])

    def deactivate(self, person: Person) -> None:
        """Deactivate an account."""
        self.call("com.atproto.server.deactivateAccount", {}, person)

    def call(
        self, method: str, body: Mapping[str, object], person: Person | None = None
    ) -> Mapping[str, object]:
        """Call a procedure of the server; raises Refused."""
        return self._send(method, json.dumps(body).encode(), {"Content-Type": "application/json"}, person)

    def read(self, method: str, **params: str) -> Mapping[str, object]:
        """Ask a query of the server without any sign-in; raises Refused."""
        return self._send(f"{method}?{urlencode(params)}", None, {}, None)

    def _items(self, person: Person, given: Sequence[Picture]) -> list[dict[str, object]]:
        return [
            {
                "alt": one.alt_text,
                "image": self.blob(person, one.data),
                "aspectRatio": {"width": one.size[0], "height": one.size[1]},
            }
            for one in given
        ]

    def _send(
        self, method: str, data: bytes | None, headers: Mapping[str, str], person: Person | None
    ) -> Mapping[str, object]:
        url, token = f"{self.url}/xrpc/{method}", person.token if person else None
        web = Web(allow_loopback=True)
        if data is None:
            answer = web.get(url, why="test")
        else:
            answer = web.post(url, why="test", data=data, headers=headers, token=token)
        if answer.status != 200:
            raise Refused(answer.status, answer.body.decode("utf-8", "replace"))
        return cast("Mapping[str, object]", answer.json()) if answer.body else {}

    def _started(self, programs: Path) -> None:
        self._folder = tempfile.mkdtemp(prefix="overexposed-pds-")
        pds, plc = _free_ports(2)
        # Its standard input is our pipe: when this process ends in whatever way, the pipe closes, and the server ends.
        self._process = subprocess.Popen(
            [node(), "--import", "./loopback.mjs", "boot.mjs", str(pds), str(plc), self._folder],
            cwd=programs,
            env={**os.environ, "LOG_ENABLED": "false", "NODE_ENV": "development"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if not _first_line(self._process).startswith('{"ready":true'):
            raise RuntimeError("The Bluesky server did not start.")
        self.url = f"http://127.0.0.1:{pds}"


def _first_line(process: subprocess.Popen[str]) -> str:
    """Return the first line that a process prints; "" when it ends or takes too long."""
    lines: queue.Queue[str] = queue.Queue()
    out = process.stdout
    if out is None:
        return ""
    threading.Thread(target=lambda: lines.put(out.readline()), daemon=True).start()
    try:
        return lines.get(timeout=_LONGEST_START)
    except queue.Empty:
        process.kill()
        return ""


def _free_ports(count: int) -> list[int]:
    open_now = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in open_now]
    for one in open_now:
        one.close()
    return ports


def _place(post: str) -> dict[str, str]:
    repo, collection, record_key = post.removeprefix("at://").split("/")
    return {"repo": repo, "collection": collection, "rkey": record_key}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def furnish(pds: Pds) -> Person:
    """Make the invented person, with photos that betray a place, a gallery, and a link that is not hers."""
    mina = pds.account("mina.test")
    pds.profile(mina, name="Mina Okafor-Lind", avatar=pictures.drawn(9), banner=pictures.drawn(8))
    pds.post(mina, "Home again.", [Picture(data=pictures.with_gps(1, 59.3346, 18.0632), alt_text="A window")])
    walk = [Picture(data=pictures.with_gps(2, 57.7089, 11.9746)), Picture(data=pictures.drawn(3))]
    pds.post(mina, "A walk along the river", walk)
    several = [Picture(data=pictures.drawn(number)) for number in range(20, 26)]
    pds.gallery(mina, "Six from the summer", several)
    pds.link(mina, "Worth reading", "https://news.example/", pictures.drawn(30))
    return mina


def main() -> None:
    """Start the server with the invented person, and run until it is stopped."""
    with Pds() as pds:
        person = furnish(pds)
        print(f"{person.handle} lives at {pds.url} (started in {pds.started_in:.1f} s)")
        print(
            f'make run ARGS="look {person.handle} --server {pds.url}" with OVEREXPOSED_ALLOW_LOOPBACK=1',
            flush=True,
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.exit(0)


if __name__ == "__main__":
    main()
