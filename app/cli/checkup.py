"""overexposed checkup, answer and fix: the settings of your accounts, what you say of them, and what is changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import check as check_record
from app.cli.records import problem as problem_record
from app.model.account import AccountId
from app.model.problem import Problem
from app.model.setting import Check, Level
from app.model.text import Text, say, verbatim

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "accounts", metavar="ACCOUNT", nargs="*", help="its id; all accounts if none is given"
    )
    parser.add_argument("--held", action="store_true", help="ask nobody: show what was seen the last time")
    parser.add_argument(
        "--level",
        choices=[one.value for one in Level],
        help="show what this level would change: hidden from strangers, friends see it, as open as now",
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    chosen = asked.accounts or [account.id for account in house.browser.accounts()]
    open_ones = 0
    problems = 0
    for name in chosen:
        account = AccountId(name)
        if not asked.held:
            problems += not _looked(house, account, out)
        if asked.level is not None:
            _tell_plan(house, account, Level(asked.level), out)
            continue
        checks = house.checkup.checks(account)
        out.line(say("{account}", account=account))
        for check in checks:
            out.record(check_record(check))
            _tell(check, out)
        open_ones += sum(check.is_safe is False for check in checks)
    if problems:
        return Exit.PROBLEM
    return Exit.NEEDS_YOU if open_ones else Exit.DONE


def _looked(house: House, account: AccountId, out: Out) -> bool:
    """Read the settings again; a problem with one account does not stop the next, and what is held is shown even so."""
    # Raises NotFound for a name that is held nowhere: that is a mistake in the command, and ends it.
    house.checkup.checks(account)
    try:
        house.checkup.look(account, out.progress())
    except Problem as problem:
        out.record({"account": account, **problem_record(problem)})
        out.say(problem.says)
        if problem.remedy is not None:
            out.say(problem.remedy)
        return False
    return True


def _tell_plan(house: House, account: AccountId, level: Level, out: Out) -> None:
    plan = house.checkup.plan(account, level)
    out.record(
        {
            "account": account,
            "level": level.value,
            "changes": [{"key": check.key, "from": check.seen, "to": value} for check, value in plan.changes],
            "by_hand": [check_record(check) for check in plan.by_hand],
        }
    )
    for check, value in plan.changes:
        out.line(say("     would change: {check} to “{value}”", check=check.says, value=value))
    for check in plan.by_hand:
        out.line(say("     by hand: {check}. {how} {link}", check=check.says, how=check.how, link=check.link))


def _tell(check: Check, out: Out) -> None:
    state: Text = say("unknown")
    if check.is_safe is True:
        state = say("safe")
    elif check.is_safe is False:
        state = say("open")
    out.line(
        say(
            "     {key}  {check}: {state} ({seen})",
            key=check.key,
            check=check.says,
            state=state,
            seen=check.seen if check.seen is not None else say("nobody knows"),
        )
    )
    if check.seen is None and check.raw:
        out.line(say("       In the network’s own words: {raw}", raw=verbatim(check.raw)))
    for change in check.history:
        out.line(say("       since {day}: {value}", day=change.at.date(), value=change.value))
    if check.is_safe is not True:
        out.line(say("       {why}", why=check.why))
        out.line(say("       {how} {link}", how=check.how, link=check.link))


def _answer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help="its id")
    parser.add_argument("check", metavar="CHECK", help="the key of the setting, as “checkup” lists it")
    parser.add_argument("value", metavar="VALUE", help="what you see there; “unknown” to take an answer back")


def _answer(house: House, asked: Namespace, out: Out) -> Exit:
    value = None if asked.value == "unknown" else asked.value
    check = house.checkup.answer(AccountId(asked.account), asked.check, value)
    out.record(check_record(check))
    _tell(check, out)
    return Exit.DONE


def _fix_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help="its id")
    parser.add_argument(
        "checks", metavar="CHECK", nargs="+", help="keys of settings, as “checkup” lists them"
    )
    parser.add_argument("--to", metavar="VALUE", help="this value instead of the safe one")
    parser.add_argument("--undo", action="store_true", help="back to what it was before")


def _fix(house: House, asked: Namespace, out: Out) -> Exit:
    account = AccountId(asked.account)
    if asked.undo:
        checks = [house.checkup.undo(account, key, out.progress()) for key in asked.checks]
        return _done(checks, out)
    held = {check.key: check for check in house.checkup.checks(account)}
    wanted = [(key, asked.to or (held[key].safe if key in held else "")) for key in asked.checks]
    changed = house.checkup.apply(account, wanted, out.progress())
    for one in changed:
        if one.problem is not None:
            out.record(problem_record(one.problem))
            out.say(one.problem.says)
            if one.problem.remedy is not None:
                out.say(one.problem.remedy)
    _done([one.check for one in changed if one.problem is None], out)
    return Exit.PROBLEM if any(one.problem for one in changed) else Exit.DONE


def _done(checks: Sequence[Check], out: Out) -> Exit:
    for check in checks:
        out.record(check_record(check))
        _tell(check, out)
    return Exit.DONE


LOOK = Command("checkup", "the settings of your accounts: seen, safe, why, how", _arguments, _run)
ANSWER = Command("answer", "say what you see of a setting", _answer_arguments, _answer)
FIX = Command("fix", "change settings to their safe values, and read them again", _fix_arguments, _fix)
