"""The course of a request is whole: every answer leads somewhere, and every reason is one that letters and readers know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.letters.reply import read_text
from app.model.followup import Excuse, FollowUpKind
from app.model.request import State
from app.resources import resource
from app.store.course import course, read_course
from app.store.table import DataInvalid

GOOD = resource("requests", "course.toml").read_text(encoding="utf-8")


def test_the_course_that_comes_with_the_program_is_whole() -> None:
    read = course()
    assert {one.state for one in read.stations} == set(State)
    led_to = {reason for _, reason in read.ways() if reason}
    assert led_to == {one.key for one in read.reasons}, "every reason has a way to it"
    asked = {read.first} | {
        one.question for question in read.questions for one in question.answers if one.question
    }
    assert asked == {one.key for one in read.questions}


def test_every_reason_is_one_state_that_can_follow_a_sent_letter() -> None:
    follows = course().follows(State.SENT)
    assert {one.state for one in course().reasons} <= follows


def test_every_excuse_has_its_reason_and_an_answer_to_it() -> None:
    for excuse in Excuse:
        reason = course().reason(excuse.value)
        assert reason is not None
        assert FollowUpKind.ANSWER in reason.letters


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Please verify your identity.", ("answered", "needs", "identity")),
        ("Your photos are publicly available.", ("answered", "no", "public")),
        ("Your data have been deleted.", ("answered", "done", "all")),
        ("Delivery has failed: mailbox full", ("bounced",)),
    ],
)
def test_what_a_reader_finds_is_a_way_through_the_questions(text: str, way: tuple[str, ...]) -> None:
    meaning = read_text(text).meanings[0]
    reason = course().reason(meaning.reason)
    assert reason is not None
    assert reason.state is meaning.state
    assert course().way_to(meaning.reason) == way


def test_every_kind_of_answer_that_is_read_stands_in_the_course() -> None:
    kinds = resource("letters", "replies.toml").read_text(encoding="utf-8")
    read = re.findall(r'state = "(\w+)"\nreason = "(\w+)"', kinds)
    assert len(read) > 10
    assert [one for one in read if (r := course().reason(one[1])) is None or r.state != one[0]] == []


def test_the_words_of_the_protocol_are_its_own() -> None:
    # Data Rights Protocol 1.0, section "Data rights statuses": state and reason.
    states = {"open", "in_progress", "fulfilled", "revoked", "expired", "denied", ""}
    reasons = states | {
        *("need_user_verification", "suspected_fraud", "insuf_verification", "no_match", "claim_not_covered"),
        *("outside_jurisdiction", "too_many_requests", "other"),
    }
    assert {one.protocol for one in course().stations} <= states
    assert {one.protocol for one in course().reasons} <= reasons


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('state = "bounced"\nnext', 'state = "boing"\nnext', "state"),
        ('next = ["sent", "withdrawn"]', 'next = ["sent", "lost"]', "lost"),
        ('[[states]]\nstate = "withdrawn"\nprotocol = "revoked"\nnext = []\n', "", "every state once"),
        ('question = "what"', 'question = "nowhere"', "no question"),
        ('question = "needs"', 'question = "came"', "back to itself"),
        ('reason = "no_match"', 'reason = "weather"', "no reason"),
        ('letters = ["answer"]', 'letters = ["poem"]', "poem"),
        ('first = "came"', 'first = "gone"', "gone"),
        ('key = "needs"\nasks', 'key = "done"\nasks', "twice"),
        (
            '[[questions.answers]]\nkey = "bounced"',
            '[[questions.answers]]\nkey = "nothing"',
            "key of its own",
        ),
        ("waits = true", "waits = true\nmood = 1", "mood"),
    ],
)
def test_a_course_that_leads_nowhere_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    path = tmp_path / "course.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataInvalid, match=told):
        read_course(path)
