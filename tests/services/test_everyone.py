"""Everyone who may have my face: the whole set in order of effect, and only what was chosen is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.letters.forms import as_text
from app.model.filter import Filter
from app.model.law import LawId
from app.model.person import Person, Residence, parse_residence
from app.model.problem import MissingFacts, WrongUse
from app.model.request import State
from app.services.everyone import Group, Planned, reason
from app.services.follow import Told
from app.services.house import House
from app.services.progress import Cancelled, Progress
from tests.networks.fediverse import FediverseServer

PLACES = (
    "DE",
    "GB",
    "US-CA",
    "US-IL",
    "US-TX",
    "US-WA",
    "CA-QC",
    "BR",
    "KR",
    "JP",
    "CH",
    "AU",
    "NZ",
    "TR",
    "US-WY",
)


def person(place: str) -> Person:
    return Person(name="Ada Example", email="ada@example.org", residence=parse_residence(place))


def _by_id(plan: list[Planned]) -> dict[str, Planned]:
    return {one.recipient.id: one for one in plan}


def test_who_is_bound_comes_first_in_the_eu(house: House) -> None:
    plan = house.everyone.plan(person("DE"))
    ready = [one for one in plan if one.is_ready]
    assert ready[0].recipient.id == "lenso-ai", "the only one with a seat where the law binds everyone"
    assert ready[0].group is Group.BOUND
    assert "clearview-ai" in [one.recipient.id for one in ready[:6]]
    places = [list(Group).index(one.group) for one in plan]
    assert places == sorted(places)


def test_california_begins_with_drop_and_then_writes_directly(house: House) -> None:
    plan = house.everyone.plan(person("US-CA"))
    assert plan[0].recipient.id == "ca-drop"
    assert plan[0].draft is None
    assert plan[0].instead is not None
    clearview = _by_id(plan)["clearview-ai"]
    assert clearview.draft is not None
    assert clearview.draft.choices[0].law.id == LawId("us-ca-ccpa")
    assert "ca-drop" not in _by_id(house.everyone.plan(person("US-TX")))


@pytest.mark.parametrize("place", PLACES)
def test_nobody_without_a_channel_gets_a_letter_and_no_letter_holds_a_picture(
    house: House, place: str
) -> None:
    for one in house.everyone.plan(person(place)):
        if one.draft is None:
            assert one.instead is not None
            assert one.instead.remedy is not None, one.recipient.id
        else:
            assert one.recipient.channels
            assert not one.recipient.operator_unknown
            assert place.split("-", maxsplit=1)[0] in {
                "US",
                "DE",
                "GB",
                "CA",
                "BR",
                "KR",
                "JP",
                "CH",
                "AU",
                "NZ",
                "TR",
            }
            laws = {choice.law.id for choice in one.draft.choices}
            assert laws <= set(one.recipient.laws)
    ids = [one.recipient.id for one in house.everyone.plan(person(place))]
    assert not {"uploader", "aws-rekognition", "amazon"} & set(ids)
    no_letter = [
        one.recipient.id for one in house.everyone.plan(person(place)) if one.group is Group.NO_LETTER
    ]
    assert {"facecheck-id", "search4faces", "findclone"} <= set(no_letter)


def test_access_and_source_come_before_deletion_for_face_search(house: House) -> None:
    plan = _by_id(house.everyone.plan(person("DE")))
    draft = plan["clearview-ai"].draft
    assert draft is not None
    keys = [right.key for right in draft.choices[0].rights]
    assert keys.index("access") < keys.index("source_disclosure") < keys.index("delete")


@pytest.mark.parametrize(("place", "to"), [("US-IL", "walmart"), ("US-CA", "best-buy"), ("US-CA", "walmart")])
def test_a_reported_customer_is_asked_whether_it_searched(house: House, place: str, to: str) -> None:
    planned = _by_id(house.everyone.plan(person(place), Filter()))[to]
    assert planned.group is Group.CUSTOMER
    assert planned.draft is not None
    said = " ".join(as_text(planned.draft.letter).split())
    assert "searched for my face with Clearview AI" in said
    assert "Delete the pictures, the results" in said
    assert said.index("searched for my face") < said.index("Delete the pictures")


def test_a_server_among_many_gets_its_own_letter_about_what_hangs_there(house: House) -> None:
    with FediverseServer() as server:
        house.keeper.keep(house.looker.look(server.handle))
        plan = house.everyone.plan(person("DE"), Filter())
    shows = [one for one in plan if one.group is Group.SHOWS]
    assert [one.recipient.id for one in shows] == ["mastodon-server"]
    assert shows[0].draft is not None
    assert shows[0].draft.request.photos
    assert "instagram" not in _by_id(plan), "no account is held there"


def test_what_is_on_its_way_is_not_written_again(house: House, tmp_path: Path) -> None:
    plan = house.everyone.plan(person("DE"))
    lenso = _by_id(plan)["lenso-ai"]
    ((request, path),) = house.everyone.write([lenso], tmp_path, ".txt")
    assert path.name.startswith("01 Lenso.ai OX-")
    again = _by_id(house.everyone.plan(person("DE")))["lenso-ai"]
    assert again.running is not None
    assert not again.is_ready
    assert house.everyone.write([again], tmp_path, ".txt") == []
    house.follower.step(request.id, State.WITHDRAWN, Told())
    assert _by_id(house.everyone.plan(person("DE")))["lenso-ai"].is_ready


def test_only_what_was_chosen_is_written_and_kept(house: House, tmp_path: Path) -> None:
    plan = [one for one in house.everyone.plan(person("DE")) if one.is_ready]
    assert len(plan) > 8
    assert house.store.ledger.requests() == [], "a plan keeps nothing"
    written = house.everyone.write(plan[:3], tmp_path, ".eml")
    assert len(written) == len(list(tmp_path.glob("*.eml"))) == 3
    assert {one.state for one in house.store.ledger.requests()} == {State.DRAFT}
    with pytest.raises(WrongUse):
        house.everyone.write(plan[4:5], next(tmp_path.glob("*.eml")), ".eml")


class _Stops(Progress):
    """Stops before the third letter."""

    def step(self, done: int, total: int | None = None, says: object = None) -> None:
        if done == 2:
            raise Cancelled


def test_a_stop_keeps_what_was_written(house: House, tmp_path: Path) -> None:
    plan = [one for one in house.everyone.plan(person("DE")) if one.is_ready]
    with pytest.raises(Cancelled):
        house.everyone.write(plan, tmp_path, ".txt", _Stops())
    assert len(house.store.ledger.requests()) == len(list(tmp_path.glob("*.txt"))) == 2


def test_a_name_that_is_no_file_name_stays_in_its_folder(house: House, tmp_path: Path) -> None:
    plan = next(one for one in house.everyone.plan(person("DE")) if one.is_ready)
    evil = replace(plan, recipient=replace(plan.recipient, name="../../etc/..: <x>"))
    ((_, path),) = house.everyone.write([evil], tmp_path, ".txt")
    assert path.parent == tmp_path
    assert path.is_file()


def test_without_a_place_no_set_is_made(house: House) -> None:
    with pytest.raises(MissingFacts):
        house.everyone.plan(Person(name="Ada"))


def test_every_group_says_why_it_stands_where_it_does() -> None:
    assert all(str(reason(group)) for group in Group)
    assert Residence(country="US", region="CA") == parse_residence("US-CA")


def test_the_terminal_shows_the_set_first_and_writes_it_with_yes(
    build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "letters" / "to all"
    words = ["letter", "--to", "everyone", "--resident", "DE", "--name", "Ada", "--out", str(folder)]
    said = _run(build, capsys, [*words, "--only", "lenso-ai", "facecheck-id"])
    assert "     | Dear" in said
    assert "Nobody knows who runs FaceCheck.ID" in said
    assert not folder.exists()
    assert build().follower.all() == []
    written = _run(build, capsys, [*words, "--only", "lenso-ai", "--form", "txt", "--yes"])
    assert "Lenso.ai" in written
    assert len(list(folder.glob("*.txt"))) == 1
    assert "on its way already" in _run(build, capsys, [*words, "--only", "lenso-ai"])


def test_an_unconfirmed_way_to_reach_them_is_looked_at_before_anything_is_written(
    build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, alone = tmp_path / "set", tmp_path / "a.txt"
    base = ["letter", "--resident", "DE", "--name", "Ada"]
    whole = [*base, "--to", "everyone", "--out", str(folder), "--only", "lenso-ai", "common-crawl"]
    assert "look at their page first" in _run(build, capsys, whole)
    for words in ([*whole, "--yes", "--form", "txt"], [*base, "--to", "common-crawl", "--out", str(alone)]):
        assert run_command(read_arguments(words), build, Out(as_json=False)) is Exit.WRONG_USE
        told = capsys.readouterr().err
        assert "Common Crawl" in told
        assert "Lenso" not in told
        assert "--channel-checked" in told
        assert not folder.exists()
        assert not alone.exists()
        assert build().follower.all() == []
    _run(build, capsys, [*whole, "--yes", "--form", "txt", "--channel-checked"])
    assert len(list(folder.glob("*.txt"))) == 2
    _run(build, capsys, [*base, "--to", "common-crawl", "--out", str(alone), "--channel-checked"])
    assert alone.exists()


def _run(build: Callable[[], House], capsys: pytest.CaptureFixture[str], words: list[str]) -> str:
    assert run_command(read_arguments(words), build, Out(as_json=False)) is Exit.DONE
    return capsys.readouterr().out
