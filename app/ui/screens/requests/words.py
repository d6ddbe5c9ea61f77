"""How a request stands, in one sentence, and how much of its time is over."""

from __future__ import annotations

from app.model.request import State
from app.model.text import Text, say, say_count
from app.services.follow import Standing
from app.ui.terms import STATES, Term
from app.ui.tokens import Tone
from app.ui.wording import day

OVERDUE = Term(icon="clock", word=say("Overdue"), says=say("They let their time pass"), tone=Tone.CRITICAL)

# What a person says they did, or heard, for each step that can follow.
STEPS: dict[State, Text] = {
    State.SENT: say("I have sent it"),
    State.BOUNCED: say("It came back"),
    State.ACKNOWLEDGED: say("They confirmed that they have it"),
    State.WANTS_MORE: say("They ask for something"),
    State.EXTENDED: say("They take more time"),
    State.NO_MATCH: say("They say that they hold nothing"),
    State.PARTLY: say("They did a part of it"),
    State.REFUSED: say("They said no"),
    State.DONE: say("They say that it is done"),
    State.COMPLAINED: say("I have complained"),
    State.WITHDRAWN: say("I take it back"),
    State.VERIFIED_GONE: say("I have seen that it is gone"),
}


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
    if request.state in {State.SENT, State.ACKNOWLEDGED, State.EXTENDED}:
        return say_count(
            "{count} day left to answer, until {due}",
            "{count} days left to answer, until {due}",
            left,
            due=day(request.due),
        )
    return STATES[request.state].says


def share_over(standing: Standing) -> float:
    """Return how much of the time to answer is over, from 0 to 1; 1 where the matter is settled."""
    request = standing.request
    if request.state in {State.DONE, State.VERIFIED_GONE, State.WITHDRAWN}:
        return 1.0
    if request.due is None or request.sent_on is None or standing.days_left is None:
        return 0.0
    whole = max((request.due - request.sent_on).days, 1)
    return min(max(1 - standing.days_left / whole, 0.03), 1.0)
