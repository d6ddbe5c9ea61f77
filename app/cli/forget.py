"""overexposed forget: erase what the app holds, tokens included. Nothing at any network is touched."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.model.account import AccountId
from app.model.problem import WrongUse
from app.model.text import say

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "accounts", metavar="ACCOUNT", nargs="*", help="its id, like bluesky:name.bsky.social"
    )
    parser.add_argument(
        "--everything", action="store_true", help="the whole catalogue, every token, and the key"
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    if bool(asked.accounts) == asked.everything:
        raise WrongUse(
            say("It is not said what to forget."),
            say("Name one or more accounts, or give --everything."),
        )
    if asked.everything:
        house.eraser.everything()
        out.record({"forgotten": "everything"})
        out.line(
            say("Everything that was kept on this computer is erased. Nothing at any network was touched.")
        )
        return Exit.DONE
    for account in asked.accounts:
        house.eraser.account(AccountId(account))
        out.record({"forgotten": account})
        out.line(say("{account} is forgotten. Nothing at the network was touched.", account=account))
    return Exit.DONE


COMMAND = Command("forget", "erase what the app holds, tokens included", _arguments, _run)
