"""The page that asks for a passphrase where the keyring alone cannot open the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.problem import CatalogueDamaged, CatalogueTooNew, DiskFull, NoKeyring, Problem
from app.model.text import Text, say
from app.services.house import Key
from app.ui.desk import Desk
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Icon
from app.ui.widgets.field import Field
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import column, row

# A passphrase cannot help where the file itself is the trouble.
_NO_PASSPHRASE_HELPS = (CatalogueDamaged, CatalogueTooNew, DiskFull)
_LEAST = 8


class UnlockPage(QWidget):
    """Says why the catalogue is closed, and opens it by a passphrase, or an empty one for this session alone."""

    def __init__(self, desk: Desk, problem: Problem, opened: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._opened = opened
        self._makes_new = isinstance(problem, NoKeyring)
        self.passphrase = Field(say("Passphrase"), hint=self._hint(), on_enter=self._open)
        self.passphrase.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFocusProxy(self.passphrase)
        self.open_button = Button(say("Open"), "lock-open", Kind.PRIMARY, self._open)
        self.session = Button(
            say("Keep nothing, use it for this session only"), kind=Kind.LINK, on_click=self._session
        )
        helps = not isinstance(problem, _NO_PASSPHRASE_HELPS)
        if not helps:
            self.passphrase.hide()
            self.open_button.hide()
        self.says = Heading(problem.says, Role.HERO, wraps=True)
        self.remedy = Label(problem.remedy or "", quiet=True, wraps=True)
        card = Card(
            Icon("key-round", Tone.ACCENT, 22, boxed=True),
            self.says,
            self.remedy,
            4,
            self.passphrase,
            row(self.open_button, self.session, None),
            gap=12,
            padding=28,
        )
        card.setFixedWidth(520)
        page = column(gap=0)
        page.addStretch(1)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(2)
        self.setLayout(page)

    def _hint(self) -> Text:
        if self._makes_new:
            return say(
                "Choose one with at least {count} characters. It is kept nowhere: without it nobody can read "
                "what the app holds, not even you.",
                count=_LEAST,
            )
        return say("The one that you chose when you first opened the app.")

    def _open(self) -> None:
        passphrase = self.passphrase.edit.text()
        if len(passphrase) < _LEAST and self._makes_new:
            self.passphrase.wrong(say("Choose at least {count} characters.", count=_LEAST))
            return
        self._unlock(Key(passphrase=passphrase))

    def _session(self) -> None:
        self._unlock(Key(this_session_only=True))

    def _unlock(self, key: Key) -> None:
        self.setEnabled(False)
        self._desk.read(lambda _progress: self._desk.house.unlock(key), self._done, self._failed)

    def _done(self, _store: object) -> None:
        self.passphrase.edit.clear()
        self._opened()

    def _failed(self, problem: Problem) -> None:
        self.setEnabled(True)
        self.passphrase.wrong(problem.says)
        self.passphrase.setFocus()
