"""What is set for the whole process once, before the first window."""

from __future__ import annotations

import subprocess
import sys

# A process of its own: here an application may be running already.
_ASKS = """
import gc, sys
from app.ui.application import application
from app.ui.window import Window
application()
fresh = [object()]
looked_at = {id(one) for one in gc.get_objects()}
print(sys.getswitchinterval() <= 0.001, id(fresh) in looked_at, id(Window) in looked_at)
"""


def test_the_window_waits_little_for_other_threads_and_for_the_search_for_rings() -> None:
    told = subprocess.run([sys.executable, "-c", _ASKS], capture_output=True, text=True, check=True).stdout
    # What is new is looked at; a class that was imported is not any more.
    assert told.split() == ["True", "True", "False"]
