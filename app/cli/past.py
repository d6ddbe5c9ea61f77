"""overexposed past: what was public for years before it was closed, from the accounts' own history."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import moment
from app.model.text import say

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(_parser: ArgumentParser) -> None:
    """Take no more than every command does."""


def _run(house: House, _asked: Namespace, out: Out) -> Exit:
    found = house.historian.past()
    for one in found:
        out.record(
            {
                "account": one.account.id,
                "photos": len(one.photos),
                "public_days": one.lasted.days,
                "until": moment(one.until),
            }
        )
        out.line(say("{says}", says=one.says))
    if found:
        out.say(say("Letters to everyone who may have them: letter --to everyone --out FOLDER"))
    else:
        out.say(say("No export that was read tells of a time when an account was public and is not now."))
    return Exit.DONE


COMMAND = Command("past", "what was public before it was closed", _arguments, _run)
