"""What is shown and noted when something broke: our mistake, in words, with a report that holds no secrets."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.model.text import say
from app.ui.tokens import Role
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import column, row
from app.ui.wording import words

NOTES = "mistakes.txt"
_KEPT_BYTES = 64 * 1024


def report(error: BaseException) -> str:
    """Return where it broke: places in the code and kinds of errors, never a message or a value.

    A message may hold a name, an address or a token, so none is taken over.
    """
    lines = [
        f"Overexposed on Python {platform.python_version()}, Qt {PySide6.__version__}, {platform.system()} "
        f"{platform.release()} {platform.machine()}"
    ]
    one: BaseException | None = error
    while one is not None:
        lines.append(type(one).__name__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n".join(lines)


def note(text: str, folder: Path) -> None:
    """Keep a report on this computer; the oldest make room. Where that cannot be done, the window still shows it."""
    path = folder / NOTES
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text((before + text + "\n\n")[-_KEPT_BYTES:], encoding="utf-8")
    except OSError:
        return


class CrashNotice(QDialog):
    """Says that it is our mistake, what to do, and shows the report to copy. Nothing is sent."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Overexposed")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setMinimumHeight(150)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(words(say("Report")))
        explained = Label(
            say(
                "What was kept before stays kept. You can go on, but it is safer to close the app and open it again. "
                "If it happens twice, please report these lines. They hold places in our code, no photos and no names."
            ),
            wraps=True,
        )
        copy = Button(
            say("Copy the report"), "copy", on_click=lambda: QGuiApplication.clipboard().setText(text)
        )
        shut = Button(say("Close"), kind=Kind.PRIMARY, on_click=self.accept)
        heading = Heading(say("Something broke, and it is our mistake"), Role.HERO, wraps=True)
        self.setLayout(column(heading, explained, shown, row(None, copy, shut), gap=14, margin=24))
        self.setMinimumWidth(560)
