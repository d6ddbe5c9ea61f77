"""Read an answer from a mail file or pasted text, and say what it may mean. Nothing is fetched, nothing is opened."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from html.parser import HTMLParser
from typing import Any, cast

from app.letters.clean import line
from app.model.problem import UnreadableArchive
from app.model.reply import Meaning, Reply
from app.model.request import State
from app.model.text import say
from app.resources import resource

MAIL_CAP = 25 * 1024 * 1024
"""Bytes. Mail servers take messages of 25 MB at most (Gmail's limit, the widest in common use; recalled)."""
_TEXT_CAP = 200_000
_MOST_PARTS = 200
_MOST_NAMES = 50
_REFERENCE = re.compile(r"\bOX-\d{4}-[A-HJ-NP-Z2-9]{6}\b")
# What the other side quotes of our own letter says nothing about their answer.
_QUOTED = re.compile(r"^\s*(?:>|\|).*$", re.MULTILINE)
_QUOTE_BEGINS = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|"
    r"oorspronkelijk bericht|원본 메시지|元のメッセージ)|(?:on|am|le|el|il|op)\s.{5,80}\s(?:wrote|schrieb|a écrit|escribió|"
    r"ha scritto|schreef)\s?:)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Kind:
    state: State
    reason: str
    phrases: tuple[str, ...]


def read_mail(data: bytes) -> Reply:
    """Read a mail file (RFC 5322). Raises UnreadableArchive where it is too large or holds no text at all."""
    if len(data) > MAIL_CAP:
        raise UnreadableArchive(
            say("This mail is larger than {size} MB.", size=MAIL_CAP // (1024 * 1024)),
            say("Copy its text and paste that instead."),
        )
    message = BytesParser(policy=policy.default).parsebytes(data)
    texts, names = _parts(message)
    text = "\n".join(texts)[:_TEXT_CAP]
    subject = _header(message, "subject")
    if not text.strip() and not subject:
        raise UnreadableArchive(
            say("There is no text in this that we can read."),
            say("Save the mail as an .eml file, or copy its text and paste that."),
        )
    return _judged(
        Reply(
            sender=_header(message, "from"),
            subject=subject,
            received_on=_day(message),
            text=text,
            attachments=tuple(names),
        )
    )


def read_text(text: str) -> Reply:
    """Read an answer that was pasted as text."""
    return _judged(Reply(text=_plain(text[:_TEXT_CAP])))


def _judged(reply: Reply) -> Reply:
    whole = f"{reply.subject}\n{reply.text}"
    found = _REFERENCE.search(whole)
    said = _folded(f"{reply.subject}\n{_without_quotes(reply.text)}")
    meanings = [
        Meaning(state=kind.state, reason=kind.reason, words=hit)
        for kind in _kinds()
        if (hit := next((phrase for phrase in kind.phrases if phrase in said), None))
    ]
    return Reply(
        sender=reply.sender,
        subject=reply.subject,
        received_on=reply.received_on,
        text=reply.text,
        reference=found[0] if found else "",
        meanings=tuple(meanings),
        attachments=reply.attachments,
    )


def _parts(message: EmailMessage) -> tuple[list[str], list[str]]:
    """Return the texts of a message, plain ones where there are any, and the names of what hangs on it."""
    plain: list[str] = []
    pages: list[str] = []
    names: list[str] = []
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            if len(names) < _MOST_NAMES:
                names.append(line(part.get_filename() or kind)[:200])
        elif kind == "text/html":
            pages.append(_without_marks(_decoded(part)))
        else:
            plain.append(_plain(_decoded(part)))
    return plain or pages, names


def _decoded(part: Any) -> str:
    """Decode one part; an encoding that nobody knows is read as UTF-8 with gaps."""
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw[: 4 * _TEXT_CAP].decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return raw[: 4 * _TEXT_CAP].decode("utf-8", "replace")


def _header(message: EmailMessage, name: str) -> str:
    # A header may be broken in ways that only show when it is read.
    try:
        return line(str(message.get(name, "")))[:500]
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def _day(message: EmailMessage) -> date | None:
    try:
        when = getattr(message.get("date"), "datetime", None)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return when.date() if when is not None else None


def _plain(text: str) -> str:
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )


def _without_quotes(text: str) -> str:
    begins = _QUOTE_BEGINS.search(text)
    return _QUOTED.sub("", text[: begins.start()] if begins and begins.start() else text)


def _folded(text: str) -> str:
    """Return text without upper case, accents and line breaks, so that phrases are found however they are written."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", bare).replace("’", "'"))


class _Words(HTMLParser):
    """Collects the words of a page; scripts and styles are not words, and nothing is loaded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        if tag in {"p", "br", "div", "tr", "li", "blockquote"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in {"script", "style"}), 0)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _without_marks(page: str) -> str:
    words = _Words()
    words.feed(page[: 2 * _TEXT_CAP])
    return _plain(re.sub(r"[ \t]+", " ", "".join(words.words)))


@cache
def _kinds() -> tuple[_Kind, ...]:
    held = tomllib.loads(resource("letters", "replies.toml").read_text(encoding="utf-8"))
    rows = cast("list[Mapping[str, Any]]", held["kinds"])
    return tuple(
        _Kind(State(row["state"]), row["reason"], tuple(_folded(phrase) for phrase in row["phrases"]))
        for row in rows
    )
