"""Sit out the pauses that a network asks for, however long, and go on by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.model.problem import Limited
from app.networks.network import Mark

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.services.progress import Progress

_POLL_S = 0.2
# Whoever asks for more than a day does not mean a limit; what was done so far is kept.
_LONGEST = timedelta(hours=24)


def wait_until(
    until: datetime,
    now: Callable[[], datetime],
    progress: Progress,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait, shown as "waits until 14:32", asking several times a second whether to stop."""
    progress.waits(until)
    left = min(until - now(), _LONGEST).total_seconds()
    # Counted down besides, for a clock that is set back must not make anybody wait longer.
    while left > 0 and now() < until:
        progress.poll()
        sleep(min(left, _POLL_S))
        left -= _POLL_S


def patiently(
    begin: Callable[[str], Iterator[Listed]],
    cursor: str,
    now: Callable[[], datetime],
    progress: Progress,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Listed]:
    """List from a cursor on; where the network asks for a pause, wait and go on behind the last mark."""
    items = begin(cursor)
    while True:
        try:
            item = next(items, None)
        except Limited as limited:
            if limited.until is None or limited.until - now() > _LONGEST:
                raise
            wait_until(limited.until, now, progress, sleep)
            items = begin(cursor)
            continue
        if item is None:
            return
        if isinstance(item, Mark):
            cursor = item.cursor
        yield item
