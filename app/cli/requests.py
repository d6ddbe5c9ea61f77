"""overexposed requests and request: the letters on their way, and one step of one of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, day
from app.cli.records import asked as asked_record
from app.cli.records import delivery as delivery_record
from app.cli.records import outcome as outcome_record
from app.cli.records import reply as reply_record
from app.cli.records import standing as standing_record
from app.model.followup import FollowUpKind
from app.model.problem import WrongUse
from app.model.request import TO_AUTHORITY, TO_CONTROLLER, RequestId, State
from app.model.text import Text, say, verbatim
from app.services.follow import Told

if TYPE_CHECKING:
    from app.model.letter import Delivery
    from app.services.follow import Filed, Standing
    from app.services.house import House
    from app.services.interview import Asked
    from app.services.replies import Read


FIRST = "first"
_BY_FORM = tuple(kind.value for kind in FollowUpKind if kind is not FollowUpKind.SMALL_CLAIMS)


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
        "--answer",
        nargs="*",
        metavar="WORD",
        help="what they answered, one question at a time: without words it asks the first one",
    )
    parser.add_argument(
        "--on", type=day, metavar="DATE", help="the day it happened, like 2026-11-23; today if not given"
    )
    parser.add_argument("--until", type=day, metavar="DATE", help="the day that they name, with extended")
    parser.add_argument(
        "--to", choices=(TO_CONTROLLER, TO_AUTHORITY), help="to whom you complained, with complained"
    )
    parser.add_argument("--note", default="", help="a note of your own")
    parser.add_argument(
        "--reply",
        type=Path,
        metavar="FILE",
        help="their answer (.eml or text): read here, and kept with the step",
    )
    parser.add_argument(
        "--proof", type=Path, metavar="FILE", help="the proof that it was sent, kept with that step"
    )
    parser.add_argument("--tracking", default="", metavar="NUMBER", help="the number that the post gave it")
    parser.add_argument(
        "--received", type=day, metavar="DATE", help="the day on which a posted letter arrived, with sent"
    )
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write the deadlines as a calendar file")
    parser.add_argument(
        "--fields",
        nargs="?",
        const=FIRST,
        choices=(FIRST, *_BY_FORM),
        help="what to copy into the fields of their form, and the address for the envelope: of the first letter, or of one "
        "that follows, which is then kept with the request",
    )


def _one(house: House, asked: Namespace, out: Out) -> Exit:
    request = RequestId(asked.request)
    if asked.ics is not None:
        house.follower.write_calendar(asked.ics)
    if asked.step is not None and asked.answer is not None:
        raise WrongUse(
            say("A step and an answer cannot be named at once."),
            say("Name the step yourself, or let the questions find it with --answer."),
        )
    read, file = house.reader.file(asked.reply, request) if asked.reply else (None, None)
    if asked.answer is not None:
        return _interview(house, asked, out, read, file)
    proof = house.reader.proof(asked.proof) if asked.proof is not None else None
    if asked.step is not None:
        one = house.follower.step(request, State(asked.step), _told(asked, read, proof or file))
    elif proof is not None:
        one = house.follower.attach(request, proof, asked.tracking)
    else:
        one = house.follower.one(request)
    by_hand = _by_hand(house, request, asked.fields)
    out.record(
        {
            **standing_record(one),
            "reply": reply_record(read) if read else None,
            "delivery": delivery_record(by_hand) if by_hand else None,
        }
    )
    _tell(one, out)
    _tell_delivery(by_hand, out)
    if read is not None and asked.step is None:
        _tell_reply(read, out)
    if asked.step is None:
        following = ", ".join(sorted(house.follower.course.follows(one.request.state))) or "–"
        out.line(say("     can become: {steps}", steps=following))
    return Exit.DONE


def _by_hand(house: House, request: RequestId, letter: str | None) -> Delivery | None:
    if letter is None:
        return None
    if letter == FIRST:
        return house.deliverer.of(request)
    return house.deliverer.following(request, FollowUpKind(letter))


def _told(asked: Namespace, read: Read | None, file: Filed | None) -> Told:
    """Return what was said of a step; the day and the reason come from the answer where it tells them."""
    state = State(asked.step) if asked.step else None
    meant = [meaning.reason for meaning in read.reply.meanings if meaning.state is state] if read else []
    return Told(
        on=asked.on or (read.reply.received_on if read else None),
        note=asked.note,
        reason=asked.to or (meant[0] if meant else ""),
        file=file,
        until=asked.until,
        received_on=asked.received,
        tracking=asked.tracking,
    )


def _interview(house: House, asked: Namespace, out: Out, read: Read | None, file: Filed | None) -> Exit:
    """Ask what they answered; with all answers given, take the step and say what to do now."""
    request = RequestId(asked.request)
    guess = house.interviewer.guessed(read) if read is not None and not asked.answer else None
    at = guess or house.interviewer.ask(request, asked.answer)
    if at.question is not None or guess is not None:
        out.record(asked_record(at, confirmed=False))
        _tell_question(at, out)
        return Exit.DONE
    if at.reason is None:
        outcome = house.interviewer.outcome(request)
    else:
        outcome = house.interviewer.take(request, at.reason, _told(asked, read, file))
    out.record({**asked_record(at, confirmed=True), **outcome_record(outcome)})
    _tell(outcome.standing, out)
    out.line(say("     {advice}", advice=outcome.advice))
    if outcome.complains and outcome.authority is not None:
        to = outcome.authority
        out.line(say("     {name}: {page}", name=to.name, page=to.complaint_url or to.url))
    if outcome.settled is not None:
        out.line(say("     {says}", says=outcome.settled))
    for kind in outcome.letters:
        out.line(say("     letter --follow {id} --kind {kind} --out FILE", id=asked.request, kind=kind.value))
    return Exit.DONE


def _tell_question(at: Asked, out: Out) -> None:
    """Say the next question with its answers, or what an answer that was read seems to say."""
    if at.question is not None:
        out.line(say("{question}", question=at.question.asks))
        for one in at.question.answers:
            out.line(say("     {key}: {says}", key=" ".join((*at.way, one.key)), says=one.says))
    elif at.reason is not None:
        out.line(say("{says}, because it says “{words}”.", says=at.reason.says, words=at.words))
        out.line(say("     if that is so: --answer {way}", way=" ".join(at.way)))


def _tell_delivery(by_hand: Delivery | None, out: Out) -> None:
    """Say what to copy where, if that was asked for. Each value stands by itself, below its name."""
    if by_hand is None:
        return
    for form in by_hand.forms:
        out.line(say("form: {address} {purpose}", address=form.address, purpose=form.purpose or "–"))
    for one in by_hand.fields:
        _tell_lines(say("{name}:", name=one.name), one.value.splitlines(), out)
    if not by_hand.fields:
        out.line(say("No form of theirs is known for this letter."))
    if never := by_hand.never_send:
        out.line(say("Leave empty: {names}", names=", ".join(never)))
    if by_hand.envelope:
        _tell_lines(say("For the envelope:"), by_hand.envelope, out)


def _tell_lines(head: Text, lines: Sequence[str], out: Out) -> None:
    out.line(head)
    for line in lines:
        out.line(say("     {line}", line=verbatim(line)))


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
