"""One photo in a list of what is done: its picture, what happens to it, and why not where it does not."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.text import Text, say
from app.ui.links import can_open, open_page
from app.ui.screens.remove.gathered import Piece
from app.ui.tokens import Role
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.picture import Picture, blurred

_WIDE, _TALL = 60, 46


class Line(QWidget):
    """A photo's small picture with two lines beside it; `greyed` for one that nothing happens to."""

    def __init__(  # each part of the line may be left out
        self,
        piece: Piece | None,
        says: Text | str,
        detail: Text | str = "",
        *,
        hides: bool = False,
        greyed: bool = False,
        end: QWidget | None = None,
    ) -> None:
        super().__init__()
        picture = Picture(_TALL, _TALL)
        picture.setFixedSize(_WIDE, _TALL)
        if piece is not None and not piece.image.isNull():
            picture.show_picture(blurred(piece.image) if hides else piece.image)
        picture.setEnabled(not greyed)
        line = row(picture, gap=12)
        title = Label(says, Role.BODY if greyed else Role.STRONG, quiet=greyed, wraps=True)
        below = Label(detail, Role.SMALL, quiet=True, wraps=True)
        # Shown with its parent: to show a widget that has none yet would open a window of its own.
        if not below.text():
            below.hide()
        line.addLayout(column(None, title, below, None, gap=1), 1)
        if end is not None:
            line.addWidget(end)
        self.setLayout(line)


def to_page(url: str) -> Button | None:
    """Return a button that opens a photo's page; None where it has none."""
    if not can_open(url):
        return None
    return Button(say("Open the post"), "external-link", Kind.ICON, partial(open_page, url))
