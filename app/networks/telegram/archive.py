"""Read the export of Telegram's desktop program: the profile pictures of all years, and the stories.

Fields as the program writes them (telegramdesktop/tdesktop, export_output_json.cpp, read 2026-11): a path inside the
export, or words in brackets where the file was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, epoch, films_left, opened
from app.networks.fields import identifier, record, rows, text
from app.networks.pictures import HEAD, is_named_film, picture_kind

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

KEY = NetworkKey("telegram")

_RESULT = "result.json"
_PEEKED = 64 * 1024
_MARK = re.compile(rb'"(?:personal_information|profile_pictures|frequent_contacts)"\s*:')
_CHAT = re.compile(rb'\A\s*\{[^{}\[\]]{0,2000}"type"\s*:\s*"\w{2,40}"[^{}\[\]]{0,2000}"messages"\s*:')
_PAGE = "export_results.html"
# Telegram's rule for names: letters, digits and underscore, 4 to 32 (help page, recalled).
_USERNAME = re.compile(r"^@?([A-Za-z0-9_]{4,32})$")
_LONGEST_NAME, _LONGEST_PATH = 200, 1000


def recognise(tree: Tree) -> bool:
    """Whether this is an export of Telegram's: of a whole account, or of a single chat."""
    return bool(_results(tree)) or _is_pages(tree) or _is_chat(tree)


def _results(tree: Tree) -> list[str]:
    return [name for name in tree.find(_RESULT) if _MARK.search(_head(tree, name))]


def _is_pages(tree: Tree) -> bool:
    return any(b"telegram" in _head(tree, name).lower() for name in tree.find(_PAGE))


def _is_chat(tree: Tree) -> bool:
    """Whether this is one exported chat. Among other folders, a chat is no reason to leave the rest alone."""
    return any("/" not in name and _CHAT.match(_head(tree, name)) for name in tree.find(_RESULT))


def _head(tree: Tree, name: str) -> bytes:
    try:
        return tree.head(name, _PEEKED)
    except UnreadableArchive:
        return b""


@dataclass(slots=True)
class _Reader:
    tree: Tree
    account: Account
    keys: set[str]
    films: int = 0

    def each(
        self, listed: list[object], field: str, where: str
    ) -> Iterator[tuple[Photo, Mapping[str, object]] | Skipped]:
        """Yield each picture of a list with the entry that it came from, or why it is none."""
        for number, one in enumerate(listed, 1):
            told = record(one)
            path = text(told.get(field), _LONGEST_PATH)
            if not path:
                yield Skipped(where=f"{where}, {number}", why=UNKNOWN_FORM)
            elif is_named_film(path):
                self.films += 1
            elif (found := self._picture(told, path, f"{where}/{number}")) is not None:
                yield found if isinstance(found, Skipped) else (found, told)

    def _picture(self, told: Mapping[str, object], path: str, where: str) -> Photo | Skipped | None:
        is_left_out = path.startswith("(")
        when = epoch(told.get("date_unixtime"))
        key = f"{where.partition('/')[0]}/{when.isoformat() if when else ''}" if is_left_out else path
        if key in self.keys and not is_left_out:
            return None
        key = where if key in self.keys else key
        self.keys.add(key)
        name = None if is_left_out else self.tree.at(path)
        if name is not None and not _is_picture(self.tree, name):
            return Skipped(where=name, why=say("The file has the name of a picture, but it is none."))
        return Photo(
            account=self.account.id,
            network=KEY,
            key=key,
            posted_at=when,
            media_state=MediaState.PRESENT if name else MediaState.MISSING,
            source_path=name or path,
        )


def _is_picture(tree: Tree, name: str) -> bool:
    return picture_kind(_head(tree, name)[:HEAD]) is not None


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its profile pictures, its stories, and what could not be read.

    Raises UnreadableArchive where the export is made of web pages alone, or is a single chat.
    """
    results = _results(tree)
    if not results and _is_chat(tree):
        raise UnreadableArchive(
            say("This is a Telegram chat. Chats are private, so we do not read them."),
            say(
                "To see your profile pictures and stories here, export them in Telegram Desktop: Settings, Advanced, "
                "Export Telegram data; choose account information, profile pictures and stories, and the format JSON."
            ),
        )
    if not results:
        raise UnreadableArchive(
            say("This Telegram export is made of web pages, which we do not read."),
            say(
                "Export again in Telegram Desktop: Settings, Advanced, Export Telegram data; choose account information,"
                " profile pictures and stories, and the format JSON."
            ),
        )
    troubles: list[Skipped] = []
    roots = [record(opened(tree, name, troubles)) for name in results]
    reader = _Reader(tree, _account(roots, tree), set())
    yield reader.account
    for root in roots:
        yield from _portraits(reader, root)
        yield from _stories(reader, root)
    yield from dict.fromkeys(troubles)
    if reader.films:
        told = films_left(reader.films)
        yield Skipped(where="Telegram", why=told)


def _account(roots: list[Mapping[str, object]], tree: Tree) -> Account:
    """Return the account by its name, else by its number, else by the download; never by its phone number."""
    people = (record(root.get("personal_information")) for root in roots)
    told = next((one for one in people if one), record(None))
    match = _USERNAME.match(text(told.get("username"), 60))
    number = identifier(told.get("user_id"))
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (match[1] if match else "") or number or stem or "telegram"
    names = (text(told.get(key), _LONGEST_NAME) for key in ("first_name", "last_name"))
    return Account(
        id=account_id(KEY, handle[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle[:_LONGEST_NAME],
        name=" ".join(name for name in names if name)[:_LONGEST_NAME],
        remote_id=number,
        url=f"https://t.me/{match[1]}" if match else "",
    )


def _portraits(reader: _Reader, root: Mapping[str, object]) -> Iterator[Photo | Skipped]:
    """Yield the profile pictures. Old ones stay open to whoever may see the newest (recalled)."""
    found: list[Photo] = []
    for one in reader.each(rows(root.get("profile_pictures")), "photo", "profile_pictures"):
        if isinstance(one, Skipped):
            yield one
        else:
            found.append(one[0])
    newest = max(found, key=lambda one: one.posted_at or _NEVER, default=None)
    for photo in found:
        kind = PhotoKind.AVATAR if photo is newest else PhotoKind.OLD_AVATAR
        yield replace(photo, kind=kind, visibility=_unknown("Profile photos"))


_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def _stories(reader: _Reader, root: Mapping[str, object]) -> Iterator[Photo | Skipped]:
    """Yield the stories. One that is over is seen by the person alone, unless it is pinned to the profile."""
    for one in reader.each(rows(root.get("stories")), "media", "stories"):
        if isinstance(one, Skipped):
            yield one
            continue
        photo, told = one
        is_pinned = told.get("pinned") is True
        if _is_over(told) and not is_pinned:
            seen = stated(Audience.ONLY_ME, Basis.NETWORK_RULE, name="Story archive")
            yield replace(photo, kind=PhotoKind.STORY, visibility=seen, existence=Existence.ARCHIVED)
        else:
            yield replace(photo, kind=PhotoKind.STORY, visibility=_unknown("Story"))


def _is_over(told: Mapping[str, object]) -> bool:
    """Whether a story had ended when the export was made, as far as its own end tells."""
    end = epoch(told.get("expires_unixtime"))
    return end is not None and end < datetime.now(UTC)


def _unknown(name: str) -> Visibility:
    return stated(Audience.UNKNOWN, Basis.NONE, name=name)
