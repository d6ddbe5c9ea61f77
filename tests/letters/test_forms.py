"""The forms of a letter: text, page, draft, mail address, calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from app.letters.compose import compose
from app.letters.forms import MAILTO_LONGEST, as_eml, as_html, as_ics, as_text, mailto
from app.model.law import LawId
from app.model.letter import Item
from app.model.person import Person
from app.model.recipient import RecipientId
from app.model.request import Request, RequestId, State, Step
from tests.letters.orders import items, order

HOSTILE = "<script>alert(1)</script>\r\nBcc: all@example.org"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


def request(due: date | None = None) -> Request:
    return Request(
        id=RequestId("OX-2026-K7QXRM"),
        recipient=RecipientId("clearview-ai"),
        recipient_name="Clearview AI",
        laws=(LawId("eu-gdpr"),),
        language="en",
        created_on=date(2026, 11, 23),
        due=due,
    )


def test_text_has_short_lines_and_leaves_addresses_whole() -> None:
    long = "https://photos.example/" + "a" * 120
    told = as_text(compose(order("eu-gdpr", "bluesky", photos=(Item(url=long),))))
    assert long in told
    assert all(len(line) <= 78 for line in told.splitlines() if long not in line)


def test_a_page_shows_words_from_outside_as_words_and_loads_nothing() -> None:
    wanted = order(
        "eu-gdpr",
        "mastodon-server",
        photos=(Item(url="https://x.example/" + HOSTILE),),
        person=Person(name=HOSTILE, address=HOSTILE),
    )
    page = as_html(compose(replace(wanted, server=HOSTILE, handle=HOSTILE)))
    tags = Tags()
    tags.feed(page)
    assert not tags.found & {"script", "img", "link", "a", "iframe", "b"}
    assert not any(name.startswith("on") or name in {"src", "href"} for name in tags.attributes)
    assert "&lt;script&gt;" in page
    assert 'lang="en"' in page


def test_a_page_has_the_schedule_where_there_is_one() -> None:
    assert "Schedule: the photos" in as_html(compose(order("eu-gdpr", "bluesky", photos=items(5))))


def test_a_draft_is_unsent_addressed_and_carries_nothing_but_text() -> None:
    letter = compose(order("eu-gdpr", "clearview-ai", language="de"))
    raw = as_eml(letter, "ada@example.org")
    message = BytesParser(policy=policy.default).parsebytes(raw)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "legal-requests@clearview.ai"
    assert message["From"] == "ada@example.org"
    assert message["Subject"] == letter.subject
    assert message["Bcc"] is None
    assert message.get_content_type() == "text/plain"
    assert not list(message.iter_attachments())
    assert "Mit freundlichen Grüßen" in message.get_content()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_a_draft_to_nobody_known_has_no_recipient() -> None:
    message = BytesParser(policy=policy.default).parsebytes(as_eml(compose(order("eu-gdpr", "lenso-ai"))))
    assert message["To"] is None
    assert message["From"] is None


def test_no_header_can_be_smuggled_into_a_draft() -> None:
    letter = replace(compose(order("eu-gdpr", "clearview-ai")), subject="Hello\r\nBcc: all@example.org")
    message = BytesParser(policy=policy.default).parsebytes(as_eml(letter, "a@b.example\r\nBcc: c@d.example"))
    assert message["Bcc"] is None
    assert message["From"] is None
    assert set(message.keys()) == {
        "Subject",
        "To",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }


def test_a_mail_address_is_given_only_for_a_short_letter_to_a_known_address() -> None:
    letter = compose(order("eu-gdpr", "clearview-ai"))
    assert mailto(letter) is None
    short = replace(
        letter, opening=("Please delete it.",), demands=("All of it.",), closing=("Thank you & bye?",)
    )
    url = mailto(short)
    assert url is not None
    assert len(url) <= MAILTO_LONGEST
    parts = urlsplit(url)
    assert parts.path == "legal-requests@clearview.ai"
    assert set(parse_qs(parts.query)) == {"subject", "body"}
    assert "%0D%0A" in url
    assert mailto(replace(short, to_email="")) is None


def test_deadlines_go_into_a_calendar_with_folded_lines() -> None:
    sent = request().taken(Step(state=State.SENT, on=date(2026, 11, 24)))
    due = replace(sent, due=date(2026, 12, 24), recipient_name="Ä, b; c\\ " + "ö" * 60 + "\r\nBEGIN:VEVENT")
    raw = as_ics([due, request()])
    assert raw.count(b"BEGIN:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20261224" in unfolded
    assert "DTEND;VALUE=DATE:20261225" in unfolded
    assert "DTSTAMP:20261124T000000Z" in unfolded
    assert "UID:OX-2026-K7QXRM@overexposed.invalid" in unfolded
    assert "Ä\\, b\\; c\\\\ ö" in unfolded
    assert "TRIGGER:-P3D" in unfolded
    assert as_ics([due, request()]) == raw


def test_a_calendar_of_a_draft_with_a_date_counts_from_its_making() -> None:
    assert b"DTSTAMP:20261123T000000Z" in as_ics([request(due=date(2026, 12, 24))])
