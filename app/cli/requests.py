"""overexposed requests and request: the letters on their way, and one step of one of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, day
from app.cli.records import reply as reply_record
from app.cli.records import standing as standing_record
from app.model.request import NEXT, RequestId, State
from app.model.text import say

if TYPE_CHECKING:
    from app.services.follow import Standing
    from app.services.house import House
    from app.services.replies import Read


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
    parser.add_argument(
        "--reply",
        type=Path,
        metavar="FILE",
        help="their answer (.eml or text): read here, and kept with the step",
    )
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write the deadlines as a calendar file")


def _one(house: House, asked: Namespace, out: Out) -> Exit:
    request = RequestId(asked.request)
    if asked.ics is not None:
        house.follower.write_calendar(asked.ics)
    read, file = house.reader.file(asked.reply, request) if asked.reply else (None, None)
    if asked.step is None:
        one = house.follower.one(request)
    else:
        state = State(asked.step)
        meant = [meaning.reason for meaning in read.reply.meanings if meaning.state is state] if read else []
        on = asked.on or (read.reply.received_on if read else None)
        one = house.follower.step(request, state, on, asked.note, reason=meant[0] if meant else "", file=file)
    out.record({**standing_record(one), "reply": reply_record(read) if read else None})
    _tell(one, out)
    if read is not None and asked.step is None:
        _tell_reply(read, out)
    if asked.step is None:
        following = ", ".join(sorted(NEXT[one.request.state])) or "–"
        out.line(say("     can become: {steps}", steps=following))
    return Exit.DONE


def _tell_reply(read: Read, out: Out) -> None:
    """Say what an answer may mean; it changes nothing until the person names the step."""
    out.line(say("     from {sender}: {subject}", sender=read.reply.sender, subject=read.reply.subject))
    for meaning in read.possible:
        out.line(
            say(
                "     may be: {state} ({reason}), because it says “{words}”",
                state=meaning.state.value,
                reason=meaning.reason.replace("_", " "),
                words=meaning.words,
            )
        )
    if not read.possible:
        out.line(say("     nothing in it tells what it is: read it, and name the step yourself"))


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
