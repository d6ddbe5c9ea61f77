"""overexposed connect and disconnect: sign in with the least power needed, and end the sign-in again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import account as account_record
from app.model.account import AccountId
from app.model.problem import WrongUse
from app.model.sign_in import Doorway, Power
from app.model.text import say, verbatim

if TYPE_CHECKING:
    from app.services.house import House

_LONGEST_LINE = 16_384


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("network", metavar="NETWORK", nargs="?", help="its key; without one, all are listed")
    parser.add_argument(
        "--server", default="", metavar="URL", help="the server of your account, where it matters"
    )
    parser.add_argument("--handle", default="", help="your handle there, where the network asks for it first")
    parser.add_argument(
        "--power",
        action="append",
        choices=[one.value for one in Power],
        help="ask for this too (read alone if not given)",
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="something you bring that is no secret",
    )
    parser.add_argument(
        "--token-stdin",
        action="store_true",
        help="read what is secret from standard input, a line each: NAME=VALUE, or the token alone",
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    if asked.network is None:
        for way in house.connector.doorways():
            _list(way, out)
        return Exit.DONE
    way = house.connector.doorway(asked.network)
    keys = dict(_pair(one) for one in asked.key)
    if asked.token_stdin:
        keys.update(_secrets(way))
    if way.warning is not None:
        out.say(way.warning)

    def on_page(url: str) -> None:
        out.say(
            say(
                "Your browser opens a page of {network}. If it does not, open this address:",
                network=way.title,
            )
        )
        out.say(verbatim(url))

    account = house.connector.connect(
        asked.network,
        server=asked.server,
        handle=asked.handle,
        keys=keys,
        powers=frozenset(Power(one) for one in asked.power or ()) | {Power.READ},
        progress=out.progress(),
        on_page=on_page,
    )
    is_kept = house.vault.is_usable
    powers = sorted(house.connector.powers(account.id))
    out.record({**account_record(account), "powers": powers, "kept": is_kept})
    if is_kept:
        out.line(say("{account} is connected. List its photos with: sync {account}", account=account.id))
    else:
        out.say(house.vault.describe())
        out.say(
            say(
                "So it ends with this command. Connect {account} in the window, or where there is a keyring and without "
                "--plain-home.",
                account=account.id,
            )
        )
    return Exit.DONE


def _list(way: Doorway, out: Out) -> None:
    out.record(
        {
            "network": way.network,
            "title": way.title,
            "in_browser": way.in_browser,
            "needs": [need.key for need in way.needs if not need.is_optional],
            "powers": sorted(way.powers) if way.closed is None else [],
            "closed": str(way.closed) if way.closed else None,
            "experimental": way.experimental,
            "link": way.link or None,
        }
    )
    if way.closed is not None:
        out.line(say("{network}: {why}", network=way.title, why=way.closed))
        return
    out.line(say("{key}: {network}", key=way.network, network=way.title))
    for number, step in enumerate(way.steps, 1):
        out.line(say("     {number}. {step}", number=number, step=step))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise WrongUse(
            say("“{text}” is not of the form NAME=VALUE.", text=text[:40]),
            say("Write it like: --key client_id=abc123"),
        )
    return name.strip(), value


def _secrets(way: Doorway) -> dict[str, str]:
    """Read secrets from standard input, so that they stand neither in the history of a shell nor in a process list."""
    names = [need.key for need in way.needs]
    found: dict[str, str] = {}
    for line in sys.stdin:
        text = line[:_LONGEST_LINE].strip()
        name, sign, value = text.partition("=")
        if sign and name.strip() in names:
            found[name.strip()] = value.strip()
        elif text:
            bare = next((need.key for need in way.needs if need.is_secret and need.key not in found), "token")
            found[bare] = text
    return found


def _end_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help="its id, as “connect” printed it")


def _end(house: House, asked: Namespace, out: Out) -> Exit:
    house.connector.disconnect(AccountId(asked.account), out.progress())
    out.record({"account": asked.account, "connected": False})
    out.line(say("{account} is signed out. Its photos stay in the catalogue.", account=asked.account))
    return Exit.DONE


BEGIN = Command("connect", "sign in to a network in your browser, or with a token", _arguments, _run)
END = Command("disconnect", "end a sign-in and forget its token", _end_arguments, _end)
