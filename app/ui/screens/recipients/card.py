"""One recipient: who they are, how to reach them, what they ask for, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.model.recipient import Channel, ChannelKind, Origin, Recipient, RecipientId
from app.model.text import Text, say
from app.ui.desk import Desk
from app.ui.screens.recipients.words import CHANNELS, KINDS, sent
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Fact, Icon
from app.ui.widgets.gradual import Maker, put
from app.ui.widgets.label import Label, plain, sourced
from app.ui.widgets.layout import column, row
from app.ui.widgets.tag import Tag
from app.ui.wording import day


class RecipientCard(Card):
    """One recipient of the directory."""

    def __init__(
        self, desk: Desk, recipient: Recipient, today: date, remove: Callable[[RecipientId], object]
    ) -> None:
        super().__init__(gap=10)
        self._desk = desk
        self.recipient = recipient
        self.write = Button(say("Write a letter"), "send", on_click=self._write)
        if recipient.operator_unknown or not (recipient.channels or recipient.servers):
            self.write.hide()
        icon, kind = KINDS[recipient.kind]
        about = [plain(kind), recipient.legal_name if recipient.legal_name != recipient.name else ""]
        head = row(Icon(icon, Tone.ACCENT, boxed=True), gap=12)
        head.addLayout(
            column(
                Label(recipient.name, Role.CARD, wraps=True),
                Label(" · ".join(part for part in about if part), Role.SMALL, quiet=True, wraps=True),
                gap=1,
            ),
            1,
        )
        if recipient.origin is not Origin.OURS:
            head.addWidget(Button(say("Remove"), "x", Kind.LINK, partial(remove, recipient.id)))
        head.addWidget(self.write)
        self.box.addLayout(head)
        self._today = today

    def parts(self) -> Iterator[Maker]:
        """Yield what puts everything below the head into the card, a piece at a time: a whole card is too long a turn."""
        for piece in self._pieces(self.recipient):
            yield partial(put, self.box, piece)
        yield partial(self._add_source, self.recipient)

    def _pieces(self, recipient: Recipient) -> Iterator[QWidget]:
        for channel in recipient.channels:
            yield channel_fact(channel)
        if recipient.operator_unknown:
            says = say("Nobody knows who runs this, so a letter would reach nobody")
            yield Fact("circle-help", says, tone=Tone.MEDIUM)
        elif not recipient.channels:
            yield Fact("at-sign", say("Its address stands on its own page; we do not guess one."))
        yield from _odds(recipient)

    def _write(self) -> None:
        self._desk.go("requests", self.recipient)

    def _add_source(self, recipient: Recipient) -> None:
        marks = row(gap=8)
        if recipient.is_old(self._today):
            marks.addWidget(Tag(say("Not looked at for a year"), Tone.HIGH, "clock"))
        if recipient.origin is Origin.OWN:
            self.box.addWidget(Label(say("You added it yourself."), Role.SMALL, quiet=True))
            return
        if recipient.customer_of:
            says = say("Reported as a customer of {names}", names=", ".join(recipient.customer_of))
            marks.addWidget(Tag(says, Tone.MEDIUM, "scan-face"))
        if not recipient.confirmed:
            marks.addWidget(Tag(say("Not confirmed yet"), Tone.MEDIUM, "circle-help"))
        self.box.addWidget(sourced(day(recipient.checked_on), recipient.source))
        if marks.count():
            marks.addStretch(1)
            self.box.addLayout(marks)


def channel_fact(channel: Channel) -> Fact:
    """Return a way to reach somebody, with what takes one there."""
    icon, name = CHANNELS[channel.kind]
    address = ", ".join(channel.address.splitlines())
    if channel.purpose:
        name = say("{kind}, for this alone: {purpose}", kind=name, purpose=channel.purpose)
    if not channel.confirmed:
        address = plain(say("{address} (recalled, not confirmed)", address=address))
    if channel.kind is ChannelKind.FORM:
        end = Button(say("Open"), "external-link", Kind.LINK, partial(_open, channel.address))
    else:
        end = Button(say("Copy"), "copy", Kind.LINK, partial(_copy, channel.address))
    return Fact(icon, name, address, end=end)


def _odds(recipient: Recipient) -> Iterator[QWidget]:
    if recipient.needs:
        yield Fact("search", say("What helps them to find it"), _listed(recipient.needs))
    if recipient.asks_for:
        yield Fact("circle-help", say("They also ask for"), _listed(recipient.asks_for))
    if recipient.never_send:
        yield Fact("shield-alert", say("Better not send"), _listed(recipient.never_send), Tone.HIGH)
    if recipient.notes:
        yield Label(recipient.notes, Role.SMALL, wraps=True)


def _open(address: str) -> None:
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.isValid() and url.scheme() == "https":
        QDesktopServices.openUrl(url)


def _copy(address: str) -> None:
    QGuiApplication.clipboard().setText(address)


def _listed(keys: Sequence[str]) -> Text | str:
    return ", ".join(plain(sent(key)) for key in keys)
