"""The course of a request, read from its file and checked: states, reasons, and the questions "what did they answer?"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.model.course import Answer, Course, Question, Reason, Station
from app.model.followup import FollowUpKind
from app.model.request import State
from app.model.text import Text
from app.resources import resource
from app.store.table import DataInvalid, Table, read_file

__all__ = ["DataInvalid", "course", "read_course"]


@cache
def course() -> Course:
    """Return the course of every request. Raises DataInvalid with the key that is wrong."""
    return read_course(resource("requests", "course.toml"))


def read_course(path: Path) -> Course:
    """Read a course: every state once, every answer leading to something that is there, and no question in a circle."""
    return read_file(path, _course, named="")


def _course(table: Table) -> Course:
    # Every data file of ours says where its facts come from, though nothing shows that of this one.
    table.text("source")
    table.day("checked_on")
    read = Course(
        stations=table.each("states", _station),
        reasons=table.each("reasons", _reason),
        questions=table.each("questions", _question),
        first=table.text("first"),
    )
    if sorted(one.state for one in read.stations) != sorted(State):
        raise table.wrong("states", "must hold every state once")
    for key, names in (
        ("reasons", [one.key for one in read.reasons]),
        ("questions", [one.key for one in read.questions]),
    ):
        if len(set(names)) < len(names):
            raise table.wrong(key, "hold a key twice")
    _check_answers(table, read)
    return read


def _check_answers(table: Table, read: Course) -> None:
    asked = {one.key: one for one in read.questions}
    reasons = {one.key for one in read.reasons}
    if read.first not in asked:
        raise table.wrong("first", f"is {read.first!r}, and there is no such question")
    for question in read.questions:
        for answer in question.answers:
            if answer.question and (answer.reason or answer.question not in asked):
                raise table.wrong(f"questions.{question.key}.{answer.key}", "leads to no question")
            if answer.reason and answer.reason not in reasons:
                raise table.wrong(f"questions.{question.key}.{answer.key}", "leads to no reason")
    _walk(table, asked, read.first, ())


def _walk(table: Table, asked: dict[str, Question], key: str, before: Sequence[str]) -> None:
    if key in before:
        raise table.wrong(f"questions.{key}", "leads back to itself")
    for answer in asked[key].answers:
        if answer.question:
            _walk(table, asked, answer.question, (*before, key))


def _station(table: Table) -> Station:
    state = table.one_of("state", State)
    following = table.words("next")
    unknown = next((one for one in following if one not in set(State)), None)
    if unknown is not None:
        raise table.wrong("next", f"names {unknown!r}, and there is no such state")
    return Station(
        state=state,
        next=tuple(State(one) for one in following),
        waits=table.flag("waits"),
        protocol=table.text("protocol", ""),
    )


def _reason(table: Table) -> Reason:
    letters = table.words("letters")
    unknown = next((one for one in letters if one not in set(FollowUpKind)), None)
    if unknown is not None:
        raise table.wrong("letters", f"names {unknown!r}, and there is no such letter")
    return Reason(
        key=table.text("key"),
        state=table.one_of("state", State),
        says=Text(table.text("says")),
        advice=Text(table.text("advice")),
        letters=tuple(FollowUpKind(one) for one in letters),
        protocol=table.text("protocol", ""),
    )


def _question(table: Table) -> Question:
    question = Question(
        key=table.text("key"), asks=Text(table.text("asks")), answers=table.each("answers", _answer)
    )
    keys = [one.key for one in question.answers]
    if not keys or len(set(keys)) < len(keys):
        raise table.wrong("answers", "must be some, each with a key of its own")
    return question


def _answer(table: Table) -> Answer:
    return Answer(
        key=table.text("key"),
        says=Text(table.text("says")),
        question=table.text("question", ""),
        reason=table.text("reason", ""),
    )
