"""DROP has an earliest and a latest day; the notice about intimate pictures is gentle, complete, and counts 48 hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.letters.forms import as_text
from app.model.path import For
from app.model.person import Person, Residence
from app.model.problem import MissingFacts, NoLawApplies
from app.model.recipient import RecipientId
from app.model.request import State
from app.resources import resource
from app.services.follow import Told
from app.services.house import House
from app.store.data import laws, recipients
from app.store.table import DataInvalid
from app.store.ways import read_ways, ways

GOOD = resource("requests", "paths.toml").read_text(encoding="utf-8")
ADA = Person(name="Ada Example", email="ada@example.org", residence=Residence(country="US", region="NY"))
PAGES = ("https://photos.example/1", "https://photos.example/2")


def test_every_way_names_a_law_that_makes_no_letter_and_every_help_its_source() -> None:
    held = {law.id: law for law in laws()}
    known = {one.id for one in recipients()}
    for way in ways().ways:
        assert held[way.law].wanted.faces == held[way.law].wanted.posted == ()
        assert way.recipient is None or way.recipient in known
    for one in ways().helps:
        assert one.source
        assert one.checked_on is not None
        assert one.confirmed or "recalled" in one.source
    assert {one.for_whom for one in ways().helps} == set(For)


@pytest.mark.parametrize("country", ["US", "GB", "KR", ""])
def test_somebody_helps_wherever_one_lives(country: str) -> None:
    helps = ways().helps_in(country)
    assert helps
    assert {one.country for one in helps} <= {country, ""}
    assert {"StopNCII.org", "Take It Down (NCMEC)"} <= {one.name for one in helps}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('page = "https://stopncii.org/"', 'page = "http://stopncii.org/"', "https"),
        ('for = "minors"', 'for = "pets"', "for"),
        ('source = "stopncii.org FAQ; run', 'mood = "x"\nsource = "stopncii.org FAQ; run', "mood"),
    ],
)
def test_a_file_of_ways_that_is_wrong_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "paths.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataInvalid, match=told):
        read_ways(path)


def test_a_drop_request_is_noted_with_both_its_days(house: House) -> None:
    one = house.pathfinder.filed(date(2026, 11, 20))
    assert one.request.state is State.SENT
    assert one.deadline is not None
    assert (one.deadline.earliest, one.request.due) == (date(2027, 2, 18), date(2027, 4, 4))
    assert house.follower.one(one.request.id) == one
    assert not one.overdue
    assert house.follower.calendar().count(b"20270404") == 1


def test_the_notice_holds_what_the_act_asks_for_and_no_picture(house: House) -> None:
    draft = house.pathfinder.notice(RecipientId("reddit"), ADA, [*PAGES, "", PAGES[0]])
    said = " ".join(as_text(draft.letter).split())
    for needed in (
        *PAGES,
        "/s/ Ada Example",
        "ada@example.org",
        "in good faith",
        "without my consent",
        "48 hours",
    ):
        assert needed in said
    assert said.count(PAGES[0]) == 1
    assert draft.letter.to_email == ""
    assert draft.warnings == ()
    assert "{" not in said
    german = Person(name="Ada", email="ada@example.org", residence=Residence(country="DE"))
    assert house.pathfinder.notice(RecipientId("reddit"), german, PAGES).warnings


@pytest.mark.parametrize(
    ("person", "pages", "told"),
    [
        (ADA, [], "address"),
        (ADA, ["javascript:alert(1)"], "no address"),
        (ADA, ["my profile"], "no address"),
        (ADA, ["https://x.example/<b>"], "no address"),
        (ADA, [f"https://x.example/{n}" for n in range(101)], "More than 100"),
        (Person(email="ada@example.org"), list(PAGES), "name"),
        (Person(name="Ada"), list(PAGES), "reach you"),
    ],
)
def test_what_the_act_asks_for_is_asked_for_kindly(
    house: House, person: Person, pages: list[str], told: str
) -> None:
    with pytest.raises(MissingFacts, match=told) as asked:
        house.pathfinder.notice(RecipientId("reddit"), person, pages)
    assert asked.value.remedy is not None


def test_a_notice_goes_to_platforms_alone(house: House) -> None:
    with pytest.raises(NoLawApplies):
        house.pathfinder.notice(RecipientId("clearview-ai"), ADA, PAGES)
    names = [name for _, name in house.pathfinder.platforms()]
    assert "Reddit" in names
    assert "Clearview AI" not in names


def test_the_hours_are_counted_from_the_moment_of_sending(house: House) -> None:
    request = house.asker.keep(house.pathfinder.notice(RecipientId("reddit"), ADA, PAGES))
    at = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    one = house.follower.step(request.id, State.SENT, Told(on=at.date(), at=at))
    assert one.request.due_at == at + timedelta(hours=48)
    assert one.request.due == date(2026, 11, 22)
    assert one.overdue
    assert [kind.value for kind in house.asker.follow_ups(request.id)] == ["complaint"]
    complaint = house.asker.follow_up(request.id, house.asker.follow_ups(request.id)[0]).letter
    assert complaint.addressee[0] == "Federal Trade Commission"
    outcome = house.interviewer.outcome(request.id)
    assert outcome.complains
    assert "Federal Trade Commission" in str(outcome.advice)
    assert outcome.authority is not None
    assert outcome.authority.complaint_url == "https://takeitdown.ftc.gov/"
    house.follower.step(request.id, State.REFUSED, Told())
    assert house.interviewer.outcome(request.id).letters == outcome.letters
    assert "may not refuse" in str(house.interviewer.outcome(request.id).advice)


def test_a_drop_request_that_is_overdue_goes_to_its_authority_and_to_nobody_by_letter(house: House) -> None:
    filed = house.pathfinder.filed(date(2026, 6, 1)).request
    later = replace(house.follower, today=lambda: date(2027, 1, 4))
    outcome = replace(house.interviewer, follower=later).outcome(filed.id)
    assert outcome.standing.overdue
    assert (outcome.letters, outcome.complains) == ((), True)
    assert "CalPrivacy" in str(outcome.advice)
    assert outcome.authority is not None
    assert outcome.authority.name.startswith("California Privacy Protection Agency")
    house.follower.step(filed.id, State.NO_MATCH, Told())
    outcome = house.interviewer.outcome(filed.id)
    assert outcome.letters == ()
    assert "write a letter as well" in str(outcome.advice)
    running = house.interviewer.outcome(house.pathfinder.filed(date(2026, 11, 20)).request.id)
    assert not running.complains


def _run(build: Callable[[], House], capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run_command(read_arguments(["path", *words]), build, Out(as_json=False)) is Exit.DONE
    return capsys.readouterr().out


def test_the_terminal_shows_those_who_help_before_anything_else(
    build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = _run(build, capsys, "take_it_down", "--resident", "GB")
    assert said.index("0345 6000 459") < said.index("1. Keep the addresses")
    assert "Not before" in _run(build, capsys, "drop", "--filed", "2026-11-20")
    words = ["--to", "reddit", "--address-of", *PAGES, "--out", str(tmp_path / "notice.txt"), "--name", "Ada"]
    written = _run(build, capsys, "take_it_down", *words, "--email", "ada@example.org")
    assert "own page" in written
    assert PAGES[1] in (tmp_path / "notice.txt").read_text(encoding="utf-8")
