"""What gives way where a window is narrow or its letters are large: heads, fields beside each other, words on faces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.model.inspection import Face
from app.model.text import say
from app.services.house import House
from app.ui.screens.photos import PhotosScreen
from app.ui.theme import theme
from app.ui.widgets.button import Button
from app.ui.widgets.card import Page, PageHead
from app.ui.widgets.label import Label
from app.ui.widgets.picture import Picture
from app.ui.window import Window

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def usual_letters(qtbot: QtBot) -> Iterator[None]:
    yield
    theme().choose("light", 100)


def place(widget: QWidget, within: QWidget) -> QRectF:
    return QRectF(QRectF(widget.rect()).translated(widget.mapTo(within, QPoint(0, 0)).toPointF()))


def test_actions_stand_beside_a_title_and_below_it_where_there_is_no_room(qtbot: QtBot) -> None:
    action = Button(say("Look again"), "refresh-cw")
    head = PageHead(say("Check-up"), "1 setting is open, 12 are unknown", action, Button(say("Details")))
    qtbot.addWidget(head)
    head.resize(900, head.sizeHint().height())
    head.show()
    assert action.y() < head.line.geometry().bottom()
    narrow = head.minimumSizeHint().width()
    assert narrow < 320
    head.resize(narrow, 200)
    qtbot.waitUntil(lambda: action.y() > head.line.geometry().bottom())
    head.resize(900, 200)
    qtbot.waitUntil(lambda: action.y() < head.line.geometry().bottom())


def test_a_head_makes_room_when_its_words_grow(qtbot: QtBot) -> None:
    action = Button(say("Look again"), "refresh-cw")
    head = PageHead(say("Check-up"), "", action)
    qtbot.addWidget(head)
    head.resize(300, 160)
    head.show()
    assert action.x() > head.title.x()
    head.line.say("1 setting is open, 12 are unknown, and 3 only ask politely")
    qtbot.waitUntil(lambda: action.y() > head.line.geometry().bottom())


@pytest.mark.parametrize(("width", "letters"), [(560, 100), (500, 150), (760, 150)])
def test_a_title_that_runs_over_two_lines_is_not_cut(qtbot: QtBot, width: int, letters: int) -> None:
    theme().choose("light", letters)
    head = PageHead(say("Hiding and deleting things"), "", Button(say("Back to the photos"), "arrow-left"))
    page = Page(head, Label("A line. " * 200, wraps=True), None)
    qtbot.addWidget(page)
    page.resize(width, 400)
    page.show()
    qtbot.waitUntil(lambda: head.height() >= head.heightForWidth(head.width()))
    assert head.title.height() >= head.title.heightForWidth(head.title.width())
    assert head.title.heightForWidth(head.title.width()) > 1.5 * head.title.fontMetrics().height()


def test_details_that_lie_over_the_photos_leave_the_search_in_sight(
    full_house: House, window: Window, settle: Settle
) -> None:
    assert full_house.open_store is not None
    window.resize(1200, 800)
    theme().choose("light", 125)
    window.go("photos")
    settle()
    screen = window.made("photos")
    assert isinstance(screen, PhotosScreen)
    screen.grid.setCurrentIndex(screen.model.index(0, 0))
    settle()
    details = place(screen.detail, screen)
    assert place(screen.grid, screen).right() > details.left(), "the details lie over the grid"
    for piece in (screen.field, screen.filters.order, screen.filters):
        assert place(piece, screen).right() <= details.left()
    screen.detail.closed.emit()
    settle()
    assert place(screen.filters.order, screen).right() > details.left()


def test_the_words_of_two_faces_lie_on_neither(qtbot: QtBot) -> None:
    # One above the other: a word under the first would lie on the second.
    faces = [Face(box=(80.0, 60.0, 60.0, 60.0), eyes_px=30.0, score=0.9)]
    faces.append(Face(box=(80.0, 130.0, 60.0, 60.0), eyes_px=30.0, score=0.9))
    image = QImage(220, 260, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    picture = Picture(least=260, most=260)
    picture.show_picture(image, faces, (220, 260))
    qtbot.addWidget(picture)
    picture.resize(220, 260)
    drawn = QImage(picture.size(), QImage.Format.Format_RGB32)
    picture.render(drawn)
    inside = [
        drawn.pixelColor(x, y).lightness()
        for y in (*range(66, 116), *range(136, 186))
        for x in (90, 110, 130)
    ]
    assert min(inside) > 240, "nothing is written on a face"
    above = [drawn.pixelColor(110, y).lightness() for y in range(36, 54)]
    assert min(above) < 60, "the word of the upper face stands above it"
