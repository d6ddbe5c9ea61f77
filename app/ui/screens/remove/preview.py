"""The preview of hiding or deleting: nothing has been sent, and nothing is until the person says yes to a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.account import AccountId
from app.model.fix import Action, Plan, Unit
from app.model.photo import PhotoId
from app.model.text import Text, say, say_count
from app.ui.screens.remove.gathered import SHOWN, Piece, Preview
from app.ui.screens.remove.lines import Line, to_page
from app.ui.terms import ACTIONS
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead, boxed
from app.ui.widgets.fact import Fact, Icon
from app.ui.widgets.gradual import Gradual, Maker
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.widgets.tag import Tag
from app.ui.widgets.tick import Tick

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


class PreviewPage(Page):
    """What will happen to each post; `agree` hears the plan and whether copies are kept first.

    `delete` and `letter` are the ways on for photos of which it cannot be done.
    """

    def __init__(
        self,
        agree: Callable[[Plan, bool], object],
        back: Callable[[], object],
        delete: Callable[[tuple[PhotoId, ...]], object],
        letter: Callable[[tuple[PhotoId, ...]], object],
    ) -> None:
        self._agree, self._delete, self._letter = agree, delete, letter
        self._preview: Preview | None = None
        self._hides = False
        self.head = PageHead("", "", Button(say("Back to the photos"), "arrow-left", on_click=back))
        self.problem = ProblemPanel()
        self.sure = Card(gap=12)
        self.copies = Tick(say("Keep a copy on this computer first"), True)  # noqa: FBT003
        self.yes = Button("", "check", Kind.DANGER, self._yes)
        self._back = back
        self._lists = column(gap=10)
        self._nothing = EmptyState("images", say("Nothing can be done here"), "")
        self._nothing.hide()
        super().__init__(self.head, self.problem, self.sure, self._nothing, self._lists, None, width=860)
        self._filling = Gradual(self._lists, self)

    def show_waiting(self, action: Action) -> None:
        """Show that the preview is being made."""
        self._preview = None
        self.head.title.say(ACTIONS[action].says)
        self.head.line.say(say("One moment …"))
        self.problem.hide()
        self.sure.hide()
        self._nothing.hide()
        self.verticalScrollBar().setValue(0)
        self._filling.fill(())

    def show_preview(self, preview: Preview, *, hides: bool) -> None:
        """Show what would be done; `hides` keeps names and pictures from onlookers."""
        self._preview, self._hides = preview, hides
        plan = preview.plan
        self.head.title.say(ACTIONS[plan.action].says)
        self.head.line.say(say("Nothing has been sent to any network yet."))
        self._fill_sure(plan)
        self.sure.setVisible(bool(plan.doable))
        self._filling.fill(self._makers(preview))

    def _fill_sure(self, plan: Plan) -> None:
        clear(self.sure.box)
        count = sum(len(unit.photos) for unit in plan.doable)
        self.sure.box.addWidget(Heading(_sentence(plan, count), Role.HERO, wraps=True))
        if plan.takes >= _MINUTE:
            self.sure.box.addWidget(Fact("hourglass", _takes(plan.takes), _slow(), Tone.ACCENT))
        for remark in plan.remarks:
            line = row(Icon("info", Tone.MEDIUM), gap=9)
            line.addWidget(Label(remark, wraps=True), 1)
            self.sure.box.addLayout(line)
        deletes = plan.action is Action.DELETE
        self.copies = Tick(say("Keep a copy on this computer first"), deletes)
        if deletes:
            where = say(
                "In the folder “kept” of the app’s data. A photo whose copy fails is left where it is."
            )
            self.sure.box.addWidget(self.copies)
            self.sure.box.addWidget(Label(where, Role.SMALL, quiet=True, wraps=True))
        icon = ACTIONS[plan.action].icon
        self.yes = Button(_agreement(plan, count), icon, Kind.DANGER if deletes else Kind.PRIMARY, self._yes)
        self.sure.box.addLayout(row(self.yes, Button(say("Not now"), on_click=self._back), None))

    def _makers(self, preview: Preview) -> Iterator[Maker]:
        plan = preview.plan
        kept = [unit for unit in plan.units if unit.kept is not None]
        if plan.doable:
            yield partial(_heading, say("What will happen"))
        for unit in plan.doable[:SHOWN]:
            yield partial(self._unit, unit)
        yield from _rest(len(plan.doable))
        if kept:
            yield partial(
                _heading, say_count("{count} stays as it is", "{count} stay as they are", len(kept))
            )
        for unit in kept[:SHOWN]:
            yield partial(self._unit, unit)
        yield from _rest(len(kept))
        if plan.cannot:
            yield partial(_heading, _cannot_be(plan))
            yield partial(self._next_step, plan)
        for photo, why in plan.cannot[:SHOWN]:
            yield partial(self._cannot, photo, why)
        yield from _rest(len(plan.cannot))

    def _unit(self, unit: Unit) -> QWidget:
        piece = self._piece(unit.photos[:1])
        told = unit.kept or unit.says
        title, detail = self._words(piece, told, unit.account)
        is_kept = unit.kept is not None
        end = Tag(say("Kept"), Tone.PLAIN, "lock") if is_kept else to_page(piece.url) if piece else None
        return Card(Line(piece, title, detail, hides=self._hides, greyed=is_kept, end=end), padding=10)

    def _cannot(self, photo: PhotoId, why: Text) -> QWidget:
        piece = self._piece((photo,))
        title, detail = self._words(piece, why, None)
        end = to_page(piece.url) if piece is not None else None
        return Card(Line(piece, title, detail, hides=self._hides, greyed=True, end=end), padding=10)

    def _next_step(self, plan: Plan) -> QWidget:
        """Return what is left to do where the network does not do it: deleting for what cannot be hidden, else a letter."""
        photos = tuple(photo for photo, _ in plan.cannot)
        if plan.action is Action.HIDE:
            button = Button(
                say("See what deleting would do"), "trash-2", on_click=partial(self._delete, photos)
            )
        else:
            button = Button(say("Write a letter about them"), "send", on_click=partial(self._letter, photos))
        return boxed(row(button, None))

    def _words(
        self, piece: Piece | None, told: Text, account: AccountId | None
    ) -> tuple[Text | str, Text | str]:
        """Return the photo's name with what happens to it under that; on a shared screen no name."""
        if self._hides or self._preview is None:
            return told, ""
        handle = self._preview.handles.get(account, "") if account is not None else ""
        detail = say("{handle}: {told}", handle=handle, told=told) if handle else told
        return (piece.title, detail) if piece is not None and piece.title else (told, handle)

    def _piece(self, photos: Sequence[PhotoId]) -> Piece | None:
        return self._preview.pieces.get(photos[0]) if self._preview is not None and photos else None

    def _yes(self) -> None:
        if self._preview is not None:
            self.yes.setEnabled(False)
            self._agree(self._preview.plan, self.copies.isChecked())


def _sentence(plan: Plan, count: int) -> Text:
    if plan.action is Action.DELETE:
        return say_count(
            "{count} photo will be deleted at its network. This cannot be undone.",
            "{count} photos will be deleted at their networks. This cannot be undone.",
            count,
        )
    return say_count(
        "{count} photo will be taken out of strangers’ reach.",
        "{count} photos will be taken out of strangers’ reach.",
        count,
    )


def _agreement(plan: Plan, count: int) -> Text:
    if plan.action is Action.DELETE:
        return say_count("Yes, delete this {count} photo", "Yes, delete these {count} photos", count)
    return say_count("Yes, hide this {count} photo", "Yes, hide these {count} photos", count)


def _cannot_be(plan: Plan) -> Text:
    if plan.action is Action.DELETE:
        return say_count(
            "{count} photo cannot be deleted from here",
            "{count} photos cannot be deleted from here",
            len(plan.cannot),
        )
    return say_count(
        "{count} photo cannot be hidden from here",
        "{count} photos cannot be hidden from here",
        len(plan.cannot),
    )


def _takes(takes: timedelta) -> Text:
    if takes < _HOUR:
        return say_count(
            "This takes about {count} minute", "This takes about {count} minutes", -(-takes // _MINUTE)
        )
    return say_count("This takes about {count} hour", "This takes about {count} hours", -(-takes // _HOUR))


def _slow() -> Text:
    return say(
        "The network allows only so many at a time. The app waits by itself; you can close it and go on later."
    )


def _heading(says: Text) -> QWidget:
    return Heading(says)


def _rest(count: int) -> Iterator[Maker]:
    rest = count - SHOWN
    if rest > 0:
        yield partial(
            Label, say_count("… and {count} more", "… and {count} more", rest), Role.SMALL, quiet=True
        )
