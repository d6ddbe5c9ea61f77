"""overexposed sync: list the accounts that you watch or connected, and say what changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import synced
from app.model.text import say
from app.services.news import moved_back

if TYPE_CHECKING:
    from app.model.report import SyncReport
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "accounts",
        metavar="ACCOUNT",
        nargs="*",
        help="its id; all watched and connected accounts if none is given",
    )
    parser.add_argument(
        "--list-only", action="store_true", help="list photos, fetch no file; analyse does that later"
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    before = house.browser.checks()
    reports = house.syncer.sync(asked.accounts, out.progress(), look=not asked.list_only)
    news = moved_back(reports, before, house.browser.checks()).says
    for report in reports:
        out.record(synced(report))
        _tell(report, out)
    if news is not None:
        out.line(news)
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
    for one in report.skipped[:20]:
        out.line(say("     {where}: {why}", where=one.where, why=one.why))
    if report.problem is not None:
        out.say(report.problem.says)
        if report.problem.remedy:
            out.say(report.problem.remedy)


COMMAND = Command("sync", "list watched and connected accounts again, and say what changed", _arguments, _run)
