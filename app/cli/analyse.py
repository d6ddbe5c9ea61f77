"""overexposed analyse: judge the photos that are new, or all of them again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.model.text import say_count

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--again", action="store_true", help="look at every picture anew, not only at new ones"
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    count = house.analyst.analyse(out.progress(), again=asked.again)
    out.record({"analysed": count, "score": house.browser.score()})
    out.line(say_count("{count} photo was judged.", "{count} photos were judged.", count))
    return Exit.DONE


COMMAND = Command("analyse", "run the analysers on what is new", _arguments, _run)
