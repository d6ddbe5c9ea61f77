"""The questions "what did they answer?" lead to the right step, and to the right next letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.letters.forms import as_text
from app.model.followup import FollowUpKind
from app.model.law import LawId
from app.model.person import Person, Residence
from app.model.problem import NoLawApplies, StepImpossible, WrongUse
from app.model.recipient import RecipientId
from app.model.request import RequestId, State
from app.services.ask import Wish
from app.services.follow import Told
from app.services.house import House
from tests.letters.test_reply import mail

SENT = date(2026, 11, 1)


def _sent(house: House, country: str = "GB", to: str = "clearview-ai") -> RequestId:
    person = Person(name="Ada Example", residence=Residence(country=country))
    draft = house.asker.draft(Wish(recipient=RecipientId(to), person=person))
    kept = house.asker.keep(draft)
    house.follower.step(kept.id, State.SENT, Told(on=SENT))
    return kept.id


def test_one_question_leads_to_the_next_and_to_what_it_comes_to(house: House) -> None:
    request = _sent(house)
    first = house.interviewer.ask(request)
    assert first.question is not None
    assert [one.key for one in first.question.answers] == ["nothing", "bounced", "answered"]
    second = house.interviewer.ask(request, ("answered", "no"))
    assert second.question is not None
    assert second.question.key == "why"
    end = house.interviewer.ask(request, ("answered", "no", "public"))
    assert end.reason is not None
    assert house.follower.one(request).request.state is State.SENT, "asking changes nothing"
    outcome = house.interviewer.take(request, end.reason, Told(on=date(2026, 11, 10)))
    assert outcome.standing.request.state is State.REFUSED
    assert outcome.letters == (FollowUpKind.ANSWER, FollowUpKind.COMPLAINT_FIRST)
    letter = house.asker.follow_up(request, outcome.letters[0]).letter
    assert "publicly available" in as_text(letter)


def test_only_what_can_still_be_true_is_asked(house: House) -> None:
    request = _sent(house)
    house.follower.step(request, State.ACKNOWLEDGED, Told(on=SENT))
    first = house.interviewer.ask(request)
    assert first.question is not None
    assert [one.key for one in first.question.answers] == ["nothing", "answered"]
    second = house.interviewer.ask(request, ("answered",))
    assert second.question is not None
    assert "received" not in [one.key for one in second.question.answers]


def test_settled_money_claims_are_told_and_the_terminal_gives_the_fields_of_the_letters_that_follow(
    house: House, build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    illinois = Person(name="Ada Example", residence=Residence(country="US", region="IL"))
    wish = Wish(recipient=RecipientId("clearview-ai"), person=illinois)
    request = house.asker.keep(house.asker.draft(wish)).id
    assert house.follower.one(request).request.laws[0] == "us-il-bipa"
    house.follower.step(request, State.SENT, Told(on=SENT))
    house.follower.step(request, State.REFUSED, Told(on=SENT, reason="public"))
    outcome = house.interviewer.outcome(request)
    assert FollowUpKind.SMALL_CLAIMS not in outcome.letters
    assert "settled in 2025" in str(outcome.settled)
    with pytest.raises(WrongUse, match="settled in 2025"):
        house.asker.follow_up(request, FollowUpKind.SMALL_CLAIMS)

    def run(*words: str) -> str:
        assert run_command(read_arguments([*words]), build, Out(as_json=False)) is Exit.DONE
        return capsys.readouterr().out

    assert "settled in 2025" in run("letter", "--follow", request, "--out", str(tmp_path / "x.txt"))
    answer = run("request", request, "--fields", "answer")
    assert "form: https://www.clearview.ai/privacy-and-requests" in answer
    assert "publicly available" in answer
    complaint = run("request", request, "--fields", "complaint")
    assert "form: https://illinoisattorneygeneral.gov/File-A-Complaint/" in complaint
    assert "clearview.ai/privacy-and-requests" not in complaint
    assert "Leave empty" not in complaint
    assert any(one.endswith("complaint.txt") for one in house.store.ledger.documents(request))
    with pytest.raises(WrongUse):
        house.deliverer.following(request, FollowUpKind.REMINDER)
    with pytest.raises(WrongUse):
        house.deliverer.following(request, FollowUpKind.SMALL_CLAIMS)


@pytest.mark.parametrize(
    ("name", "to"), [("us-al-future", "pimeyes"), ("us-vt-future", "pimeyes"), ("jp-appi", "lenso-ai")]
)
def test_a_law_named_by_hand_is_in_force_and_reaches_the_recipient(house: House, name: str, to: str) -> None:
    wish = Wish(recipient=RecipientId(to), person=Person(name="Ada"), law=LawId(name))
    with pytest.raises(NoLawApplies) as told:
        house.asker.draft(wish)
    assert told.value.remedy is not None


def test_an_answer_to_no_question_is_refused_with_those_that_are(house: House) -> None:
    with pytest.raises(WrongUse) as told:
        house.interviewer.ask(_sent(house), ("answered", "perhaps"))
    assert "nothing_held" in str(told.value.remedy)


def test_what_was_read_is_offered_to_be_confirmed(house: House) -> None:
    request = _sent(house)
    read, _ = house.reader.text("Please verify your identity.", request)
    guess = house.interviewer.guessed(read)
    assert guess is not None
    assert (guess.way, guess.words) == (("answered", "needs", "identity"), "verify your identity")
    nothing, _ = house.reader.text("Good morning.", request)
    assert house.interviewer.guessed(nothing) is None


def test_nothing_yet_says_how_long_to_wait_and_then_to_remind(house: House) -> None:
    waiting = _sent(house)
    assert house.interviewer.ask(waiting, ("nothing",)).reason is None
    outcome = house.interviewer.outcome(waiting)
    assert "2026-12-01" in str(outcome.advice)
    late = house.asker.keep(
        house.asker.draft(
            Wish(
                recipient=RecipientId("clearview-ai"),
                person=Person(name="A", residence=Residence(country="GB")),
            )
        )
    ).id
    house.follower.step(late, State.SENT, Told(on=date(2026, 9, 1)))
    outcome = house.interviewer.outcome(late)
    assert "over" in str(outcome.advice)
    assert outcome.letters[0] is FollowUpKind.REMINDER


def test_the_british_clock_stands_still_until_the_person_answers(house: House) -> None:
    request = _sent(house)
    assert house.follower.one(request).request.due == date(2026, 12, 1)
    asked = house.follower.step(
        request, State.WANTS_MORE, Told(on=date(2026, 11, 10), reason="clarification")
    )
    assert asked.deadline is not None
    assert asked.deadline.stopped_since == date(2026, 11, 10)
    given = house.follower.step(request, State.SENT, Told(on=date(2026, 11, 20)))
    assert given.request.steps[-1].reason == "answered"
    assert given.request.sent_on == SENT
    assert given.request.due == date(2026, 12, 11)
    assert not given.overdue


def test_what_was_given_begins_no_new_time_elsewhere(house: House) -> None:
    request = _sent(house, "DE")
    due = house.follower.one(request).request.due
    house.follower.step(request, State.WANTS_MORE, Told(on=date(2026, 11, 10), reason="identity"))
    given = house.follower.step(request, State.SENT, Told(on=date(2026, 11, 20)))
    assert given.request.due == due


def test_taking_more_time_goes_to_the_day_that_they_name_but_never_beyond_the_law(house: House) -> None:
    request = _sent(house, "DE")
    named = house.follower.step(
        request, State.EXTENDED, Told(on=date(2026, 11, 20), until=date(2026, 12, 20))
    )
    assert named.request.due == date(2026, 12, 20)
    beyond = house.follower.step(
        request, State.EXTENDED, Told(on=date(2026, 11, 21), until=date(2027, 12, 20))
    )
    assert beyond.request.due == date(2027, 2, 1)
    earlier = house.follower.step(
        request, State.EXTENDED, Told(on=date(2026, 11, 21), until=date(2026, 11, 22))
    )
    assert earlier.request.due == date(2026, 12, 1), "more time never leaves less"


def test_a_time_that_they_took_stays_when_they_ask_and_grows_while_it_stands_still(house: House) -> None:
    request = _sent(house)
    taken = Told(on=date(2026, 11, 5), until=date(2026, 12, 18))
    assert house.follower.step(request, State.EXTENDED, taken).request.due == date(2026, 12, 18)
    asked = house.follower.step(
        request, State.WANTS_MORE, Told(on=date(2026, 11, 10), reason="clarification")
    )
    assert asked.request.due == date(2026, 12, 18)
    given = house.follower.step(request, State.SENT, Told(on=date(2026, 11, 20)))
    assert given.request.due == date(2026, 12, 28)


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(202, 11, 3)])
def test_a_day_in_another_century_is_a_slip_and_changes_nothing(house: House, day: date) -> None:
    request = _sent(house)
    for told in (Told(on=day), Told(until=day), Told(received_on=day)):
        with pytest.raises(WrongUse, match="no day"):
            house.follower.step(request, State.EXTENDED, told)
    assert house.follower.one(request).request.state is State.SENT


def test_a_complaint_goes_to_them_first_and_is_to_be_acknowledged(house: House) -> None:
    request = _sent(house)
    house.follower.step(request, State.REFUSED, Told(on=date(2026, 11, 10), reason="other"))
    assert FollowUpKind.COMPLAINT not in house.asker.follow_ups(request)
    letter = house.asker.follow_up(request, FollowUpKind.COMPLAINT_FIRST, language="de").letter
    assert letter.language == "de"
    assert "164A" in as_text(letter).replace("\xa0", " ")
    complained = house.follower.step(
        request, State.COMPLAINED, Told(on=date(2026, 11, 12), reason="controller")
    )
    assert complained.request.due == date(2026, 12, 12)
    assert complained.hears_first
    assert house.asker.follow_ups(request) == (FollowUpKind.COMPLAINT, FollowUpKind.SMALL_CLAIMS)
    then = house.follower.step(request, State.COMPLAINED, Told(on=date(2026, 11, 20)))
    assert (then.request.due, then.waits) == (None, False)
    assert house.asker.follow_ups(request) == (FollowUpKind.SMALL_CLAIMS,), (
        "the British act lets people go to court"
    )


def test_a_proof_is_kept_with_the_sending_and_stands_in_its_history(house: House, tmp_path: Path) -> None:
    proof = tmp_path / "Einlieferung <1>.pdf"
    proof.write_bytes(b"%PDF-1.4 receipt")
    request = _sent(house)
    house.follower.step(request, State.ACKNOWLEDGED, Told(on=date(2026, 11, 4)))
    held = house.follower.attach(request, house.reader.proof(proof), "RR 123 456 785 DE")
    assert held.request.state is State.ACKNOWLEDGED
    assert held.request.sending is not None
    assert held.request.sending.tracking == "RR 123 456 785 DE"
    (name,) = held.request.sending.files
    assert house.store.ledger.document(request, name) == b"%PDF-1.4 receipt"
    with pytest.raises(WrongUse):
        house.reader.proof(tmp_path / "none.pdf")
    house.follower.step(request, State.REFUSED, Told(on=date(2026, 11, 5), reason="other"))
    complaint = house.asker.follow_up(request, FollowUpKind.COMPLAINT_FIRST).letter
    assert "RR 123 456 785 DE" in as_text(complaint), "the whole history goes with a complaint"
    assert b"RR 123 456 785 DE" in house.evidence.packed(request)
    assert house.evidence.packed(request) == house.evidence.packed(request)


def test_a_file_of_a_step_that_cannot_be_taken_is_not_kept(house: House) -> None:
    request = _sent(house)
    _, file = house.reader.text("x")
    with pytest.raises(StepImpossible):
        house.follower.step(request, State.VERIFIED_GONE, Told(file=file))
    assert house.store.ledger.documents(request) == ["letter.txt"]


def _run(build: Callable[[], House], capsys: pytest.CaptureFixture[str], *words: str) -> str:
    asked = read_arguments(["request", *words])
    assert run_command(asked, build, Out(as_json=False)) is Exit.DONE
    return capsys.readouterr().out


def test_the_terminal_asks_the_same_questions(
    build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    request = _sent(build())
    assert "answered: Yes, they answered" in _run(build, capsys, request, "--answer")
    assert "answered no public:" in _run(build, capsys, request, "--answer", "answered", "no")
    answer = tmp_path / "answer.eml"
    answer.write_bytes(mail("Please verify your identity.", f"Re: {request}"))
    read = _run(build, capsys, request, "--answer", "--reply", str(answer))
    assert "--answer answered needs identity" in read
    assert build().follower.one(request).request.state is State.SENT
    done = _run(build, capsys, request, "--reply", str(answer), "--answer", "answered", "needs", "identity")
    assert f"letter --follow {request} --kind answer" in done
    step = build().follower.one(request).request.steps[-1]
    assert (step.state, step.reason, len(step.files)) == (State.WANTS_MORE, "identity", 1)
