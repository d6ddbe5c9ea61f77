"""One field, one button; below it the other ways in: an export, a folder, an invented person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.look import Look, SeenPhoto
from app.model.problem import Problem
from app.model.report import ImportReport
from app.model.text import Text, say
from app.ui.asks import ToBringIn, ToConnect, ToOrder
from app.ui.desk import Desk, Screen
from app.ui.screens.welcome.reports import Reports
from app.ui.screens.welcome.seen import Answer, Arriving
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, boxed
from app.ui.widgets.fact import Icon
from app.ui.widgets.field import Field
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import words
from app.ui.work import Job


class WelcomeScreen(Screen):
    """Where everybody begins, and where further accounts are added."""

    arrived = Signal(object)
    """A photo was just seen (a SeenPhoto); comes from the thread that looks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._look: Look | None = None
        self._job: Job | None = None
        self.field = Field(
            say("Your handle or profile address on any network"),
            say("@you@mastodon.example or you.bsky.social"),
            on_enter=self.look,
        ).enlarge()
        self.go = Button(say("Look"), "search", Kind.PRIMARY, self.look)
        self.problem = ProblemPanel()
        self.arriving = Arriving()
        self.answer = Answer(self.keep, self._begin_again)
        self.reports = Reports(self._go_on)
        self.file = Button(say("An export as downloaded …"), "file-archive", on_click=self._ask_files)
        self.folder = Button(say("A folder of pictures …"), "folder-open", on_click=self._ask_folder)
        self.sample = Button(say("Try with sample photos"), "sparkles", on_click=self.try_samples)
        self.order = Button(
            say("How to order an export …"), "circle-help", on_click=partial(desk.go, "exports", ToOrder())
        )
        self.join = Button(
            say("Sign in to a network …"), "link", on_click=partial(desk.go, "connect", ToConnect(network=""))
        )
        self.others = self._others()
        page = Page(
            40, self._head(), self._form(), self.problem, self.arriving, self.answer, self.reports, self.others, None,
            gap=18, width=820,
        )  # fmt: skip
        self.setLayout(column(page, gap=0))
        self.setFocusProxy(self.field)
        self.arrived.connect(self._arrive)

    def refresh(self) -> None:
        if not self.field.text and self._job is None:
            self.field.setFocus()

    def search(self) -> None:
        self.field.setFocus()

    def receive(self, what: object) -> None:
        if isinstance(what, ToBringIn):
            if what.paths:
                self.bring_in(what.paths)
            else:
                self._ask_files()

    def look(self) -> None:
        """Look at what was typed, as a stranger would."""
        text = self.field.text
        if not text:
            self.field.wrong(
                say("Type a handle such as @you@mastodon.example, or the address of your profile.")
            )
            return
        self._clear()
        hides = self.desk.preferences.screen_share
        self.arriving.begin(hides=hides)
        self.go.setEnabled(False)
        looker = self.desk.house.looker
        self._job = self.desk.start(
            say("Looking as a stranger would …")
            if hides
            else say("Looking at {handle} as a stranger would …", handle=text),
            lambda progress: looker.look(text, progress, on_photo=self.arrived.emit),
            self._seen,
            self._failed,
            self._ended,
        )

    def keep(self) -> None:
        """Watch the account that was looked at."""
        look, keeper = self._look, self.desk.house.keeper
        if look is not None:
            self.desk.start(
                say("Keeping what was seen …"), lambda _progress: keeper.keep(look), self._kept, self._failed
            )

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Read exports and folders."""
        if self._job is not None:
            return
        self._clear()
        self.arriving.begin(hides=self.desk.preferences.screen_share, is_import=True)
        importer = self.desk.house.importer
        self._job = self.desk.start(
            say("Reading …"),
            lambda progress: importer.read_all(paths, progress, on_photo=self.arrived.emit),
            self._read,
            self._failed,
            self._stopped_reading,
        )

    def try_samples(self) -> None:
        """Draw the invented person's photos, read them in, and show the overview."""
        self._clear()
        sampler = self.desk.house.sampler
        self._job = self.desk.start(
            say("Drawing the sample pictures …"), sampler.bring_in, self._sampled, self._failed, self._ended
        )

    def _head(self) -> QWidget:
        title = Heading(say("See what a stranger can take of you"), Role.TITLE, wraps=True)
        line = Label(
            say(
                "We look at your profile the way a face scraper would: without signing in. Nothing is uploaded, and "
                "nothing is kept unless you say so."
            ),
            quiet=True,
            wraps=True,
        )
        head = row(gap=16)
        head.addWidget(Icon("scan-face", Tone.ACCENT, 26, boxed=True), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(column(title, line, gap=6), 1)
        return boxed(head)

    def _form(self) -> Card:
        line = row(gap=10)
        line.addWidget(self.field, 1)
        line.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        return Card(line, padding=20)

    def _others(self) -> Card:
        says = Label(
            say(
                "Most networks show no list of photos to strangers. Order your data there, and drop the file here."
            ),
            Role.SMALL,
            quiet=True,
            wraps=True,
        )
        return Card(
            Heading(say("Other ways in")),
            says,
            boxed(Flow(self.file, self.folder)),
            _way(self.order, say("Step by step, for each network")),
            _way(self.join, say("To see hidden photos and settings")),
            _way(self.sample, say("An invented person, drawn by this app")),
            gap=12,
        )

    def _clear(self) -> None:
        self._look = None
        for part in (self.problem, self.arriving, self.answer, self.reports):
            part.hide()
        self.field.wrong(None)
        self.others.setEnabled(False)

    def _ended(self) -> None:
        """Make everything usable again; what was seen so far stays to be seen."""
        self._job = None
        self.go.setEnabled(True)
        self.others.setEnabled(True)

    def _arrive(self, seen: SeenPhoto) -> None:
        self.arriving.add(seen)

    def _seen(self, look: Look) -> None:
        self._ended()
        self._look = look
        self.arriving.hide()
        self.answer.show_look(look, hides=self.desk.preferences.screen_share)

    def _failed(self, problem: Problem) -> None:
        self._ended()
        self.arriving.hide()
        self.problem.tell(problem)
        self.field.setFocus()

    def _kept(self, _ids: object) -> None:
        self._begin_again()
        self.desk.go("overview")

    def _stopped_reading(self) -> None:
        self._ended()
        self.arriving.says.say(
            say("Stopped. What was read is kept; import the same files again, and it goes on from here.")
        )

    def _read(self, reports: Sequence[ImportReport]) -> None:
        self._ended()
        self.arriving.hide()
        self.reports.show_reports(reports)

    def _sampled(self, _reports: object) -> None:
        self._ended()
        self.desk.go("overview")

    def _go_on(self) -> None:
        self.reports.hide()
        self.desk.go("overview")

    def _begin_again(self) -> None:
        self._clear()
        self._ended()
        self.field.fill("")
        self.field.setFocus()

    def _ask_files(self) -> None:
        importer = self.desk.house.importer
        # Getting ready takes half a second, and a person longer to choose.
        self._aside(importer.get_ready)
        names, _ = QFileDialog.getOpenFileNames(self, words(say("Choose the files as you downloaded them")))
        if names:
            self.bring_in([Path(name) for name in names])
        else:
            self._aside(importer.rest)

    def _ask_folder(self) -> None:
        importer = self.desk.house.importer
        self._aside(importer.get_ready)
        name = QFileDialog.getExistingDirectory(self, words(say("Choose a folder")))
        if name:
            self.bring_in([Path(name)])
        else:
            self._aside(importer.rest)

    def _aside(self, work: Callable[[], None]) -> None:
        """Do something short out of the window's thread that nobody waits for; an import waits its turn behind it."""
        self.desk.workshop.run(lambda _progress: work(), lambda _done: None)


def _way(button: Button, says: Text) -> QWidget:
    """Return a button with what it is for; under it where there is no room beside it."""
    return boxed(Flow(button, Label(says, Role.SMALL, quiet=True)))
