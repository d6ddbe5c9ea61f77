"""What is set for the whole process once, before the first window."""

from __future__ import annotations

import gc
import sys

from app.ui.application import application
from app.ui.window import Window


def test_the_window_waits_little_for_python_itself() -> None:
    application()
    assert sys.getswitchinterval() <= 0.001
    # A class that was imported is nothing that a search for rings looks at any more; what is new, is.
    fresh = [object()]
    looked_at = {id(one) for one in gc.get_objects()}
    assert id(fresh) in looked_at
    assert id(Window) not in looked_at
