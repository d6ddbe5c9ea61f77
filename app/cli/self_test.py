"""overexposed self-test: whether every part of an installed copy works on this computer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, spell
from app.model.text import say, verbatim

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(_parser: ArgumentParser) -> None:
    pass


def _run(house: House, _asked: Namespace, out: Out) -> Exit:
    results = house.self_test.run(out.progress())
    for one in results:
        out.record({"part": one.part, "passed": one.passed, "says": spell(one.says)})
        mark = say("ok") if one.passed else say("FAILED")
        out.line(say("{mark}  {part}: {says}", mark=mark, part=verbatim(one.part), says=one.says))
    return Exit.DONE if all(one.passed for one in results) else Exit.PROBLEM


COMMAND = Command("self-test", "whether every part of this copy works on this computer", _arguments, _run)
