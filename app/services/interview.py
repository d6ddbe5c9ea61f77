"""Find out what they answered, one question at a time, and which letter is the right one now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.model.course import Answer, Course, Question, Reason
from app.model.followup import FollowUpKind
from app.model.law import Authority
from app.model.path import Ways
from app.model.problem import WrongUse
from app.model.request import RequestId, State
from app.model.text import Text, say
from app.services.ask import Asker
from app.services.follow import Follower, Standing, Told
from app.services.replies import Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How far the questions have come: the next `question`, or what the answers came to.

    `way` holds the answers so far. With neither a question nor a `reason`, nothing has happened. `words` are those of
    their answer that say so, where it was read and not told by the person.
    """

    way: tuple[str, ...] = ()
    question: Question | None = None
    reason: Reason | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What to do now: how the request stands, a piece of advice, and the letters that fit, the best one first.

    `authority` takes the complaint, None where none is known. `complains` is whether its page is the next step.
    `settled` says why no letter sums up claims for money, where they were settled.
    """

    standing: Standing
    advice: Text
    letters: tuple[FollowUpKind, ...] = ()
    authority: Authority | None = None
    complains: bool = False
    settled: Text | None = None


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Asks. Nothing changes before `take`, and no answer is taken for the person's."""

    course: Course
    follower: Follower
    asker: Asker
    ways: Ways

    def ask(self, request: RequestId, way: Sequence[str] = ()) -> Asked:
        """Return the question that follows these answers, with the answers that can still be true.

        Raises WrongUse for an answer that none of the questions has.
        """
        state = self.follower.one(request).request.state
        question = self._open(self.course.question(self.course.first), state)
        for number, key in enumerate(way, 1):
            answer = question.answer(key)
            if answer is None:
                raise WrongUse(
                    say("“{answer}” is no answer to: {question}", answer=key, question=question.asks),
                    say("Choose one of: {names}.", names=", ".join(one.key for one in question.answers)),
                )
            if not answer.question:
                return Asked(way=tuple(way[:number]), reason=self.course.reason(answer.reason))
            question = self._open(self.course.question(answer.question), state)
        return Asked(way=tuple(way), question=question)

    def guessed(self, read: Read) -> Asked | None:
        """Return the likeliest meaning of an answer that was read, for the person to confirm; None where none is seen."""
        for meaning in read.possible:
            reason = self.course.reason(meaning.reason)
            if reason is not None:
                return Asked(way=self.course.way_to(reason.key), reason=reason, words=meaning.words)
        return None

    def take(self, request: RequestId, reason: Reason, told: Told) -> Outcome:
        """Take the step that an answer comes to. Raises StepImpossible where it does not follow."""
        self.follower.step(request, reason.state, replace(told, reason=reason.key))
        return self.outcome(request)

    def outcome(self, request: RequestId) -> Outcome:
        """Return what to do now."""
        found = self._outcome(request)
        return replace(found, settled=self.asker.settled(request)) if found.letters else found

    def _outcome(self, request: RequestId) -> Outcome:
        standing = self.follower.one(request)
        last = standing.request.steps[-1].reason if standing.request.steps else ""
        reason = self.course.reason(last)
        fitting = self.asker.follow_ups(request)
        authority = self.asker.authority(request)
        way = self.ways.under(standing.request.laws)
        if way is not None and (standing.overdue or standing.request.state in _UNMET):
            advice = way.late if standing.overdue else way.unmet
            return Outcome(
                standing=standing, advice=advice, letters=fitting, authority=authority, complains=True
            )
        if reason is None or reason.state is not standing.request.state:
            return Outcome(standing=standing, advice=_advice(standing), letters=fitting, authority=authority)
        if standing.overdue:
            return Outcome(standing=standing, advice=_OVERDUE, letters=fitting, authority=authority)
        first = tuple(kind for kind in reason.letters if kind in fitting)
        rest = tuple(kind for kind in fitting if kind not in first)
        return Outcome(standing=standing, advice=reason.advice, letters=(*first, *rest), authority=authority)

    def _open(self, question: Question, state: State) -> Question:
        """Return a question with the answers that can be true of a request in this state."""
        return replace(question, answers=tuple(one for one in question.answers if self._can_be(one, state)))

    def _can_be(self, answer: Answer, state: State) -> bool:
        if answer.question:
            return any(self._can_be(one, state) for one in self.course.question(answer.question).answers)
        reason = self.course.reason(answer.reason)
        return reason is None or reason.state in self.course.follows(state)


_UNMET = frozenset({State.REFUSED, State.NO_MATCH, State.PARTLY})
_OVERDUE = say("Their time is over. Remind them once, in writing; then complain.")


def _advice(standing: Standing) -> Text:
    request = standing.request
    if request.state is State.DRAFT:
        return say("Send it first, then say so: its time begins on that day.")
    if standing.overdue:
        return _OVERDUE
    if standing.waits and request.due is not None:
        return say("Nothing to do before {day}. We count the days.", day=request.due)
    return say("Nothing is to be done now.")
