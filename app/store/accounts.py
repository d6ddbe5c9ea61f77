"""Whose photos are held, where they came from, and which settings were seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.model.account import Account, AccountId, AccountKind
from app.model.problem import NotFound
from app.model.report import ImportReport
from app.model.setting import Check
from app.model.text import say
from app.store.codec import dumps, loads
from app.store.database import Connection, Shelf
from app.store.rows import clean


class Accounts(Shelf):
    """The part of the catalogue that holds accounts."""

    def keep_account(self, account: Account) -> None:
        """Keep an account, in place of what was held of it.

        The first time of adding and the last sync are not forgotten, and an import does not end the watching
        of an account that is watched or connected.
        """
        with self._database.writing(durable=True) as connection:
            _keep_account(connection, account)

    def begin_joining(self, account: Account) -> None:
        """Note that this account's grant goes to the keyring next."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "insert or replace into joining values (?, ?)", (clean(account.id), dumps(account))
            )

    def joining(self) -> list[Account]:
        """Return the accounts whose sign-in was begun and not ended: by a crash, or by another window right now."""
        return [loads(Account, doc) for (doc,) in self._database.rows("select doc from joining order by id")]

    def keep_joined(self, account: Account) -> None:
        """Keep an account whose grant is in the keyring now, and forget in the same step that this was begun."""
        with self._database.writing(durable=True) as connection:
            _keep_account(connection, account)
            connection.execute("delete from joining where id = ?", (clean(account.id),))

    def drop_joining(self, account: AccountId) -> None:
        """Forget that a sign-in was begun."""
        with self._database.writing(durable=True) as connection:
            connection.execute("delete from joining where id = ?", (clean(account),))

    def keep_kind(self, account: AccountId, kind: AccountKind) -> None:
        """Keep how an account is known from now on. NotFound where it is not held."""
        held = self.account(account)
        with self._database.writing(durable=True) as connection:
            write_account(connection, replace(held, kind=kind))

    def accounts(self) -> list[Account]:
        """Return all accounts, in the order in which they were added."""
        rows = self._database.rows("select doc from account order by number")
        return [loads(Account, doc) for (doc,) in rows]

    def account(self, account: AccountId) -> Account:
        """Return one account; NotFound where it is not held."""
        row = self._database.row("select doc from account where id = ?", (clean(account),))
        if row is None:
            raise NotFound(
                say("No account is called “{name}”.", name=account),
                say("The page Accounts lists those that are held."),
            )
        return loads(Account, row[0])

    def forget_account(self, account: AccountId) -> None:
        """Forget an account with all that belongs to it; nothing happens where it is not held."""
        with self._database.writing(durable=True) as connection:
            connection.execute("delete from account where id = ?", (clean(account),))

    def keep_source(self, account: AccountId, path: Path) -> None:
        """Note where an import came from, so that its pictures can be looked at again."""
        with self._database.writing() as connection:
            number = number_of(connection, account)
            connection.execute("insert or ignore into source values (?, ?)", (number, dumps(str(path))))

    def sources(self, account: AccountId) -> list[Path]:
        """Return where an account's imports came from."""
        rows = self._database.rows(
            "select path from source where account = (select number from account where id = ?) order by path",
            (clean(account),),
        )
        return [Path(loads(str, path)) for (path,) in rows]

    def keep_import(self, seal: str, report: ImportReport) -> None:
        """Note that an export was read to its end; `seal` is what stays the same as long as it does not change.

        One that names no account is not noted.
        """
        if not report.accounts:
            return
        with self._database.writing() as connection:
            number = number_of(connection, report.accounts[0])
            connection.execute(
                """insert or replace into import
                values (?, ?, (select count(*) from photo where account = ?), ?)""",
                (seal, number, number, dumps(report)),
            )

    def imported(self, seal: str) -> ImportReport | None:
        """Return the report of an export that was read to its end; None where something of it is no longer held."""
        row = self._database.row(
            """select import.doc from import where seal = ?
            and photos <= (select count(*) from photo where photo.account = import.account)""",
            (seal,),
        )
        report = None if row is None else loads(ImportReport, row[0])
        if report is None or not set(report.accounts) <= {one.id for one in self.accounts()}:
            return None
        return report

    def keep_checks(self, checks: Iterable[Check]) -> None:
        """Keep what was seen of settings; "unknown" and older news do not replace what is known."""
        with self._database.writing() as connection:
            for check in checks:
                _keep_check(connection, check)

    def replace_check(self, check: Check) -> None:
        """Keep a setting in place of what was held of it, whatever that was: the caller knows that it is newer."""
        with self._database.writing(durable=True) as connection:
            number = number_of(connection, check.account)
            connection.execute(
                "insert or replace into setting values (?, ?, ?)", (number, clean(check.key), dumps(check))
            )

    def checks(self, account: AccountId | None = None) -> list[Check]:
        """Return the settings seen of one account, or of all."""
        if account is None:
            rows = self._database.rows("select doc from setting order by account, key")
        else:
            rows = self._database.rows(
                "select doc from setting where account in (select number from account where id = ?)",
                (clean(account),),
            )
        return [loads(Check, doc) for (doc,) in rows]


def find_account(connection: Connection, account: AccountId) -> Account | None:
    """Return an account, None where it is not held."""
    for (doc,) in connection.execute("select doc from account where id = ?", (clean(account),)):
        return loads(Account, doc)
    return None


def write_account(connection: Connection, account: Account) -> None:
    """Write an account down as it is."""
    connection.execute(
        """insert into account (id, network, handle, doc) values (?, ?, ?, ?)
        on conflict (id)
        do update set network = excluded.network, handle = excluded.handle, doc = excluded.doc""",
        (clean(account.id), clean(account.network), clean(account.handle.casefold()), dumps(account)),
    )


def number_of(connection: Connection, account: AccountId) -> int:
    """Return the number of an account in the file; NotFound where it is not held."""
    for (number,) in connection.execute("select number from account where id = ?", (clean(account),)):
        return number
    raise NotFound(say("No account is called “{name}”.", name=account))


def _keep_account(connection: Connection, account: Account) -> None:
    held = find_account(connection, account.id)
    write_account(connection, account if held is None else _joined(account, held))


def _joined(account: Account, held: Account) -> Account:
    joined = replace(
        account,
        added_at=_first(held.added_at, account.added_at),
        synced_at=account.synced_at or held.synced_at,
    )
    if account.kind is not AccountKind.IMPORTED or held.kind is AccountKind.IMPORTED:
        return joined
    return replace(
        joined,
        kind=held.kind,
        remote_id=account.remote_id or held.remote_id,
        server=account.server or held.server,
        url=account.url or held.url,
        software=account.software or held.software,
    )


def _first(held: datetime | None, now: datetime | None) -> datetime | None:
    return held or now


def _keep_check(connection: Connection, check: Check) -> None:
    number = number_of(connection, check.account)
    held = connection.execute(
        "select doc from setting where account = ? and key = ?", (number, clean(check.key))
    )
    if held and not _is_news(check, loads(Check, held[0][0])):
        return
    connection.execute(
        "insert or replace into setting values (?, ?, ?)", (number, clean(check.key), dumps(check))
    )


def _is_news(check: Check, held: Check) -> bool:
    if check.seen is None:
        return held.seen is None
    if check.as_of is None or held.as_of is None or held.seen is None:
        return True
    return check.as_of >= held.as_of
