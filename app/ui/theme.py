"""How the window looks: light, dark or as the system, and how large its letters are."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

from app.resources import resource
from app.ui.style import style_sheet
from app.ui.tokens import DARK, LETTERS, LIGHT, Colours, Role

_FONT = "Inter"
_FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
# Letters to Korea and Japan are shown as they are printed, on a computer without such fonts too.
_BEHIND = ("Overexposed East Asian", "Overexposed Signs")
_BEHIND_FILES = (
    "OverexposedEastAsian-Regular.otf",
    "OverexposedEastAsian-SemiBold.otf",
    "OverexposedSigns-Regular.ttf",
)
_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}


class Theme(QObject):
    """The look of this session. `changed` is emitted after everything has been dressed anew."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice = "system"
        self.colours: Colours = LIGHT
        self.scale = 1.0
        """Size of letters and controls against 100 %."""
        application.setStyle(QStyleFactory.create("Fusion"))
        self._load_fonts()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: str = "system", text_scale: int = 100) -> None:
        """Dress everything: `choice` is "light", "dark" or "system", `text_scale` in per cent."""
        self._choice = choice
        self.scale = text_scale / 100
        # Native frames and file dialogs follow this; the system's own choice returns with Unknown.
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[choice])
        self._dress()

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are on."""
        return self.colours is DARK

    @property
    def moves(self) -> bool:
        """Whether the system wants things to move; nothing is animated where it does not."""
        hint = QStyle.StyleHint.SH_Widget_Animate
        return bool(self._application.style().styleHint(hint))

    def font(self, role: Role) -> QFont:
        """Return the letters of a role, for widgets that paint themselves."""
        letters = LETTERS[role]
        font = QFont(self._application.font())
        font.setPixelSize(self.px(letters.px))
        font.setWeight(QFont.Weight(letters.weight))
        return font

    def px(self, length: float) -> int:
        """Return a length at the chosen size of letters."""
        return round(length * self.scale)

    def _follow_system(self) -> None:
        if self._choice == "system":
            self._dress()

    def _dress(self) -> None:
        scheme = QGuiApplication.styleHints().colorScheme()
        is_dark = self._choice == "dark" or (self._choice == "system" and scheme is Qt.ColorScheme.Dark)
        self.colours = DARK if is_dark else LIGHT
        font = QFont(_FONT)
        font.setPixelSize(self.px(LETTERS[Role.BODY].px))
        self._application.setFont(font)
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, self.scale))
        self.changed.emit()

    def _load_fonts(self) -> None:
        for name in (*_FONT_FILES, *_BEHIND_FILES):
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        # For names and captions in other scripts, whatever the system has.
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        QFont.insertSubstitutions(_FONT, [*_BEHIND, system])


def theme() -> Theme:
    """Return the look of this application; made, light or dark as the system is, when first asked for."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        sys.exit("The look was asked for before there was an application.")
    found = application.findChild(Theme)
    if found is None:
        found = Theme(application)
        found.choose()
    return found


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, c.ground),
        (role.WindowText, c.text),
        (role.Base, c.card),
        (role.AlternateBase, c.ground),
        (role.Text, c.text),
        (role.PlaceholderText, c.text3),
        (role.Button, c.card),
        (role.ButtonText, c.text),
        (role.BrightText, c.critical.text),
        (role.Highlight, c.accent.text),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.accent.text),
        (role.LinkVisited, c.accent.text),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.card),
        (role.Mid, c.line),
        (role.Midlight, c.line),
        (role.Light, c.card),
        (role.Dark, c.control),
        (role.Shadow, c.ground),
        (role.Accent, c.accent.text),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(c.text3))
    return palette
