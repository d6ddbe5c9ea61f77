"""overexposed import: read data exports and folders of pictures into the catalogue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import imported
from app.model.text import say
from app.services.completeness import brought, missing, never_told, parts

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=Path,
        help="an export as downloaded (all its parts), or a folder",
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    for report in house.importer.read_all(asked.paths, out.progress()):
        out.record(imported(report))
        out.line(brought(report))
        out.line(say("  {line}", line=parts(report)))
        for line in missing(report):
            out.line(say("  {line}", line=line))
        for line in never_told(report):
            out.line(line)
    return Exit.DONE


COMMAND = Command("import", "read data exports and folders of pictures into the catalogue", _arguments, _run)
