"""overexposed import: read data exports and folders of pictures into the catalogue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import imported
from app.model.text import Text, say, say_count, verbatim

if TYPE_CHECKING:
    from app.model.report import ImportReport
    from app.services.house import House

# A list of missing files on the screen ends here; --json has them all.
_SHOWN = 10


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
        for line in report_lines(report):
            out.line(line)
    return Exit.DONE


def report_lines(report: ImportReport) -> list[Text]:
    """Return a completeness report in words: what came in, what is missing, what the export never tells."""
    total = report.new + report.known
    lines = [
        say_count(
            "{network}: {count} photo, {new} of them new.",
            "{network}: {count} photos, {new} of them new.",
            total,
            network=report.network,
            new=report.new,
        )
    ]
    if report.missing:
        lines.append(
            say_count(
                "{count} picture is named in the export, but its file is not there. Is a part of it missing?",
                "{count} pictures are named in the export, but their files are not there. Is a part of it missing?",
                len(report.missing),
            )
        )
        lines += [say("  missing: {name}", name=name) for name in report.missing[:_SHOWN]]
    lines += [
        say("  skipped: {where}: {why}", where=verbatim(one.where), why=one.why)
        for one in report.skipped[:_SHOWN]
    ]
    lines += [say("  refused, {count} times: {why}", count=count, why=why) for why, count in report.refused]
    lines += report.remarks
    lines += [say("Not in this export: {fact}", fact=fact) for fact in report.never_told]
    return lines


COMMAND = Command("import", "read data exports and folders of pictures into the catalogue", _arguments, _run)
