"""Buttons: one main action to a page, and quieter ones beside it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from app.model.text import Text
from app.ui.icons import icon as draw_icon
from app.ui.theme import theme
from app.ui.widgets.label import plain


class Kind(StrEnum):
    """How loud a button is. ICON shows its icon alone and says its words as tooltip and to screen readers."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"
    LINK = "link"
    ICON = "icon"


_RETINTED = frozenset(
    {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.LayoutDirectionChange}
)


class Button(QPushButton):
    """A button with words, an icon (a name in resources/icons), or both."""

    def __init__(
        self,
        text: Text | str,
        icon: str = "",
        kind: Kind = Kind.PLAIN,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._icon = icon
        self._drawn: QIcon | None = None
        self._kind = kind
        self.setProperty("kind", kind.value)
        # A click leaves the focus where it was; the ring is for the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(text)
        self._tint()
        if on_click is not None:
            self.clicked.connect(without_arguments(on_click))

    def say(self, text: Text | str) -> None:
        """Show other words. A string is foreign text, and its & is no shortcut."""
        shown = plain(text)
        self.setAccessibleName(shown)
        if self._kind is Kind.ICON:
            self.setToolTip(shown)
        else:
            self.setText(shown.replace("&", "&&"))

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._tint()

    def changeEvent(self, e: QEvent, /) -> None:
        super().changeEvent(e)
        if e.type() in _RETINTED:
            self._tint()

    def _tint(self) -> None:
        if not self._icon:
            return
        look = theme()
        side = look.px(16)
        after = 0 if self._kind is Kind.ICON or not self.text() else look.px(5)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        drawn = draw_icon(
            self._icon, self._colour(), side, self.devicePixelRatioF(), mirrored=mirrored, after=after
        )
        # Qt tells of a palette several times before a button is shown first; to set an icon places the page anew.
        if drawn is not self._drawn:
            self._drawn = drawn
            self.setIcon(drawn)
            self.setIconSize(QSize(side + after, side))

    def _colour(self) -> str:
        colours = theme().colours
        if not self.isEnabled():
            return colours.text3
        return {
            Kind.PLAIN: colours.text2,
            Kind.PRIMARY: colours.on_accent,
            Kind.DANGER: colours.critical.text,
            Kind.LINK: colours.accent.text,
            Kind.ICON: colours.text2,
        }[self._kind]


def without_arguments(call: Callable[[], object]) -> Callable[[], None]:
    """Return a call that a signal with arguments can be connected to: PySide counts a plain function's own."""

    def called() -> None:
        call()

    return called
