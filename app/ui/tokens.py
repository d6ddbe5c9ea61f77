"""The colours, letters and distances of the window, light and dark."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Tone(StrEnum):
    """What a colour means. It is never the only sign: a word or an icon stands beside it."""

    PLAIN = "plain"
    ACCENT = "accent"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    OK = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """One tone in three strengths: for words, for the ground behind them, and for bars."""

    text: str
    tint: str
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Every colour of one theme, as #rrggbb.

    Words reach a contrast of at least 4.5 to 1 on their ground (WCAG 2.2, 1.4.3); `control` borders reach 3 to 1
    (1.4.11). A test computes both.
    """

    ground: str
    sidebar: str
    card: str
    line: str
    control: str
    text: str
    text2: str
    text3: str
    on_accent: str
    track: str
    land: str
    plain: Shade
    accent: Shade
    critical: Shade
    high: Shade
    medium: Shade
    ok: Shade

    def shade(self, tone: Tone) -> Shade:
        """Return the shade of a tone."""
        return {
            Tone.PLAIN: self.plain,
            Tone.ACCENT: self.accent,
            Tone.CRITICAL: self.critical,
            Tone.HIGH: self.high,
            Tone.MEDIUM: self.medium,
            Tone.OK: self.ok,
        }[tone]


LIGHT = Colours(
    ground="#F6F7F9",
    sidebar="#EEF0F4",
    card="#FFFFFF",
    line="#E3E6EC",
    control="#8B93A5",
    text="#14171F",
    text2="#5A6275",
    text3="#646C7F",
    on_accent="#FFFFFF",
    track="#E7EAF0",
    land="#D3D9E4",
    plain=Shade(text="#5A6275", tint="#EEF0F4", fill="#8B93A5"),
    accent=Shade(text="#3B4FE0", tint="#E9ECFD", fill="#5468FF"),
    critical=Shade(text="#B42318", tint="#FDECEA", fill="#E5484D"),
    high=Shade(text="#9A4A00", tint="#FFF1E0", fill="#F59A23"),
    medium=Shade(text="#7A5A00", tint="#FFF7D6", fill="#E8BC2B"),
    ok=Shade(text="#0B6B4A", tint="#E3F6EE", fill="#2FA775"),
)

DARK = Colours(
    ground="#111319",
    sidebar="#0C0E13",
    card="#191C24",
    line="#2A2F3A",
    control="#6B7488",
    text="#F0F2F7",
    text2="#A9B1C2",
    text3="#8D96A9",
    on_accent="#0B0F26",
    track="#2A2F3A",
    land="#313848",
    plain=Shade(text="#A9B1C2", tint="#242935", fill="#6B7488"),
    accent=Shade(text="#8C9BFF", tint="#242B52", fill="#7C8CFF"),
    critical=Shade(text="#FF8A80", tint="#3A1A1A", fill="#F2555A"),
    high=Shade(text="#FFB366", tint="#3A2612", fill="#F7A63B"),
    medium=Shade(text="#F2D15C", tint="#352D10", fill="#EBC94A"),
    ok=Shade(text="#5FD6A4", tint="#10322A", fill="#3CC48B"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """One size of letters: pixels at 100 %, and weight from 400 to 700."""

    px: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The letters in use, by what they are for."""

    display: Letters = Letters(px=44, weight=700)
    title: Letters = Letters(px=26, weight=700)
    hero: Letters = Letters(px=20, weight=600)
    card: Letters = Letters(px=16, weight=600)
    strong: Letters = Letters(px=14, weight=600)
    body: Letters = Letters(px=14, weight=400)
    small: Letters = Letters(px=13, weight=400)
    caption: Letters = Letters(px=12, weight=600)


TYPE = Type()


class Role(StrEnum):
    """What a piece of text is on its page."""

    DISPLAY = "display"
    TITLE = "title"
    HERO = "hero"
    CARD = "card"
    STRONG = "strong"
    BODY = "body"
    SMALL = "small"
    CAPTION = "caption"


LETTERS: dict[Role, Letters] = {Role(one.name): getattr(TYPE, one.name) for one in fields(Type)}

RADIUS_CARD = 12
RADIUS_PHOTO = 9
RADIUS_CONTROL = 8
CONTROL = 34
"""Height of a control in px at 100 %: also the least area to hit."""
PAGE = 32
"""Margin of a page in px."""
GAP = 16
"""Space between cards in px."""
SIDEBAR = 232
RAIL = 64
DETAIL = 340
