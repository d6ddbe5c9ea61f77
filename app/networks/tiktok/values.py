"""Find things in TikTok's JSON, whose keys change their case and their names from year to year, and in its old text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.networks.exports import LONGEST
from app.networks.fields import record, text

_PAIR = re.compile(r"^(?P<key>[^:]{1,60}):[ \t]*(?P<value>.*)$")
_MOST_BLOCKS = 200_000


def under(value: object, *names: str) -> object:
    """Return what stands under the first of these names that an object has, capital letters and spaces ignored."""
    held = {_plain(key): one for key, one in record(value).items()}
    return next((held[_plain(name)] for name in names if held.get(_plain(name)) is not None), None)


def sections(value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield each object inside an object, with its name in small letters."""
    for key, one in record(value).items():
        inner = record(one)
        if inner:
            yield _plain(key), inner


def words(value: object) -> str:
    """Return a value as words: texts as they are, true and false as "true" and "false"; "" for anything else."""
    return str(value).lower() if isinstance(value, bool) else text(value, LONGEST)


def blocks(data: bytes) -> list[dict[str, object]]:
    """Return the entries of an old text file: "Key: value" lines, an empty line after each entry."""
    found: list[dict[str, object]] = [{}]
    for line in data.decode("utf-8-sig", "replace").split("\n"):
        match = _PAIR.match(line.strip())
        if match and len(found) <= _MOST_BLOCKS:
            found[-1].setdefault(match["key"].strip(), match["value"].strip())
        elif not line.strip() and found[-1]:
            found.append({})
    return [one for one in found if one]


def _plain(key: str) -> str:
    return re.sub(r"[\s_()]+", "", key).casefold()
