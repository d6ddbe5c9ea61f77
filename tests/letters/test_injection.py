"""Words from outside come out as words, in every language and every form of a letter."""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from app.letters.compose import compose
from app.letters.followup import compose_followup
from app.letters.forms import as_eml, as_html, as_text, mailto
from app.letters.language import LANGUAGES
from app.letters.polite import compose_polite
from app.model.followup import FollowUpKind
from app.model.law import Role
from app.model.letter import Item, Letter, Purpose
from app.model.person import Person
from app.model.request import State
from tests.letters.orders import DAY, HOME, order
from tests.letters.test_followup import order as following

# A command for a spreadsheet, markup, a template, a header, a null, and marks that turn writing around or hide it.
EVIL = (
    "=cmd|'/c calc'!A1 <script>alert(1)</script>{{ 7*7 }}{% raw %}\r\nBcc: all@evil.example\r\n\r\n"
    "\x00\u202egnp.\u2066\u200b\u2028end"
)
TURNED = re.compile("[\x00-\x09\x0b-\x1f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")
FROM_OUTSIDE = {"script", "img", "link", "a", "iframe", "b"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)


def letters(language: str) -> list[Letter]:
    person = Person(name=EVIL, email=EVIL, address=EVIL, residence=HOME["eu-gdpr"])
    items = tuple(
        Item(url=f"https://photos.example/{n}/{EVIL}", evidence=EVIL, sha256=EVIL, seen_on=DAY)
        for n in range(1, 6)
    )
    made: list[Letter] = []
    for to in ("mastodon-server", "google-search", "clearview-ai", "walmart"):
        wanted = order("eu-gdpr", to, role=Role.DEPICTED, language=language, photos=items, person=person)
        wanted = replace(wanted, handle=EVIL, server=EVIL)
        made += [compose(wanted), compose(replace(wanted, purpose=Purpose.ACCESS))]
    polite = order("eu-gdpr", "uploader", language=language, photos=items, person=person)
    made.append(compose_polite(replace(polite, choices=())))
    for kind in FollowUpKind:
        base = following(kind, language, name="uk-gdpr", state=State.REFUSED, about=items)
        request = replace(base.request, recipient_name=EVIL)
        made.append(compose_followup(replace(base, person=person, request=request)))
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_page_show_words_from_outside_as_words(language: str) -> None:
    for letter in letters(language):
        text, page = as_text(letter), as_html(letter)
        assert not TURNED.search(text)
        assert "{{ 7*7 }}" in text.replace("\n", " ")
        assert "49" not in text
        tags = Tags()
        tags.feed(page)
        assert not tags.found & FROM_OUTSIDE
        assert "&lt;script&gt;" in page
        assert not TURNED.search(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_draft_gets_a_header_or_a_line_from_outside(language: str) -> None:
    for letter in letters(language):
        message = BytesParser(policy=policy.default).parsebytes(as_eml(letter, EVIL))
        assert not {"bcc", "cc", "from"} & {name.lower() for name in message}
        assert message.get_content_type() == "text/plain"
        assert not list(message.iter_attachments())
        assert message["Subject"].split() == letter.subject.split()
        assert not TURNED.search(message.get_content().replace("\r\n", "\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_address_gets_a_field_from_outside(language: str) -> None:
    for letter in letters(language):
        short = replace(
            letter,
            opening=(),
            demands=(EVIL,),
            closing=(),
            schedule=(),
            schedule_title="",
            to_email="a@b.example",
        )
        url = mailto(short)
        assert url is not None
        assert set(parse_qs(urlsplit(url).query)) == {"subject", "body"}
        assert "\n" not in url
