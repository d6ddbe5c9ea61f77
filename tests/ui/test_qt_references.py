"""Qt's Python binding must not lose references to None: PySide6 6.12.0 did on Python 3.11, and crashed in the end."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 20_000


def test_calls_that_return_nothing_do_not_use_up_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    # From Python 3.12 on None is immortal and its count stays; before that a broken binding takes one each call.
    assert sys.getrefcount(None) > before - CALLS // 2
