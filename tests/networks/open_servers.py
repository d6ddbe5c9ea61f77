"""Servers on this computer that show pictures to everybody: one like Gravatar, one like GitHub, one with a web page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tests.networks.fediverse import drawn, jpeg
from tests.networks.loopback import HTML, Asked, Loopback, Reply, reply

ADDRESS = "anna@sample.example"
NUMBER = hashlib.sha256(ADDRESS.encode()).hexdigest()
PICTURE = {"content-type": "image/jpeg"}


def picture() -> Reply:
    return Reply(200, jpeg(drawn("teal", (64, 48))), PICTURE)


@dataclass
class GravatarServer(Loopback):
    """It shows one address's picture and profile, by the hash alone."""

    shows: bool = True

    def respond(self, asked: Asked) -> Reply:
        if not self.shows or NUMBER not in asked.path:
            return Reply(404, b"", PICTURE)
        if asked.path.startswith("/avatar/"):
            return picture()
        return reply({"hash": NUMBER, "display_name": "Anna Sample", "profile_url": f"{self.url}/annasample"})


@dataclass
class GithubServer(Loopback):
    """It shows one user."""

    shows: bool = True

    def respond(self, asked: Asked) -> Reply:
        if not self.shows:
            return reply({"message": "Not Found"}, 404)
        if asked.path.startswith("/u/"):
            return picture()
        avatar = f"{self.url}/u/12345?v=4"
        return reply({"login": "annasample", "id": 12345, "avatar_url": avatar, "name": "Anna Sample"})


@dataclass
class PageServer(Loopback):
    """It shows one page that names one picture."""

    shows: bool = True

    def respond(self, asked: Asked) -> Reply:
        if asked.path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /private\n", {"content-type": "text/plain"})
        if not self.shows:
            return Reply(404, b"<!doctype html><title>Not found</title>", HTML)
        if asked.path.endswith(".jpg"):
            return picture()
        head = f'<title>Anna</title><meta property="og:image" content="{self.url}/files/face.jpg">'
        return Reply(200, f"<!doctype html><html><head>{head}</head><body></body></html>".encode(), HTML)
