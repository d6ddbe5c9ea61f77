"""Fields to type or choose in, each with its name above it and its mistake, in words, under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QWidget

from app.model.text import Text
from app.ui.icons import icon as draw_icon
from app.ui.icons import picture
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import without_arguments
from app.ui.widgets.label import Label, plain
from app.ui.widgets.layout import column


class Field(QWidget):
    """A line to type in. `hint` stands under it until `wrong` puts a mistake there."""

    def __init__(
        self,
        name: Text | str,
        placeholder: Text | str = "",
        hint: Text | str = "",
        on_enter: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._hint = plain(hint)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(plain(placeholder))
        self.edit.setAccessibleName(plain(name))
        self._name = Label(name, Role.SMALL)
        self._name.setBuddy(self.edit)
        self._below = Label(hint, Role.SMALL, quiet=True, wraps=True)
        if not self._hint:
            self._below.hide()
        self.setLayout(column(self._name, self.edit, self._below, gap=4))
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._edited)
        if on_enter is not None:
            self.edit.returnPressed.connect(without_arguments(on_enter))

    @property
    def text(self) -> str:
        """What was typed, without spaces at its ends."""
        return self.edit.text().strip()

    def fill(self, text: str) -> None:
        """Put a text in."""
        self.edit.setText(text)

    def wrong(self, why: Text | str | None) -> None:
        """Say what is wrong with what was typed; None takes it back."""
        self.edit.setProperty("wrong", "false" if why is None else "true")
        self.edit.style().polish(self.edit)
        self._below.say(self._hint if why is None else why)
        self._below.paint(None if why is None else Tone.CRITICAL, quiet=why is None)
        self._below.setVisible(bool(self._below.text()))
        self.edit.setAccessibleDescription(self._below.text())

    def _edited(self) -> None:
        self.wrong(None)

    def hide_text(self, on: bool) -> None:  # noqa: FBT001  # one of two states
        """Show dots in place of what was typed, while others look on."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if on else QLineEdit.EchoMode.Normal)

    def enlarge(self) -> Field:
        """Make it the large one of its page, whose name may run over two lines; return the field."""
        self._name.setWordWrap(True)
        self.edit.setProperty("size", "large")
        return self


class SecretField(Field):
    """A line for something that nobody else may see: shown as dots, never offered by a keyboard, taken once."""

    def __init__(self, name: Text | str, placeholder: Text | str = "", hint: Text | str = "") -> None:
        super().__init__(name, placeholder, hint)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def take(self) -> str:
        """Return what was typed, and empty the field: nothing of it is left to be undone or copied."""
        text = self.text
        # To set a text forgets what could be undone; to clear it would not.
        self.edit.setText("")
        return text


class SearchField(QLineEdit):
    """A field to search with: an icon before it, a button to empty it."""

    def __init__(self, placeholder: Text | str, on_change: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self.setPlaceholderText(plain(placeholder))
        self.setAccessibleName(plain(placeholder))
        self.setClearButtonEnabled(True)
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._tint()
        if on_change is not None:
            self.textChanged.connect(on_change)

    def changeEvent(self, arg__1: QEvent, /) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        look = theme()
        self._sign.setIcon(draw_icon("search", look.colours.text2, look.px(16), self.devicePixelRatioF()))


class Combo(QComboBox):
    """A box to choose from, with the arrow in the theme's colours."""

    def __init__(self) -> None:
        super().__init__()
        # The wheel scrolls the page; only a focused box turns with it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._was_shown = False

    def showEvent(self, e: QShowEvent, /) -> None:
        super().showEvent(e)
        if not self._was_shown:
            self._was_shown = True
            self.model().rowsInserted.connect(self._widen)

    def _widen(self) -> None:
        """Be as wide as what was put in after it was shown first. Said earlier, Qt would make the list that opens."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, e: QWheelEvent, /) -> None:
        if self.hasFocus():
            super().wheelEvent(e)
        else:
            e.ignore()

    def paintEvent(self, e: QPaintEvent, /) -> None:
        super().paintEvent(e)
        look = theme()
        side = look.px(16)
        place = QRect(self.width() - side - look.px(7), (self.height() - side) // 2, side, side)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        painter = QPainter(self)
        painter.drawImage(place, picture("chevron-down", look.colours.text2, side, self.devicePixelRatioF()))
        painter.end()


class Choice(QWidget):
    """One of several, with its name above it; `on_choose` hears the key of what was chosen."""

    def __init__(
        self,
        name: Text | str,
        options: Sequence[tuple[str, Text | str]],
        chosen: str = "",
        on_choose: Callable[[str], object] | None = None,
        *,
        bare: bool = False,
    ) -> None:
        super().__init__()
        self.box = Combo()
        self.box.setAccessibleName(plain(name))
        for key, text in options:
            self.box.addItem(plain(text), key)
        self.choose(chosen)
        if bare:
            self.setLayout(column(self.box))
        else:
            label = Label(name, Role.SMALL)
            label.setBuddy(self.box)
            self.setLayout(column(label, self.box, gap=4))
        self.setFocusProxy(self.box)
        if on_choose is not None:
            self.box.activated.connect(without_arguments(lambda: on_choose(self.chosen)))

    @property
    def chosen(self) -> str:
        """The key of what is chosen."""
        return str(self.box.currentData())

    def choose(self, key: str) -> None:
        """Choose by key; one that is not there changes nothing."""
        place = self.box.findData(key)
        if place >= 0:
            self.box.setCurrentIndex(place)
