"""What an import brought, what is missing and what its source never tells, in words."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.report import ImportReport
from app.model.text import Text, say, say_count, verbatim

# A list of missing files on the screen ends here; the terminal's --json has them all.
_SHOWN = 10


def brought(report: ImportReport) -> Text:
    """Say in one sentence what came in."""
    return say_count(
        "{network}: {count} photo, {new} of them new.",
        "{network}: {count} photos, {new} of them new.",
        report.new + report.known,
        network=report.network,
        new=report.new,
    )


def parts(report: ImportReport) -> Text:
    """Say how many files the export was read from."""
    return say_count(
        "Read from {count} file or folder.", "Read from {count} files that belong together.", report.parts
    )


def missing(report: ImportReport) -> list[Text]:
    """Say what the export names but does not hold, and what could not be read or was refused; empty where all is there."""
    lines: list[Text] = []
    if report.parts_missing:
        lines.append(
            say_count(
                "{count} part of this export was not there. Download it too, then import it together with the others.",
                "{count} parts of this export were not there. Download them too, then import all of them together.",
                len(report.parts_missing),
            )
        )
        lines += _named(report.parts_missing)
    if report.missing:
        lines.append(
            say_count(
                "{count} picture is named in the export, but its file is not there. Is a part of it missing?",
                "{count} pictures are named in the export, but their files are not there. Is a part of it missing?",
                len(report.missing),
            )
        )
        lines += _named(report.missing)
    lines += [
        say("skipped: {where}: {why}", where=verbatim(one.where), why=one.why)
        for one in report.skipped[:_SHOWN]
    ]
    lines += _and_more(len(report.skipped))
    lines += [say("refused, {count} times: {why}", count=count, why=why) for why, count in report.refused]
    return [*lines, *report.remarks]


def never_told(report: ImportReport) -> list[Text]:
    """Say what exports of this kind do not hold, so that nobody takes silence for safety."""
    return [say("Not in this export: {fact}", fact=fact) for fact in report.never_told]


def _named(names: Sequence[str]) -> list[Text]:
    return [
        *(say("missing: {name}", name=verbatim(name)) for name in names[:_SHOWN]),
        *_and_more(len(names)),
    ]


def _and_more(count: int) -> list[Text]:
    if count <= _SHOWN:
        return []
    return [say_count("and {count} more", "and {count} more", count - _SHOWN)]
