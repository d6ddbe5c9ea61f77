"""What a server answered, and the record that it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from app.model.problem import NetworkRefused, UnreadableArchive
from app.model.text import Text, say
from app.networks.container_json import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered. Header names are lower-case; `url` is where it came from, without secrets.

    `body` is decompressed and holds at most the cap; `truncated` says that there was more.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str
    truncated: bool = False

    @property
    def host(self) -> str:
        """The host that answered."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_html(self) -> bool:
        """Whether this is a web page, as its header or its first bytes tell."""
        named = self.headers.get("content-type", "").partition(";")[0].strip().casefold()
        start = self.body[:300].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return named in {"text/html", "application/xhtml+xml"} or start.startswith(
            (b"<!doctype html", b"<html")
        )

    def json(self) -> object:
        """Return the JSON value of the body; NetworkRefused where it is none, cut off, or nested too deep."""
        if self.truncated:
            raise self._unexpected(say("it is too long"))
        try:
            return parse(self.body, "")
        except UnreadableArchive:
            why = say("it is no usable JSON")
        raise self._unexpected(why)

    def _unexpected(self, why: Text) -> NetworkRefused:
        return NetworkRefused(
            say("{host} gave an answer that we cannot read: {why}.", host=self.host, why=why),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A host was contacted; `why` is one short word, such as "list", "file" or "profile"."""

    host: str
    why: str
    at: datetime
    count: int = 1
