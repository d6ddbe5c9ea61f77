"""What every part of a Google Takeout tells of whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.model.problem import UnreadableArchive

if TYPE_CHECKING:
    from pathlib import Path

    from app.networks.container import Tree

_INDEX_CAP = 8 * 1024 * 1024
# The overview page of an export names the account's own address (recalled). Two addresses prove nothing.
_MAIL = re.compile(rb"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}")
_EXPORT_NAME = re.compile(r"^(takeout-\d{8}T\d{6}Z)", re.IGNORECASE)
_LONGEST_NAME = 200


def owner(tree: Tree) -> str:
    """Return the account's address where the overview page names just one, else the name of the download."""
    return (address(tree) or _download(tree.origin))[:_LONGEST_NAME]


def address(tree: Tree) -> str:
    """Return the address that the overview page names, "" where there is none, or more than one."""
    found: set[str] = set()
    for name in tree.find("archive_browser.html"):
        try:
            page = tree.read(name, _INDEX_CAP)
        except UnreadableArchive:
            continue
        found |= {one.decode("ascii").casefold() for one in _MAIL.findall(page)}
    return found.pop() if len(found) == 1 else ""


def _download(origin: tuple[Path, ...]) -> str:
    for path in origin:
        match = _EXPORT_NAME.match(path.name)
        if match:
            return match[1]
    return origin[0].stem if origin and origin[0].stem else "google"
