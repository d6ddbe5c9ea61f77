"""The films of a YouTube channel as the tables of a Takeout export list them, each with who may watch it.

The tables and their columns are named in the language of the account. Names as public readers of such exports list
them (2026-11): videos.csv with "Video ID", "Privacy"; channel.csv with "Channel ID", "Channel Visibility". In a
language that we do not know, a table is known by what is in it and a column by its place. The words of other languages
are recalled; a word that is not known is kept and means unknown. Recalled, too: "video recordings.csv" with places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.setting import Check, Value
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, cells_of, last, position, table
from app.networks.fields import moment, text
from app.networks.takeout import owner
from app.networks.youtube.names import KEY

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.account import AccountId
    from app.model.inspection import Place
    from app.networks.container import Tree
    from app.networks.network import Imported

NEVER_TOLD = (
    say("The films and their still pictures: the export’s tables name them, and they lie at YouTube."),
    say("Your channel’s picture and banner."),
    say("Whom you invited to a private film, and who has the link of an unlisted one."),
)

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
_VIDEO_HEAD = re.compile(r"\bvideo[ -]?id\b|\bid (?:del |do |de la |della )?v[ií]d[ée]o\b")
# Files that hold nothing but a channel's name and whether it is visible, by their names in some languages (recalled).
_CHANNEL_FILE = re.compile(
    r"^(?:channels?|kanal|kanaal|kanava|canal|canale|chaîne|채널|チャンネル|频道|頻道)\.csv$", re.IGNORECASE
)
_STAMP = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_MILLISECONDS = re.compile(r"^\d{1,12}$")
_ROWS_SEEN = 50
_LONGEST_WORD = 60


def recognise(tree: Tree) -> bool:
    """Whether an export has the table of a channel's films."""
    return any(_is_videos(tree, name) for name in _tables(tree))


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the channel as an account, whether it is visible, then each film as the still picture that stands for it.

    Nothing where there are no tables of YouTube. A channel whose number is not told has the name of the download.
    """
    troubles: list[Skipped] = []
    tables = _tables(tree)
    videos = [name for name in tables if _is_videos(tree, name)]
    channels = [name for name in tables if name not in videos and _is_channel(tree, name)]
    if not videos and not channels:
        return
    account = _account(_number(tree, [*videos, *channels]), tree)
    yield account
    places = _places(tree, tables)
    seen: set[str] = set()
    for name in channels:
        yield from _channel(tree, name, account.id, troubles)
    for name in videos:
        yield from _videos(tree, name, account.id, (seen, places, troubles))
    yield from dict.fromkeys(troubles)


def _number(tree: Tree, names: Sequence[str]) -> str:
    """Return the channel's number, where the tables agree on one."""
    unheard: list[Skipped] = []
    rows = (row for name in names for row in table(tree, name, unheard))
    numbers = {cell for row in rows for cell in row.values() if _CHANNEL_ID.match(cell)}
    return numbers.pop() if len(numbers) == 1 else ""


def _account(number: str, tree: Tree) -> Account:
    handle = number or owner(tree)
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        remote_id=number,
        url=f"https://www.youtube.com/channel/{number}" if number else "",
    )


def _tables(tree: Tree) -> Sequence[str]:
    """Return the tables in the folders of YouTube; all where only these were unpacked."""
    every = [name for name in tree.documents if name.casefold().endswith(".csv")]
    return [name for name in every if _CHANNEL_FOLDER.search(name)] or every[:_MOST_LOOKED_INTO]


@dataclass(frozen=True, slots=True)
class _Glance:
    """The beginning of a table: its heads in small letters, and some rows."""

    heads: list[str]
    rows: list[list[str]]

    def has(self, words: Iterable[str]) -> bool:
        line = ",".join(self.heads)
        return any(word in line for word in words)

    def column(self, place: int) -> list[str]:
        return [row[place] for row in self.rows if place < len(row)]


def _glance(tree: Tree, name: str) -> _Glance:
    try:
        head = tree.head(name, _PEEKED)
    except UnreadableArchive:
        return _Glance([], [])
    # The last row may be cut in the middle.
    whole = head if len(head) < _PEEKED else head.rpartition(b"\n")[0] or head
    found = [row for row in islice(cells_of(whole, name, []), _ROWS_SEEN) if row]
    return _Glance([one.casefold() for one in found[0]], found[1:]) if found else _Glance([], [])


def _is_videos(tree: Tree, name: str) -> bool:
    """Whether this is the table of films: by its heads, else a film, its length in milliseconds, and a time in each row."""
    seen = _glance(tree, name)
    if _VIDEO_HEAD.search(",".join(seen.heads)) and seen.has(_PRIVACY_HEADS):
        return True
    return bool(seen.rows) and all(_is_film(row) for row in seen.rows)


def _is_film(cells: Sequence[str]) -> bool:
    return (
        len(cells) > 3
        and bool(_VIDEO_ID.match(cells[0]) and _MILLISECONDS.match(cells[1]))
        and any(_STAMP.match(cell) for cell in cells[2:])
    )


def _is_channel(tree: Tree, name: str) -> bool:
    """Whether this is the table of channels: by its heads, else a channel, its title and one word in each row."""
    seen = _glance(tree, name)
    if seen.has(_CHANNEL_HEADS):
        return True
    is_named = bool(_CHANNEL_FILE.match(last(name)))
    return bool(seen.rows) and all(_is_visibility(row, is_named=is_named) for row in seen.rows)


def _is_visibility(cells: Sequence[str], *, is_named: bool) -> bool:
    """Whether a row is a channel with its visibility. A list of channels that are followed has addresses, too."""
    if len(cells) != 3 or not _CHANNEL_ID.match(cells[0]) or "://" in cells[1]:
        return False
    return cells[2].casefold() in _AUDIENCES or (is_named and 0 < len(cells[2]) <= _LONGEST_WORD)


def _places(tree: Tree, tables: Sequence[str]) -> Mapping[str, Place]:
    """Return where films were made, as far as it was written down with them."""
    found: dict[str, Place] = {}
    for name in tables:
        seen = _glance(tree, name)
        if not (seen.has(["latitude"]) and seen.has(["longitude"])):
            continue
        for row in table(tree, name, []):
            video = next((cell for cell in row.values() if _VIDEO_ID.match(cell)), "")
            spot = position(_ending(row, "latitude"), _ending(row, "longitude"), "network")
            if video and spot is not None:
                found.setdefault(video, spot)
    return found


def _ending(row: Mapping[str, str], word: str) -> str:
    return next((cell for head, cell in row.items() if head.endswith(word)), "")


def _videos(
    tree: Tree, name: str, account: AccountId, kept: tuple[set[str], Mapping[str, Place], list[Skipped]]
) -> Iterator[Photo | Skipped]:
    seen, places, troubles = kept
    column = _privacy_column(_glance(tree, name))
    for number, row in enumerate(table(tree, name, troubles), 1):
        video = next((cell for cell in row.values() if _VIDEO_ID.match(cell)), "")
        if not video:
            yield Skipped(where=f"{name}, {number}", why=UNKNOWN_FORM)
        elif video not in seen:
            seen.add(video)
            yield Photo(
                account=account,
                network=KEY,
                key=video,
                kind=PhotoKind.VIDEO_STILL,
                url=f"https://www.youtube.com/watch?v={video}",
                media_url=f"https://i.ytimg.com/vi/{video}/hqdefault.jpg",
                caption=text(_under(row, _TITLE_HEADS), _LONGEST_TITLE),
                posted_at=_time(row),
                visibility=_visibility(row.get(column, "")[:_LONGEST_WORD], tree.modified(name)),
                place=places.get(video),
                media_state=MediaState.REMOTE,
            )


def _privacy_column(seen: _Glance) -> str:
    """Return the head of the column for who may watch, "" where there is none.

    It is known by its head, else by words that all are such words, else by its place: two before the first time.
    """
    named = next((head for head in seen.heads if head in _PRIVACY_HEADS), "")
    if named:
        return named
    first = 0
    for place, head in enumerate(seen.heads):
        words = {cell.casefold() for cell in seen.column(place)} - {""}
        if words and words <= _AUDIENCES.keys():
            return head
        if not first and any(_STAMP.match(cell) for cell in seen.column(place)):
            first = place
    return seen.heads[first - 2] if first >= 4 else ""


def _under(row: Mapping[str, str], heads: Sequence[str]) -> str:
    return next((row[head] for head in heads if row.get(head)), "")


def _time(row: Mapping[str, str]) -> datetime | None:
    """Return when a film was published, else made; under heads that we do not know, the last time in the row."""
    known = [row.get(head, "") for head in _TIME_HEADS]
    stamps = [cell for cell in known if cell] or [cell for cell in row.values() if _STAMP.match(cell)][::-1]
    return next((when for cell in stamps if (when := moment(cell))), None)


def _visibility(word: str, as_of: datetime | None) -> Visibility:
    if not word:
        return UNKNOWN
    audience = _AUDIENCES.get(word.casefold(), Audience.UNKNOWN)
    return stated(audience, Basis.ITEM, as_of, name="Privacy", raw=word)


def _channel(tree: Tree, name: str, account: AccountId, troubles: list[Skipped]) -> Iterator[Check]:
    for row in table(tree, name, troubles):
        cells = list(row.values())
        word = next((cell for head, cell in row.items() if head in _CHANNEL_HEADS), "")
        word = word or (cells[2][:_LONGEST_WORD] if _is_visibility(cells, is_named=True) else "")
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
