"""Read single fields of what a server sent: whatever is not as it should be is nothing, and never an error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeGuard
from urllib.parse import urljoin, urlsplit

LONGEST_ADDRESS = 4000
_LARGEST_SIDE = 100_000
# What no name and no caption holds: control characters but tab and line feed, and marks that turn writing around.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
# What every id is made of.
_IDENTIFIER = re.compile(r"[\w.:=~-]{1,120}")

# An address as nearly all are: whole, with a plain host. Joining and splitting it would change and tell nothing.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:/[^\x00-\x20\x7f\\]*)?")


def record(value: object) -> Mapping[str, object]:
    """Return a JSON object, or an empty one."""
    # Keys of JSON are text. A cast would be a call, and this is asked several times for every post.
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def rows(value: object) -> list[object]:
    """Return a JSON array, or an empty one."""
    return value if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]


def is_rows(value: object) -> TypeGuard[list[object]]:
    """Whether this is a JSON array."""
    return isinstance(value, list)


def text(value: object, longest: int) -> str:
    """Return a string without unprintable characters, cut to so many characters; "" for anything else."""
    if not isinstance(value, str):
        return ""
    # Most texts are short and hold nothing unprintable, and asking that is much quicker than looking for it.
    if len(value) <= longest and value.isprintable():
        return value.strip()
    cut = value[: 2 * longest]
    return (cut if cut.replace("\n", "").isprintable() else _UNPRINTABLE.sub("", cut)).strip()[:longest]


def identifier(value: object) -> str:
    """Return an id as text: servers write it as a string or a number, and numbers go beyond 53 bits; "" for none."""
    if isinstance(value, str):
        return value if _IDENTIFIER.fullmatch(value) else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**30 else ""
    return ""


def count(value: object) -> int | None:
    """Return a count of things; None for anything that cannot be one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else None


def side(value: object) -> int | None:
    """Return a width or height in pixels; None where it is none."""
    # JSON knows no other kind of whole number, and a yes or no is none.
    return value if type(value) is int and 0 < value <= _LARGEST_SIDE else None


def degrees(value: object, limit: float) -> float | None:
    """Return an angle within ± `limit` degrees, given as a number or as text; None where it is none."""
    try:
        number = (
            float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
        )
    except (ValueError, OverflowError):
        return None
    return number if number is not None and -limit <= number <= limit else None


def moment(value: object) -> datetime | None:
    """Return a moment given as ISO 8601 text, aware and in UTC; None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value[:40])
        if read.tzinfo is UTC:
            return read
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def address(value: object, base: str) -> str:
    """Return a web address, made whole with the server's own where it is relative; "" for anything else.

    What is not http or https (javascript:, data:, file:) never leaves here.
    """
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ADDRESS:
        return ""
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    if re.search(r"[\x00-\x20\x7f\\]", value):
        return ""
    try:
        parts = urlsplit(whole := urljoin(base, value))
        is_web = parts.scheme in {"https", "http"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return whole if is_web else ""
