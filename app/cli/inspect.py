"""overexposed inspect: what picture files give away by themselves; nothing is kept, nobody is contacted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, tell_problem
from app.cli.records import photo as photo_record
from app.cli.words import finding_lines
from app.model.problem import PictureUnreadable
from app.model.text import say, verbatim

if TYPE_CHECKING:
    from app.model.look import SeenPhoto
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a picture")


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    failed = False
    for path in asked.files:
        try:
            seen = house.inspector.inspect(path)
        except PictureUnreadable as problem:
            tell_problem(problem, out)
            failed = True
            continue
        inspection = seen.photo.inspection
        failed |= inspection is None or inspection.failed is not None
        out.record({**photo_record(seen.photo, seen.findings), "score": seen.score.value})
        _tell(seen, out)
    return Exit.PROBLEM if failed else Exit.DONE


def _tell(seen: SeenPhoto, out: Out) -> None:
    inspection = seen.photo.inspection
    out.line(verbatim(seen.photo.source_path))
    if inspection is not None and inspection.failed is not None:
        out.say(inspection.failed)
        return
    if not seen.findings:
        out.line(say("     Nothing was found in this file."))
    for finding in seen.findings:
        for line in finding_lines(finding):
            out.line(line)


COMMAND = Command("inspect", "what picture files give away by themselves; no catalogue", _arguments, _run)
