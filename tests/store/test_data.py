"""The laws and recipients that come along are whole, sourced and recent; a wrong file is told by file and key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.model.law import Law
from app.model.recipient import ChannelKind, Recipient
from app.resources import resource
from app.store.data import DataInvalid, laws, read_laws, read_recipients, recipients


def _named(one: Law | Recipient) -> str:
    return one.id


def test_every_law_and_recipient_of_the_notes_is_there() -> None:
    assert len(laws()) == 48
    assert len(recipients()) == 65
    assert {law.id for law in laws() if law.in_force_since > date(2026, 11, 27)} == {
        "in-dpdp",
        "us-al-future",
        "us-la-future",
        "us-ok-future",
        "us-vt-future",
    }


@pytest.mark.parametrize("one", [*laws(), *recipients()], ids=_named)
def test_every_fact_has_a_source_and_a_day(one: Law | Recipient) -> None:
    assert len(one.source) > 10
    assert one.checked_on is not None
    assert one.checked_on >= date(2026, 1, 1)


@pytest.mark.parametrize("law", laws(), ids=_named)
def test_every_law_says_what_is_only_recalled(law: Law) -> None:
    assert law.recalled
    assert law.authority is not None
    # Nobody enforces what is not in force yet, so no address of theirs was looked for.
    assert law.authority.url.startswith("https://") or law.in_force_since > date(2026, 11, 27)
    assert all(re.fullmatch(r"[A-Z]{2}(-[A-Z]{2})?", code) for code in (*law.residents, *law.seats))


@pytest.mark.parametrize("one", recipients(), ids=_named)
def test_every_channel_has_the_shape_of_its_kind(one: Recipient) -> None:
    for channel in one.channels:
        if channel.kind is ChannelKind.EMAIL:
            assert re.fullmatch(r"[\w.-]+@[\w.-]+", channel.address)
        if channel.kind is ChannelKind.FORM:
            assert channel.address.startswith("https://")


def test_face_search_companies_are_never_sent_a_face() -> None:
    assert all("face_photo" in one.never_send for one in recipients() if one.kind == "face_search")


def test_no_address_of_a_server_is_guessed() -> None:
    server = next(one for one in recipients() if one.servers)
    assert server.channels == ()
    assert not server.confirmed


LAW = resource("laws", "eu-gdpr.toml").read_text(encoding="utf-8")
LETTERS = resource("recipients", "lenso-ai.toml").read_text(encoding="utf-8")
SERVER = resource("recipients", "mastodon-server.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('short_name = "GDPR"', "", "short_name is missing"),
        ('short_name = "GDPR"', 'short_name = " "', "short_name is empty"),
        ('short_name = "GDPR"', "short_name = 7", "short_name must be of type str, and is int"),
        ("2018-05-25", '"2018"', "in_force_since must be of type date"),
        ("2018-05-25", "2018-05-25T01:02:03", "in_force_since must be a date without"),
        ('unit = "months"', 'unit = "weeks"', "answer.unit is 'weeks'"),
        ("value = 1", "value = 0", "answer.value must be a whole number"),
        ("value = 1", "value = true", "answer.value must be a whole number"),
        ('key = "copy"', 'key = "access"', "rights has 'access' twice"),
        ('citation = "Art 15(3)"', "", "rights[2].citation is missing"),
        ("[answer]", "[self_set]\nvalue = 1\nunit = 'months'\n[answer]", "answer or self_set"),
        ("[answer]", "[[answer]]", "answer must be a table"),
        ("confirmed = true", "confirmed = true\ncolour = 'red'", "colour is not a key"),
        ('id = "eu-gdpr"', 'id = "other"', "id must be the name of the file"),
        ("[[rights]]", "[[writs]]", "rights is missing"),
        ('residents = ["AT",', "residents = [1,", "residents must be a list of strings"),
        ("[answer]", "[answer", "Expected"),
    ],
)
def test_a_wrong_law_is_told_by_its_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    changed = LAW.replace(old, new) if old == "[[rights]]" else LAW.replace(old, new, 1)
    if old.startswith("residents"):
        changed = re.sub(r"residents = \[", "residents = [1, ", LAW, count=1)
    assert changed != LAW
    (tmp_path / "eu-gdpr.toml").write_text(changed, encoding="utf-8")
    with pytest.raises(DataInvalid) as error:
        read_laws(tmp_path)
    assert "eu-gdpr.toml" in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "old", "new", "told"),
    [
        ("lenso-ai", LETTERS, '"uk-gdpr"', '"xx-law"', "no such law"),
        ("lenso-ai", LETTERS, 'kind = "face_search"', 'kind = "shop"', "kind is 'shop'"),
        ("lenso-ai", LETTERS, 'legal_name = "LENSO AI SPÓŁKA AKCYJNA"', "", "legal_name is missing"),
        ("mastodon-server", SERVER, 'country = ""', 'country = "DE"', "servers is true"),
    ],
)
def test_a_wrong_recipient_is_told_by_its_file_and_key(
    tmp_path: Path, name: str, text: str, old: str, new: str, told: str
) -> None:
    assert old in text
    (tmp_path / f"{name}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataInvalid) as error:
        read_recipients(tmp_path, frozenset(law.id for law in laws()))
    assert name in str(error.value)
    assert told in str(error.value)
