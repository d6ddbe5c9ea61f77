"""Sit out the pauses that a network asks for, however long, and go on by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from app.model.problem import Limited
from app.networks.network import Mark

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.services.progress import Progress

T = TypeVar("T")

_POLL_S = 0.2
# A server that says "too many" and names no time to come must not be asked without a pause; each one after the other,
# with nothing done between, is twice as long, up to ten minutes.
_SHORTEST = timedelta(seconds=5)
_MOST_DOUBLINGS = 7
# Whoever asks for more than a day does not mean a limit; what was done so far is kept.
_LONGEST = timedelta(hours=24)


def wait_until(
    until: datetime,
    now: Callable[[], datetime],
    progress: Progress,
    sleep: Callable[[float], None] = time.sleep,
    again: int = 0,
) -> None:
    """Wait, shown as "waits until 14:32", asking several times a second whether to stop.

    `again` is how many pauses there were before, with nothing done since: a short one is drawn out by them.
    """
    until = max(until, now() + _SHORTEST * 2 ** min(again, _MOST_DOUBLINGS))
    progress.waits(until)
    left = min(until - now(), _LONGEST).total_seconds()
    # Counted down besides, for a clock that is set back must not make anybody wait longer.
    while left > 0 and now() < until:
        progress.poll()
        sleep(min(left, _POLL_S))
        left -= _POLL_S


def sit_out(
    ask: Callable[[], T],
    now: Callable[[], datetime],
    progress: Progress,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Return what asking gives; where the network asks for a pause, wait and ask again.

    Raises Limited where nobody knows how long the pause is, or it is longer than a day.
    """
    again = 0
    while True:
        try:
            return ask()
        except Limited as limited:
            wait_until(_end_of(limited, now), now, progress, sleep, again)
            again += 1


def _end_of(limited: Limited, now: Callable[[], datetime]) -> datetime:
    if limited.until is None or limited.until - now() > _LONGEST:
        raise limited
    return limited.until


def patiently(
    begin: Callable[[str], Iterator[Listed]],
    cursor: str,
    now: Callable[[], datetime],
    progress: Progress,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Listed]:
    """List from a cursor on; where the network asks for a pause, wait and go on behind the last mark."""
    items, again = begin(cursor), 0
    while True:
        try:
            item = next(items, None)
        except Limited as limited:
            wait_until(_end_of(limited, now), now, progress, sleep, again)
            items, again = begin(cursor), again + 1
            continue
        if item is None:
            return
        again = 0
        if isinstance(item, Mark):
            cursor = item.cursor
        yield item
