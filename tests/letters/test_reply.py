"""Answers as recipients write them are read without fetching anything, and what they may mean is only ever a guess."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.letters.reply import MAIL_CAP, read_mail, read_text
from app.model.problem import UnreadableArchive
from app.model.reply import Reply
from app.model.request import State


def mail(text: str, subject: str = "Your request", *, html: bool = False) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Privacy team <privacy@faces.example>"
    message["To"] = "ada@example.org"
    message["Subject"] = subject
    message["Date"] = "Tue, 24 Nov 2026 09:30:00 +0100"
    message.set_content(text, subtype="html" if html else "plain")
    return message.as_bytes()


def first(text: str) -> tuple[State, str] | None:
    meanings = read_text(text).meanings
    return (meanings[0].state, meanings[0].reason) if meanings else None


@pytest.mark.parametrize(
    ("text", "state", "reason"),
    [
        (
            "To proceed, please verify your identity by sending us a copy of your ID.",
            State.WANTS_MORE,
            "identity",
        ),
        ("Bitte senden Sie uns eine Kopie Ihres Ausweises.", State.WANTS_MORE, "identity"),
        ("Merci de joindre un justificatif d’identité.", State.WANTS_MORE, "identity"),
        ("본인 확인을 위해 신분증 사본을 보내 주십시오.", State.WANTS_MORE, "identity"),
        ("本人確認のため、身分証のコピーをお送りください。", State.WANTS_MORE, "identity"),
        ("We only accept requests through our portal. Please use our online form.", State.WANTS_MORE, "form"),
        ("Please clarify which account you mean.", State.WANTS_MORE, "clarification"),
        ("We need more time and extend the period by two months.", State.EXTENDED, "extended"),
        ("Wir verlängern die Frist um zwei Monate.", State.EXTENDED, "extended"),
        ("We were unable to locate any data about you.", State.NO_MATCH, "no_match"),
        ("Wir haben keine Daten zu Ihrer Person gespeichert.", State.NO_MATCH, "no_match"),
        ("The photos are publicly available, so we decline your request.", State.REFUSED, "public"),
        ("We are a processor and not the controller.", State.REFUSED, "host"),
        ("Odmawiamy realizacji wniosku.", State.REFUSED, "other"),
        ("Your data have been deleted.", State.DONE, "done"),
        ("Ihre Daten wurden gelöscht.", State.DONE, "done"),
        ("삭제하였습니다.", State.DONE, "done"),
        ("ご依頼の写真を削除しました。", State.DONE, "done"),
        ("We have received your request. Your ticket number is 7.", State.ACKNOWLEDGED, "acknowledged"),
        ("Undelivered Mail Returned to Sender: user unknown", State.BOUNCED, "bounced"),
    ],
)
def test_an_answer_is_known_by_its_words(text: str, state: State, reason: str) -> None:
    assert first(text) == (state, reason)


def test_an_answer_that_says_nothing_known_has_no_meaning() -> None:
    assert read_text("Hello! The weather is fine here.").meanings == ()


def test_a_mail_tells_who_when_and_about_what() -> None:
    read = read_mail(mail("We have received your request.", "Re: Erasure – OX-2026-K7QXRM"))
    assert read.sender == "Privacy team <privacy@faces.example>"
    assert read.received_on is not None
    assert read.received_on.isoformat() == "2026-11-24"
    assert read.reference == "OX-2026-K7QXRM"
    assert read.meanings[0].state is State.ACKNOWLEDGED


def test_our_own_words_in_their_quote_mean_nothing() -> None:
    text = (
        "We have received your request.\n\nOn Tue, 24 Nov 2026 Ada wrote:\n"
        "> I enclose neither an identity document nor a picture of my face.\n> Please confirm it has been deleted.\n"
    )
    assert [one.reason for one in read_text(text).meanings] == ["acknowledged"]


def test_a_page_is_read_as_its_words_and_loads_nothing() -> None:
    page = (
        "<html><style>p{}</style><script>fetch('https://evil.example')</script><p>Your photos<br>have been "
        "deleted.</p><img src='https://track.example/p.gif'></html>"
    )
    read = read_mail(mail(page, html=True))
    assert "evil" not in read.text
    assert "track" not in read.text
    assert read.meanings[0].state is State.DONE


def test_what_hangs_on_a_mail_is_named_and_not_opened() -> None:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Answer"
    message.set_content("Please fill in the form.")
    message.add_attachment(
        b"MZ\x00", maintype="application", subtype="x-msdownload", filename="../../form.exe"
    )
    read = read_mail(message.as_bytes())
    assert read.attachments == ("../../form.exe",)
    assert read.meanings[0].reason == "form"


def test_marks_that_turn_writing_around_are_dropped() -> None:
    assert "\u202e" not in read_mail(mail("a\u202eb received", "x\u202ey")).text
    assert "\u202e" not in read_mail(mail("a", "x\u202ey")).subject


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Content-Type: image/png\n\n"])
def test_a_mail_without_any_text_is_told_with_a_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableArchive) as told:
        read_mail(data)
    assert told.value.remedy is not None


def test_a_huge_mail_is_not_read() -> None:
    with pytest.raises(UnreadableArchive):
        read_mail(b"a" * (MAIL_CAP + 1))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 300), st.binary(max_size=8))
def test_any_bytes_end_in_a_reply_or_a_problem(noise: bytes, at: int, patch: bytes) -> None:
    good = mail("We have received your request.")
    for data in (noise, good[:at] + patch + good[at + len(patch) :]):
        with suppress(UnreadableArchive):
            assert isinstance(read_mail(data), Reply)
