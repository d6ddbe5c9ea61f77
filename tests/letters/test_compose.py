"""A letter says what its law says, holds nothing open, and cannot be bent by words from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.letters.choose import choose, entity
from app.letters.citation import written
from app.letters.compose import BY_HAND, compose
from app.letters.forms import as_text
from app.letters.language import LANGUAGES, language
from app.letters.polite import compose_polite
from app.letters.purpose import narrowed, offers
from app.letters.templates import has, render
from app.letters.wording import authority_name, law_in_full, law_name
from app.model.law import Law, LawKind, Role, Unit
from app.model.letter import Item, Letter, Purpose
from app.model.person import Person, Residence
from app.model.problem import MissingFacts, NoLawApplies
from app.store.data import laws, recipients
from tests.letters.orders import DAY, HOME, items, law, order, recipient

WITH_LETTERS = [one.id for one in laws() if one.wanted.faces and one.wanted.posted]
# One recipient of each kind that letters are written to in their own way.
KINDS = ("instagram", "clearview-ai", "google-search", "acxiom", "mastodon-server", "walmart")
# What is left of a citation where it was not written from the data of its law, in any of the languages.
LEFT_OVER = re.compile(
    r"(?:\b(?:articles?|artículos?|articol[oi]|artikel|artigos?|art\.|abs\.|ust\.|ilcs|ccr|s\.) ?|§§? ?)\d|제\d+[조항호]|第\d+[条項号]"
    r"|\b1798\.",
    re.IGNORECASE,
)


def every(name: str, language: str) -> Iterator[Letter]:
    """Make every first letter that there can be under a law."""
    for to in KINDS:
        for role in Role:
            for purpose in Purpose:
                if offers(law(name), purpose):
                    yield compose(replace(order(name, to, role=role, language=language), purpose=purpose))


NOTHING_ENCLOSED = {
    "en": "neither an identity document nor a picture of my face",
    "de": "weder einen Ausweis noch ein Bild meines Gesichts",
    "fr": "ni pièce d’identité ni image de mon visage",
    "es": "ni documento de identidad ni imagen de mi rostro",
    "it": "né un documento d’identità né un’immagine del mio volto",
    "nl": "geen identiteitsbewijs en geen afbeelding van mijn gezicht",
    "pl": "ani dokumentu tożsamości, ani wizerunku mojej twarzy",
    "pt": "Não anexo documento de identidade nem imagem do meu rosto",
    "ko": "신분증과 얼굴 사진은 첨부하지 않",
    "ja": "身分証明書及び顔の画像は同封しません",
}
OWN_DATE = {
    "en": "this one is mine",
    "de": "Diese ist meine eigene",
    "fr": "celle-ci est la mienne",
    "es": "esta es mía",
    "it": "questa è mia",
    "nl": "deze is van mij",
    "pl": "ten pochodzi ode mnie",
    "pt": "esta é minha",
    "ko": "제가 정한 것",
    "ja": "私が定めたもの",
}
SUIT = re.compile(
    r"damage|\bsue\b|Schadens|dommages|indemniz|risarcim|schadeverg|odszkodow|손해|損害|5,000|1,000"
)


def flat(letter: Letter) -> str:
    return " ".join(
        (letter.subject, *letter.opening, *letter.demands, *letter.closing, *letter.schedule)
    ).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITH_LETTERS)
def test_every_citation_is_in_the_data_of_its_law_and_no_gap_is_left(name: str, language: str) -> None:
    held = law(name)
    authority = authority_name(held, held.authority_for("DE"), language)
    named = (law_in_full(held, language), law_name(held, language), authority, "2016/679")
    cited = {
        written(right.citation, language, short=short) for right in held.rights for short in (True, False)
    }
    allowed = sorted(
        (one.replace("\u00a0", " ") for one in (*cited, *filter(None, named))), key=len, reverse=True
    )
    for letter in every(name, language):
        told = flat(letter)
        assert not re.search(r"\{[{%#]|[}%#]\}|\bNone\b|\(\)|（）|  ", told)
        assert all((letter.subject, letter.salutation, *letter.opening, *letter.demands, *letter.closing))
        assert letter.subject.endswith(letter.reference)
        rest = told
        for citation in allowed:
            rest = rest.replace(citation, "¶")
        assert "¶" in rest
        assert not LEFT_OVER.search(rest), rest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOME)
def test_every_letter_says_that_no_document_and_no_face_is_enclosed(name: str, language: str) -> None:
    told = flat(compose(order(name, "clearview-ai", language=language)))
    assert NOTHING_ENCLOSED[language] in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_illinois_threatens_nobody_and_says_that_the_date_is_its_own(language: str) -> None:
    told = flat(compose(order("us-il-bipa", "clearview-ai", language=language)))
    assert not SUIT.search(told)
    assert OWN_DATE[language] in told


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
    assert ["all of these are meant" in flat(one) for one in (none, few, many)] == [True, False, False]
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
    for name in WITH_LETTERS:
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
    ("citation", "language", "expected"),
    [
        ("Art 17(1)", "en", "Article 17(1)"),
        ("Art 17(1)", "de", "Art. 17 Abs. 1"),
        ("Art 15(1)(g)", "de", "Art. 15 Abs. 1 Buchst. g"),
        ("Art 15(1)(g)", "fr", "article 15, paragraphe 1, point g)"),
        ("Art 15(1)(g)", "es", "artículo 15, apartado 1, letra g)"),
        ("Art 15(1)(g)", "it", "articolo 15, paragrafo 1, lettera g)"),
        ("Art 15(1)(g)", "nl", "artikel 15, lid 1, onder g"),
        ("Art 15(1)(g)", "pl", "art. 15 ust. 1 lit. g"),
        ("Art 15(1)(g)", "pt", "artigo 15, parágrafo 1, alínea g"),
        ("Art 15(1)(g)", "ko", "제15조 제1항 (g)호"),
        ("Art 15(1)(g)", "ja", "第15条第1項(g)"),
        ("Art 21(2)-(3)", "de", "Art. 21 Abs. 2 und 3"),
        ("Art 21(2)-(3)", "fr", "article 21, paragraphe 2 et 3"),
        ("Art 11(1)(c-d)", "de", "Art. 11 Abs. 1 Buchst. c bis d"),
        ("Art 19", "de", "Art. 19"),
        ("Art 35-2", "en", "Article 35-2"),
        ("Art 35-2", "ko", "제35조의2"),
        ("Art 35-2", "ja", "第35条の2"),
        ("Art 18 IX, 8 par. 5", "en", "Article 18 IX, 8 par. 5"),
        ("Art 18 IX, 8 par. 5", "pt", "artigo 18, IX, artigo 8, § 5º"),
        ("Art 30(2)(b), 32(2)(a)", "de", "Art. 30 Abs. 2 Buchst. b, Art. 32 Abs. 2 Buchst. a"),
        ("Art 25 FADP", "de", "Art. 25 DSG"),
        ("s. 27 para 3", "en", "s. 27 para 3"),
        ("s. 27 para 3", "fr", "art. 27, al. 3"),
        ("1798.105", "de", "Cal. Civ. Code § 1798.105"),
        ("1798.110, 1798.115", "en", "Cal. Civ. Code §§ 1798.110, 1798.115"),
        ("11 CCR 7021(a)", "ja", "11 CCR § 7021(a)"),
        ("s.164A DPA 2018 (inserted by DUAA 2025 s.103)", "en", "s.164A DPA 2018"),
        ("740 ILCS 14/15(a)", "ko", "740 ILCS 14/15(a)"),
    ],
)
def test_a_citation_is_written_as_its_language_does(citation: str, language: str, expected: str) -> None:
    assert written(citation, language).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("code", "first", "other", "one_day", "two_days", "five_days"),
    [
        ("en", "1 May 2027", "23 November 2026", "1 day", "2 days", "5 days"),
        ("de", "1. Mai 2027", "23. November 2026", "1 Tag", "2 Tage", "5 Tage"),
        ("fr", "1er mai 2027", "23 novembre 2026", "1 jour", "2 jours", "5 jours"),
        ("es", "1 de mayo de 2027", "23 de noviembre de 2026", "1 día", "2 días", "5 días"),
        ("it", "1º maggio 2027", "23 novembre 2026", "1 giorno", "2 giorni", "5 giorni"),
        ("nl", "1 mei 2027", "23 november 2026", "1 dag", "2 dagen", "5 dagen"),
        ("pl", "1 maja 2027 r.", "23 listopada 2026 r.", "1 dzień", "2 dni", "5 dni"),
        ("pt", "1º de maio de 2027", "23 de novembro de 2026", "1 dia", "2 dias", "5 dias"),
        ("ko", "2027년 5월 1일", "2026년 11월 23일", "1일", "2일", "5일"),
        ("ja", "2027年5月1日", "2026年11月23日", "1日", "2日", "5日"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(
    code: str, first: str, other: str, one_day: str, two_days: str, five_days: str
) -> None:
    habits = language(code)
    assert habits.written_day(date(2027, 5, 1)) == first
    assert habits.written_day(DAY) == other
    told = [habits.counted(Unit.CALENDAR_DAYS, count).replace("\u00a0", " ") for count in (1, 2, 5)]
    assert told == [one_day, two_days, five_days]


def test_polish_counts_in_three_ways() -> None:
    told = [language("pl").counted(Unit.BUSINESS_DAYS, count) for count in (1, 2, 5, 12, 15, 22)]
    assert [one.split("\u00a0", 1)[1].replace("\u00a0", " ") for one in told] == [
        "dzień roboczy",
        "dni robocze",
        "dni roboczych",
        "dni roboczych",
        "dni roboczych",
        "dni robocze",
    ]


def test_a_letter_with_one_purpose_asks_for_nothing_else() -> None:
    whole = order("eu-gdpr", "instagram", role=Role.POSTED)
    keys = {
        purpose: [right.key for right in narrowed(whole.choices, purpose)[0].rights]
        for purpose in Purpose
        if offers(law("eu-gdpr"), purpose)
    }
    assert keys[Purpose.WITHDRAWAL] == ["withdraw_consent", "delete"]
    assert keys[Purpose.RESTRICTION] == ["object", "restrict"]
    assert set(keys[Purpose.ACCESS]) == {"access", "source_disclosure", "recipients_disclosure"}
    assert "access" not in keys[Purpose.ERASURE]
    assert Purpose.OPT_OUT not in keys


def test_a_right_that_no_law_of_the_letter_has_is_told_with_a_remedy() -> None:
    with pytest.raises(NoLawApplies) as told:
        compose(replace(order("us-il-bipa", "instagram"), purpose=Purpose.RESTRICTION))
    assert told.value.remedy is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_letter_to_a_person_is_kind_and_names_no_law(language: str) -> None:
    made = compose_polite(replace(order("eu-gdpr", "uploader", language=language), choices=()))
    told = flat(made)
    for one in laws():
        if one.kind is LawKind.COMPREHENSIVE:
            assert not re.search(rf"\b{re.escape(law_name(one, language))}\b", told)
    assert not LEFT_OVER.search(told)
    assert made.deadline is None
    assert "SHA-256" not in told


@pytest.mark.parametrize("one", [one for one in laws() if one.wanted.faces], ids=lambda one: one.id)
def test_a_reported_customer_is_asked_about_searches_and_accused_of_nothing(one: Law) -> None:
    letter = compose(order(one.id, "walmart", role=Role.DEPICTED, photos=()))
    said = " ".join(as_text(letter).split())
    assert letter.demands[0].startswith("Tell me whether you, or anybody for you, ever searched for my face")
    assert sum(demand.startswith("Delete the pictures, the results") for demand in letter.demands) == 1
    for never in (
        "named in this letter",
        "make available",
        "photos available",
        "@ada",
        "take them down",
        "you handle pictures",
    ):
        assert never not in said, never
    deletion = one.right("delete")
    if deletion is not None and "delete" in one.wanted.faces:
        assert written(deletion.citation, "en") in "".join(letter.demands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customers_letter_says_the_same_in_every_language(language: str) -> None:
    letter = compose(order("eu-gdpr", "walmart", role=Role.DEPICTED, photos=(), language=language))
    english = compose(order("eu-gdpr", "walmart", role=Role.DEPICTED, photos=()))
    assert len(letter.demands) == len(english.demands) == 7
    assert len(letter.opening) == len(english.opening) == 3
    assert "@ada" not in as_text(letter)
    only_access = replace(order("eu-gdpr", "walmart", language=language, photos=()), purpose=Purpose.ACCESS)
    assert "17" not in "".join(compose(only_access).demands)
