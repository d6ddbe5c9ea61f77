"""What a look at a handle brought: photos as they come, then the worst one, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model.look import Look, SeenPhoto
from app.model.stranger import Reach
from app.model.text import Text, say, say_count
from app.ui.terms import FINDING_ICONS, FINDING_WORDS, exposure_term
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Fact
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.picture import Picture, blurred, decoded
from app.ui.widgets.tag import Tag

# Small pictures shown while it works: enough to see that it does.
_SHOWN = 24
_FACTS = 5
_SIDE = 92


class Arriving(Card):
    """The photos as they arrive, small, each with what a stranger gets."""

    def __init__(self) -> None:
        super().__init__(gap=12)
        self.says = Label("", Role.STRONG)
        self._strip = QWidget()
        self._flow = Flow()
        self._strip.setLayout(self._flow)
        self._count = 0
        self._reachable = 0
        self._hides = self._is_import = False
        self.box.addWidget(self.says)
        self.box.addWidget(self._strip)
        self.hide()

    def begin(self, *, hides: bool = False, is_import: bool = False) -> None:
        """Begin with none; `hides` leaves only the colours of each picture.

        Of an export nobody knows yet what a stranger gets, so with `is_import` only the pictures are counted.
        """
        self._hides, self._is_import = hides, is_import
        clear(self._flow)
        self._count = self._reachable = 0
        self.says.say(say("Reading …") if is_import else say("Looking …"))
        self.show()

    def add(self, seen: SeenPhoto) -> None:
        """Add a photo that was just seen."""
        self._count += 1
        self._reachable += _is_reachable(seen)
        self.says.say(self._told())
        if self._count <= _SHOWN and seen.thumbnail:
            picture = Picture(_SIDE, _SIDE)
            picture.setFixedSize(_SIDE, _SIDE)
            image = decoded(seen.thumbnail)
            name = "" if self._hides else seen.photo.alt_text or seen.photo.caption
            picture.show_picture(blurred(image) if self._hides else image, name=name)
            self._flow.addWidget(picture)

    def _told(self) -> Text:
        if self._is_import:
            return say_count("{count} photo looked at", "{count} photos looked at", self._count)
        return say_count(
            "{count} photo looked at; a stranger can take {reachable}",
            "{count} photos looked at; a stranger can take {reachable}",
            self._count,
            reachable=self._reachable,
        )


class Answer(Card):
    """The single worst photo, why, and one button."""

    def __init__(self, keep: Callable[[], object], other: Callable[[], object]) -> None:
        super().__init__(gap=16, padding=24)
        self._keep, self._other = keep, other
        self.keep = Button(say("Keep watching this account"), "eye", Kind.PRIMARY, keep)
        self.hide()

    def show_look(self, look: Look, *, hides: bool = False) -> None:
        """Show what a look brought; `hides` names nobody and shows no face."""
        clear(self.box)
        handle: Text | str = say("(hidden)") if hides else look.account.handle
        self.box.addWidget(Heading(_sentence(look, handle), Role.HERO, wraps=True))
        if look.problem is not None:
            self.box.addWidget(ProblemPanel(look.problem, closes=False))
        worst = look.worst
        if worst is not None:
            self.box.addLayout(_worst(worst, hides=hides))
        else:
            self.box.addWidget(Label(_nothing(look), wraps=True))
        for remark in look.remarks:
            self.box.addWidget(Label(remark, Role.SMALL, quiet=True, wraps=True))
        self.keep = Button(say("Keep watching this account"), "eye", Kind.PRIMARY, self._keep)
        buttons = row(self.keep, Button(say("Look at another"), "search", on_click=self._other), None)
        self.box.addLayout(buttons)
        self.show()
        self.keep.setFocus()


def _sentence(look: Look, handle: Text | str) -> Text:
    reachable = sum(_is_reachable(seen) for seen in look.photos)
    if not reachable:
        return say("We found no photo of {handle} that a stranger can take.", handle=handle)
    return say_count(
        "A stranger can take {count} photo of {handle}.",
        "A stranger can take {count} photos of {handle}.",
        reachable,
        handle=handle,
    )


def _nothing(look: Look) -> Text:
    if look.problem is not None:
        return say("That does not mean that they are private: we could not look.")
    return say("The profile lists no photos, and it says so itself. You can keep watching it.")


def _worst(seen: SeenPhoto, *, hides: bool) -> QHBoxLayout:
    picture = Picture(220, 320)
    inspection = seen.photo.inspection
    faces = inspection.faces if inspection else ()
    full = (inspection.width, inspection.height) if inspection else (0, 0)
    image = decoded(seen.thumbnail)
    name = "" if hides else seen.photo.alt_text or seen.photo.caption
    picture.show_picture(blurred(image) if hides else image, faces, full, name)
    picture.setFixedWidth(340)
    term = exposure_term(seen.score.value)
    head = row(
        Heading(say("This one gives away most")),
        Tag(say("Risk {score}", score=seen.score.value), term.tone, term.icon),
        None,
    )
    facts = column(head, gap=10)
    for finding in seen.findings[:_FACTS]:
        icon = FINDING_ICONS.get(finding.kind, "info")
        tone = Tone.CRITICAL if finding.weight >= 40 else Tone.HIGH
        # A finding's own words may name people and places.
        says = FINDING_WORDS[finding.kind] if hides else finding.says
        facts.addWidget(Fact(icon, says, "" if hides else finding.evidence, tone))
    facts.addStretch(1)
    whole = row(gap=20)
    whole.addLayout(column(picture, None))
    whole.addLayout(facts, 1)
    return whole


def _is_reachable(seen: SeenPhoto) -> bool:
    return seen.photo.stranger is not None and seen.photo.stranger.reach is Reach.REACHABLE
