"""Find the file of each photo of a Flickr export by the number in its name; nothing is guessed.

Names as public readers of such exports list them (2026-11): "my-trip_51000000001_o.jpg" and
"51000000001_0a1b2c3d4e_o.jpg".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from app.networks.exports import last

# A number that stands alone: a date or a counter inside a title is one too, so it counts only where a photo has it.
_ANY = re.compile(r"(?<![0-9A-Za-z])[0-9]{8,12}(?![0-9A-Za-z])")
_BEFORE_O = re.compile(r"(?:^|[_-])([0-9]{1,20})_o$")
_WITH_SECRET = re.compile(r"^([0-9]{1,20})_[0-9a-z]{4,20}_o$")
# What a browser puts behind the name of a second download.
_AGAIN = re.compile(r" ?\([0-9]{1,3}\)$")
_FEWEST_DIGITS = 8


@dataclass(slots=True)
class Joined:
    """Which member is whose: `files` by photo id; `alone` are members that name a photo of which nothing is told.

    `doubtful` could be of several photos, `copies` are of a photo that has a file already, `nameless` name none.
    """

    files: dict[str, str] = field(default_factory=dict[str, str])
    alone: dict[str, str] = field(default_factory=dict[str, str])
    doubtful: list[str] = field(default_factory=list[str])
    copies: list[str] = field(default_factory=list[str])
    nameless: list[str] = field(default_factory=list[str])


def join(members: Iterable[str], known: Container[str]) -> Joined:
    """Join members with the ids of photos. Of several numbers in a name, the one before "_o" is the photo's."""
    joined = Joined()
    for member in sorted(members, key=lambda name: (_BEFORE_O.search(_stem(name)) is None, name)):
        stem = _stem(member)
        found = _known(stem, known)
        if len(found) > 1:
            joined.doubtful.append(member)
            continue
        number = found[0] if found else _told(stem)
        shelf = joined.files if found else joined.alone
        if not number:
            joined.nameless.append(member)
        elif number in shelf:
            joined.copies.append(member)
        else:
            shelf[number] = member
    return joined


def _stem(member: str) -> str:
    return _AGAIN.sub("", last(member).rpartition(".")[0])


def _known(stem: str, known: Container[str]) -> list[str]:
    """Return the photo that a name is of; several where nothing tells which, none where no photo is meant."""
    for place in (_BEFORE_O, _WITH_SECRET):
        match = place.search(stem)
        if match and match[1] in known:
            return [match[1]]
    return [one for one in dict.fromkeys(_ANY.findall(stem)) if one in known]


def _told(stem: str) -> str:
    """Return the number in one of the two places that Flickr has for it; a short one may be anything."""
    match = _WITH_SECRET.search(stem) or _BEFORE_O.search(stem)
    return match[1] if match and len(match[1]) >= _FEWEST_DIGITS else ""
