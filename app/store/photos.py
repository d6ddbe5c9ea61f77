"""The photos themselves: kept as their networks tell them, and joined with what was seen of them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.model.account import Account, AccountId, AccountKind
from app.model.filter import Filter
from app.model.inspection import Inspection
from app.model.photo import MediaState, Photo, PhotoId
from app.model.problem import NotFound
from app.model.stranger import StrangerView
from app.model.text import say
from app.model.tile import Tile
from app.store import search
from app.store.accounts import find_account, number_of, write_account
from app.store.codec import dumps, loads
from app.store.database import Connection, Database, Row, Shelf
from app.store.rows import AUDIENCES, REACHES, clean, facets, time_of, words

# One statement asks for at most this many photos.
BATCH = 500
# A placeholder picture may hang ten thousand times in an export; nobody reads more twins than these.
TWINS_TOLD = 100

_SELECT = """select photo.id, photo.keep, photo.sha256, photo.picture, doc, inspection, stranger
    from json_each(?) wanted
    join photo on photo.id = wanted.value
    join detail on detail.photo = photo.id"""
# The order of the joins is ours: SQLite would rather go through all photos of the account.
_HELD = """select photo.key, photo.id, doc
    from json_each(?) wanted
    cross join photo indexed by sqlite_autoindex_photo_1 on photo.account = ? and photo.key = wanted.value
    cross join detail on detail.photo = photo.id"""
# Fields of a photo that have a column of their own, or none at all.
_ELSEWHERE = frozenset({"id", "keep", "stranger", "inspection", "twins"})
_TILES = """select
        photo.id, account.network, audience, reach, title, at, faces, searchable, place, tagged, risk, keep
    from json_each(?) wanted
    join photo on photo.id = wanted.value
    join account on account.number = photo.account"""
_INSERT = """insert into photo (
    account, key, keep, title, at, audience, reach, faces, searchable, place, tagged,
    inspected, spot, lat, lon, sha256, picture
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_UPDATE = """update photo set
    judged = 0, keep = ?, title = ?, at = ?, audience = ?, reach = ?, faces = ?, searchable = ?, place = ?,
    tagged = ?, inspected = ?, spot = ?, lat = ?, lon = ?, sha256 = ?, picture = ?
where id = ?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many of the photos handed in were new and how many were known; `ids` are in their order."""

    new: int
    known: int
    ids: tuple[PhotoId, ...]


class Photos(Shelf):
    """The part of the catalogue that holds photos."""

    def keep_photos(self, photos: Sequence[Photo]) -> Kept:
        """Keep photos, all or none; one with a known account and key replaces what was told of it before.

        Older news of it do not replace newer ones, and fill only what is missing: an export gives the file, a sync the
        addresses. What was seen of it (inspection, stranger view) and the mark to keep it stay, unless the photo
        brings newer ones. Once this returns, nothing of it is lost, not even in a power cut.
        """
        with self._database.writing(durable=True) as connection:
            writer = _Writer(connection, photos)
            ids = [writer.keep(photo) for photo in photos]
            writer.flush()
        return Kept(new=writer.new, known=len(ids) - writer.new, ids=tuple(ids))

    def photo(self, photo: PhotoId) -> Photo:
        """Return one photo; NotFound where none has that id."""
        for found in self._read([photo]):
            return found
        raise no_photo(photo)

    def photos(self, chosen: Filter, batch: int = BATCH) -> Iterator[Photo]:
        """Yield every photo that matches, in the filter's order, without those forgotten meanwhile."""
        ids = self._database.numbers(*search.ids(chosen))
        for start in range(0, len(ids), batch):
            yield from self._read(ids[start : start + batch])

    def ids(self, chosen: Filter) -> array[int]:
        """Return the ids of all photos that match, in the filter's order."""
        return self._database.numbers(*search.ids(chosen))

    def first_ids(self, chosen: Filter, limit: int) -> array[int]:
        """Return the first ids of those that match."""
        return self._database.numbers(*search.ids(chosen, limit))

    def count(self, chosen: Filter) -> int:
        """Return how many photos match."""
        return self._database.numbers(*search.count(chosen))[0]

    def tiles(self, ids: Sequence[int]) -> list[Tile]:
        """Return the tiles of these photos in the order of `ids`, without those that are no longer held."""
        tiles: list[Tile] = []
        for start in range(0, len(ids), BATCH):
            wanted = ids[start : start + BATCH]
            found = {row[0]: row for row in self._database.rows(_TILES, (_list(wanted),))}
            tiles.extend(_tile(found[one]) for one in wanted if one in found)
        return tiles

    def ids_without_inspection(self) -> array[int]:
        """Return the ids of photos whose file was never looked at."""
        return self._database.numbers("select id from photo where inspected = 0 order by id")

    def ids_without_findings(self) -> array[int]:
        """Return the ids of photos that were not judged since something about them changed."""
        return self._database.numbers("select id from photo where judged = 0 order by id")

    def mark_keep(self, ids: Sequence[PhotoId], keep: bool) -> int:  # noqa: FBT001 - the mark itself
        """Mark photos so that no bulk action touches them, or take the mark off; return how many changed."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "update photo set keep = ? where keep <> ? and id in (select value from json_each(?))",
                (int(keep), int(keep), _list(ids)),
            )
            return connection.changes

    def _read(self, ids: Sequence[int]) -> list[Photo]:
        rows = {row[0]: row for row in self._database.rows(_SELECT, (_list(ids),))}
        twins = _Twins(self._database)
        return [
            replace(_photo(rows[one]), twins=twins.of(one, rows[one][2], rows[one][3]))
            for one in ids
            if one in rows
        ]


class _Twins:
    """Finds photos that show the same picture: the same file, or the same hash of the picture."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, bytes], list[int]] = {}

    def of(self, photo: int, sha256: bytes | None, picture: bytes | None) -> tuple[PhotoId, ...]:
        """Return the ids of a photo's twins, the oldest first."""
        same = {
            *self._same("select id from photo where sha256 = ? order by id limit ?", sha256),
            *self._same("select id from photo where picture = ? order by id limit ?", picture),
        }
        return tuple(PhotoId(one) for one in sorted(same - {photo})[:TWINS_TOLD])

    def _same(self, sql: str, value: bytes | None) -> list[int]:
        if value is None:
            return []
        if (sql, value) not in self._known:
            self._known[sql, value] = list(self._database.numbers(sql, (value, TWINS_TOLD + 1)))
        return self._known[sql, value]


def _owner(connection: Connection, account: AccountId, photos: Sequence[Photo]) -> int:
    """Return the number of an account; one not kept yet is entered by what its first photo tells."""
    if find_account(connection, account) is None:
        network = next(photo.network for photo in photos if photo.account == account)
        handle = account.partition(":")[2] or account
        write_account(
            connection,
            Account(id=account, network=network, kind=AccountKind.IMPORTED, handle=handle),
        )
    return number_of(connection, account)


class _Writer:
    """Keeps one batch of photos within one transaction: what is held of them is asked for once, for all of them."""

    def __init__(self, connection: Connection, photos: Sequence[Photo]) -> None:
        self.new = 0
        self._connection = connection
        self._numbers: dict[AccountId, int] = {}
        # By account and key: the id, and the photo as it was told before.
        self._held: dict[tuple[int, str], tuple[int, str]] = {}
        self._details: list[tuple[int, str, str | None, str | None]] = []
        self._words: list[tuple[int, str]] = []
        for account in dict.fromkeys(photo.account for photo in photos):
            number = self._numbers[account] = _owner(connection, account, photos)
            keys = [clean(photo.key) for photo in photos if photo.account == account]
            for key, held, doc in connection.execute(_HELD, (json.dumps(keys), number)):
                self._held[number, key] = held, doc

    def keep(self, photo: Photo) -> PhotoId:
        """Keep one photo of the batch and return its id."""
        account, key = self._numbers[photo.account], clean(photo.key)
        found = self._held.get((account, key))
        if found is None:
            return self._insert(account, key, photo)
        held, doc = found
        told = _doc(photo)
        brings_more = photo.keep or photo.inspection is not None or photo.stranger is not None
        if told != doc or brings_more:
            # A photo that stands twice in one batch is written whole before it is renewed.
            self.flush()
            _renew(self._connection, held, photo)
            self._held[account, key] = held, told
        return PhotoId(held)

    def flush(self) -> None:
        """Write what was gathered since the last time."""
        self._connection.execute_many("insert into detail values (?, ?, ?, ?)", self._details)
        self._connection.execute_many("insert into words (rowid, text) values (?, ?)", self._words)
        self._details.clear()
        self._words.clear()

    def _insert(self, account: int, key: str, photo: Photo) -> PhotoId:
        self._connection.execute(_INSERT, (account, key, int(photo.keep), *facets(photo)))
        held = self._connection.last_id
        detail = _detail(photo)
        self._details.append((held, *detail))
        self._words.append((held, words(photo)))
        self._held[account, key] = held, detail[0]
        self.new += 1
        return PhotoId(held)


def _renew(connection: Connection, held: int, photo: Photo) -> None:
    before = _read_one(connection, held)
    joined = _joined(photo, before)
    if joined != before:
        _write(connection, held, joined)


def _joined(photo: Photo, held: Photo) -> Photo:
    """Return what is known of a photo that is told of again, from the same source or another."""
    fresh, other = (held, photo) if _is_older(photo, held) else (photo, held)
    with_file = next((one for one in (fresh, other) if one.media_state is MediaState.PRESENT), fresh)
    return replace(
        fresh,
        id=held.id,
        keep=held.keep or photo.keep,
        inspection=photo.inspection or held.inspection,
        stranger=photo.stranger or held.stranger,
        twins=(),
        url=fresh.url or other.url,
        media_url=fresh.media_url or other.media_url,
        preview_url=fresh.preview_url or other.preview_url,
        media_state=with_file.media_state,
        source_path=with_file.source_path,
    )


def _is_older(photo: Photo, held: Photo) -> bool:
    """Whether news are older than what is held; those without a day count as older than those with one."""
    told, known = photo.visibility.as_of, held.visibility.as_of
    return known is not None and (told is None or told < known)


def _write(connection: Connection, held: int, photo: Photo) -> None:
    connection.execute(_UPDATE, (int(photo.keep), *facets(photo), held))
    connection.execute(
        "update detail set doc = ?, inspection = ?, stranger = ? where photo = ?", (*_detail(photo), held)
    )
    connection.execute("insert or replace into words (rowid, text) values (?, ?)", (held, words(photo)))


def write_seen(
    connection: Connection,
    photo: PhotoId,
    inspection: Inspection | None = None,
    view: StrangerView | None = None,
) -> None:
    """Write down what was seen of a photo; None leaves what is held. NotFound where none has that id."""
    held = _read_one(connection, photo)
    _write(
        connection,
        photo,
        replace(held, inspection=inspection or held.inspection, stranger=view or held.stranger),
    )


def _detail(photo: Photo) -> tuple[str, str | None, str | None]:
    return (
        _doc(photo),
        None if photo.inspection is None else dumps(photo.inspection),
        None if photo.stranger is None else dumps(photo.stranger),
    )


def _doc(photo: Photo) -> str:
    """Return a photo as its network tells it: without what was seen of it and what the person marked."""
    return dumps(photo, without=_ELSEWHERE)


def _read_one(connection: Connection, photo: int) -> Photo:
    for row in connection.execute(_SELECT, (_list([photo]),)):
        return _photo(row)
    raise no_photo(photo)


def _photo(row: Row) -> Photo:
    held, keep, _, _, doc, inspection, stranger = row
    return replace(
        loads(Photo, doc),
        id=PhotoId(held),
        keep=bool(keep),
        inspection=None if inspection is None else loads(Inspection, inspection),
        stranger=None if stranger is None else loads(StrangerView, stranger),
    )


def _tile(row: Row) -> Tile:
    held, network, audience, reach, title, at, faces, searchable, place, tagged, risk, keep = row
    return Tile(
        id=PhotoId(held),
        network=network,
        audience=AUDIENCES[int(audience)],
        reach=None if reach is None else REACHES[int(reach)],
        title=title,
        when=time_of(at),
        faces=faces or 0,
        searchable=bool(searchable),
        has_place=bool(place),
        is_tagged=bool(tagged),
        risk=risk,
        keep=bool(keep),
    )


def _list(ids: Sequence[int]) -> str:
    return f"[{','.join(map(str, ids))}]"


def no_photo(photo: int) -> NotFound:
    """Return the problem that no photo has this id."""
    return NotFound(
        say("No photo has the number {number}.", number=photo),
        say("The command “photos” lists those that are held."),
    )
