"""One listing of an account after the other: where it was broken off, and what it did not bring any more."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.model.account import AccountId
from app.model.photo import Photo, PhotoId
from app.store.accounts import number_of
from app.store.photos import BATCH, Photos
from app.store.rows import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One listing: its number, the way in which it is listed, and the cursor from which it goes on ("" from the start)."""

    account: AccountId
    number: int
    way: str
    cursor: str = ""


class Passes(Photos):
    """The part of the catalogue that follows listings. It never holds all photos of an account at once."""

    def begin_pass(self, account: AccountId, way: str) -> Pass:
        """Begin a listing, or go on with the one that was broken off. NotFound for an unknown account.

        `way` is one word. A cursor of one way means nothing, or something else, in another: what was broken off there
        is begun anew.
        """
        with self._database.writing(durable=True) as connection:
            number = number_of(connection, account)
            rows = connection.execute("select pass, cursor, ended from mark where account = ?", (number,))
            for held, mark, ended in rows:
                old_way, _, cursor = mark.partition(" ")
                if not ended and (old_way == way or not mark):
                    return Pass(account=account, number=held, way=way, cursor=cursor)
                connection.execute(
                    "update mark set pass = ?, cursor = '', ended = 0 where account = ?", (held + 1, number)
                )
                return Pass(account=account, number=held + 1, way=way)
            connection.execute("insert into mark values (?, 1, '', 0)", (number,))
            return Pass(account=account, number=1, way=way)

    def note_listed(self, one: Pass, photos: Sequence[PhotoId], cursor: str | None = None) -> None:
        """Note that a listing brought these photos, and with `cursor` that it can go on behind them."""
        with self._database.writing(durable=cursor is not None) as connection:
            number = number_of(connection, one.account)
            wanted = f"[{','.join(map(str, photos))}]"
            connection.execute(
                "update photo set pass = ? where id in (select value from json_each(?))", (one.number, wanted)
            )
            if cursor is not None:
                mark = f"{one.way} {clean(cursor)}"
                connection.execute("update mark set cursor = ? where account = ?", (mark, number))

    def unlisted(self, one: Pass) -> array[int]:
        """Return the ids of the account's photos that this listing did not bring, though they were listed or seen before.

        What only an export brought was on no list that it could be missing from now.
        """
        return self._database.numbers(
            """select id from photo where account = (select number from account where id = ?)
            and pass < ? and (pass > 0 or reach is not null) order by id""",
            (clean(one.account), one.number),
        )

    def photos_beginning(self, account: AccountId, stem: str) -> Iterator[Photo]:
        """Yield those photos of an account whose key is `stem`, or begins with it and a mark that parts ("/", "#")."""
        start = clean(stem)
        ids = self._database.numbers(
            """select id from photo where account = (select number from account where id = ?)
            and (key = ? or (key >= ? and key < ?) or (key >= ? and key < ?)) order by key""",
            (clean(account), start, f"{start}#", f"{start}$", f"{start}/", f"{start}0"),
        )
        for first in range(0, len(ids), BATCH):
            yield from self._read(ids[first : first + BATCH])

    def account_size(self, account: AccountId) -> int:
        """Return how many photos of an account are held."""
        row = self._database.row(
            "select count(*) from photo where account = (select number from account where id = ?)",
            (clean(account),),
        )
        return row[0] if row else 0

    def end_pass(self, one: Pass) -> None:
        """Note that a listing came to its end."""
        with self._database.writing(durable=True) as connection:
            number = number_of(connection, one.account)
            connection.execute("update mark set ended = 1, cursor = '' where account = ?", (number,))

    def photos_by_key(self, account: AccountId, keys: Sequence[str]) -> dict[str, Photo]:
        """Return those photos of an account that have one of these keys."""
        ids: list[int] = []
        for key in keys:
            ids += self._database.numbers(
                "select id from photo where account = (select number from account where id = ?) and key = ?",
                (clean(account), clean(key)),
            )
        return {photo.key: photo for photo in self._read(ids)}
