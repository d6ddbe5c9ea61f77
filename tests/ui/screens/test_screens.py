"""Each screen shows what is kept, says what is wrong, and does what its buttons say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.model.followup import FollowUpKind
from app.model.letter import Purpose
from app.model.person import Person, Residence
from app.model.problem import Offline
from app.model.recipient import RecipientId
from app.model.request import RequestId, State
from app.model.text import say
from app.services.ask import Wish
from app.services.follow import Told
from app.services.house import House
from app.ui.desk import Desk
from app.ui.screens.accounts import AccountsScreen
from app.ui.screens.accounts.card import AccountCard
from app.ui.screens.overview import OverviewScreen
from app.ui.screens.recipients import RecipientsScreen
from app.ui.screens.recipients.card import RecipientCard
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.settings.about import sources
from app.ui.window import SCREENS, Window
from tests.letters.test_reply import mail
from tests.networks.fediverse import FediverseServer

Settle = Callable[[], None]
GERMAN = Person(name="Mara Lindqvist", residence=Residence(country="DE"))


def shown(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def named(widget: QWidget) -> list[str]:
    """Return the names of the buttons in a widget."""
    return [button.accessibleName() or button.text() for button in widget.findChildren(QAbstractButton)]


def press(widget: QWidget, words: str) -> None:
    """Press the button whose name has these words in it."""
    (button,) = [
        one for one in widget.findChildren(QAbstractButton) if words in (one.accessibleName() or one.text())
    ]
    button.click()


def sent(house: House, on: date, country: str = "DE") -> RequestId:
    person = replace(GERMAN, residence=Residence(country=country))
    request = house.asker.keep(house.asker.draft(Wish(recipient=RecipientId("clearview-ai"), person=person)))
    house.follower.step(request.id, State.SENT, Told(on=on))
    return request.id


class Alone(QObject):
    """Notes every widget that is shown before it has a place in the window: it would flash up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, shown: QObject, event: QEvent) -> bool:  # noqa: N802  # the name that Qt gives it
        is_shown = event.type() is QEvent.Type.Show and isinstance(shown, QWidget) and shown.isWindow()
        if is_shown and not isinstance(shown, Window):
            self.seen.append(type(shown).__name__)
        return False


def test_no_piece_of_a_screen_flashes_up_as_a_window_of_its_own(
    full_house: House, window: Window, settle: Settle
) -> None:
    sent(full_house, date(2026, 10, 1))
    alone = Alone()
    running = QApplication.instance()
    assert running is not None
    running.installEventFilter(alone)
    for entry in SCREENS:
        window.go(entry.key)
        settle()
    running.removeEventFilter(alone)
    assert alone.seen == []


def test_the_overview_says_what_is_open_and_what_is_late(
    window: Window, full_house: House, settle: Settle
) -> None:
    sent(full_house, date(2026, 9, 1))
    window.go("overview")
    settle()
    screen = window.made("overview")
    assert isinstance(screen, OverviewScreen)
    said = shown(screen)
    assert "Anyone on the web can see" in said
    assert "Overdue by" in said
    assert "Unknown" in said, "what nobody knows is shown as that"
    screen.problem.tell(Offline(say("Nothing answered."), say("Try again later.")))
    assert "Try again later." in shown(screen)


def test_checking_again_says_what_changed(window: Window, house: House, settle: Settle) -> None:
    with FediverseServer() as server:
        house.keeper.keep(house.looker.look(server.handle))
        window.go("overview")
        settle()
        screen = window.made("overview")
        assert isinstance(screen, OverviewScreen)
        server.delete("600")
        QTest.mouseClick(screen.again, Qt.MouseButton.LeftButton)
        settle()
        assert "gone" in shown(screen.news)


def test_the_directory_finds_by_words_and_by_kind(window: Window, settle: Settle, qtbot: QtBot) -> None:
    window.go("recipients")
    settle()
    screen = window.made("recipients")
    assert isinstance(screen, RecipientsScreen)
    qtbot.waitUntil(lambda: len(screen.findChildren(RecipientCard)) == 65, timeout=10_000)
    first, *_, last = (card.recipient.kind for card in screen.findChildren(RecipientCard))
    assert (first, last) == ("face_search", "company")
    screen.field.setText("pimeyes")
    screen.refresh()
    settle()
    names = [card.recipient.name for card in screen.findChildren(RecipientCard) if card.isVisibleTo(screen)]
    assert names == ["PimEyes"]
    said = shown(screen)
    assert "a photo of your face" in said
    assert "Checked on 23 November 2026." in said


def test_a_pdf_is_offered_only_where_every_sign_can_be_printed(
    window: Window, house: House, qtbot: QtBot, settle: Settle
) -> None:
    window.go("requests", house.asker.recipients("clearview")[0])
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    editor = screen.editor
    editor.residence.choose(Residence(country="DE"))
    editor.language.choose("ja")
    editor.name.fill("สมชาย")
    editor.name.edit.textEdited.emit("สมชาย")
    qtbot.waitUntil(editor.buttons[".txt"].isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: "個人情報保護ご担当者様" in shown(editor.preview), timeout=10_000)
    assert "Nobody whose first language this is" in shown(editor.notes)
    assert "Our fonts cannot print" in shown(editor.notes)
    assert not editor.buttons[".pdf"].isEnabled()
    editor.name.fill("高橋")
    editor.purpose.choose(Purpose.ACCESS)
    editor.name.edit.textEdited.emit("高橋")
    qtbot.waitUntil(editor.buttons[".pdf"].isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: "保有個人データの開示請求" in shown(editor.preview), timeout=10_000)
    assert "Our fonts cannot print" not in shown(editor.notes)


def test_the_board_and_the_calendar(window: Window, house: House, settle: Settle, tmp_path: Path) -> None:
    sent(house, date(2026, 11, 1))
    window.go("requests")
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    assert "Clearview AI" in shown(screen.board)
    assert "days left to answer" in shown(screen.board)
    screen.board.save_calendar(tmp_path / "deadlines.ics")
    settle()
    assert b"BEGIN:VEVENT" in (tmp_path / "deadlines.ics").read_bytes()
    screen.board.save_calendar(tmp_path / "no" / "deadlines.ics")
    settle()
    assert "could not be written" in shown(screen.board)


def test_an_answer_is_read_confirmed_by_a_click_and_answered_with_a_letter(
    window: Window, house: House, settle: Settle, tmp_path: Path
) -> None:
    request = sent(house, date(2026, 11, 1))
    window.go("requests", str(request))
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    following, interview = screen.page.following, screen.page.interview
    (tmp_path / "answer.eml").write_bytes(mail("Please verify your identity.", f"Re: {request}"))
    interview.read_answer(tmp_path / "answer.eml")
    settle()
    assert house.follower.one(request).request.state is State.SENT
    assert "They ask for proof of who you are" in shown(interview)
    assert "verify your identity" in shown(interview)
    press(interview, "That is right")
    settle()
    assert house.follower.one(request).request.state is State.WANTS_MORE
    assert named(following.letters) == ["Answer what they say", "Answer what they say: for the form"]
    following.write_letter(FollowUpKind.ANSWER, tmp_path / "answer.txt")
    settle()
    assert "neither a picture" in " ".join((tmp_path / "answer.txt").read_text(encoding="utf-8").split())
    following.save_evidence(tmp_path / "evidence.zip")
    settle()
    assert (tmp_path / "evidence.zip").is_file()
    interview.read_answer(tmp_path / "none.eml")
    settle()
    assert "cannot be read" in shown(screen.page.problem)


def test_looking_again_settles_a_request_only_when_everything_was_seen_gone(
    window: Window, house: House, settle: Settle
) -> None:
    with FediverseServer() as server:
        look = house.looker.look(server.handle)
        ids = house.keeper.keep(look)
        worst = next(
            one for one, seen in zip(ids, look.photos, strict=True) if seen.photo.url.endswith("/900")
        )
        wish = Wish(recipient=RecipientId("mastodon-server"), person=GERMAN, chosen=(worst,))
        request = house.asker.keep(house.asker.draft(wish))
        house.follower.step(request.id, State.SENT, Told(on=date(2026, 11, 1)))
        house.follower.step(request.id, State.DONE, Told(on=date(2026, 11, 20)))
        window.go("requests", str(request.id))
        settle()
        screen = window.made("requests")
        assert isinstance(screen, RequestsScreen)
        screen.page.look_again()
        settle()
        assert "still there" in shown(screen.page.result)
        server.delete("900")
        screen.page.look_again()
        settle()
        assert "settled" in shown(screen.page.result)
        assert house.follower.one(request.id).request.state is State.VERIFIED_GONE


def test_accounts_show_their_settings_and_can_be_forgotten(
    window: Window, full_house: House, settle: Settle
) -> None:
    window.go("accounts")
    settle()
    screen = window.made("accounts")
    assert isinstance(screen, AccountsScreen)
    (card,) = [card for card in screen.findChildren(AccountCard) if card.isVisibleTo(screen)]
    assert "30 photos" in shown(card)
    QTest.mouseClick(card.forget, Qt.MouseButton.LeftButton)
    assert "Nothing at the network is touched" in shown(card)
    card.forget_now()
    settle()
    assert full_house.browser.accounts() == []
    assert "No account yet" in shown(screen)


def test_settings_keep_what_was_chosen_and_name_what_is_kept(
    window: Window, desk: Desk, house: House, settle: Settle
) -> None:
    with FediverseServer() as server:
        house.keeper.keep(house.looker.look(server.handle, limit=2))
    house.store.catalogue.keep_contact("social.example", "list", house.parts.now())
    window.go("settings")
    settle()
    screen = window.made("settings")
    assert isinstance(screen, SettingsScreen)
    said = shown(screen)
    assert str(house.parts.data_folder) in said
    assert "social.example" in said
    assert "GeoNames" in said
    assert len(sources()) >= 4
    screen.person.name.edit.setText("Mara Lindqvist")
    screen.person.name.edit.editingFinished.emit()
    screen.person.residence.choose(Residence(country="US", region="IL"))
    screen.person.residence.country.box.activated.emit(0)
    assert house.store.preferences.read().person == replace(
        GERMAN, residence=Residence(country="US", region="IL")
    )
    assert desk.preferences.person.name == "Mara Lindqvist"


def test_erasing_everything_is_asked_twice_and_leaves_no_file(
    window: Window, full_house: House, settle: Settle, tmp_path: Path
) -> None:
    window.go("settings")
    settle()
    screen = window.made("settings")
    assert isinstance(screen, SettingsScreen)
    QTest.mouseClick(screen.holdings.erase, Qt.MouseButton.LeftButton)
    assert "cannot be undone" in shown(screen.holdings)
    assert full_house.browser.accounts()
    screen.holdings.erase_now()
    settle()
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
    assert not window.isVisible()


def test_a_day_that_cannot_be_read_is_said_and_changes_nothing(
    window: Window, house: House, settle: Settle
) -> None:
    request = sent(house, date(2026, 11, 1))
    window.go("requests", request)
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    assert screen.page.when.text == "23/11/2026"
    screen.page.when.fill("yesterday")
    screen.page.take(State.DONE)
    settle()
    assert "Type a day such as 23/11/2026" in shown(screen.page)
    screen.page.when.fill("2026-11-20")
    screen.page.take(State.DONE)
    settle()
    standing = next(one for one in house.follower.all() if one.request.id == request)
    assert standing.request.steps[-1].on == date(2026, 11, 20)
