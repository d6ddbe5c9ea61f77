"""Read a WhatsApp account report: the profile picture, and who may see it where that is told. Chats are not read.

Folders as public readers of such reports name them (2026-11): whatsapp_account_information, whatsapp_connections,
whatsapp_settings, each with the same told twice, as JSON and as pages. The fields inside differ from year to year, so
they are found by their names. What an exported chat looks like is timelinize's finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.export_pages import PAGE_CAP, head, is_page
from app.networks.exports import last, opened
from app.networks.fields import record, rows, text
from app.networks.pictures import HEAD, is_named_picture, picture_kind

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

KEY: Final = NetworkKey("whatsapp")

_FOLDERS = ("whatsapp_account_information/", "whatsapp_settings/", "whatsapp_connections/")
# "[28.11.26, 09:15:02] Mara:" on an iPhone, "28/11/2026, 09:15 - Mara:" on Android; marks of direction may stand before.
_CHAT = re.compile(
    r"[\u200e\u202a\ufeff]{0,3}\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d.{0,12}?(?:\]| -) "
)
_CHAT_NAME = re.compile(r"^(?:_chat|whatsapp chat.*)\.txt$", re.IGNORECASE)
_EMBEDDED = re.compile(rb"src\s{0,5}=\s{0,5}[\"']data:image/", re.IGNORECASE)
_MOST_FIELDS, _DEEPEST, _LONGEST_NAME = 20_000, 12, 200
_PORTRAIT = re.compile(r"profile[ _-]?(?:photo|picture|pic)", re.IGNORECASE)
_PRIVACY = re.compile(r"privacy|visib|who.can.see|who.sees", re.IGNORECASE)
_NAMES = frozenset({"name", "push name", "push_name", "profile name", "username"})
_AUDIENCES = {
    "everyone": Audience.PUBLIC,
    "all": Audience.PUBLIC,
    "my contacts": Audience.FRIENDS,
    "contacts": Audience.FRIENDS,
    "my contacts except": Audience.CUSTOM,
    "my contacts except...": Audience.CUSTOM,
    "contact blacklist": Audience.CUSTOM,
    "nobody": Audience.ONLY_ME,
    "none": Audience.ONLY_ME,
}


def recognise(tree: Tree) -> bool:
    """Whether this is a WhatsApp account report, or an exported chat."""
    return bool(_report(tree)) or _is_chat(tree)


def _report(tree: Tree) -> list[str]:
    """Return the files of the report's own folders."""
    return [name for name in tree.names() if any(one in "/" + name.casefold() for one in _slashed())]


def _slashed() -> Iterator[str]:
    return ("/" + one for one in _FOLDERS)


def _is_chat(tree: Tree) -> bool:
    """Whether this is one exported chat. Among other folders, a chat is no reason to leave the rest alone."""
    names = [name for name in tree.names() if "/" not in name and _CHAT_NAME.match(name)]
    return any(_CHAT.match(head(tree, name)[:400].decode("utf-8", "replace")) for name in names)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its profile picture, and what could not be read.

    Raises UnreadableArchive for an exported chat.
    """
    files = _report(tree)
    if not files:
        raise UnreadableArchive(
            say("This is a WhatsApp chat. Chats are private, so we do not read them."),
            say(
                "To see your profile picture here, order your account report in WhatsApp: Settings, Account."
            ),
        )
    troubles: list[Skipped] = []
    told = [
        pair for name in files if name.casefold().endswith(".json") for pair in _pairs(tree, name, troubles)
    ]
    yield (account := _account(told, tree))
    yield from _portraits(tree, files, account, _visibility(told))
    yield from dict.fromkeys(troubles)


def _pairs(tree: Tree, name: str, troubles: list[Skipped]) -> Iterator[tuple[str, str]]:
    """Yield every text in a JSON file with the way to it ("settings/privacy/profile photo"), so deep and no further."""
    if "connections" in name.casefold():
        return
    waiting: list[tuple[str, object, int]] = [("", opened(tree, name, troubles), 0)]
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        way, value, depth = waiting.pop()
        if isinstance(value, str):
            yield way, text(value, _LONGEST_NAME)
        elif depth < _DEEPEST:
            waiting += [(way, one, depth + 1) for one in reversed(rows(value))]
            inner = list(record(value).items())
            waiting += [(f"{way}/{key[:100]}".casefold(), one, depth + 1) for key, one in reversed(inner)]


def _account(told: list[tuple[str, str]], tree: Tree) -> Account:
    """Return the account by the name that the person gave it; never by the phone number."""
    names = (value for way, value in told if last(way) in _NAMES and value)
    name = next(names, "")
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (name or stem or "whatsapp")[:_LONGEST_NAME]
    return Account(
        id=account_id(KEY, handle), network=KEY, kind=AccountKind.IMPORTED, handle=handle, name=name
    )


def _visibility(told: list[tuple[str, str]]) -> Visibility:
    """Return who may see the profile picture: the account's own switch, where the report tells it in a known word."""
    for way, value in told:
        if _PORTRAIT.search(way) and (value.casefold() in _AUDIENCES or _PRIVACY.search(way)):
            audience = _AUDIENCES.get(value.casefold().replace("_", " "), Audience.UNKNOWN)
            return stated(audience, Basis.ACCOUNT_SETTING, name="Profile photo", raw=value[:60])
    return stated(Audience.UNKNOWN, Basis.NONE, name="Profile photo")


def _portraits(
    tree: Tree, files: list[str], account: Account, visibility: Visibility
) -> Iterator[Photo | Skipped]:
    pictures = [name for name in files if is_named_picture(name)]
    for name in pictures:
        if _is_picture(tree, name):
            yield Photo(
                account=account.id,
                network=KEY,
                key=name,
                kind=PhotoKind.AVATAR,
                posted_at=tree.written(name),
                visibility=visibility,
                media_state=MediaState.PRESENT,
                source_path=name,
            )
        else:
            yield Skipped(where=name, why=say("The file has the name of a picture, but it is none."))
    for name in files:
        if not pictures and is_page(name) and _holds_picture(tree, name):
            yield Skipped(
                where=name,
                why=say(
                    "The profile picture stands inside this page. Open the page and save the picture to look at it."
                ),
            )


def _is_picture(tree: Tree, name: str) -> bool:
    return picture_kind(head(tree, name)[:HEAD]) is not None


def _holds_picture(tree: Tree, name: str) -> bool:
    try:
        return _EMBEDDED.search(tree.read(name, PAGE_CAP)) is not None
    except UnreadableArchive:
        return False
