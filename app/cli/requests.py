"""overexposed requests and request: the letters on their way, and one step of one of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, day
from app.cli.records import standing as standing_record
from app.model.request import NEXT, RequestId, State
from app.model.text import say

if TYPE_CHECKING:
    from app.services.follow import Standing
    from app.services.house import House


def _many_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write the deadlines as a calendar file")


def _many(house: House, asked: Namespace, out: Out) -> Exit:
    if asked.ics is not None:
        house.follower.write_calendar(asked.ics)
        out.say(say("The deadlines were written to {path}.", path=str(asked.ics)))
    for one in house.follower.all():
        out.record(standing_record(one))
        _tell(one, out)
    return Exit.DONE


def _one_arguments(parser: ArgumentParser) -> None:
    steps = sorted(state.value for state in State if state is not State.DRAFT)
    parser.add_argument("request", metavar="ID", help="its reference, like OX-2026-K7QXRM")
    parser.add_argument("step", metavar="STEP", nargs="?", choices=steps, help=", ".join(steps))
    parser.add_argument(
        "--on", type=day, metavar="DATE", help="the day it happened, like 2026-11-23; today if not given"
    )
    parser.add_argument("--note", default="", help="a note of your own")


def _one(house: House, asked: Namespace, out: Out) -> Exit:
    request = RequestId(asked.request)
    if asked.step is None:
        one = house.follower.one(request)
    else:
        one = house.follower.step(request, State(asked.step), asked.on, asked.note)
    out.record(standing_record(one))
    _tell(one, out)
    if asked.step is None:
        following = ", ".join(sorted(NEXT[one.request.state])) or "–"
        out.line(say("     can become: {steps}", steps=following))
    return Exit.DONE


def _tell(one: Standing, out: Out) -> None:
    request = one.request
    out.line(say("{id}  {name}: {state}", id=request.id, name=request.recipient_name, state=_state(one)))
    if request.due is not None and one.days_left is not None:
        out.line(say("     due {due}, in {days} days", due=request.due, days=one.days_left))
    if one.deadline is not None:
        out.line(say("     {counted}", counted=one.deadline.counted))


def _state(one: Standing) -> str:
    name = one.request.state.value.replace("_", " ")
    return f"{name}, overdue" if one.overdue else name


MANY = Command("requests", "the letters on their way, what is due first", _many_arguments, _many)
ONE = Command("request", "show one request, or take it one step further", _one_arguments, _one)
