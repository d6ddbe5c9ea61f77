"""Everything about one photo: who can see it, what it gives away, what would change that, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.model.finding import Severity
from app.model.overview import Spot
from app.model.photo import Photo, PhotoId
from app.model.problem import Problem
from app.model.text import Text, say, say_count
from app.services.progress import Progress
from app.ui.desk import Desk
from app.ui.screens.photos.saying import place_text, reason_text
from app.ui.screens.photos.tiles import blurred
from app.ui.terms import (
    AUDIENCES,
    FINDING_ICONS,
    FINDING_WORDS,
    REACHES,
    SEVERITIES,
    exposure_term,
    network_name,
)
from app.ui.theme import theme
from app.ui.tokens import DETAIL, Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Divider, Page
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.picture import Picture, decoded
from app.ui.widgets.tag import Tag
from app.ui.widgets.tick import Tick
from app.ui.widgets.world import Map
from app.ui.wording import day, moment, words
from app.ui.work import Job

if TYPE_CHECKING:
    from app.services.browse import PhotoPage


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
        self._opened: Opened | None = None
        self.setAccessibleName(words(say("Details of the photo")))
        self.shut = Button(say("Close the details"), "x", Kind.ICON, self.closed.emit)
        self.problem = ProblemPanel()
        self.picture = Picture()
        self._page = Page(gap=10, margin=0, width=600)
        self._page.setMinimumWidth(0)
        self.keep = Button(say("Keep"), "lock", on_click=self._toggle_keep)
        self.letter = Button(say("Write a letter"), "send", Kind.PRIMARY, self._write)
        self.open_post = Button(say("Open the post"), "external-link", on_click=self._open)
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
        self._page.body.addStretch(1)
        doing = column(self.letter, row(self.open_post, self.keep, gap=8), gap=8)
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
            return Opened(page, decoded(jpeg))

        self._job = self._desk.read(read, self._show, self._fail)

    def show_several(self, photos: tuple[PhotoId, ...]) -> None:
        """Show what can be done with several photos at once."""
        if self._job is not None:
            self._job.forget()
        self._ids, self._opened = photos, None
        self.problem.hide()
        clear(self._body)
        for widget in (self.picture, self.boxes, self._risk, self._line, self.open_post):
            widget.hide()
        self._title.say(say_count("{count} photo selected", "{count} photos selected", len(photos)))
        self._body.addWidget(
            Label(
                say("A letter can name them all. “Keep” protects them from every action on many photos."),
                quiet=True,
                wraps=True,
            )
        )
        self.keep.say(say("Keep"))

    @property
    def shown(self) -> PhotoPage | None:
        """The page that is shown."""
        return self._opened.page if self._opened else None

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
        image = blurred(opened.image) if hides and not opened.image.isNull() else opened.image
        self.picture.show_picture(image, faces, full, title)
        self.boxes.setVisible(bool(faces))
        self.open_post.setEnabled(photo.url.startswith("https://"))
        self.keep.say(say("Stop keeping") if photo.keep else say("Keep"))
        self.keep.show_icon("lock-open" if photo.keep else "lock")
        clear(self._body)
        for widget in _facts(opened.page, hides=hides):
            self._body.addWidget(widget)
        self._page.verticalScrollBar().setValue(0)

    def _fail(self, problem: Problem) -> None:
        self._opened = None
        self._ids = ()
        clear(self._body)
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

    def _open(self) -> None:
        if self._opened is not None and self._opened.page.photo.url.startswith("https://"):
            QDesktopServices.openUrl(QUrl(self._opened.page.photo.url, QUrl.ParsingMode.StrictMode))


def _title(photo: Photo) -> Text | str:
    named = photo.caption or photo.album or photo.alt_text
    return named if named.strip() else say("Photo without a caption")


def _line(photo: Photo) -> Text:
    when = day(photo.posted_at or photo.taken_at)
    name = network_name(photo.network)
    return say("{network} · {day}", network=name, day=when) if when else say("{network}", network=name)


def _facts(page: PhotoPage, *, hides: bool) -> Iterator[QWidget]:
    photo = page.photo
    yield from _seers(photo, hides=hides)
    if page.findings:
        yield Divider()
        yield Heading(say("What it gives away"), Role.CAPTION)
    for finding in sorted(page.findings, key=lambda one: -one.weight):
        tone = SEVERITIES[finding.severity].tone if finding.severity is not Severity.LOW else Tone.PLAIN
        points = next((part.points for part in page.score.parts if part.finding is finding), 0.0)
        # A finding's own words may name people and places.
        says = FINDING_WORDS[finding.kind] if hides else finding.says
        evidence = "" if hides else finding.evidence
        fact = Fact(FINDING_ICONS[finding.kind], says, evidence, tone, end=_points(points))
        fact.setToolTip(words(finding.remedy))
        fact.setAccessibleDescription(words(finding.remedy))
        yield fact
    place = (photo.inspection.place if photo.inspection else None) or photo.place
    if place is not None and not hides:
        yield Fact("map-pin", place.name or f"{place.lat:.3f}, {place.lon:.3f}", place_text(place), Tone.HIGH)
        yield Map([Spot(name=place.name, lat=place.lat, lon=place.lon, count=1)], names=False)
    if page.what_if:
        yield Divider()
        yield Heading(say("What would change it"), Role.CAPTION)
    for one in page.what_if:
        tag = Tag(
            say("{before} → {after}", before=one.before, after=one.after), exposure_term(one.after).tone
        )
        yield Fact("wand-sparkles", one.change, tone=Tone.ACCENT, end=tag)
    yield from _more(photo, hides=hides)


def _points(points: float) -> Tag | None:
    return Tag(say("+{points}", points=round(points)), Tone.PLAIN) if points >= 1 else None


def _seers(photo: Photo, *, hides: bool) -> Iterator[QWidget]:
    """Say who can see it, by the network's word with its chain, and by our own look."""
    yield Heading(say("Who can see it"), Role.CAPTION)
    term = AUDIENCES[photo.visibility.value]
    reasons = photo.visibility.reasons
    chain = [reason_text(replace(reason, name="") if hides else reason) for reason in reasons]
    because = "\n".join(words(text) for text in chain)
    if photo.visibility.as_of is not None:
        because += "\n" + words(say("As of {day}", day=day(photo.visibility.as_of)))
    yield Fact(term.icon, term.says, because.strip() or say("Nothing tells us who can."), term.tone)
    seen = photo.stranger
    if seen is None:
        yield Fact(
            "circle-help",
            say("Not tested as a stranger yet"),
            say("That does not mean private."),
            Tone.MEDIUM,
        )
        return
    reach = REACHES[seen.reach]
    said = say("{when}, status {status}", when=moment(seen.seen_at), status=str(seen.status))
    told = said if seen.status is not None else say("{when}", when=moment(seen.seen_at))
    detail = words(told) if seen.why is None else f"{words(seen.why)}\n{words(told)}"
    yield Fact(reach.icon, reach.says, detail, reach.tone)


def _more(photo: Photo, *, hides: bool) -> Iterator[QWidget]:
    """Say what else is known: people, twins, the file itself."""
    lines: list[tuple[str, Text, Text | str]] = []
    if photo.people and not hides:
        lines.append(("tag", say("People named"), ", ".join(person.name for person in photo.people)))
    if photo.twins:
        count = len(photo.twins)
        told = say_count(
            "The same picture in {count} other place", "The same picture in {count} other places", count
        )
        lines.append(("copy", told, say("Deleting this one does not help while the other stays.")))
    inspection = photo.inspection
    if inspection is not None and inspection.failed is not None:
        lines.append(("image-off", say("The file could not be read"), inspection.failed))
    elif inspection is not None and not hides:
        lines.append(("camera", say("In the file"), _file_words(photo)))
    if lines:
        yield Divider()
        yield Heading(say("More"), Role.CAPTION)
    for icon, says, detail in lines:
        yield Fact(icon, says, detail)


def _file_words(photo: Photo) -> str:
    inspection = photo.inspection
    if inspection is None:
        return ""
    told = inspection.metadata
    size = say("{width} × {height} pixels", width=inspection.width, height=inspection.height)
    parts = [
        told.camera,
        told.owner and words(say("Owner: {name}", name=told.owner)),
        told.serial and words(say("Serial number: {number}", number=told.serial)),
        told.software,
        moment(told.taken_at),
        words(size),
    ]
    return "\n".join(part for part in parts if part)
