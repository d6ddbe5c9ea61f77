"""A chip: one condition of a filter, on or off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from app.model.text import Text
from app.ui.icons import icon as draw_icon
from app.ui.theme import theme
from app.ui.widgets.label import plain


class Chip(QPushButton):
    """A chip; `on_toggle` hears whether it is on. When on it has a border and a check mark to its name."""

    def __init__(
        self, text: Text | str, icon: str = "", on_toggle: Callable[[bool], object] | None = None
    ) -> None:
        super().__init__()
        self._icon = icon
        self._drawn: QIcon | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(plain(text).replace("&", "&&"))
        self.setAccessibleName(plain(text))
        self._tint()
        self.toggled.connect(self._tint)
        if on_toggle is not None:
            self.toggled.connect(on_toggle)

    def show_state(self) -> None:
        """Show whether it is on, where that was set without a signal."""
        self._tint()

    def changeEvent(self, e: QEvent, /) -> None:
        super().changeEvent(e)
        if e.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        look = theme()
        # On is told by more than colour: the check mark takes the icon's place.
        name = "check" if self.isChecked() else self._icon
        if not name:
            return
        colour = look.colours.accent.text if self.isChecked() else look.colours.text2
        side, after = look.px(15), look.px(4)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        drawn = draw_icon(name, colour, side, self.devicePixelRatioF(), mirrored=mirrored, after=after)
        if drawn is not self._drawn:
            self._drawn = drawn
            self.setIcon(drawn)
            self.setIconSize(QSize(side + after, side))
