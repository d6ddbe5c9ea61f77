"""Reads the command line, runs one command, and turns what went wrong into words and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import COMMANDS
from app.cli.command import Exit, Out, tell_problem
from app.model.problem import Problem, WrongUse
from app.services.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.cli.command import Command
    from app.services.house import House


def read_arguments(words: Sequence[str]) -> Namespace:
    """Read the command line. Ends the program with code 2 and a sentence where it cannot be understood.

    `command` is None where none was given: that opens the window. The options that every command has (`json`,
    `data_dir`, `plain_home`) may stand before or after its name.
    """
    parser = ArgumentParser(
        prog="overexposed",
        description="See which of your photos a face scraper can take, and how to take them back. "
        "Without a command, the window opens.",
        parents=[_common(first=True)],
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        below = commands.add_parser(
            command.name, help=command.does, description=command.does, parents=[_common(first=False)]
        )
        command.arguments(below)
    return parser.parse_args(words)


def run_command(asked: Namespace, open_house: Callable[[], House], out: Out) -> Exit:
    """Run the command that was asked for, and return how it ended."""
    try:
        house = open_house()
        try:
            return _command(asked.command).run(house, asked, out)
        finally:
            house.close()
    except WrongUse as problem:
        tell_problem(problem, out)
        return Exit.WRONG_USE
    except Problem as problem:
        tell_problem(problem, out)
        return Exit.PROBLEM
    except BrokenPipeError:
        # Whoever read our output (head, less) has enough; Python must not try to flush into it again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.STOPPED
    except (Cancelled, KeyboardInterrupt):
        out.say("Stopped. What was kept before stays kept.")
        return Exit.STOPPED


def _command(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)


def _common(*, first: bool) -> ArgumentParser:
    """Return the options that every command has.

    argparse lets a subcommand's defaults overwrite what stood before its name, so only the first parser has defaults.
    """
    parser = ArgumentParser(add_help=False)
    options = parser.add_argument_group("options of every command")
    options.add_argument(
        "--json",
        action="store_true",
        default=False if first else SUPPRESS,
        help="print JSON on stdout, nothing else",
    )
    options.add_argument(
        "--data-dir",
        type=Path,
        default=None if first else SUPPRESS,
        metavar="DIR",
        help="where data lives, in place of the usual folder (or set OVEREXPOSED_HOME)",
    )
    options.add_argument(
        "--plain-home",
        action="store_true",
        default=False if first else SUPPRESS,
        help="without encryption and keyring: for tests, benchmarks and demos",
    )
    return parser
