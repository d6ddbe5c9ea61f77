"""How a verb tells how far it is, and how it hears that it should stop."""

from __future__ import annotations

from datetime import datetime

from app.model.text import Text


class Cancelled(Exception):
    """Stop was pressed. What was kept before stays kept."""


class Progress:
    """The silent progress: tells nobody and never stops.

    A front door gives its own: `step` shows the counts and raises Cancelled once Stop was pressed. Verbs call it at
    least once a second.
    """

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        """Tell that `done` of `total` things are through; `total` is None while nobody knows it."""

    def poll(self) -> None:
        """Raise Cancelled once Stop was pressed; called often while something long goes on, changes no count."""

    def waits(self, until: datetime) -> None:
        """Tell that a network asked for a pause, and that the work goes on by itself at `until` (aware)."""


SILENT = Progress()
