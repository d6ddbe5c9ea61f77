"""overexposed recipients: the directory of those who can be written to."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import recipient
from app.model.text import say, verbatim

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("search", metavar="SEARCH", nargs="*", help="words of a name, kind, network or law")


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    for one in house.asker.recipients(" ".join(asked.search)):
        out.record(recipient(one))
        out.line(
            say("{id}  {name} ({kind})", id=one.id, name=one.name, kind=one.kind.value.replace("_", " "))
        )
        for channel in one.channels:
            out.line(
                say(
                    "     {kind}: {address}",
                    kind=channel.kind.value,
                    address=verbatim(", ".join(channel.address.splitlines())),
                )
            )
        if one.checked_on is not None:
            out.line(say("     source: {source}, checked {date}", source=one.source, date=one.checked_on))
    return Exit.DONE


COMMAND = Command("recipients", "the directory of those who can be written to", _arguments, _run)
