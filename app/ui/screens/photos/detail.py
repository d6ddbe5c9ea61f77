"""Everything about one photo: who can see it, what it gives away, what would change that, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.model.fix import Action
from app.model.photo import Photo, PhotoId
from app.model.problem import Problem
from app.model.text import Text, say, say_count
from app.services.progress import Progress
from app.ui.asks import ToRemove
from app.ui.desk import Desk
from app.ui.links import can_open, open_page
from app.ui.screens.photos.facts import facts_of
from app.ui.terms import exposure_term, network_name
from app.ui.theme import theme
from app.ui.tokens import DETAIL, Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Page
from app.ui.widgets.gradual import Gradual, made
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.picture import Picture, blurred, decoded
from app.ui.widgets.tag import Tag
from app.ui.widgets.tick import Tick
from app.ui.widgets.world import land
from app.ui.wording import day, words
from app.ui.work import Job

if TYPE_CHECKING:
    from app.services.browse import PhotoPage
    from app.services.verify import Seen


# The picture's greatest height in px at 100 %, and its greatest share of the pane.
_PICTURE = 230
_SHARE = 0.27


@dataclass(frozen=True, slots=True)
class Opened:
    """A photo's page with its small picture, read outside of the window's thread."""

    page: PhotoPage
    image: QImage


class DetailPane(QWidget):
    """The pane beside the grid. Shows one photo, or what can be done with several."""

    closed = Signal()
    changed = Signal()
    """Something about the shown photos was changed, and is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        self._ids: tuple[PhotoId, ...] = ()
        self._seen: dict[PhotoId, Seen] = {}
        self._opened: Opened | None = None
        self.setAccessibleName(words(say("Details of the photo")))
        self.shut = Button(say("Close the details"), "x", Kind.ICON, self.closed.emit)
        self.problem = ProblemPanel()
        self.picture = Picture()
        self._page = Page(gap=10, margin=0, width=600)
        self._page.setMinimumWidth(0)
        self.keep = Button(say("Keep"), "lock", Kind.ICON, self._toggle_keep)
        self.letter = Button(say("Write a letter"), "send", Kind.PRIMARY, self._write)
        self.open_post = Button(say("Open the post"), "external-link", Kind.ICON, self._open)
        self.hide_it = Button(say("Hide …"), "eye-off", on_click=partial(self._remove, Action.HIDE))
        self.delete = Button(say("Delete …"), "trash-2", Kind.DANGER, partial(self._remove, Action.DELETE))
        self._title = Label("", Role.CARD, elides=True)
        self._risk = Tag("", Tone.PLAIN)
        self._line = Label("", Role.SMALL, quiet=True, elides=True)
        self.boxes = Tick(say("Show faces"), True, self.picture.show_boxes)  # noqa: FBT003
        head = row(self._title, self._risk, self.shut, gap=8)
        head.setStretch(0, 1)
        under = row(self._line, self.boxes, gap=8)
        under.setStretch(0, 1)
        self._body = column(gap=10)
        self._page.body.addLayout(self._body)
        self._filling = Gradual(self._body, self._page)
        self._page.body.addStretch(1)
        last = row(self.letter, self.open_post, self.keep, gap=8)
        last.setStretch(0, 1)
        doing = column(row(self.hide_it, self.delete, gap=8), last, gap=8)
        whole = column(self.problem, self.picture, head, under, self._page, doing, gap=7, margin=20)
        whole.setStretch(4, 1)
        self.setLayout(whole)
        # Wider where a language has longer words for what can be done.
        self.setFixedWidth(max(theme().px(DETAIL), doing.minimumSize().width() + 40))

    def show_photo(self, photo: PhotoId) -> None:
        """Read a photo and show it."""
        if self._job is not None:
            self._job.forget()
        browser = self._desk.house.browser

        def read(_progress: Progress) -> Opened:
            page = browser.page(photo)
            jpeg = browser.thumbnail(photo)
            land()
            return Opened(page, decoded(jpeg))

        self._job = self._desk.read(read, self._show, self._fail)

    def show_several(self, photos: tuple[PhotoId, ...]) -> None:
        """Show what can be done with several photos at once."""
        if self._job is not None:
            self._job.forget()
        self._ids, self._opened = photos, None
        self.problem.hide()
        for widget in (self.picture, self.boxes, self._risk, self._line, self.open_post):
            widget.hide()
        self._title.say(say_count("{count} photo selected", "{count} photos selected", len(photos)))
        told = say("A letter can name them all. “Keep” protects them from every action on many photos.")
        self._filling.fill([partial(Label, told, quiet=True, wraps=True)])
        self.keep.say(say("Keep"))

    @property
    def shown(self) -> PhotoPage | None:
        """The page that is shown."""
        return self._opened.page if self._opened else None

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        # What is known of the photo needs room, too.
        self.picture.limit(min(_PICTURE, round(self.height() * _SHARE / theme().scale)))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours = theme().colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.card))
        x = self.width() - 1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(x, 0, 1, self.height(), QColor(colours.line))
        painter.end()

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        photo = opened.page.photo
        hides = self._desk.preferences.screen_share
        self._ids = (photo.id,) if photo.id is not None else ()
        self.problem.hide()
        for widget in (self.picture, self._risk, self._line, self.open_post):
            widget.show()
        title = say("Hidden while you share the screen") if hides else _title(photo)
        self._title.say(title)
        term = exposure_term(opened.page.score.value)
        self._risk.say(say("Risk {score}", score=opened.page.score.value), term.tone, term.icon)
        self._line.say(_line(photo))
        inspection = photo.inspection
        faces = inspection.faces if inspection else ()
        full = (inspection.width, inspection.height) if inspection else (0, 0)
        image = blurred(opened.image) if hides else opened.image
        self.picture.show_picture(image, faces, full, title)
        self.boxes.setVisible(bool(faces))
        self.open_post.setEnabled(can_open(photo.url))
        self.keep.say(say("Stop keeping") if photo.keep else say("Keep"))
        self.keep.show_icon("lock-open" if photo.keep else "lock")
        seen = self._seen.get(photo.id) if photo.id is not None else None
        self._page.verticalScrollBar().setValue(0)
        self._filling.fill(made(facts_of(opened.page, seen, self._look, hides=hides)))

    def _fail(self, problem: Problem) -> None:
        self._opened = None
        self._ids = ()
        self._filling.fill(())
        self.problem.tell(problem)

    def _toggle_keep(self) -> None:
        if not self._ids:
            return
        ids = self._ids
        keeps = not (self._opened is not None and self._opened.page.photo.keep)
        keeper = self._desk.house.keeper
        self._desk.read(lambda _progress: keeper.mark(ids, keep=keeps), self._kept, self.problem.tell)

    def _kept(self, _count: int) -> None:
        self.changed.emit()

    def _write(self) -> None:
        if self._ids:
            self._desk.go("requests", self._ids)

    def _remove(self, action: Action) -> None:
        if self._ids:
            self._desk.go("remove", ToRemove(action=action, photos=self._ids))

    def _look(self) -> None:
        """Look at every address of the photo again, as a stranger would."""
        ids, house = self._ids, self._desk.house

        def look(progress: Progress) -> list[Seen]:
            return house.verifier.verify(ids, progress)

        self._desk.start(say("Looking again, signed out …"), look, self._looked, self.problem.tell)

    def _looked(self, seen: Sequence[Seen]) -> None:
        self._seen.update((one.photo.id, one) for one in seen if one.photo.id is not None)
        self.changed.emit()

    def _open(self) -> None:
        if self._opened is not None:
            open_page(self._opened.page.photo.url)


def _title(photo: Photo) -> Text | str:
    named = photo.caption or photo.album or photo.alt_text
    return named if named.strip() else say("Photo without a caption")


def _line(photo: Photo) -> Text:
    when = day(photo.posted_at or photo.taken_at)
    name = network_name(photo.network)
    return say("{network} · {day}", network=name, day=when) if when else say("{network}", network=name)
