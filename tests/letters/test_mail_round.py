"""A draft goes through a real mail server on loopback and comes back with every word of the letter."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from app.letters.compose import compose
from app.letters.followup import compose_followup
from app.letters.forms import as_eml, as_text
from app.letters.language import LANGUAGES
from app.letters.polite import compose_polite
from app.letters.purpose import offers
from app.model.law import Role
from app.model.letter import Letter, Purpose
from app.store.data import laws
from tests.letters.orders import law, order
from tests.letters.test_followup import CASES
from tests.letters.test_followup import order as following


class Box:
    """Takes what is sent, and keeps its bytes."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.got.append(envelope.original_content or envelope.content)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Box, int]]:
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


WITH_MAIL = [one.id for one in laws() if one.wanted.faces]


def every_kind(language: str) -> Iterator[Letter]:
    """Make a letter of each law to face search, and one of each kind that follows or goes to a person."""
    for name in WITH_MAIL:
        yield compose(order(name, "clearview-ai", role=Role.DEPICTED, language=language))
    for purpose in Purpose:
        if offers(law("us-ca-ccpa"), purpose):
            wanted = order("us-ca-ccpa", "clearview-ai", language=language)
            yield compose(replace(wanted, purpose=purpose))
    yield compose(order("eu-gdpr", "google-search", language=language))
    yield compose_polite(replace(order("eu-gdpr", "uploader", language=language), choices=()))
    for kind, excuse, name, state in CASES:
        yield compose_followup(following(kind, language, name=name, state=state, excuse=excuse))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_survives_the_mail_unchanged(server: tuple[Box, int], language: str) -> None:
    box, port = server
    sent: list[Letter] = []
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as mail:
        for made in every_kind(language):
            letter = replace(made, to_email=made.to_email or "privacy@faces.example")
            sent.append(letter)
            draft = BytesParser(policy=policy.SMTP).parsebytes(as_eml(letter, "ada@example.org"))
            mail.send_message(draft)
    assert len(box.got) == len(sent)
    for data, letter in zip(box.got, sent, strict=True):
        read = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(read, EmailMessage)
        assert read["To"] == letter.to_email
        assert bare(read["Subject"]) == bare(letter.subject)
        body = read.get_body(("plain",))
        assert body is not None
        said = body.get_content()
        assert bare(as_text(letter)).endswith(bare(said))
        parts = (*letter.opening, *letter.demands, *letter.closing, letter.farewell, *letter.schedule)
        assert all(bare(part) in bare(said) for part in parts)
