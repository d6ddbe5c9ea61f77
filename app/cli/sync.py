"""overexposed sync: look at the accounts that you watch again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import synced
from app.model.text import say

if TYPE_CHECKING:
    from app.model.report import SyncReport
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "accounts", metavar="ACCOUNT", nargs="*", help="its id; all watched accounts if none is given"
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    reports = house.syncer.sync(asked.accounts, out.progress())
    for report in reports:
        out.record(synced(report))
        _tell(report, out)
    if not reports:
        out.say(say("No account is watched yet. Add one with: look HANDLE --keep"))
    return Exit.PROBLEM if any(report.problem for report in reports) else Exit.DONE


def _tell(report: SyncReport, out: Out) -> None:
    out.line(
        say(
            "{account}: {listed} photos listed, {new} new; a stranger can take {reachable}, {gone} are gone.",
            account=report.account,
            listed=report.listed,
            new=report.new,
            reachable=report.reachable,
            gone=report.gone,
        )
    )
    if report.back_in_reach:
        out.line(say("In reach again: {count}.", count=report.back_in_reach))
    if report.problem is not None:
        out.say(report.problem.says)
        if report.problem.remedy:
            out.say(report.problem.remedy)


COMMAND = Command("sync", "look at watched accounts again, and say what changed", _arguments, _run)
