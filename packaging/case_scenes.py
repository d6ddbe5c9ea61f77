"""The states of requests and recipients that the painted screens show: letters on their way, questions, the whole set."""

# ruff: noqa: SLF001 - brings screens into states that otherwise only an answer or a file dialog brings about

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from scenes import Scene

from app.model.person import Person, Residence
from app.model.recipient import RecipientId
from app.model.request import Request, State
from app.services.ask import Wish
from app.services.follow import Told
from app.services.house import House
from app.ui.asks import ToEveryone
from app.ui.screens.recipients import RecipientsScreen
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.requests.form_sheet import FormSheet
from app.ui.window import Window

Settle = Callable[[], None]
MARA = Person(
    name="Mara Lindqvist", email="mara@example.org", address="1 Sample Street\nSampletown",
    residence=Residence(country="GB"),
)  # fmt: skip


def _case(house: House) -> Request:
    """Return a letter that was sent to face search in autumn, made once."""
    for one in house.follower.all():
        if one.request.recipient == "clearview-ai":
            return one.request
    for to, on in (("lenso-ai", date(2026, 10, 2)), ("clearview-ai", date(2026, 11, 3))):
        kept = house.asker.keep(house.asker.draft(Wish(recipient=RecipientId(to), person=MARA)))
        house.follower.step(
            kept.id, State.SENT, Told(on=on, tracking="RR 123 456 785 GB" if to == "clearview-ai" else "")
        )
    return kept


def _screen(window: Window, what: object, settle: Settle) -> RequestsScreen:
    window.go("requests", what)
    settle()
    screen = window.made("requests")
    if not isinstance(screen, RequestsScreen):
        raise TypeError(screen)
    return screen


def _board(window: Window, house: House, settle: Settle) -> None:
    _case(house)
    screen = _screen(window, None, settle)
    screen._back()
    settle()


def _table(window: Window, house: House, settle: Settle) -> None:
    _board(window, house, settle)
    screen = _screen(window, None, settle)
    screen._back()
    screen.board._turn()
    settle()


def _asked(window: Window, house: House, settle: Settle) -> None:
    _screen(window, str(_case(house).id), settle)


def _asked_why(window: Window, house: House, settle: Settle) -> None:
    screen = _screen(window, str(_case(house).id), settle)
    screen.page.interview._ask(("answered", "no"))
    settle()
    screen.page.verticalScrollBar().setValue(200)


def _guessed(window: Window, house: House, settle: Settle) -> None:
    screen = _screen(window, str(_case(house).id), settle)
    screen.page.interview.pasted.setPlainText("We need more time: the period is extended by two months.")
    screen.page.interview.read_pasted()
    settle()
    screen.page.verticalScrollBar().setValue(200)


def _everyone(window: Window, house: House, settle: Settle) -> None:
    window.desk.prefer(person=replace(MARA, residence=Residence(country="US", region="CA")))
    _screen(window, ToEveryone(), settle)


def _everyone_letter(window: Window, house: House, settle: Settle) -> None:
    window.desk.prefer(person=MARA)
    screen = _screen(window, ToEveryone(), settle)
    screen.everyone.look_next()
    settle()


def _everyone_unsure(window: Window, house: House, settle: Settle) -> None:
    window.desk.prefer(person=replace(MARA, residence=Residence(country="DE")))
    page = _screen(window, ToEveryone(), settle).everyone
    for one in [one for one in page._plan if one.is_ready]:
        page._open(one)
        page.take()
    page._leave()
    settle()


def _drop(window: Window, house: House, settle: Settle) -> None:
    screen = _screen(window, None, settle)
    screen._way("drop")
    settle()


def _take_it_down(window: Window, house: House, settle: Settle) -> None:
    window.desk.prefer(person=replace(MARA, residence=Residence(country="US", region="NY")))
    screen = _screen(window, None, settle)
    screen._way("take_it_down")
    settle()


def _form(window: Window, house: House, settle: Settle) -> None:
    screen = _screen(window, str(_case(house).id), settle)
    screen.page.following.show_form()
    settle()
    sheet = window.findChildren(FormSheet)[-1]
    sheet.setParent(window, Qt.WindowType.Widget)
    sheet.move(360, 40)
    sheet.show()
    settle()


def _own(window: Window, house: House, settle: Settle) -> None:
    for sheet in window.findChildren(FormSheet):
        # It was laid into the window for the picture before, and would lie over every page from then on.
        sheet.hide()
    window.go("recipients")
    settle()
    screen = window.made("recipients")
    if not isinstance(screen, RecipientsScreen):
        raise TypeError(screen)
    screen._open_form()
    settle()


CASE_SCENES: tuple[Scene, ...] = (
    Scene(name="case-board", key="requests", show=_board),
    Scene(name="case-table", key="requests", show=_table),
    Scene(name="case-asked", key="requests", show=_asked),
    Scene(name="case-asked-why", key="requests", show=_asked_why),
    Scene(name="case-guessed", key="requests", show=_guessed),
    Scene(name="case-everyone", key="requests", show=_everyone),
    Scene(name="case-everyone-letter", key="requests", show=_everyone_letter),
    Scene(name="case-everyone-unsure", key="requests", show=_everyone_unsure),
    Scene(name="case-drop", key="requests", show=_drop),
    Scene(name="case-take-it-down", key="requests", show=_take_it_down),
    Scene(name="case-form", key="requests", show=_form),
    Scene(name="case-own", key="recipients", show=_own),
)
"""Every state of a case that is worth a look."""
