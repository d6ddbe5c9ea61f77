"""Read the labelled lines of a person in Meta's exports (Instagram, Threads): names, and whether the account is private."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from app.networks import meta_labels
from app.networks.meta_values import mapping, text

if TYPE_CHECKING:
    from pathlib import Path

Line: TypeAlias = "tuple[str, str]"

PRIVATE, PUBLIC = "private", "public"
# The switch stands last among some ten lines of the file, after several others.
_FEWEST_LINES = 5
_EXPORT_NAME = re.compile(r"^instagram-(?P<user>[A-Za-z0-9_.]{1,30}?)-(?:\d{4}-\d{2}-\d{2}|part\b)")


def lines_of(user: object) -> Iterator[Line]:
    """Yield label (in small letters) and value of each line that is told of a person."""
    for key, value in mapping(user, "string_map_data").items():
        yield text(key).casefold(), text(mapping(value).get("value"))


def names_of(lines: Sequence[Line]) -> tuple[str, str]:
    """Return handle and name, "" for what is not told."""
    handle = next((value for key, value in lines if key in meta_labels.USERNAME and value), "")
    return handle.lstrip("@"), next((value for key, value in lines if key in meta_labels.NAME and value), "")


def from_download(origin: tuple[Path, ...]) -> str:
    """Return the name of the account that stands in the name of a download, "" where none does."""
    return next((match["user"] for path in origin if (match := _EXPORT_NAME.match(path.name))), "")


def private_switch(lines: Sequence[Line]) -> tuple[str | None, str]:
    """Return whether the account is "private" or "public", None where nobody knows, and the network's own words.

    The switch is found by its label in any language we know, else as the last line if that is a yes or a no. A guess by
    place may only ever say "public": taking an open account for a private one would do harm.
    """
    for key, value in lines:
        if key in meta_labels.PRIVATE_ACCOUNT:
            return _yes_or_no(value), f"{key}: {value}"
    if len(lines) >= _FEWEST_LINES and lines[-1][1].casefold() in meta_labels.NO | meta_labels.YES:
        key, value = lines[-1]
        return (PUBLIC if value.casefold() in meta_labels.NO else None), f"{key}: {value}"
    return None, ""


def _yes_or_no(value: str) -> str | None:
    word = value.casefold()
    if word in meta_labels.YES:
        return PRIVATE
    return PUBLIC if word in meta_labels.NO else None
