"""A draft goes through a real mail server on loopback and comes back with every word of the letter."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from app.letters.compose import compose
from app.letters.forms import as_eml, as_text
from app.letters.language import LANGUAGES
from app.model.law import Role
from app.store.data import laws
from tests.letters.orders import order


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_survives_the_mail_unchanged(server: tuple[Box, int], language: str) -> None:
    box, port = server
    sent: list[str] = []
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as mail:
        for name in WITH_MAIL:
            letter = compose(order(name, "clearview-ai", role=Role.DEPICTED, language=language))
            sent.append(as_text(letter))
            draft = BytesParser(policy=policy.SMTP).parsebytes(as_eml(letter, "ada@example.org"))
            mail.send_message(draft)
    assert len(box.got) == len(sent)
    for data, letter in zip(box.got, sent, strict=True):
        read = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(read, EmailMessage)
        assert read["To"] == "legal-requests@clearview.ai"
        body = read.get_body(("plain",))
        assert body is not None
        said = " ".join(body.get_content().split())
        tail = " ".join(letter[letter.index(read["Subject"][:20]) :].split())
        assert said
        assert said in tail
