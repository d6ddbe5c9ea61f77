"""How each network's data export is ordered: one file a network in resources/exports.

Each has `network`, `title`, `format`, `link`, `link_status`, `source`, `checked_on`, and sentences with `confirmed`:
`[[steps]]` in their order, `[takes]`, `[[notes]]`. The sentences are translated like those of the source.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.model.export_guide import Advice, ExportGuide
from app.model.setting import LinkStatus
from app.model.text import Text
from app.resources import resource
from app.store.table import DataInvalid, Table, read_file


@cache
def export_guides() -> tuple[ExportGuide, ...]:
    """Return all of them, by title. Raises DataInvalid with the file and the key that is wrong."""
    return read_export_guides(resource("exports"))


def read_export_guides(folder: Path) -> tuple[ExportGuide, ...]:
    """Read every network's file in a folder."""
    read = [read_file(path, _guide, named="network") for path in folder.glob("*.toml")]
    return tuple(sorted(read, key=lambda one: one.title.casefold()))


def _guide(table: Table) -> ExportGuide:
    takes = table.maybe("takes", _advice)
    if takes is None:
        raise table.wrong("takes", "is missing")
    guide = ExportGuide(
        network=table.text("network"),
        title=table.text("title"),
        format=table.text("format"),
        steps=table.each("steps", _advice),
        takes=takes,
        notes=table.each("notes", _advice),
        link=table.text("link", ""),
        link_status=table.one_of("link_status", LinkStatus),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
    )
    if not guide.steps:
        raise table.wrong("steps", "is missing")
    if (guide.link_status is LinkStatus.NONE) != (not guide.link):
        raise table.wrong("link_status", "and link do not fit each other")
    if guide.link and not guide.link.startswith("https://"):
        raise table.wrong("link", "must be an https address")
    return guide


def _advice(table: Table) -> Advice:
    return Advice(says=Text(table.text("says")), confirmed=table.flag("confirmed"))


__all__ = ["DataInvalid", "export_guides", "read_export_guides"]
