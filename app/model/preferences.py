"""How the person likes the app to be, and what they said about themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.model.person import Person

THEMES = ("system", "light", "dark")
TEXT_SCALES = range(80, 201)  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What can be chosen. `language` is empty for the system's own; `text_scale` is in per cent.

    `screen_share` hides names and pictures while others look on; `welcomed` is set once the first page was
    left. `look_at_start` lets the app look at the accounts again by itself when it opens; who has not chosen so is asked
    nothing and contacts nobody. `notify` puts a note on the desktop when an answer is due.
    """

    theme: str = "system"
    language: str = ""
    text_scale: int = 100
    person: Person = field(default_factory=Person)
    screen_share: bool = False
    welcomed: bool = False
    look_at_start: bool = False
    notify: bool = False
