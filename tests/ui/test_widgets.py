"""The pieces of every screen."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.model.audience import Audience
from app.model.finding import FindingKind, Severity
from app.model.inspection import Face
from app.model.overview import Spot
from app.model.problem import Offline
from app.model.stranger import Reach
from app.model.text import say
from app.ui.application import application
from app.ui.terms import AUDIENCES, FINDING_ICONS, FINDING_WORDS, REACHES, SEVERITIES, STATES, exposure_term
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.chip import Chip
from app.ui.widgets.fact import Fact, Icon
from app.ui.widgets.field import Choice, Field, SearchField
from app.ui.widgets.flow import Flow
from app.ui.widgets.focus import FocusRing
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.widgets.picture import Picture
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.score import Breakdown, Gauge, Meter
from app.ui.widgets.sidebar import Sidebar
from app.ui.widgets.tag import Tag, audience_tag, reach_tag, severity_tag
from app.ui.widgets.tick import Tick
from app.ui.widgets.world import Map
from app.ui.wording import MIRRORED, STRETCHED, speak
from app.ui.work import Job, Lane, Standing, Workshop

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
SPOT = Spot(name="Seoul, KR", lat=37.5, lon=126.9, count=11)
FACE = Face(box=(20.0, 20.0, 40.0, 50.0), eyes_px=30.0, score=0.9)


@pytest.fixture(autouse=True)
def dressed(qtbot: QtBot) -> Iterator[None]:
    speak("en")
    theme().choose("light", 100)
    yield
    speak("en")
    theme().choose("light", 100)


def picture() -> Picture:
    one = Picture()
    one.show_picture(QImage(120, 90, QImage.Format.Format_RGB32), (FACE,), (120, 90), "A photo")
    return one


def sidebar() -> Sidebar:
    one = Sidebar()
    one.add("photos", say("Photos"), "images")
    one.add("settings", say("Settings"), "settings", below=True)
    one.show_count("photos", 214)
    return one


def strip() -> ProgressStrip:
    one = ProgressStrip()
    job = Job(lambda _result: None, None, None)
    one.follow(job, say("Reading …"))
    one.told(job, Standing(done=3, total=9, left_s=90))
    return one


PIECES: dict[str, Callable[[], QWidget]] = {
    "label": lambda: Label(say("Everything stays on this computer. Nothing is uploaded."), Role.BODY),
    "heading": lambda: Heading(say("What it gives away"), Role.TITLE),
    "button": lambda: Button(say("Write a letter"), "send", Kind.PRIMARY),
    "link": lambda: Button(say("Show all"), "x", Kind.LINK),
    "icon button": lambda: Button(say("Close this message"), "x", Kind.ICON),
    "chip": lambda: Chip(say("Everyone can see"), "globe"),
    "tick": lambda: Tick(say("Show faces")),
    "tag": lambda: Tag(say("Critical"), Tone.CRITICAL, "globe"),
    "fact": lambda: Fact("globe", say("Who can see it"), say("Nothing tells us who can."), end=Tag("+25")),
    "icon": lambda: Icon("globe", Tone.HIGH, boxed=True),
    "field": lambda: Field(
        say("Passphrase"), hint=say("The one that you chose when you first opened the app.")
    ),
    "search": lambda: SearchField(say("Search captions, albums, places")),
    "choice": lambda: Choice(say("Sort by"), [("a", say("Riskiest first")), ("b", say("Newest first"))]),
    "empty": lambda: EmptyState(
        "images", say("No photos yet"), say("Look up a handle."), lambda: Button(say("Add photos"))
    ),
    "problem": lambda: ProblemPanel(
        Offline(say("Nothing answered."), say("Look at your connection.")), lambda: None
    ),
    "progress": strip,
    "gauge": lambda: Gauge(68),
    "gauge of nothing": lambda: Gauge(None),
    "breakdown": lambda: Breakdown([(say("Everyone"), 214, Tone.CRITICAL), (say("Friends"), 0, Tone.OK)]),
    "meter": lambda: Meter(0.5),
    "map": lambda: Map([SPOT]),
    "picture": picture,
    "no picture": Picture,
    "sidebar": sidebar,
    "head": lambda: PageHead(say("Photos"), "30 photos", Button(say("Add photos"))),
    "card": lambda: Card(Label(say("More")), tone=Tone.OK),
    "page": lambda: Page(Label(say("More")), None),
}


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("make", PIECES.values(), ids=PIECES.keys())
def test_every_piece_paints_itself(
    make: Callable[[], QWidget], choice: str, scale: int, qtbot: QtBot
) -> None:
    theme().choose(choice, scale)
    piece = make()
    qtbot.addWidget(piece)
    piece.resize(piece.sizeHint().expandedTo(piece.minimumSizeHint()))
    image = piece.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(colours) > 1


@pytest.mark.parametrize("make", PIECES.values(), ids=PIECES.keys())
def test_no_piece_opens_a_window_of_its_own(make: Callable[[], QWidget], qtbot: QtBot) -> None:
    piece = make()
    qtbot.addWidget(piece)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not piece] == []


@pytest.mark.parametrize("language", [STRETCHED, "de", MIRRORED])
@pytest.mark.parametrize("make", PIECES.values(), ids=PIECES.keys())
def test_no_words_are_cut_off_in_longer_languages(
    make: Callable[[], QWidget], language: str, qtbot: QtBot
) -> None:
    speak(language)
    piece = make()
    qtbot.addWidget(piece)
    piece.resize(piece.sizeHint().expandedTo(piece.minimumSizeHint()))
    piece.show()

    def nothing_is_cut() -> None:
        for one in [piece, *piece.findChildren(QWidget)]:
            if isinstance(one, Label) and not one.wordWrap() and not one.elides and one.isVisible():
                assert one.width() >= one.sizeHint().width(), one.text()
            if isinstance(one, QPushButton) and one.isVisible():
                assert one.width() >= one.sizeHint().width(), one.text()

    # A page is placed in more than one turn.
    qtbot.waitUntil(nothing_is_cut)


def test_a_label_shows_hostile_text_letter_by_letter(qtbot: QtBot) -> None:
    hostile = "<img src=x onerror=alert(1)> <a href='https://bad.invalid'>click</a>"
    for label in (Label(hostile), Label(hostile, elides=True), Heading(hostile), Label(hostile, wraps=True)):
        qtbot.addWidget(label)
        assert label.text() == hostile
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "<img" not in label.toolTip()
        assert "<a href" not in label.toolTip()


def test_nobody_makes_a_label_but_label() -> None:
    files = [path for path in UI.rglob("*.py") if path.name != "label.py"]
    assert len(files) > 15
    for path in files:
        names = {
            node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)
        }
        assert "QLabel" not in names, path.name


def test_a_button_shows_an_ampersand_and_makes_no_shortcut_of_it(qtbot: QtBot) -> None:
    button = Button("Salt & Pepper")
    qtbot.addWidget(button)
    assert button.text() == "Salt && Pepper"
    assert button.accessibleName() == "Salt & Pepper"
    assert button.shortcut().isEmpty()


@pytest.mark.parametrize("make", PIECES.values(), ids=PIECES.keys())
def test_whatever_takes_the_keyboard_has_a_name(make: Callable[[], QWidget], qtbot: QtBot) -> None:
    piece = make()
    qtbot.addWidget(piece)
    for one in [piece, *piece.findChildren(QWidget)]:
        takes_keys = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isVisibleTo(piece)
        if takes_keys and not isinstance(one, QLabel):
            assert one.accessibleName() or one.focusProxy() is not None, type(one).__name__


def test_the_ring_follows_the_keyboard(qtbot: QtBot) -> None:
    ring = FocusRing(application())
    first, second = Button(say("Show all")), Button(say("Close"))
    box = QWidget()
    box.setLayout(row(first, second))
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.widget() is first
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert ring.widget() is second
    # A click does not move the focus, so it draws no ring.
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring.widget() is second
    ring.deleteLater()


def test_the_gauge_says_its_number_and_its_word(qtbot: QtBot) -> None:
    gauge = Gauge(68)
    qtbot.addWidget(gauge)
    assert gauge.accessibleName() == "Exposure 68 of 100: High exposure"
    gauge.show_score(None)
    assert gauge.accessibleName() == "Exposure not known yet"


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        (0, "Low"),
        (19, "Low"),
        (20, "Medium"),
        (45, "High"),
        (69, "High"),
        (70, "Critical"),
        (100, "Critical"),
    ],
)
def test_a_score_has_one_word(score: int, severity: str) -> None:
    assert str(exposure_term(score).word) == severity


def test_every_term_has_an_icon_that_is_there_and_a_word(qtbot: QtBot) -> None:
    for term in [*AUDIENCES.values(), *REACHES.values(), *SEVERITIES.values(), *STATES.values()]:
        assert str(term.word)
        qtbot.addWidget(Icon(term.icon))
        assert not Icon(term.icon).grab().isNull()
    assert set(FINDING_ICONS) == set(FINDING_WORDS) == set(FindingKind)
    assert set(AUDIENCES) == set(Audience)
    assert set(REACHES) == set(Reach)


def test_unknown_is_never_shown_as_safe() -> None:
    assert AUDIENCES[Audience.UNKNOWN].tone not in {Tone.OK, Tone.PLAIN}
    assert REACHES[Reach.COULD_NOT_LOOK].tone not in {Tone.OK, Tone.PLAIN}


def test_pills_say_what_they_mean(qtbot: QtBot) -> None:
    for tag, told in (
        (audience_tag(Audience.PUBLIC), "Everyone"),
        (reach_tag(Reach.COULD_NOT_LOOK), "Could not look"),
        (severity_tag(Severity.HIGH), "High"),
    ):
        qtbot.addWidget(tag)
        assert tag.accessibleName() == told


def test_a_wrong_field_says_why_until_it_is_changed(qtbot: QtBot) -> None:
    field = Field(say("Passphrase"), hint=say("Close"))
    qtbot.addWidget(field)
    field.wrong(say("Choose at least {count} characters.", count=8))
    assert field.edit.accessibleDescription() == "Choose at least 8 characters."
    QTest.keyClicks(field.edit, "a")
    assert field.edit.accessibleDescription() == "Close"


def test_a_flow_wraps_and_mirrors(qtbot: QtBot) -> None:
    for language in ("en", MIRRORED):
        speak(language)
        box = QWidget()
        chips = [Chip(f"Chip number {number}") for number in range(6)]
        box.setLayout(Flow(*chips))
        qtbot.addWidget(box)
        box.resize(300, 400)
        box.show()
        assert chips[0].y() == chips[1].y() < chips[2].y()
        assert (chips[0].x() < chips[1].x()) is (language == "en")
        flow = box.layout()
        assert flow is not None
        assert flow.heightForWidth(300) > flow.heightForWidth(2000)


def test_a_click_on_stop_stops_the_job_and_says_so(qtbot: QtBot) -> None:
    workshop = Workshop()
    one = ProgressStrip()
    qtbot.addWidget(one)
    ended: list[bool] = []
    job = workshop.run(lambda progress: [progress.poll() for _ in iter(int, 1)], lambda _result: None)
    job.stopped = lambda: ended.append(True)
    one.follow(job, say("Reading …"))
    QTest.mouseClick(one.stop, Qt.MouseButton.LeftButton)
    assert one.stop.text() == "Stopping …"
    qtbot.waitUntil(lambda: bool(ended))
    workshop.close()


LANES = (Lane.QUEUE, Lane.VERB, Lane.VERB)


def test_a_list_in_the_background_shows_only_while_nothing_else_runs(qtbot: QtBot) -> None:
    one = ProgressStrip()
    qtbot.addWidget(one)
    deleting, reading, looking = (Job(lambda _result: None, None, None, lane) for lane in LANES)
    one.follow(deleting, say("Working through the list …"))
    one.told(deleting, Standing(done=3, total=9, says=say("Third of nine")))
    one.follow(reading, say("Reading …"))
    one.follow(looking, say("Looking …"))
    one.told(deleting, Standing(done=4, total=9, says=say("Fourth of nine")))
    assert one.says.text() == "Reading …"
    assert one.left.text() == ""
    one.stop.click()
    assert (reading.stopping.is_set(), deleting.stopping.is_set()) == (True, False)
    assert one.end(reading)
    assert one.says.text() == "Looking …"
    assert one.stop.isEnabled()
    assert one.end(looking)
    assert (one.says.text(), one.left.text()) == ("Fourth of nine", "4 of 9")
    assert not one.end(deleting)
    assert one.isHidden()


def test_the_map_is_never_mirrored(qtbot: QtBot) -> None:
    images: list[QImage] = []
    for language in ("en", MIRRORED):
        speak(language)
        one = Map([SPOT], names=False)
        qtbot.addWidget(one)
        one.resize(360, 142)
        images.append(one.grab().toImage())
    assert images[0] == images[1]
    # Seoul lies in the east.
    spot = images[0].pixelColor(QPoint(round(126.9 + 180), round(84 - 37.5)))
    assert spot.name().upper() == theme().colours.critical.text


def test_clearing_a_layout_takes_everything_out(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    layout = column(Label("a"), 8, row(Label("b"), None), None)
    box.setLayout(layout)
    clear(layout)
    assert layout.count() == 0


def test_painting_loses_no_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 dropped one at each call that returns nothing, until the app crashed."""
    label = Label("a")
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(2000):
        label.update()
        label.setEnabled(True)
    assert sys.getrefcount(None) > before - 1000
