"""What an import brought, what is missing and what its source never tells, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of thing that is missing from an import, and the names of what it is; long lists are cut."""

    says: Text
    details: tuple[Text, ...] = ()


def gaps(report: ImportReport) -> list[Gap]:
    """Say what the export names but does not hold, and what could not be read or was refused; empty where all is there."""
    found: list[Gap] = []
    if report.parts_missing:
        says = say_count(
            "{count} part of this export was not there. Download it too, then import it together with the others.",
            "{count} parts of this export were not there. Download them too, then import all of them together.",
            len(report.parts_missing),
        )
        found.append(Gap(says, _named(report.parts_missing)))
    if report.missing:
        says = say_count(
            "{count} picture is named in the export, but its file is not there. Is a part of it missing?",
            "{count} pictures are named in the export, but their files are not there. Is a part of it missing?",
            len(report.missing),
        )
        found.append(Gap(says, _named(report.missing)))
    if entries := report.entries_skipped:
        says = say_count(
            "{count} entry could not be used.", "{count} entries could not be used.", len(entries)
        )
        told = [
            say("skipped: {where}: {why}", where=verbatim(one.where), why=one.why) for one in entries[:_SHOWN]
        ]
        found.append(Gap(says, (*told, *_and_more(len(entries)))))
    found += [
        Gap(say("refused, {count} times: {why}", count=count, why=why)) for why, count in report.refused
    ]
    return [*found, *(Gap(remark) for remark in report.remarks)]


def missing(report: ImportReport) -> list[Text]:
    """Say the gaps line by line, then what there is to know of the whole."""
    return [line for gap in gaps(report) for line in (gap.says, *gap.details)] + remarks(report)


def remarks(report: ImportReport) -> list[Text]:
    """Say what the reader has to tell of the export as a whole, such as what is left alone on purpose; that is no gap."""
    return [one.why for one in report.skipped if one.where == report.network]


def never_told(report: ImportReport) -> list[Text]:
    """Say what exports of this kind do not hold, so that nobody takes silence for safety."""
    return [say("Not in this export: {fact}", fact=fact) for fact in report.never_told]


def _named(names: Sequence[str]) -> tuple[Text, ...]:
    told = [say("missing: {name}", name=verbatim(name)) for name in names[:_SHOWN]]
    return (*told, *_and_more(len(names)))


def _and_more(count: int) -> list[Text]:
    if count <= _SHOWN:
        return []
    return [say_count("and {count} more", "and {count} more", count - _SHOWN)]
