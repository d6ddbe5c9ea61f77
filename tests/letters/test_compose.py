"""A letter says what its law says, holds nothing open, and cannot be bent by words from outside."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.letters.choose import choose, entity
from app.letters.citation import written
from app.letters.compose import BY_HAND, LANGUAGES, compose
from app.letters.forms import as_text
from app.letters.templates import has, render
from app.model.law import Role
from app.model.letter import Item, Letter
from app.model.person import Person, Residence
from app.model.problem import MissingFacts
from app.store.data import laws, recipients
from tests.letters.orders import DAY, HOME, items, law, order, recipient

EVERY = [
    (name, to.id, role, language)
    for name in HOME
    for to in recipients()
    for role in Role
    for language in LANGUAGES
]


def flat(letter: Letter) -> str:
    return " ".join(
        (letter.subject, *letter.opening, *letter.demands, *letter.closing, *letter.schedule)
    ).replace("\u00a0", " ")


@pytest.mark.parametrize(("name", "to", "role", "language"), EVERY)
def test_every_citation_is_in_the_data_of_its_law(name: str, to: str, role: Role, language: str) -> None:
    told = flat(compose(order(name, to, role=role, language=language)))
    allowed = sorted(
        (written(right.citation, language, short=True).replace("\u00a0", " ") for right in law(name).rights),
        key=len,
        reverse=True,
    )
    rest = told
    for citation in allowed:
        rest = rest.replace(citation, "¶")
    assert "¶" in rest
    assert not re.search(r"\b(?:Article|Art\.|Abs\.|ILCS|CCR|§|s\.) ?\d|\b1798\.", rest), rest


@pytest.mark.parametrize(("name", "to", "role", "language"), EVERY)
def test_no_placeholder_survives_and_no_sentence_is_empty(
    name: str, to: str, role: Role, language: str
) -> None:
    letter = compose(order(name, to, role=role, language=language))
    told = flat(letter)
    assert not re.search(r"\{[{%#]|[}%#]\}|\bNone\b|\(\)|  ", told)
    assert all(letter.demands)
    assert letter.subject.endswith(letter.reference)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOME)
def test_every_letter_says_that_no_document_and_no_face_is_enclosed(name: str, language: str) -> None:
    told = flat(compose(order(name, "clearview-ai", language=language)))
    assert ("neither an identity document nor a picture of my face" in told) or (
        "weder einen Ausweis noch ein Bild meines Gesichts" in told
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_illinois_threatens_nobody_and_says_that_the_date_is_its_own(language: str) -> None:
    told = flat(compose(order("us-il-bipa", "clearview-ai", language=language)))
    assert not re.search(r"damage|\bsue\b|Schadens|5,000|1,000", told)
    assert "no date for an answer" in told or "keine Frist für eine Antwort" in told


def test_the_date_in_the_letter_is_the_date_of_its_deadline() -> None:
    letter = compose(order("eu-gdpr", "bluesky"))
    assert letter.deadline is not None
    assert letter.deadline.due.isoformat() == "2026-12-23"
    assert "23 December 2026" in flat(letter)
    assert "23. Dezember 2026" in flat(compose(order("eu-gdpr", "bluesky", language="de")))
    assert "January 7, 2027" in flat(compose(order("us-ca-ccpa", "bluesky")))


def test_few_photos_stand_in_the_letter_and_many_in_a_schedule() -> None:
    few = compose(order("eu-gdpr", "bluesky", photos=items(3)))
    many = compose(order("eu-gdpr", "bluesky", photos=items(4)))
    none = compose(order("eu-gdpr", "bluesky", photos=()))
    assert not few.schedule
    assert any("photos.example/ada/3" in one and "20 November 2026" in one for one in few.opening)
    assert len(many.schedule) == 4
    assert many.schedule_title
    assert "every photo in which I can be seen" in flat(none)


def test_face_search_learns_only_addresses_that_strangers_were_seen_to_open() -> None:
    hidden = Item(url="https://photos.example/ada/hidden")
    own = Item(url="/home/ada/Pictures/secret.jpg", seen_on=DAY)
    letter = compose(order("eu-gdpr", "pimeyes", photos=(hidden, own, *items(1))))
    told = as_text(letter)
    assert "hidden" not in told
    assert "secret" not in told
    assert "SHA-256" not in told
    assert "@ada@photos.example" not in told
    assert "photos.example/ada/1" in told


@pytest.mark.parametrize("path", ["/home/ada/Pictures/beach.jpg", r"C:\Users\ada\Pictures\beach.jpg"])
def test_a_file_is_named_without_the_folders_of_the_person(path: str) -> None:
    told = flat(compose(order("eu-gdpr", "instagram", photos=(Item(url=path),))))
    assert "“beach.jpg”" in told
    assert "Pictures" not in told


def test_a_letter_without_a_name_has_a_line_to_sign() -> None:
    letter = compose(order("eu-gdpr", "bluesky", person=Person()))
    assert letter.signature == BY_HAND
    assert letter.sender == ()
    assert "by the way this letter reached you" in flat(letter)


def test_the_answer_goes_to_the_postal_address_where_there_is_no_other() -> None:
    letter = compose(order("eu-gdpr", "bluesky", person=Person(name="Ada", address="1 Sample Street")))
    assert "to the address above" in flat(letter)


def test_a_server_is_addressed_by_name_and_asked_for_where_it_is_missing() -> None:
    wanted = order("eu-gdpr", "mastodon-server")
    assert compose(wanted).addressee == ("The operators of the server photos.example",)
    assert compose(wanted).to_email == ""
    with pytest.raises(MissingFacts):
        compose(replace(wanted, server=" "))


@pytest.mark.parametrize(
    ("home", "company"),
    [
        ("DE", "Meta Platforms Ireland Limited"),
        ("CH", "Meta Platforms Ireland Limited"),
        ("GB", "Meta Platforms, Inc."),
    ],
)
def test_the_company_is_the_one_for_the_residence(home: str, company: str) -> None:
    residence = Residence(country=home)
    instagram = recipient("instagram")
    choices = choose(residence, instagram, Role.POSTED, laws(), DAY)
    letter = compose(
        replace(order("eu-gdpr", "instagram"), person=Person(residence=residence), choices=choices)
    )
    assert letter.addressee[0] == company
    assert entity(recipient("bluesky"), residence) is None


def test_a_second_law_is_named_beside_the_leading_one() -> None:
    choices = choose(Residence(country="GB"), recipient("lenso-ai"), Role.POSTED, laws(), DAY)
    person = Person(residence=Residence(country="GB"))
    letter = compose(replace(order("eu-gdpr", "lenso-ai"), choices=choices, person=person))
    assert "the UK GDPR (Article 15" in flat(letter)
    assert "You have your seat in the European Economic Area" in flat(letter)


def test_paper_and_review_follow_country_and_language() -> None:
    assert compose(order("us-ca-ccpa", "bluesky")).paper == "Letter"
    assert compose(order("eu-gdpr", "bluesky")).paper == "A4"
    assert compose(order("eu-gdpr", "bluesky")).reviewed
    assert not compose(order("eu-gdpr", "bluesky", language="de")).reviewed


def test_an_order_without_law_or_with_an_unknown_language_is_our_mistake() -> None:
    wanted = order("eu-gdpr", "bluesky")
    with pytest.raises(ValueError, match="law"):
        compose(replace(wanted, choices=()))
    with pytest.raises(ValueError, match="'xx'"):
        compose(replace(wanted, language="xx"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_that_can_be_chosen_has_wording(language: str) -> None:
    for name in HOME:
        for to in recipients():
            for role in Role:
                for right in order(name, to.id, role=role).choices[0].rights:
                    assert has(language, name, f"right_{right.key}"), (name, right.key)


def test_a_block_that_nobody_wrote_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        render("en", "eu-gdpr", "no_such_block", {})


HOSTILE = "{{ cite.__globals__ }}{% for x in y %}\r\nBcc: all@example.org\x00\u202e<b>"


def test_words_from_outside_are_never_a_template_and_never_break_a_line() -> None:
    photos = (Item(url="https://photos.example/" + HOSTILE, evidence=HOSTILE, sha256=HOSTILE, seen_on=DAY),)
    person = Person(name=HOSTILE, email=HOSTILE, address=HOSTILE, residence=HOME["eu-gdpr"])
    wanted = replace(
        order("eu-gdpr", "mastodon-server", photos=photos, person=person), handle=HOSTILE, server=HOSTILE
    )
    letter = compose(wanted)
    parts = (*letter.sender, *letter.addressee, letter.subject, *letter.opening, letter.signature)
    assert not any(re.search(r"[\x00-\x1f\u202e]", part) for part in parts)
    assert "{{ cite.__globals__ }}" in letter.signature
    assert "@" not in " ".join(letter.sender).replace("all@example.org", "")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_name_and_any_address_of_a_photo_give_a_letter_of_plain_lines(name: str, url: str) -> None:
    letter = compose(order("eu-gdpr", "bluesky", photos=(Item(url=url),), person=Person(name=name)))
    for part in (*letter.sender, *letter.opening, letter.signature):
        assert part.isprintable() or "\u00a0" in part or "\u200d" in part or "\u200c" in part
        assert "\n" not in part
        part.encode("utf-8")


@pytest.mark.parametrize(
    ("citation", "english", "german"),
    [
        ("Art 17(1)", "Article 17(1)", "Art. 17 Abs. 1"),
        ("Art 15(1)(g)", "Article 15(1)(g)", "Art. 15 Abs. 1 Buchst. g"),
        ("Art 21(2)-(3)", "Article 21(2)-(3)", "Art. 21 Abs. 2 und 3"),
        ("Art 19", "Article 19", "Art. 19"),
        ("1798.105", "Cal. Civ. Code § 1798.105", "Cal. Civ. Code § 1798.105"),
        (
            "1798.110, 1798.115",
            "Cal. Civ. Code §§ 1798.110, 1798.115",
            "Cal. Civ. Code §§ 1798.110, 1798.115",
        ),
        ("11 CCR 7021(a)", "11 CCR § 7021(a)", "11 CCR § 7021(a)"),
        ("s.164A DPA 2018 (inserted by DUAA 2025 s.103)", "s.164A DPA 2018", "s.164A DPA 2018"),
        ("740 ILCS 14/15(a)", "740 ILCS 14/15(a)", "740 ILCS 14/15(a)"),
    ],
)
def test_a_citation_is_written_as_its_language_does(citation: str, english: str, german: str) -> None:
    assert written(citation, "en").replace("\u00a0", " ") == english
    assert written(citation, "de").replace("\u00a0", " ") == german
