"""Puts pieces under and beside each other."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Piece: TypeAlias = "QWidget | QLayout | int | None"
"""A widget, a layout in a layout, a fixed space in px, or None for the space that is left."""

_Box = TypeVar("_Box", bound=QBoxLayout)


def column(*pieces: Piece, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Return a layout with the pieces under each other."""
    return _made(QVBoxLayout(), pieces, gap, margin)


def row(*pieces: Piece, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Return a layout with the pieces beside each other, in reading direction."""
    return _made(QHBoxLayout(), pieces, gap, margin)


def fill(box: QBoxLayout, *pieces: Piece) -> None:
    """Put more pieces at the end of a layout."""
    for piece in pieces:
        match piece:
            case QWidget():
                box.addWidget(piece)
            case QLayout():
                box.addLayout(piece)
            case int():
                box.addSpacing(piece)
            case None:
                box.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take every piece out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # None at the end
        if (widget := item.widget()) is not None:  # pyright: ignore[reportUnnecessaryComparison]  # None for spaces
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:  # pyright: ignore[reportUnnecessaryComparison]
            clear(inner)
            inner.deleteLater()


def _made(box: _Box, pieces: tuple[Piece, ...], gap: int, margin: int) -> _Box:
    box.setSpacing(gap)
    box.setContentsMargins(margin, margin, margin, margin)
    fill(box, *pieces)
    return box
