"""Recipients of one's own are kept encrypted with the rest; a directory that is brought is read as hostile, and ours wins."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.letters.forms import as_text
from app.model.person import Person, Residence
from app.model.problem import NoLawApplies, NotFound, UnreadableArchive, WrongUse
from app.model.recipient import ChannelKind, Origin, RecipientId, RecipientKind
from app.services.ask import Wish
from app.services.directory import Entry
from app.services.house import House

COMPANY: dict[str, Any] = {
    "slug": "example-shop",
    "relevant-countries": ["de", "at"],
    "categories": ["commerce"],
    "name": "Example Shop GmbH",
    "runs": ["example.org", "Shop of <b>Examples</b>"],
    "address": "Example Shop GmbH\nBeispielweg 1\n12345 Musterstadt\nGermany",
    "phone": "+49 000",
    "email": "privacy@shop.example",
    "web": "https://shop.example",
    "webform": "https://shop.example/privacy",
    "sources": ["https://shop.example/imprint"],
    "suggested-transport-medium": "letter",
    "request-language": "de",
    "quality": "verified",
}


def _zip(path: Path, files: Mapping[str, object]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in files.items():
            data = held if isinstance(held, bytes) else json.dumps(held).encode()
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 14, 0, 0, 0)), data)
    return path


def test_a_recipient_of_ones_own_is_kept_found_and_written_to(build: Callable[[], House]) -> None:
    made = build().directory.add(
        Entry(name="St. Example School", email="office@school.example", country="de", post="Schulweg 1\nBonn")
    )
    assert (made.id, made.origin, made.country) == ("own-st-example-school", Origin.OWN, "DE")
    house = build()
    assert [one.id for one in house.asker.recipients("example school")] == [made.id]
    person = Person(name="Ada", residence=Residence(country="DE"))
    draft = house.asker.draft(Wish(recipient=made.id, person=person))
    assert draft.letter.to_email == "office@school.example"
    assert any("You added" in str(one) for one in draft.choices[0].warnings)
    # A school in Germany is bound whoever writes; of one whose seat nobody named, only the law of the person's place counts.
    elsewhere = house.directory.add(Entry(name="Somewhere", email="office@somewhere.example"))
    with pytest.raises(NoLawApplies):
        house.asker.draft(
            Wish(recipient=elsewhere.id, person=Person(residence=Residence(country="US", region="WY")))
        )
    house.directory.forget(made.id)
    with pytest.raises(NotFound):
        build().asker.recipient(made.id)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (Entry(name=" \u202e ", email="a@b.example"), "needs a name"),
        (Entry(name="School"), "No way to reach"),
        (Entry(name="School", email="office at school"), "no e-mail"),
        (Entry(name="School", email="a@b.example\nBcc: x@y.example"), "no e-mail"),
        (Entry(name="School", form="http://school.example"), "https"),
        (Entry(name="School", email="a@b.example", country="Germany"), "no code of a country"),
    ],
)
def test_what_is_missing_or_wrong_is_said(house: House, entry: Entry, told: str) -> None:
    with pytest.raises(WrongUse, match=told) as refused:
        house.directory.add(entry)
    assert refused.value.remedy is not None
    assert house.store.recipients.all() == ()


def test_ours_cannot_be_removed(house: House) -> None:
    with pytest.raises(WrongUse, match="stays"):
        house.directory.forget(RecipientId("clearview-ai"))


def test_a_directory_is_brought_with_its_source_and_age(build: Callable[[], House], tmp_path: Path) -> None:
    house = build()
    path = _zip(
        tmp_path / "data.zip",
        {
            "data-master/companies/example-shop.json": COMPANY,
            "data-master/companies/clearview-ai.json": {
                **COMPANY,
                "slug": "clearview-ai",
                "name": "Clearview",
            },
            "data-master/companies/lenso.json": {**COMPANY, "slug": "lenso", "name": "LENSO.AI"},
            "data-master/companies/broken.json": b"{",
            "data-master/README.md": b"hello",
        },
    )
    brought = house.directory.bring(path)
    assert ([one.id for one in brought.recipients], brought.known, brought.skipped) == (
        ["dr-example-shop"],
        2,
        1,
    )
    one = build().asker.recipient(RecipientId("dr-example-shop"))
    assert (one.origin, one.country, one.language) == (Origin.IMPORTED, "DE", "de")
    assert one.source_as_of == "2025-03-14"
    assert one.is_old(date(2026, 11, 23))
    assert one.channels[0].kind is ChannelKind.POST, "the way that it suggests comes first"
    assert not one.confirmed
    person = Person(name="Ada", residence=Residence(country="DE"))
    draft = build().asker.draft(Wish(recipient=one.id, person=person))
    assert any("directory that you brought" in str(warning) for warning in draft.choices[0].warnings)
    assert "12345 Musterstadt" in as_text(draft.letter)


def test_a_directory_replaces_the_one_before_and_nothing_else(house: House, tmp_path: Path) -> None:
    own = house.directory.add(Entry(name="School", email="office@school.example"))
    house.directory.bring(
        _zip(
            tmp_path / "1.zip",
            {"a.json": COMPANY, "b.json": {**COMPANY, "slug": "b", "name": "B", "email": "b@b.example"}},
        )
    )
    house.directory.bring(_zip(tmp_path / "2.zip", {"c.json": {**COMPANY, "slug": "c", "name": "C"}}))
    assert {one.id for one in house.store.recipients.all()} == {own.id, "dr-c"}
    wrong: tuple[Mapping[str, object], ...] = (
        {},
        {"a.json": b"[]"},
        {"a.json": {**COMPANY, "slug": "../../etc"}},
        {"x.txt": b"x"},
    )
    for number, bad in enumerate(wrong):
        with pytest.raises(UnreadableArchive):
            house.directory.bring(_zip(tmp_path / f"bad{number}.zip", bad))
    assert {one.id for one in house.store.recipients.all()} == {own.id, "dr-c"}


def test_one_file_and_a_folder_are_read_as_well(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "companies"
    folder.mkdir()
    (folder / "example-shop.json").write_text(json.dumps(COMPANY), encoding="utf-8")
    assert len(house.directory.bring(folder).recipients) == 1
    assert len(house.directory.bring(folder / "example-shop.json").recipients) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    cast(
        "list[tuple[str, object]]",
        [
            ("name", "x" * 100_000),
            ("name", "\u202eevil\x00<img src=x>\r\nBcc: a@b.example"),
            ("email", "a@b.example\r\nBcc: x@y.example"),
            ("webform", "javascript:alert(1)"),
            ("webform", "https://x.example/\nhttps://y.example"),
            ("address", ["not", "a", "string"]),
            ("categories", {"a": 1}),
            ("runs", [[], {}, 3, None]),
            ("slug", ["unhashable"]),
            ("request-language", 7),
            ("relevant-countries", "all"),
        ],
    ),
)
def test_hostile_values_do_no_harm(house: House, tmp_path: Path, key: str, value: object) -> None:
    files: dict[str, object] = {
        "bad.json": {**COMPANY, key: value},
        "good.json": {**COMPANY, "slug": "good", "name": "Good", "email": "g@g.example"},
    }
    brought = house.directory.bring(_zip(tmp_path / "hostile.zip", files))
    assert "dr-good" in [one.id for one in brought.recipients]
    for one in brought.recipients:
        assert len(one.name) <= 200
        assert "\n" not in one.name
        assert "\u202e" not in one.name
        for channel in one.channels:
            assert channel.kind is ChannelKind.POST or "\n" not in channel.address
            assert channel.kind is not ChannelKind.FORM or channel.address.startswith("https://")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(COMPANY)), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(COMPANY)), JSON))
def test_any_record_is_read_or_counted(house: House, tmp_path: Path, changed: dict[str, object]) -> None:
    path = _zip(
        tmp_path / "any.zip", {"any.json": {**COMPANY, **changed}, "sure.json": {**COMPANY, "slug": "sure"}}
    )
    brought = house.directory.bring(path)
    assert len(brought.recipients) + brought.known + brought.skipped >= 1
    assert all(one.kind in RecipientKind for one in brought.recipients)


def test_a_record_that_is_too_large_is_left_out(house: House, tmp_path: Path) -> None:
    huge = {**COMPANY, "slug": "huge", "name": "Huge", "sources": ["x" * 300_000]}
    brought = house.directory.bring(_zip(tmp_path / "huge.zip", {"huge.json": huge, "ok.json": COMPANY}))
    assert (len(brought.recipients), brought.skipped) == (1, 1)


def test_the_terminal_adds_brings_and_removes(
    build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run(*words: str) -> str:
        assert run_command(read_arguments(["recipients", *words]), build, Out(as_json=False)) is Exit.DONE
        return capsys.readouterr().out

    assert "own-ein-blog" in run("--add", "Ein Blog", "--email", "mail@blog.example", "--kind", "uploader")
    assert "1 brought, 0 left out" in run("--bring", str(_zip(tmp_path / "d.zip", {"a.json": COMPANY})))
    assert "as of 2025-03-14" in run("Example Shop")
    assert "was removed" in run("--remove", "own-ein-blog")
    assert run("Ein Blog") == ""
