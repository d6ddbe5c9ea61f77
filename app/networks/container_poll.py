"""Hear of Stop while something long is gone through that tells nobody how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

_T = TypeVar("_T")

Poll: TypeAlias = Callable[[], None]
"""Called often; raises to stop."""

# A thousand lines of a table of contents take some twenty milliseconds.
_EVERY = 1000


def never() -> None:
    """Stop at nothing."""


def polled(items: Iterable[_T], poll: Poll) -> Iterator[_T]:
    """Yield the items as they are, and poll before every thousandth."""
    for number, one in enumerate(items):
        if not number % _EVERY:
            poll()
        yield one
