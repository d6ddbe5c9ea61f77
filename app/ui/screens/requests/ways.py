"""Ways that are no letter to a company: California's page for all brokers, and the notice about intimate pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from app.model.path import For, Help, Way
from app.model.person import Person
from app.model.recipient import RecipientId
from app.model.request import Request, RequestId
from app.model.text import Text, say
from app.services.ask import Draft
from app.services.follow import Standing
from app.ui.desk import Desk
from app.ui.links import can_open, open_page
from app.ui.screens.requests.days import DayField
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Choice, Field
from app.ui.widgets.label import Heading, Label, sourced
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.tag import Tag
from app.ui.wording import day, words

_ADDRESSES_PX = 110
_ICON_ROOM = 24
_FOR: dict[For, Text] = {
    For.EVERYONE: say("For everyone"),
    For.ADULTS: say("From 18 years on"),
    For.MINORS: say("Pictures from before you were 18"),
}


class WayPage(Page):
    """One such way. Those who help stand before everything else where it is about intimate pictures."""

    def __init__(self, desk: Desk, back: Callable[[], object], opened: Callable[[RequestId], object]) -> None:
        self._desk, self._opened = desk, opened
        self._way: Way | None = None
        self.head = PageHead("", "", Button(say("All requests"), "arrow-left", on_click=back))
        self.problem = ProblemPanel()
        self.why = Label("", wraps=True)
        self.helps, self.steps = column(gap=12), column(gap=10)
        self.helping = Card(Heading(say("Those who help, for free")), self.helps, gap=12, tone=Tone.ACCENT)
        self.filed = DayField(say("The day you filed it"))
        self.platform = Choice(say("Where it is shown"), [], "")
        self.name = Field(say("Your name, as your signature"))
        self.email = Field(say("E-mail where they can reach you"))
        self.pages = QPlainTextEdit()
        self.pages.setPlaceholderText(words(say("The addresses of the pages, one a line")))
        self.pages.setAccessibleName(words(say("The addresses of the pages, one a line")))
        self.pages.setFixedHeight(_ADDRESSES_PX)
        self.filing = Card(
            row(self.filed, None),
            row(Button(say("I have filed it"), "check", Kind.PRIMARY, self.file), None),
            gap=12,
        )
        self.notice = Card(
            Heading(say("The notice")),
            self.platform,
            self.pages,
            row(self.name, self.email, gap=16),
            row(Button(say("Write the notice …"), "file-down", Kind.PRIMARY, self._ask_file), None),
            gap=12,
        )
        self.saved = Card(gap=10, padding=16, tone=Tone.OK)
        self.saved.hide()
        super().__init__(
            self.head,
            self.problem,
            self.saved,
            Card(self.why),
            self.helping,
            Card(Heading(say("Step by step")), self.steps, gap=12),
            self.filing,
            self.notice,
            None,
            width=820,
        )

    def open(self, key: str) -> None:
        """Show a way."""
        finder, today = self._desk.house.pathfinder, self._desk.house.parts.today()
        way = self._way = finder.way(key)
        person = self._desk.preferences.person
        self.problem.hide()
        self.saved.hide()
        self.head.title.say(way.says)
        self.why.say(way.why)
        self.filed.fill_day(today, today)
        for field, known in ((self.name, person.name), (self.email, person.email)):
            field.hide_text(self._desk.preferences.screen_share)
            field.fill(known)
        self.pages.clear()
        self.helping.setVisible(way.is_gentle)
        self.notice.setVisible(way.is_gentle)
        self.filing.setVisible(not way.is_gentle)
        self._show_helps(finder.helps(person) if way.is_gentle else ())
        self._show_steps(way)
        if way.is_gentle:
            self._desk.read(lambda _progress: finder.platforms(), self._show_platforms, self.problem.tell)

    def file(self) -> None:
        """Note that the DROP request was filed on the day of the field."""
        on, finder = self.filed.day(), self._desk.house.pathfinder
        if on is not None:
            self._desk.read(lambda _progress: finder.filed(on), self._filed, self.problem.tell)

    def save_to(self, path: Path) -> None:
        """Write the notice to a file, and keep it as a draft."""
        house, pages = self._desk.house, self.pages.toPlainText().splitlines()
        known = self._desk.preferences.person
        person = Person(
            name=self.name.text, email=self.email.text, address=known.address, residence=known.residence
        )
        to = RecipientId(self.platform.chosen)

        def write() -> tuple[Request, Draft]:
            draft = house.pathfinder.notice(to, person, pages)
            house.asker.write(draft, path)
            return house.asker.keep(draft), draft

        self._desk.start(
            say("Writing the letter …"),
            lambda _progress: write(),
            partial(self._written, path),
            self.problem.tell,
        )

    def _show_helps(self, helps: Sequence[Help]) -> None:
        clear(self.helps)
        for one in helps:
            page = one.page.removeprefix("https://").rstrip("/")
            reached = " · ".join(part for part in (one.phone, page) if part)
            open_it = Button(say("Open"), "external-link", Kind.LINK, partial(open_page, one.page))
            end = open_it if can_open(one.page) else None
            self.helps.addWidget(Fact("user-check", one.name, one.says, Tone.ACCENT, end=end))
            marks = row(Tag(_FOR[one.for_whom], Tone.PLAIN), gap=8)
            if not one.confirmed:
                marks.addWidget(Tag(say("Not confirmed yet"), Tone.MEDIUM, "circle-help"))
            marks.addStretch(1)
            below = column(
                Label(reached, Role.STRONG, wraps=True),
                marks,
                sourced(day(one.checked_on), one.source),
                gap=6,
            )
            # Under the words, not under their icon.
            inset = row(gap=0)
            inset.addSpacing(theme().px(_ICON_ROOM))
            inset.addLayout(below, 1)
            self.helps.addLayout(inset)
            self.helps.addSpacing(theme().px(6))

    def _show_steps(self, way: Way) -> None:
        clear(self.steps)
        for number, step in enumerate(way.steps, 1):
            self.steps.addWidget(Label(say("{number}. {step}", number=number, step=step), wraps=True))
        if can_open(way.page):
            go = Button(say("Open the page"), "external-link", on_click=partial(open_page, way.page))
            self.steps.addLayout(row(go, None))

    def _show_platforms(self, found: Sequence[tuple[RecipientId, str]]) -> None:
        box = self.platform.box
        box.clear()
        for key, name in found:
            box.addItem(name, key)

    def _filed(self, one: Standing) -> None:
        counted = one.deadline
        if counted is not None and counted.earliest is not None and one.request.due is not None:
            says = say(
                "Noted. An answer comes not before {earliest}, and by {due} at the latest.",
                earliest=day(counted.earliest),
                due=day(one.request.due),
            )
            self._tell(says, counted.counted, one.request.id)

    def _written(self, path: Path, found: tuple[Request, Draft]) -> None:
        request, draft = found
        next_step = say(
            "Hand it in on the platform's own page for this, then say so: the 48 hours begin then."
        )
        self._tell(say("Saved as {name}. Nothing was sent.", name=path.name), next_step, request.id)
        for warning in draft.warnings:
            self.saved.box.addWidget(Label(warning, Role.SMALL, wraps=True))

    def _tell(self, says: Text, detail: Text, request: RequestId) -> None:
        clear(self.saved.box)
        self.problem.hide()
        self.saved.box.addWidget(Label(says, Role.STRONG, wraps=True))
        self.saved.box.addWidget(Label(detail, wraps=True))
        follow = Button(
            say("Follow this request"), "arrow-right", Kind.PRIMARY, partial(self._opened, request)
        )
        self.saved.box.addLayout(row(follow, None))
        self.saved.show()
        self.ensureWidgetVisible(self.saved)
        self._desk.changed.emit()

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, words(say("Save the letter")), "notice.pdf", "*.pdf *.eml *.txt *.html"
        )
        if name:
            self.save_to(Path(name) if Path(name).suffix else Path(name + ".pdf"))
