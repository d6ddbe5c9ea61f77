"""The films of a YouTube channel as the tables of a Takeout export list them, each with who may watch it.

The tables and their columns are named in the language of the account. Names as public readers of such exports list
them (2026-11): videos.csv with "Video ID", "Privacy"; channel.csv with "Channel ID", "Channel Visibility". The words
of other languages are recalled; a word that is not known is kept and means unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.setting import Check, Value
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, table
from app.networks.fields import moment, text

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.account import AccountId
    from app.networks.container import Tree

# The key of the network's own folder, which a folder beside it does not import.
YOUTUBE = NetworkKey("youtube")

_VIDEO_ID = re.compile(r"^[A-Za-z0-9_-]{11}$")
_CHANNEL_ID = re.compile(r"^UC[A-Za-z0-9_-]{22}$")
_CHANNEL_FOLDER = re.compile(r"youtube", re.IGNORECASE)
_LONGEST_TITLE = 500
_PEEKED = 4096
_MOST_LOOKED_INTO = 60

# As the signed-in half has it: "private" is the person, and those whom they invited by e-mail.
_WORDS = {
    Audience.PUBLIC: "public öffentlich público publico publique pubblico openbaar publiczny offentlig julkinen"
    " общедоступный открытый публичный herkese_açık công_khai 公開 公开 공개",
    Audience.UNLISTED: "unlisted nicht_gelistet oculto no_listado não_listado non_répertorié non_répertoriée"
    " non_in_elenco non_elencato verborgen niepubliczny olistad доступ_по_ссылке liste_dışı 限定公開 不公开列出"
    " 不公開 일부_공개",
    Audience.ONLY_ME: "private privat privado privé privée privato privé prywatny yksityinen приватный закрытый"
    " ограниченный_доступ özel 非公開 私享 私人 비공개",
}
_AUDIENCES = {
    word.replace("_", " "): audience for audience, words in _WORDS.items() for word in words.split()
}
_PRIVACY_HEADS = frozenset(
    {"privacy", "datenschutz", "privacidad", "privacidade", "confidentialité", "プライバシー", "공개 범위"}
)
_TITLE_HEADS = ("video title (original)", "videotitel (original)", "título del vídeo (original)")
_TIME_HEADS = ("video publish timestamp", "video create timestamp")
_CHANNEL_HEADS = frozenset({"channel visibility", "kanalsichtbarkeit", "visibilidad del canal"})


def is_there(tree: Tree) -> bool:
    """Whether an export has the table of a channel's films."""
    return any(_is_videos(tree, name) for name in _tables(tree))


def read(tree: Tree, owner: str, troubles: list[Skipped]) -> Iterator[Account | Photo | Check | Skipped]:
    """Yield the channel as an account, whether it is visible, then each film as the still picture that stands for it.

    Nothing where there are no tables of YouTube. `owner` names a channel whose number is not told.
    """
    names = [name for name in _tables(tree) if _is_videos(tree, name) or _is_channel(tree, name)]
    if not names:
        return
    account = _account(_number(tree, names), owner)
    yield account
    seen: set[str] = set()
    for name in names:
        if _is_videos(tree, name):
            yield from _videos(tree, name, account.id, (seen, troubles))
        else:
            yield from _channel(tree, name, account.id, troubles)


def _number(tree: Tree, names: Sequence[str]) -> str:
    """Return the channel's number, where the tables agree on one."""
    unheard: list[Skipped] = []
    rows = (row for name in names for row in table(tree, name, unheard))
    numbers = {cell for row in rows for cell in row.values() if _CHANNEL_ID.match(cell)}
    return numbers.pop() if len(numbers) == 1 else ""


def _account(number: str, owner: str) -> Account:
    handle = number or owner
    return Account(
        id=account_id(YOUTUBE, handle),
        network=YOUTUBE,
        kind=AccountKind.IMPORTED,
        handle=handle,
        remote_id=number,
        url=f"https://www.youtube.com/channel/{number}" if number else "",
    )


def _tables(tree: Tree) -> Sequence[str]:
    """Return the tables in the folders of YouTube; all where only these were unpacked."""
    every = [name for name in tree.names() if name.casefold().endswith(".csv")]
    return [name for name in every if _CHANNEL_FOLDER.search(name)] or every[:_MOST_LOOKED_INTO]


def _head(tree: Tree, name: str) -> str:
    try:
        return tree.head(name, _PEEKED).decode("utf-8-sig", "replace").split("\n", 1)[0].casefold()
    except UnreadableArchive:
        return ""


def _is_videos(tree: Tree, name: str) -> bool:
    head = _head(tree, name)
    return bool(re.search(r"\bvideo[ -]?id\b|\bid (?:del |do |de la |della )?v[ií]d[ée]o\b", head)) and (
        any(word in head for word in _PRIVACY_HEADS)
    )


def _is_channel(tree: Tree, name: str) -> bool:
    head = _head(tree, name)
    return any(word in head for word in _CHANNEL_HEADS)


def _videos(
    tree: Tree, name: str, account: AccountId, kept: tuple[set[str], list[Skipped]]
) -> Iterator[Photo | Skipped]:
    seen, troubles = kept
    for number, row in enumerate(table(tree, name, troubles), 1):
        video = next((cell for cell in row.values() if _VIDEO_ID.match(cell)), "")
        if not video:
            yield Skipped(where=f"{name}, {number}", why=UNKNOWN_FORM)
        elif video not in seen:
            seen.add(video)
            yield Photo(
                account=account,
                network=YOUTUBE,
                key=video,
                kind=PhotoKind.VIDEO_STILL,
                url=f"https://www.youtube.com/watch?v={video}",
                media_url=f"https://i.ytimg.com/vi/{video}/hqdefault.jpg",
                caption=text(_under(row, _TITLE_HEADS), _LONGEST_TITLE),
                posted_at=_time(row),
                visibility=_visibility(_privacy(row)),
                media_state=MediaState.REMOTE,
            )


def _under(row: Mapping[str, str], heads: Sequence[str]) -> str:
    return next((row[head] for head in heads if row.get(head)), "")


def _time(row: Mapping[str, str]) -> datetime | None:
    return next((when for head in _TIME_HEADS if (when := moment(row.get(head)))), None)


def _privacy(row: Mapping[str, str]) -> str:
    """Return the word for who may watch: under its heading, which is known in few languages."""
    return next((cell for head, cell in row.items() if head in _PRIVACY_HEADS), "")


def _visibility(word: str) -> Visibility:
    if not word:
        return UNKNOWN
    audience = _AUDIENCES.get(word.casefold(), Audience.UNKNOWN)
    return stated(audience, Basis.ITEM, name="Privacy", raw=word)


def _channel(tree: Tree, name: str, account: AccountId, troubles: list[Skipped]) -> Iterator[Check]:
    for row in table(tree, name, troubles):
        word = next((cell for head, cell in row.items() if head in _CHANNEL_HEADS), "")
        channel = next((cell for cell in row.values() if _CHANNEL_ID.match(cell)), "")
        seen = _AUDIENCES.get(word.casefold())
        value = None if seen is None else "public" if seen is Audience.PUBLIC else "hidden"
        yield Check(
            account=account,
            key=f"channel_visibility:{channel}" if channel else "channel_visibility",
            says=say("Your YouTube channel is visible"),
            safe="hidden",
            why=say(
                "Everyone can open a visible channel and see its picture, its name and its public films."
            ),
            how=say(
                "In YouTube Studio open Settings, Channel, Advanced settings and choose to hide the channel; or make"
                " single films private in the list of your films."
            ),
            seen=value,
            raw=f"Channel Visibility: {word}" if word else "",
            as_of=tree.modified(name),
            basis=Basis.NONE if value is None else Basis.ACCOUNT_SETTING,
            values=(
                Value(key="public", says=say("Visible to everyone")),
                Value(key="hidden", says=say("Hidden")),
            ),
            source="Google Takeout, channel.csv",
            confirmed=False,
        )
