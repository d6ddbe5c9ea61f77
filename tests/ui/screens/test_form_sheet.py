"""Each field of a recipient's form is shown to copy, beside the browser; nothing is typed or sent by the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from app.model.person import Person, Residence
from app.model.recipient import RecipientKind
from app.model.request import State
from app.services.directory import Entry
from app.services.follow import Told
from app.services.house import House
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.requests.form_sheet import FormSheet
from app.ui.widgets.button import Button
from app.ui.window import Window
from tests.ui.screens.conftest import click, press, shown

SENT = date(2026, 11, 1)
ADA = Person(name="Ada <b>Example</b>", email="ada@example.org", residence=Residence(country="DE"))


@pytest.fixture
def editor(window: Window, house: House, settle: Callable[[], None], qtbot: QtBot) -> RequestsScreen:
    window.desk.prefer(person=ADA)
    window.go("requests", house.asker.recipients("clearview")[0])
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    qtbot.waitUntil(screen.editor.by_form.isEnabled, timeout=10_000)
    return screen


def _sheet(window: Window) -> FormSheet:
    (sheet,) = window.findChildren(FormSheet)
    return sheet


def test_the_editor_keeps_a_draft_and_each_field_is_copied_whole(
    editor: RequestsScreen, window: Window, house: House, settle: Callable[[], None]
) -> None:
    press(editor.editor, "For their web form …")
    settle()
    (kept,) = house.follower.all()
    assert "Kept as a draft" in shown(editor.editor.saved)
    sheet = _sheet(window)
    assert sheet.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    told = shown(sheet)
    for needed in ("https://www.clearview.ai/privacy-and-requests", "Leave empty", "a photo of your face"):
        assert needed in told
    click(sheet.copies["message"])
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Dear privacy team,")
    assert copied.endswith("Ada <b>Example</b>")
    assert len(copied) > 2000
    assert sheet.copies["message"].text() == "Copied"
    click(sheet.copies["name"])
    assert QGuiApplication.clipboard().text() == "Ada <b>Example</b>"
    assert sheet.copies["message"].text() == "Copy"
    assert kept.request.state == "draft"
    sheet.close()


def test_a_request_shows_its_form_and_its_envelope_again(
    editor: RequestsScreen, window: Window, house: House, settle: Callable[[], None]
) -> None:
    press(editor.editor, "For their web form …")
    settle()
    _sheet(window).close()
    settle()
    (kept,) = house.follower.all()
    window.go("requests", str(kept.request.id))
    settle()
    press(editor.page.following, "Copy the address for the envelope")
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Clearview AI, Inc."
    press(editor.page.following, "Fill in their form …")
    assert "Subject" in shown(_sheet(window))
    _sheet(window).close()


def test_each_letter_that_follows_goes_into_a_form_too_a_complaint_into_that_of_the_authority(
    editor: RequestsScreen, window: Window, house: House, settle: Callable[[], None]
) -> None:
    press(editor.editor, "For their web form …")
    settle()
    _sheet(window).close()
    settle()
    (kept,) = house.follower.all()
    window.desk.prefer(person=replace(ADA, residence=Residence(country="AT")))
    house.follower.step(kept.request.id, State.SENT, Told(on=SENT))
    house.follower.step(kept.request.id, State.REFUSED, Told(on=SENT, reason="public"))
    window.go("requests", str(kept.request.id))
    settle()
    page = editor.page.following
    for letter, subject, page_of in (
        ("Answer what they say", "Your answer", "https://www.clearview.ai/privacy-and-requests"),
        ("Complain to the authority", "Complaint", "https://www.formularservice.gv.at/"),
    ):
        press(page, f"{letter}: for the form")
        settle()
        sheet = _sheet(window)
        told = shown(sheet)
        assert page_of in told
        assert ("Leave empty" in told) is (letter == "Answer what they say")
        click(sheet.copies["subject"])
        assert QGuiApplication.clipboard().text() != kept.request.subject
        click(sheet.copies["message"])
        assert "publicly available" in QGuiApplication.clipboard().text() or subject == "Complaint"
        sheet.close()
        settle()
    names = house.store.ledger.documents(kept.request.id)
    assert {name.split()[-1] for name in names} >= {"answer.txt", "complaint.txt"}
    assert not any("court: for the form" in one.accessibleName() for one in page.findChildren(Button))


def test_on_a_shared_screen_the_values_are_hidden_and_can_be_copied(
    editor: RequestsScreen, window: Window, settle: Callable[[], None]
) -> None:
    window.desk.prefer(screen_share=True)
    press(editor.editor, "For their web form …")
    settle()
    sheet = _sheet(window)
    assert "ada@example.org" not in shown(sheet)
    assert "Hidden while you share the screen" in shown(sheet)
    click(sheet.copies["email"])
    assert QGuiApplication.clipboard().text() == "ada@example.org"
    sheet.close()


def test_a_recipient_without_a_form_offers_none(
    editor: RequestsScreen, house: House, settle: Callable[[], None], qtbot: QtBot
) -> None:
    editor.editor.recipient.choose(house.asker.recipients("hugging")[0].id)
    editor.editor.name.edit.textEdited.emit("Ada")
    settle()
    qtbot.waitUntil(lambda: not editor.editor.by_form.isVisibleTo(editor.editor), timeout=10_000)


class Post(QObject):
    """Stands for the person's mail program."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.got.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def test_a_short_letter_opens_in_the_mail_program_and_a_long_one_does_not_offer_it(
    editor: RequestsScreen, house: House, settle: Callable[[], None], qtbot: QtBot
) -> None:
    page, post = editor.editor, Post()
    assert not page.by_mail.isVisibleTo(page), "three thousand signs are too many for it"
    kept = house.directory.add(Entry(name="Bo Poster", kind=RecipientKind.UPLOADER, email="bo@example.org"))
    page.begin((), kept)
    settle()
    qtbot.waitUntil(lambda: page.by_mail.isVisibleTo(page) and page.by_mail.isEnabled(), timeout=10_000)
    QDesktopServices.setUrlHandler("mailto", post, "take")  # pyright: ignore[reportArgumentType]
    click(page.by_mail)
    settle()
    QDesktopServices.unsetUrlHandler("mailto")
    assert post.got[0].startswith("mailto:bo@example.org?subject=")
    assert "Kept as a draft" in shown(page.saved)
    assert len(house.follower.all()) == 1
