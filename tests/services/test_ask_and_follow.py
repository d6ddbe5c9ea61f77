"""Letters are drafted from what was seen, written whole or not at all, and followed by the law's own count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from app.letters.language import LANGUAGES
from app.model.filter import Filter
from app.model.law import LawId, Role
from app.model.letter import Purpose
from app.model.person import Person, Residence
from app.model.problem import MissingFacts, NoChannel, NoLawApplies, NotFound, StepImpossible, WrongUse
from app.model.recipient import RecipientId
from app.model.request import RequestId, State
from app.services.ask import Wish, remember
from app.services.follow import Told
from app.services.house import House
from tests.networks.fediverse import FediverseServer

GERMAN = Person(name="Mara Lindqvist", email="mara@mail.example", residence=Residence(country="DE"))
CLEARVIEW = RecipientId("clearview-ai")


def test_recipients_are_found_by_every_word(house: House) -> None:
    assert {one.id for one in house.asker.recipients("")} >= {
        "clearview-ai",
        "pimeyes",
        "lenso-ai",
        "instagram",
    }
    assert [one.id for one in house.asker.recipients("face SEARCH clearview")] == ["clearview-ai"]
    assert house.asker.recipients("clearview mastodon") == []
    assert house.asker.recipient(RecipientId("Clearview AI")).id == "clearview-ai"
    with pytest.raises(NotFound):
        house.asker.recipient(RecipientId("nobody"))


def test_the_directory_opens_no_catalogue(house: House) -> None:
    assert house.asker.choices(Residence(country="DE"), CLEARVIEW)
    assert house.open_store is None


def test_a_letter_needs_to_know_where_the_person_lives_or_which_law_they_mean(house: House) -> None:
    with pytest.raises(MissingFacts):
        house.asker.draft(Wish(recipient=CLEARVIEW, person=Person()))
    named = house.asker.draft(Wish(recipient=CLEARVIEW, person=Person(), law=LawId("eu-gdpr")))
    assert named.choices[0].warnings, "that its reach was not checked is said"
    assert named.warnings, "that the name is missing is said"
    with pytest.raises(NotFound):
        house.asker.draft(Wish(recipient=CLEARVIEW, person=Person(), law=LawId("lex-imaginaria")))


def test_a_law_that_does_not_cover_the_person_is_refused(house: House) -> None:
    with pytest.raises(WrongUse):
        house.asker.draft(Wish(recipient=CLEARVIEW, person=GERMAN, law=LawId("us-il-bipa")))
    swiss = replace(GERMAN, residence=Residence(country="KR"))
    with pytest.raises(NoLawApplies):
        house.asker.draft(Wish(recipient=CLEARVIEW, person=swiss))


def test_photos_that_were_seen_open_are_named_with_the_day_they_were_seen(house: House) -> None:
    with FediverseServer() as server:
        house.keeper.keep(house.looker.look(server.handle))
        wish = Wish(
            recipient=RecipientId("mastodon-server"),
            person=GERMAN,
            language="de",
            photos=Filter(searchable_face=True),
        )
        draft = house.asker.draft(wish)
    text = draft.request.body
    assert f"{server.url}/@anna/900" in text
    assert "23. November 2026" in text
    assert len(draft.request.photos) == 2
    assert draft.request.language == "de"


def test_a_face_search_letter_says_what_it_leaves_out(house: House, tmp_path: Path) -> None:
    house.sampler.bring_in()
    draft = house.asker.draft(Wish(recipient=CLEARVIEW, person=GERMAN, photos=Filter(searchable_face=True)))
    assert any("not named" in str(warning) for warning in draft.warnings)
    assert str(tmp_path) not in draft.request.body
    assert "IMG_" not in draft.request.body


def test_a_mail_draft_is_from_the_person_who_wrote_it(house: House, tmp_path: Path) -> None:
    draft = house.asker.draft(Wish(recipient=CLEARVIEW, person=GERMAN))
    mail = message_from_bytes(
        house.asker.write(draft, tmp_path / "a.eml").read_bytes(), policy=policy.default
    )
    assert "mara@mail.example" in str(mail["From"])


def test_a_letter_that_cannot_be_written_leaves_nothing_behind(house: House, tmp_path: Path) -> None:
    draft = house.asker.draft(Wish(recipient=CLEARVIEW, person=GERMAN))
    for name in ("letter.docx", "no/such/folder/letter.txt"):
        with pytest.raises(WrongUse) as refused:
            house.asker.write(draft, tmp_path / name)
        assert refused.value.remedy is not None
    assert list(tmp_path.rglob("*letter*")) == []


def test_what_the_person_said_is_remembered_and_nothing_is_forgotten_by_silence(house: House) -> None:
    remember(house.store, GERMAN)
    remember(house.store, Person(address="Elbchaussee 1"))
    assert house.store.preferences.read().person == replace(GERMAN, address="Elbchaussee 1")


def _sent(house: House, on: date) -> RequestId:
    request = house.asker.keep(house.asker.draft(Wish(recipient=CLEARVIEW, person=GERMAN)))
    house.follower.step(request.id, State.SENT, Told(on=on))
    return request.id


def test_the_deadline_is_counted_from_the_day_it_was_sent(house: House) -> None:
    standing = house.follower.one(_sent(house, date(2026, 10, 31)))
    assert standing.request.due == date(2026, 11, 30), (
        "one month after 31 October is the last day of November"
    )
    assert (standing.overdue, standing.days_left) == (False, 7)
    late = house.follower.one(_sent(house, date(2026, 9, 30)))
    assert late.overdue
    assert house.follower.all()[0].request.id == late.request.id
    calendar = house.follower.calendar().decode()
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "20261130" in calendar


def test_a_step_that_cannot_follow_is_refused_and_changes_nothing(house: House) -> None:
    request = _sent(house, date(2026, 11, 1))
    with pytest.raises(StepImpossible):
        house.follower.step(request, State.VERIFIED_GONE)
    with pytest.raises(StepImpossible):
        house.follower.step(request, State.DONE, Told(on=date(2026, 10, 1)))
    assert house.follower.one(request).request.state is State.SENT
    extended = house.follower.step(request, State.EXTENDED, Told(on=date(2026, 11, 20)))
    assert extended.request.extended_to is not None
    assert extended.request.due == extended.request.extended_to > date(2027, 1, 1)


def test_the_depicted_person_gets_a_letter_of_their_own_kind(house: House) -> None:
    wish = Wish(recipient=RecipientId("instagram"), person=GERMAN, language="en")
    posted = house.asker.draft(wish).request.body
    depicted = house.asker.draft(replace(wish, role=Role.DEPICTED)).request.body
    assert posted != depicted


def test_a_letter_to_nobody_knows_whom_is_not_made(house: House) -> None:
    wish = Wish(recipient=RecipientId("facecheck-id"), person=Person(residence=Residence(country="DE")))
    with pytest.raises(NoChannel) as told:
        house.asker.draft(wish)
    assert "source" in str(told.value.remedy)


def test_the_directory_is_found_by_law_and_begins_with_those_who_search_faces(house: House) -> None:
    assert [one.id for one in house.asker.recipients("kr-pipa")] == ["kakao", "naver"]
    assert house.asker.recipients()[0].kind == "face_search"


def test_a_letter_is_written_in_the_language_of_its_recipient_where_the_law_knows_it(house: House) -> None:
    korean = Person(name="김민지", residence=Residence(country="KR"))
    japanese = Person(name="高橋", residence=Residence(country="JP"))
    assert house.asker.draft(Wish(recipient=RecipientId("naver"), person=korean)).letter.language == "ko"
    assert house.asker.draft(Wish(recipient=RecipientId("line"), person=japanese)).letter.language == "ja"
    assert house.asker.draft(Wish(recipient=RecipientId("line"), person=GERMAN)).letter.language == "en"
    assert house.asker.draft(Wish(recipient=RecipientId("xing"), person=GERMAN)).letter.language == "de"
    chosen = house.asker.draft(Wish(recipient=RecipientId("naver"), person=korean, language="en"))
    assert chosen.letter.language == "en"
    with pytest.raises(WrongUse):
        house.asker.draft(Wish(recipient=RecipientId("naver"), person=korean, language="el"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_nobody_has_read_is_marked_as_such(house: House, language: str) -> None:
    told = house.asker.draft(Wish(recipient=CLEARVIEW, person=GERMAN, language=language)).warnings
    marked = [one for one in told if "first language" in str(one)]
    assert bool(marked) is (language != "en")


def test_a_person_can_ask_for_one_thing_alone(house: House) -> None:
    wish = Wish(recipient=CLEARVIEW, person=GERMAN, language="en", purpose=Purpose.ACCESS)
    draft = house.asker.draft(wish)
    assert draft.letter.subject.startswith("Access to my data")
    assert not any("Erase the photos" in one for one in draft.letter.demands)
    illinois = replace(GERMAN, residence=Residence(country="US", region="IL"))
    with pytest.raises(NoLawApplies):
        house.asker.draft(replace(wish, person=illinois, purpose=Purpose.WITHDRAWAL))


def test_a_person_is_asked_kindly_first_and_under_a_law_only_if_wished(house: House) -> None:
    wish = Wish(recipient=RecipientId("uploader"), person=GERMAN, role=Role.DEPICTED, language="en")
    kind = house.asker.draft(wish)
    assert kind.letter.salutation == "Hello,"
    assert kind.choices == ()
    assert kind.request.laws == ("eu-gdpr",)
    firm = house.asker.draft(replace(wish, purpose=Purpose.ERASURE))
    assert "Article 17(1)" in " ".join(firm.letter.demands).replace("\u00a0", " ")
    nowhere = house.asker.draft(replace(wish, person=Person(name="Mara")))
    assert nowhere.request.laws == ()
