"""overexposed keep: mark photos so that no bulk action touches them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, whole_number
from app.model.photo import PhotoId
from app.model.text import say_count

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("photos", metavar="PHOTO", nargs="+", type=whole_number, help="its number")
    parser.add_argument("--off", action="store_true", help="take the mark off")


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    ids = [house.browser.page(PhotoId(one)).photo.id or PhotoId(one) for one in asked.photos]
    changed = house.keeper.mark(ids, keep=not asked.off)
    out.record({"photos": ids, "keep": not asked.off, "changed": changed})
    out.line(say_count("{count} mark was changed.", "{count} marks were changed.", changed))
    return Exit.DONE


COMMAND = Command("keep", "mark photos so that no bulk action touches them", _arguments, _run)
