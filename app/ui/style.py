"""The one style sheet of the window, made from the tokens."""

from __future__ import annotations

from app.ui.tokens import CONTROL, LETTERS, RADIUS_CARD, RADIUS_CONTROL, Colours, Tone


def style_sheet(colours: Colours, scale: float) -> str:
    """Return the style sheet of a theme with letters `scale` times their size."""
    return "\n".join(
        [
            _ground(colours),
            _labels(colours, scale),
            _buttons(colours, scale),
            _fields(colours, scale),
            _surfaces(colours),
            _lists(colours, scale),
        ]
    )


def _ground(c: Colours) -> str:
    return f"""
    QMainWindow, QDialog, QWidget[ground="page"] {{ background: {c.ground}; color: {c.text}; }}
    QWidget[ground="card"] {{ background: {c.card}; color: {c.text}; }}
    QScrollArea, QScrollArea > QWidget > QWidget[clear="true"] {{ background: transparent; border: none; }}
    QToolTip {{ background: {c.text}; color: {c.card}; border: none; padding: 5px 8px; }}
    """


def _labels(c: Colours, scale: float) -> str:
    roles = "".join(
        f'Label[role="{role}"] {{ font-size: {round(letters.px * scale)}px; font-weight: {letters.weight}; }}\n'
        for role, letters in LETTERS.items()
    )
    tones = "".join(
        f'Label[tone="{tone}"] {{ color: {c.shade(tone).text}; }}\n'
        for tone in Tone
        if tone is not Tone.PLAIN
    )
    return f"""
    Label {{ color: {c.text}; background: transparent; }}
    {roles}
    Label[tone="quiet"] {{ color: {c.text2}; }}
    {tones}
    """


def _buttons(c: Colours, scale: float) -> str:
    letters = round(14 * scale)
    height = round((CONTROL - 2) * scale)
    return f"""
    Button {{
        background: {c.card}; color: {c.text}; border: 1px solid {c.line}; border-radius: {RADIUS_CONTROL}px;
        padding: 0 14px; min-height: {height}px; font-size: {letters}px; font-weight: 600;
    }}
    Button:hover {{ border-color: {c.control}; }}
    Button:pressed {{ background: {c.track}; }}
    Button:disabled {{ color: {c.text3}; background: {c.track}; border-color: {c.track}; }}
    Button[kind="primary"] {{ background: {c.accent.text}; color: {c.on_accent}; border-color: {c.accent.text}; }}
    Button[kind="primary"]:hover {{ background: {c.accent.fill}; border-color: {c.accent.fill}; }}
    Button[kind="primary"]:disabled {{ color: {c.text3}; background: {c.track}; border-color: {c.track}; }}
    Button[kind="danger"] {{ color: {c.critical.text}; }}
    Button[kind="link"], Button[kind="icon"] {{ background: transparent; border-color: transparent; }}
    Button[kind="link"] {{ color: {c.accent.text}; padding: 0 8px; }}
    Button[kind="link"]:hover, Button[kind="icon"]:hover {{ background: {c.accent.tint}; }}
    Button[kind="link"]:disabled {{ color: {c.text3}; }}
    Button[kind="icon"] {{ padding: 0; min-width: {height}px; }}
    Button::menu-indicator {{ image: none; width: 0; }}
    Button[part="answer"] {{ text-align: left; }}
    Chip {{
        background: {c.card}; color: {c.text2}; border: 1px solid {c.line};
        border-radius: {round(30 * scale) // 2 - 1}px; padding: 0 12px; min-height: {round(28 * scale)}px;
        max-height: {round(28 * scale)}px; font-size: {letters}px; font-weight: 500;
    }}
    Chip:hover {{ border-color: {c.control}; }}
    Chip:checked {{ background: {c.accent.tint}; color: {c.accent.text}; border-color: {c.accent.text}; }}
    Chip::menu-indicator {{ image: none; width: 0; }}
    Chip:disabled {{ color: {c.text3}; }}
    QCheckBox, QRadioButton {{ font-size: {letters}px; spacing: 8px; color: {c.text}; }}
    """


def _fields(c: Colours, scale: float) -> str:
    letters = round(14 * scale)
    height = round((CONTROL - 2) * scale)
    return f"""
    QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QDateEdit {{
        background: {c.card}; color: {c.text}; border: 1px solid {c.control}; border-radius: {RADIUS_CONTROL}px;
        font-size: {letters}px; selection-background-color: {c.accent.text}; selection-color: {c.on_accent};
    }}
    QLineEdit, QComboBox, QDateEdit {{ min-height: {height}px; padding: 0 10px; }}
    QLineEdit[wrong="true"] {{ border-color: {c.critical.text}; }}
    QLineEdit[size="large"] {{ min-height: {round(44 * scale)}px; font-size: {round(16 * scale)}px; }}
    QTextEdit, QPlainTextEdit {{ padding: 6px 8px; }}
    QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border-color: {c.accent.text}; }}
    QLineEdit:disabled, QComboBox:disabled {{ color: {c.text3}; background: {c.track}; border-color: {c.line}; }}
    QComboBox::drop-down {{ border: none; width: {round(26 * scale)}px; }}
    QComboBox QAbstractItemView, QMenu {{
        background: {c.card}; color: {c.text}; border: 1px solid {c.line}; font-size: {letters}px; padding: 4px;
        selection-background-color: {c.accent.tint}; selection-color: {c.text};
    }}
    QMenu::item {{ padding: 7px 26px 7px 12px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {c.accent.tint}; color: {c.text}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    """


def _surfaces(c: Colours) -> str:
    tints = "".join(
        f'Card[tone="{tone}"] {{ background: {c.shade(tone).tint}; border-color: {c.shade(tone).tint}; }}\n'
        for tone in Tone
    )
    return f"""
    Card {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px; }}
    Card[edge="none"] {{ border-color: {c.card}; }}
    {tints}
    Divider {{ background: {c.line}; border: none; }}
    """


def _lists(c: Colours, scale: float) -> str:
    return f"""
    QAbstractItemView {{
        background: {c.card}; color: {c.text}; border: none; outline: none; font-size: {round(14 * scale)}px;
        selection-background-color: {c.accent.tint}; selection-color: {c.text};
    }}
    QTableWidget {{
        background: {c.card}; color: {c.text}; border: 1px solid {c.line}; border-radius: 10px;
        selection-background-color: {c.accent.tint}; selection-color: {c.text};
    }}
    QTableWidget::item {{ padding: 4px 8px; border-bottom: 1px solid {c.line}; }}
    QHeaderView {{ background: {c.card}; border: none; }}
    QHeaderView::section {{
        background: {c.card}; color: {c.text3}; border: none; border-bottom: 1px solid {c.line}; padding: 4px 11px;
    }}
    PhotoGrid {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::handle {{ background: {c.land}; border-radius: 3px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 36px; }}
    QScrollBar::handle:horizontal {{ min-width: 36px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTabBar::tab {{ padding: 8px 14px; color: {c.text2}; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent.text}; }}
    QProgressBar {{ background: {c.track}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent.fill}; border-radius: 3px; }}
    """
