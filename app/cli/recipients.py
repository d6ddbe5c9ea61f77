"""overexposed recipients: the directory of those who can be written to, and the person's own additions to it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import recipient
from app.model.recipient import Origin, Recipient, RecipientId, RecipientKind
from app.model.text import say, verbatim
from app.services.directory import ADDABLE, Entry

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("search", metavar="SEARCH", nargs="*", help="words of a name, kind, network or law")
    parser.add_argument("--add", metavar="NAME", help="add one of your own: a website, a school, an uploader")
    parser.add_argument(
        "--kind",
        type=RecipientKind,
        choices=ADDABLE,
        default=RecipientKind.COMPANY,
        help="with --add: what it is",
    )
    parser.add_argument("--email", default="", help="with --add: its e-mail address")
    parser.add_argument("--page", default="", metavar="URL", help="with --add: the address of its form")
    parser.add_argument("--post", default="", metavar="ADDRESS", help="with --add: its postal address")
    parser.add_argument(
        "--country", default="", metavar="CC", help="with --add: where it has its seat, if you know"
    )
    parser.add_argument("--remove", metavar="ID", help="remove one that you added or brought")
    parser.add_argument(
        "--bring",
        type=Path,
        metavar="FILE",
        help="read the companies of datarequests.org that you downloaded: JSON, folder or zip",
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    if asked.add is not None:
        entry = Entry(
            name=asked.add,
            kind=asked.kind,
            email=asked.email,
            form=asked.page,
            post=asked.post.replace("\\n", "\n"),
            country=asked.country,
        )
        _tell(house.directory.add(entry), out)
    elif asked.remove is not None:
        gone = house.directory.forget(RecipientId(asked.remove))
        out.record({"removed": gone.id})
        out.line(say("{name} was removed.", name=gone.name))
    elif asked.bring is not None:
        brought = house.directory.bring(asked.bring, out.progress())
        out.record({"new": len(brought.recipients), "known": brought.known, "skipped": brought.skipped})
        out.line(
            say(
                "{new} brought, {known} left out because we know them ourselves, {skipped} could not be read.",
                new=len(brought.recipients),
                known=brought.known,
                skipped=brought.skipped,
            )
        )
    else:
        for one in house.asker.recipients(" ".join(asked.search)):
            _tell(one, out)
    return Exit.DONE


def _tell(one: Recipient, out: Out) -> None:
    out.record(recipient(one))
    out.line(say("{id}  {name} ({kind})", id=one.id, name=one.name, kind=one.kind.value.replace("_", " ")))
    for channel in one.channels:
        out.line(
            say(
                "     {kind}: {address}",
                kind=channel.kind.value,
                address=verbatim(", ".join(channel.address.splitlines())),
            )
        )
    if one.checked_on is not None:
        says = say("     source: {source}, checked {date}", source=one.source, date=one.checked_on)
        if one.origin is Origin.IMPORTED:
            says = say("     source: {source}, as of {date}", source=one.source, date=one.source_as_of)
        out.line(says)


COMMAND = Command("recipients", "the directory of those who can be written to", _arguments, _run)
