"""One place for requests, with five faces: the list, one request, the editor, the letters to everyone, the ways that are no letter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar, cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.model.photo import PhotoId
from app.model.recipient import Recipient
from app.model.request import RequestId
from app.ui.asks import ToEveryone
from app.ui.desk import Desk, Screen
from app.ui.screens.requests.board import Board
from app.ui.screens.requests.detail import RequestPage
from app.ui.screens.requests.editor import Editor
from app.ui.screens.requests.everyone import EveryonePage
from app.ui.screens.requests.ways import WayPage
from app.ui.widgets.button import without_arguments
from app.ui.widgets.layout import column

_Face = TypeVar("_Face", bound=QWidget)


class RequestsScreen(Screen):
    """The letters on their way. Takes photos, a recipient, or the reference of a request to begin with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board = Board(desk, self._open, self._new, self._everyone, self._way)
        self._faces = QStackedWidget()
        # Put where it belongs before it has anything in it: a page that is moved with its pieces is dressed twice.
        self.setLayout(column(self._faces, gap=0))
        self._faces.addWidget(self.board)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self, without_arguments(self._new))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, without_arguments(self._back))

    # Each face but the list is made when it is first needed: together they are as much as all other screens.

    @cached_property
    def page(self) -> RequestPage:
        """One request."""
        return self._put(RequestPage(self.desk, self._back))

    @cached_property
    def editor(self) -> Editor:
        """What writes a request."""
        return self._put(Editor(self.desk, self._back, self._open))

    @cached_property
    def everyone(self) -> EveryonePage:
        """The letters to everyone."""
        return self._put(EveryonePage(self.desk, self._back, self._way))

    @cached_property
    def way(self) -> WayPage:
        """A way that is no letter."""
        return self._put(WayPage(self.desk, self._back, self._open))

    def _put(self, face: _Face) -> _Face:
        self._faces.addWidget(face)
        return face

    def receive(self, what: object) -> None:
        match what:
            case ToEveryone():
                self._everyone()
            case Recipient():
                self._new(recipient=what)
            case str():
                self._open(RequestId(what))
            case tuple():
                self._new(cast("Sequence[PhotoId]", what))
            case _:
                self._new()

    def refresh(self) -> None:
        # The editor keeps what was typed; the others show what is kept.
        shown = self._faces.currentWidget()
        if isinstance(shown, (Board, RequestPage)):
            shown.refresh()

    def _new(self, photos: Sequence[PhotoId] = (), recipient: Recipient | None = None) -> None:
        self._faces.setCurrentWidget(self.editor)
        self.editor.begin(photos, recipient)

    def _open(self, request: RequestId) -> None:
        self._faces.setCurrentWidget(self.page)
        self.page.open(request)

    def _everyone(self) -> None:
        self._faces.setCurrentWidget(self.everyone)
        self.everyone.begin()

    def _way(self, key: str) -> None:
        self._faces.setCurrentWidget(self.way)
        self.way.open(key)

    def _back(self) -> None:
        self._faces.setCurrentWidget(self.board)
        self.board.refresh()
