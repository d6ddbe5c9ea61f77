"""Keeps how the person likes the app to be, and what they said about themselves."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

from app.model.preferences import TEXT_SCALES, THEMES, Preferences
from app.model.text import Text, say
from app.store.codec import dumps, loads
from app.store.database import Shelf


class PreferenceShelf(Shelf):
    """Keeps the preferences in the catalogue's file, one row each: what a newer version added stays."""

    def read(self) -> Preferences:
        """Return the preferences; one that cannot be read has its default."""
        return self.check()[0]

    def check(self) -> tuple[Preferences, tuple[Text, ...]]:
        """Return the preferences, and in words which of them could not be read and have their default."""
        held = dict(self._database.rows("select name, value from preferences"))
        good: dict[str, Any] = {}
        told: list[Text] = []
        for name, kind in get_type_hints(Preferences).items():
            if name not in held:
                continue
            try:
                good[name] = _read(name, kind, held[name])
            except ValueError:
                told.append(
                    say("The preference “{name}” could not be read and has its default again.", name=name)
                )
        return Preferences(**good), tuple(told)

    def write(self, preferences: Preferences) -> None:
        """Keep the preferences."""
        rows = [(one.name, dumps(getattr(preferences, one.name))) for one in fields(preferences)]
        with self._database.writing(durable=True) as connection:
            connection.execute_many("insert or replace into preferences values (?, ?)", rows)


def _read(name: str, kind: Any, text: str) -> Any:
    value = loads(kind, text)
    if (name == "theme" and value not in THEMES) or (name == "text_scale" and value not in TEXT_SCALES):
        raise ValueError(name)
    return value
