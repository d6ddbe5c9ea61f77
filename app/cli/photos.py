"""overexposed photos and photo: list the photos that match, or show one with everything known of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, spell, whole_number
from app.cli.records import photo as photo_record
from app.cli.records import score as score_record
from app.cli.words import finding_lines, photo_line, reason_line
from app.model.exposure import score
from app.model.filter import parse_filter
from app.model.photo import PhotoId
from app.model.text import say, say_count, verbatim

if TYPE_CHECKING:
    from app.services.house import House


def _many_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "filters", metavar="FILTER", nargs="*", help='like: audience=public faces>0 place=yes text:"…"'
    )


def _many(house: House, asked: Namespace, out: Out) -> Exit:
    count = 0
    for photo in house.browser.photos(parse_filter(asked.filters)):
        found = house.browser.page(photo.id).findings if photo.id is not None else ()
        out.record(photo_record(photo, found))
        for line in photo_line(photo, (), score(found).value):
            out.line(line)
        count += 1
    out.line(say_count("{count} photo.", "{count} photos.", count))
    return Exit.DONE


def _one_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("photo", metavar="ID", type=whole_number, help="its number, as “photos” lists it")


def _one(house: House, asked: Namespace, out: Out) -> Exit:
    page = house.browser.page(PhotoId(asked.photo))
    copies = {"copies": [spell(one) for one in page.copies]}
    out.record(
        {**photo_record(page.photo, page.findings), **score_record(page.score, page.what_if), **copies}
    )
    for line in photo_line(page.photo, (), page.score.value):
        out.line(line)
    for reason in page.photo.visibility.reasons:
        out.line(reason_line(reason))
    if page.photo.caption:
        out.line(say("     “{caption}”", caption=verbatim(page.photo.caption)))
    for finding in page.findings:
        for line in finding_lines(finding):
            out.line(line)
    for copy in page.copies:
        out.line(say("     copies: {says}", says=copy))
    for change in page.what_if:
        out.line(
            say(
                "What if: {change}: {before} → {after}",
                change=change.change,
                before=change.before,
                after=change.after,
            )
        )
    return Exit.DONE


MANY = Command("photos", "list the photos that match", _many_arguments, _many)
ONE = Command(
    "photo", "show one photo with all its findings, and what would change them", _one_arguments, _one
)
