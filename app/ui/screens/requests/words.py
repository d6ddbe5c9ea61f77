"""How a request stands, in one sentence, and how much of its time is over."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.course import Course
from app.model.request import ANSWERED, TO_CONTROLLER, State, Step
from app.model.text import Text, say, say_count
from app.services.follow import Standing
from app.ui.terms import STATES, Term
from app.ui.tokens import Tone
from app.ui.wording import day, moment

OVERDUE = Term(icon="clock", word=say("Overdue"), says=say("They let their time pass"), tone=Tone.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStep:
    """Something that the person did themselves, and says with one click."""

    state: State
    says: Text
    reason: str = ""


def own_steps(standing: Standing) -> tuple[OwnStep, ...]:
    """Return what a person may have done with a request as it stands; what the others did is asked step by step."""
    sent = _AGAIN.get(standing.request.state, say("I have sent it"))
    complaints = [OwnStep(state=State.COMPLAINED, says=say("I have complained to the authority"))]
    if standing.hears_first and TO_CONTROLLER not in standing.request.complained_to:
        says = say("I have complained to them")
        complaints.insert(0, OwnStep(state=State.COMPLAINED, says=says, reason=TO_CONTROLLER))
    return (
        OwnStep(state=State.SENT, says=sent),
        *complaints,
        OwnStep(state=State.WITHDRAWN, says=say("I take it back")),
    )


_AGAIN: dict[State, Text] = {
    State.WANTS_MORE: say("I have answered them"),
    State.BOUNCED: say("I have sent it again"),
    State.NO_MATCH: say("I have sent it again"),
    State.PARTLY: say("I have sent it again"),
    State.REFUSED: say("I have sent it again"),
    State.DONE: say("I have sent it again"),
    State.VERIFIED_GONE: say("I have sent it again"),
}


def happened(step: Step, course: Course) -> Text:
    """Say what a step was: the reason where it has one that is known, else the state."""
    if step.state is State.SENT:
        return say("You answered them") if step.reason == ANSWERED else say("You sent it")
    if step.state is State.COMPLAINED:
        return (
            say("You complained to them")
            if step.reason == TO_CONTROLLER
            else say("You complained to the authority")
        )
    reason = course.reason(step.reason)
    return reason.says if reason is not None else STATES[step.state].says


def details(step: Step) -> list[Text]:
    """Return what is kept of a step beside its day: when it arrived, the number of the post, the files."""
    told: list[Text] = []
    if step.received_on is not None:
        told.append(say("It arrived on {day}.", day=day(step.received_on)))
    if step.tracking:
        told.append(say("Number of the post: {number}", number=step.tracking))
    if step.files:
        told.append(say("Kept with it: {files}", files=", ".join(step.files)))
    return told


def term(standing: Standing) -> Term:
    """Return the word for where a request stands today."""
    return OVERDUE if standing.overdue else STATES[standing.request.state]


def due(standing: Standing) -> Text:
    """Say when an answer is due, or why none is."""
    request, left = standing.request, standing.days_left
    if request.state is State.DRAFT:
        return say("Not sent yet. Its time begins when you send it.")
    if request.due is None or left is None:
        return STATES[request.state].says
    if standing.overdue:
        return say_count(
            "Overdue by {count} day, since {due}",
            "Overdue by {count} days, since {due}",
            -left,
            due=day(request.due),
        )
    if standing.waits:
        return say_count(
            "{count} day left to answer, until {due}",
            "{count} days left to answer, until {due}",
            left,
            due=day(request.due),
        )
    return STATES[request.state].says


def when_exactly(standing: Standing) -> list[Text]:
    """Return what the date alone does not say: the earliest day, the moment at which hours are over."""
    told: list[Text] = []
    request, counted = standing.request, standing.deadline
    if not standing.waits:
        return told
    if counted is not None and counted.earliest is not None:
        told.append(say("An answer comes not before {day}.", day=day(counted.earliest)))
    if request.due_at is not None:
        told.append(
            say(
                "The hours are over on {moment}, on the clock of this computer.",
                moment=moment(request.due_at),
            )
        )
    return told


def share_over(standing: Standing) -> float:
    """Return how much of the time to answer is over, from 0 to 1; 1 where the matter is settled."""
    request = standing.request
    if request.state in {State.DONE, State.VERIFIED_GONE, State.WITHDRAWN}:
        return 1.0
    if request.due is None or request.sent_on is None or standing.days_left is None:
        return 0.0
    whole = max((request.due - request.sent_on).days, 1)
    return min(max(1 - standing.days_left / whole, 0.03), 1.0)
