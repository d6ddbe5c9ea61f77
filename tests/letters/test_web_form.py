"""A letter in the fields of a form: each holds its own words, whole and harmless, in every language; the envelope has a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.letters.compose import compose
from app.letters.forms import as_text, message
from app.letters.language import LANGUAGES
from app.letters.web_form import delivered, envelope
from app.model.law import Role
from app.model.letter import Delivery, Item, Letter
from app.model.person import Person, Residence
from app.model.recipient import Recipient
from app.model.request import Request, RequestId
from app.store.data import recipients
from tests.letters.orders import DAY, HOME, items, order, recipient
from tests.letters.test_injection import EVIL, TURNED

PERSON = Person(name="Ada Example", email="ada@example.org", address="1 Sample Street\nSampletown")


def request_of(letter: Letter, to: str) -> Request:
    return Request(
        id=RequestId(letter.reference),
        recipient=recipient(to).id,
        recipient_name=recipient(to).name,
        laws=(),
        language=letter.language,
        created_on=DAY,
        subject=letter.subject,
        body=as_text(letter),
    )


def made(to: str, language: str = "en", person: Person = PERSON, photos: tuple[Item, ...] = ()) -> Delivery:
    wanted = order("eu-gdpr", to, role=Role.DEPICTED, language=language, photos=photos, person=person)
    letter = compose(wanted)
    return delivered(request_of(letter, to), recipient(to), person, photos, "@ada")


def values(delivery: Delivery) -> dict[str, str]:
    return {one.key: one.value for one in delivery.fields}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_field_for_the_message_holds_the_letter_without_its_head(language: str) -> None:
    letter = compose(order("eu-gdpr", "google-search", language=language, person=PERSON))
    said = message(as_text(letter), letter.subject)
    assert said.startswith(letter.salutation)
    assert said.splitlines()[-1].strip()
    assert letter.signature in said
    # One line a paragraph, and nothing lost but the breaks.
    paragraphs = (letter.salutation, *letter.opening, letter.demands_title, *letter.closing)
    bare = "".join(said.split())
    assert all("".join(one.split()) in bare for one in (*paragraphs, *letter.demands))
    assert letter.closing[0] in said or language == "ja"
    assert "1 Sample Street" not in said
    assert letter.place_and_date not in said.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_from_outside_stay_words_in_every_field(language: str) -> None:
    evil = tuple(
        Item(url=f"https://photos.example/{n}/{EVIL}", evidence=EVIL, sha256=EVIL, seen_on=DAY)
        for n in range(1, 6)
    )
    person = Person(name=EVIL, email=EVIL, address=EVIL, residence=HOME["eu-gdpr"])
    for to in ("google-search", "clearview-ai"):
        found = values(made(to, language, person, evil))
        assert not any(TURNED.search(value) for value in found.values())
        assert "email" not in found
        assert "{{ 7*7 }}" in found["name"]
        assert "\n" not in found["name"] + found["subject"]
        assert len(found["pages"].splitlines()) == 5
        assert "49" not in found["message"]


def test_the_rows_of_a_schedule_keep_their_lines() -> None:
    letter = compose(order("eu-gdpr", "google-search", photos=items(5), person=PERSON))
    said = message(as_text(letter), letter.subject).splitlines()
    assert sum(line.startswith(f"{n}. https://") for n in range(1, 6) for line in said) == 5


def test_a_letter_whose_subject_is_not_found_is_copied_whole() -> None:
    assert message("Dear all\n\nPlease.\n", "Something else") == "Dear all\n\nPlease."


def test_face_search_is_shown_no_address_that_strangers_did_not_open() -> None:
    seen, unseen = items(1)[0], Item(url="https://photos.example/private")
    assert values(made("clearview-ai", photos=(seen, unseen)))["pages"] == seen.url
    assert "private" in values(made("google-search", photos=(seen, unseen)))["pages"]


def test_what_should_not_be_sent_is_no_field_and_is_told() -> None:
    clearview = made("clearview-ai")
    assert "face_photo" in clearview.recipient.never_send
    assert "face_photo" not in clearview.asked_too
    assert "gov_id" in clearview.asked_too
    assert not {"face_photo", "gov_id"} & set(values(clearview))


def test_forms_for_everything_come_before_those_for_one_thing() -> None:
    forms = made("google-search").forms
    assert forms[0].purpose == ""
    assert {form.purpose for form in forms[1:]} >= {"EU/UK de-listing", "outdated content"}


def test_without_a_form_or_a_letter_there_is_nothing_to_copy() -> None:
    assert made("hugging-face").fields == ()
    bare = replace(request_of(compose(order("eu-gdpr", "clearview-ai")), "clearview-ai"), body="")
    assert delivered(bare, recipient("clearview-ai"), PERSON).fields == ()


@pytest.mark.parametrize(
    ("to", "country", "name"),
    [
        ("clearview-ai", "DE", "Clearview AI, Inc."),
        ("google-search", "DE", "Google LLC"),
        ("youtube", "DE", "Google Ireland Limited"),
    ],
)
def test_the_envelope_names_the_company_that_answers_for_a_place(to: str, country: str, name: str) -> None:
    lines = envelope(recipient(to), Residence(country=country))
    assert lines[0] == name
    assert len(lines) > 2


@pytest.mark.parametrize("one", recipients(), ids=[one.id for one in recipients()])
def test_an_envelope_has_a_name_and_a_place_or_nothing(one: Recipient) -> None:
    for country in ("DE", "GB", "US", "JP"):
        lines = envelope(one, Residence(country=country))
        assert not lines or (len(lines) >= 2 and all(line.strip() for line in lines))
