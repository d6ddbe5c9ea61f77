"""What a command of the terminal door is, and where its words go."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from getpass import getpass
from typing import TYPE_CHECKING, TextIO

from app.model.person import Residence, parse_residence
from app.model.text import Gap, Text, english, say
from app.services.progress import Progress

if TYPE_CHECKING:
    from app.model.problem import Problem
    from app.services.house import House


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    NEEDS_YOU = 1
    WRONG_USE = 2
    PROBLEM = 3
    STOPPED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does in one line, its arguments, and the function that runs it."""

    name: str
    does: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[House, Namespace, Out], Exit]


class Out:
    """Where words go: with JSON, stdout holds JSON alone; progress and messages always go to stderr."""

    def __init__(self, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._progress_shown = False

    def line(self, words: Text | str = "") -> None:
        """Print one line for a person; nothing where JSON is wanted."""
        if not self.as_json:
            self._print(self._out, words)

    def record(self, values: Mapping[str, object]) -> None:
        """Print one JSON object on a line of its own, where JSON is wanted."""
        if self.as_json:
            self._clear()
            print(json.dumps(values, ensure_ascii=False), file=self._out, flush=True)

    def say(self, words: Text | str) -> None:
        """Print a message on stderr."""
        self._print(self._err, words)

    def progress(self) -> Progress:
        """Return a progress that shows itself on stderr: every step on a terminal, elsewhere only pauses."""
        return _Shown(self) if self._err.isatty() else _Quiet(self)

    def show_progress(self, words: str) -> None:
        """Show how far it is, in place of what was shown before."""
        print(f"\r\x1b[K{one_line(words)}", end="", file=self._err, flush=True)
        self._progress_shown = True

    def _print(self, stream: TextIO, words: Text | str) -> None:
        self._clear()
        text = spell(words) if isinstance(words, Text) else words
        print("\n".join(one_line(line) for line in text.split("\n")), file=stream, flush=True)

    def _clear(self) -> None:
        if self._progress_shown:
            print("\r\x1b[K", end="", file=self._err, flush=True)
            self._progress_shown = False


class _Shown(Progress):
    def __init__(self, out: Out) -> None:
        self._out = out

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        counts = f"{done} of {total}" if total else str(done)
        self._out.show_progress(f"{counts}  {spell(says) if says else ''}")

    def waits(self, until: datetime) -> None:
        self._out.show_progress(spell(_pause(until)))


class _Quiet(Progress):
    """For a log: a pause of hours must not look like a program that hangs."""

    def __init__(self, out: Out) -> None:
        self._out = out

    def waits(self, until: datetime) -> None:
        self._out.say(_pause(until))


def _pause(until: datetime) -> Text:
    return say("The network asked for a pause; going on at {time}.", time=until)


def tell_problem(problem: Problem, out: Out) -> None:
    """Tell a problem and its remedy: as a line of JSON where that is wanted, and in words on stderr always."""
    out.record({"problem": spell(problem.says), "remedy": spell(problem.remedy) if problem.remedy else None})
    out.say(problem.says)
    if problem.remedy is not None:
        out.say(problem.remedy)


class Keyboard:
    """Whoever sits at the terminal, if anybody does."""

    def passphrase(self) -> str | None:
        """Ask for the catalogue's passphrase; None where nobody can be asked."""
        return getpass("Passphrase of your catalogue: ", stream=sys.stderr) or None if _is_manned() else None

    def new_passphrase(self) -> str | None:
        """Ask for a new passphrase twice, because nobody could ever correct it; None where the two differ."""
        if not _is_manned():
            return None
        print(
            "There is no safe keyring here. Choose a passphrase that locks your catalogue.", file=sys.stderr
        )
        first = getpass("New passphrase: ", stream=sys.stderr)
        return first if first and first == getpass("Once more: ", stream=sys.stderr) else None


def _is_manned() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def whole_number(text: str) -> int:
    """Read a number from 1 up; ArgumentTypeError for anything else."""
    if not text.isdecimal() or len(text) > 18 or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is not a number from 1 up")
    return int(text)


def day(text: str) -> date:
    """Read a day like 2026-11-23; ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day like 2026-11-23") from error


def residence(text: str) -> Residence:
    """Read a country or region like DE or US-IL; ArgumentTypeError for anything else."""
    found = parse_residence(text)
    if found is None:
        raise ArgumentTypeError(f"“{text}” is not a country or region like DE or US-IL")
    return found


def spell(text: Text) -> str:
    """Return a text in the terminal's language. The terminal speaks English: it is a door for scripts too."""
    return text.fill(english, _show)


def _show(gap: Gap) -> str:
    match gap:
        case datetime():
            return f"{gap:%Y-%m-%d %H:%M} UTC"
        case date():
            return gap.isoformat()
        case _:
            return str(gap)


def one_line(words: str) -> str:
    """Return words without control characters: a caption must not be able to steer the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
