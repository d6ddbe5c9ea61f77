"""Accounts, where their photos came from, and the settings seen of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.model.account import Account, AccountId, AccountKind
from app.model.filter import Filter
from app.model.finding import Finding, FindingKind
from app.model.problem import NotFound
from app.model.setting import Change, Check
from app.model.text import say
from app.store.catalogue import Catalogue
from tests.store.nouns import ACCOUNT, NOON, account, inspection, photo

LATER = NOON + timedelta(days=30)


def _check(seen: str | None, **facts: object) -> Check:
    told = {
        "account": ACCOUNT,
        "key": "private",
        "says": say("Private account"),
        "safe": "on",
        "why": say("w"),
    }
    return Check(**{**told, "how": say("h"), "seen": seen, **facts})  # pyright: ignore[reportArgumentType]


def test_accounts_come_back_as_they_were_kept_and_in_that_order(catalogue: Catalogue) -> None:
    kept = [account("zoe.example"), account("amy.example", name="Amy", claimed_photos=7, invented=True)]
    for one in kept:
        catalogue.keep_account(one)
    assert catalogue.accounts() == kept
    assert catalogue.account(kept[1].id) == kept[1]


def test_an_account_that_is_not_held_is_said(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="nobody"):
        catalogue.account(AccountId("nobody"))
    with pytest.raises(NotFound):
        catalogue.keep_source(AccountId("nobody"), Path("x.zip"))
    catalogue.forget_account(AccountId("nobody"))
    assert catalogue.sources(AccountId("nobody")) == []
    assert catalogue.checks(AccountId("nobody")) == []


def test_the_first_adding_and_the_last_sync_are_not_forgotten(catalogue: Catalogue) -> None:
    catalogue.keep_account(account(added_at=NOON, synced_at=NOON))
    catalogue.keep_account(account(added_at=LATER, synced_at=None, name="Mina"))
    assert catalogue.account(ACCOUNT) == account(added_at=NOON, synced_at=NOON, name="Mina")
    catalogue.keep_account(account(synced_at=LATER))
    assert catalogue.account(ACCOUNT).synced_at == LATER


@pytest.mark.parametrize(
    ("held", "new", "then"),
    [
        (AccountKind.WATCHED, AccountKind.IMPORTED, AccountKind.WATCHED),
        (AccountKind.CONNECTED, AccountKind.IMPORTED, AccountKind.CONNECTED),
        (AccountKind.IMPORTED, AccountKind.WATCHED, AccountKind.WATCHED),
        (AccountKind.CONNECTED, AccountKind.WATCHED, AccountKind.WATCHED),
    ],
)
def test_an_import_does_not_end_the_watching(
    catalogue: Catalogue, held: AccountKind, new: AccountKind, then: AccountKind
) -> None:
    catalogue.keep_account(account(kind=held, server="https://pds.example", remote_id="did:plc:a"))
    catalogue.keep_account(account(kind=new))
    back = catalogue.account(ACCOUNT)
    assert back.kind is then
    assert (back.server != "") == (new is AccountKind.IMPORTED)


def test_to_forget_an_account_forgets_all_of_it_and_nothing_else(catalogue: Catalogue) -> None:
    others: list[Account] = [account("other.example")]
    for one in (account(), *others):
        catalogue.keep_account(one)
        (held,) = catalogue.keep_photos([photo("1", one.id, caption="river")]).ids
        catalogue.keep_inspection(held, inspection(20.0), b"jpeg")
        catalogue.keep_findings(
            held,
            [Finding(kind=FindingKind.FACE, weight=9, says=say("a"), evidence=say("b"), remedy=say("c"))],
            9,
        )
        catalogue.keep_source(one.id, Path("/exports/a.zip"))
        catalogue.keep_checks([_check("on", account=one.id)])
    catalogue.forget_account(ACCOUNT)
    assert catalogue.accounts() == others
    assert [one.account for one in catalogue.photos(Filter(text="river"))] == [others[0].id]
    for table, rows in {
        "photo": 1,
        "detail": 1,
        "words": 1,
        "finding": 1,
        "thumbnail": 1,
        "source": 1,
        "setting": 1,
    }.items():
        assert catalogue._database.rows("select count(*) from " + table) == [(rows,)], table
    assert catalogue._database.rows("select size from thumbnail_total") == [(4,)]


def test_where_imports_came_from_is_noted_once(catalogue: Catalogue) -> None:
    catalogue.keep_account(account())
    paths = [Path("/exports/part 1.zip"), Path("/exports/part 2.zip"), Path("/exports/Ünïcode \udcff.zip")]
    for path in [*paths, *paths]:
        catalogue.keep_source(ACCOUNT, path)
    assert set(catalogue.sources(ACCOUNT)) == set(paths)
    assert len(catalogue.sources(ACCOUNT)) == 3


def test_checks_come_back_as_they_were_kept(catalogue: Catalogue) -> None:
    catalogue.keep_account(account())
    kept = [
        _check("off", as_of=NOON, history=(Change(at=NOON, value="off"),)),
        _check(None, key="tagging"),
    ]
    catalogue.keep_checks(kept)
    assert catalogue.checks() == catalogue.checks(ACCOUNT) == kept


@pytest.mark.parametrize(
    ("held", "new", "kept"),
    [
        (_check("off"), _check(None), "off"),
        (_check(None), _check("on"), "on"),
        (_check("off", as_of=LATER), _check("on", as_of=NOON), "off"),
        (_check("off", as_of=NOON), _check("on", as_of=LATER), "on"),
        (_check("off", as_of=NOON), _check("on"), "on"),
        (_check(None, as_of=LATER), _check("on", as_of=NOON), "on"),
    ],
    ids=[
        "unknown is no news",
        "first news",
        "older news",
        "newer news",
        "undated news",
        "news after unknown",
    ],
)
def test_unknown_and_older_news_do_not_replace_what_is_known(
    catalogue: Catalogue, held: Check, new: Check, kept: str
) -> None:
    catalogue.keep_account(account())
    catalogue.keep_checks([held])
    catalogue.keep_checks([new])
    (check,) = catalogue.checks(ACCOUNT)
    assert check.seen == kept
