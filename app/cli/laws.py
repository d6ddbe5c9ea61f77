"""overexposed laws: which laws and rights apply, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, residence
from app.cli.records import choice
from app.model.law import Role
from app.model.text import say

if TYPE_CHECKING:
    from app.model.law import Choice
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--resident", required=True, type=residence, metavar="CC[-REGION]", help="DE, GB, US-IL …"
    )
    parser.add_argument("--to", required=True, metavar="RECIPIENT", help="as “recipients” lists them")
    parser.add_argument("--role", type=Role, choices=list(Role), default=Role.POSTED)


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    for one in house.asker.choices(asked.resident, asked.to, asked.role):
        out.record(choice(one))
        _tell(one, out)
    return Exit.DONE


def _tell(one: Choice, out: Out) -> None:
    out.line(say("{name} ({id})", name=one.law.name, id=one.law.id))
    out.line(say("  {why}", why=one.why))
    for right in one.rights:
        out.line(say("  – {right}: {citation}", right=right.key.replace("_", " "), citation=right.citation))
    for warning in one.warnings:
        out.line(say("  ! {warning}", warning=warning))
    if one.law.checked_on is not None:
        out.line(say("  source: {source}, checked {date}", source=one.law.source, date=one.law.checked_on))
    if not one.law.confirmed:
        out.line(say("  Not everything here has been confirmed at the source yet."))


COMMAND = Command("laws", "which laws and rights apply, and why", _arguments, _run)
