"""What an import brought, what is missing and what its source never tells, in words."""

from __future__ import annotations

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


def missing(report: ImportReport) -> list[Text]:
    """Say what the export names but does not hold, and what could not be read or was refused; empty where all is there."""
    lines: list[Text] = []
    if report.missing:
        lines.append(
            say_count(
                "{count} picture is named in the export, but its file is not there. Is a part of it missing?",
                "{count} pictures are named in the export, but their files are not there. Is a part of it missing?",
                len(report.missing),
            )
        )
        lines += [say("missing: {name}", name=verbatim(name)) for name in report.missing[:_SHOWN]]
    lines += [
        say("skipped: {where}: {why}", where=verbatim(one.where), why=one.why)
        for one in report.skipped[:_SHOWN]
    ]
    lines += [say("refused, {count} times: {why}", count=count, why=why) for why, count in report.refused]
    return [*lines, *report.remarks]


def never_told(report: ImportReport) -> list[Text]:
    """Say what exports of this kind do not hold, so that nobody takes silence for safety."""
    return [say("Not in this export: {fact}", fact=fact) for fact in report.never_told]
