"""Open the JSON files of Meta's exports: each is decided on as a whole, and repaired piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.networks.container_json import JSON_CAP, parse
from app.networks.meta_values import is_broken, repaired, whole

if TYPE_CHECKING:
    from app.networks.container import Tree


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of the export, parsed; the texts in it are repaired piece by piece, for a list may be very long."""

    name: str
    value: object
    is_broken: bool

    def repaired(self, value: object) -> object:
        """Return a value of this file with its broken texts and keys undone, if the file is a broken one."""
        return repaired(value) if self.is_broken else value


def opened(tree: Tree, files: re.Pattern[str], troubles: list[Skipped]) -> Iterator[Opened]:
    """Open every file of that name; one that cannot be read is noted, and the next one comes."""
    for name in tree.documents:
        if files.match(name.rpartition("/")[2]):
            yield from opened_file(tree, name, troubles)


def opened_file(tree: Tree, name: str, troubles: list[Skipped]) -> Iterator[Opened]:
    """Open one file; where it cannot be read, that is noted and nothing comes."""
    try:
        data = tree.read(name, JSON_CAP)
        broken = is_broken(data)
        mended = whole(data) if broken else None
        yield Opened(name, parse(mended or data, name), broken and mended is None)
    except UnreadableArchive as problem:
        troubles.append(Skipped(where=name, why=problem.says))
