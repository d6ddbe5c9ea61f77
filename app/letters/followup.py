"""Compose what follows a request: a reminder, an answer to an excuse, an appeal, a complaint, a summary for a court."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.letters import clean
from app.letters.choose import entity
from app.letters.citation import written
from app.letters.compose import FEW
from app.letters.deadline import after
from app.letters.language import LANGUAGES, REVIEWED
from app.letters.templates import render
from app.letters.wording import (
    authority_name,
    filled,
    law_in_full,
    law_name,
    paper,
    span,
    written_day,
)
from app.model.followup import Excuse, FollowUp, FollowUpKind
from app.model.law import Authority, Law, LawKind
from app.model.letter import Item, Letter
from app.model.problem import NoChannel
from app.model.recipient import ChannelKind, Recipient, RecipientKind
from app.model.request import TO_AUTHORITY, TO_CONTROLLER, Request, State, Step
from app.model.text import Text, say

BY_HAND = "_" * 32
# A network answers in days, others in weeks (specs of the requests: 7 and 14 days after a reminder).
_PLATFORM_WAITS, _OTHERS_WAIT = timedelta(days=7), timedelta(days=14)
_BLOCKS = "followup"
_TO_OTHERS = frozenset({FollowUpKind.COMPLAINT, FollowUpKind.SMALL_CLAIMS})
_WITH_HISTORY = _TO_OTHERS | {FollowUpKind.COMPLAINT_FIRST}


def next_date(recipient: Recipient, written_on: date, kind: FollowUpKind, law: Law) -> date:
    """Return the date that a letter after the first one asks for: ours, but for a complaint that a law has acknowledged."""
    if kind is FollowUpKind.COMPLAINT_FIRST and law.hearing is not None:
        return after(written_on, law.hearing.acknowledgement, law)
    wait = _PLATFORM_WAITS if recipient.kind is RecipientKind.PLATFORM else _OTHERS_WAIT
    return written_on + wait


def possible(request: Request, law: Law, today: date, *, overdue: bool) -> tuple[FollowUpKind, ...]:
    """Return which letters can follow a request as it stands, the one that helps most first.

    In Turkey a reminder would use up the time for the complaint (Art 14 KVKK), so there is none. Where a law wants the
    recipient to hear a complaint first, the authority comes only after that. Nobody is reminded of a notice about intimate
    pictures or of what was filed with a state: 48 hours are too short for it, and the state's page is not who must act.
    Nothing is summed up for a court where the claims for money were settled.
    """
    if law.kind is LawKind.BROKER:
        return ()
    said_no = {State.REFUSED, State.PARTLY, State.NO_MATCH}
    complained = request.state is State.COMPLAINED
    found: list[FollowUpKind] = []
    if overdue and not complained and law.id != "tr-kvkk" and law.kind is not LawKind.NCII:
        found.append(FollowUpKind.REMINDER)
    if request.state in said_no | {State.WANTS_MORE} and law.kind is not LawKind.NCII:
        found.append(FollowUpKind.ANSWER)
    if request.state in said_no and law.appeal is not None:
        found.append(FollowUpKind.APPEAL)
    if request.state in said_no | {State.DONE} or overdue or complained:
        found += _complaints(request, law, today)
        is_open = law.private_action.startswith("yes") and law.settlement(request.recipient) is None
        if is_open and FollowUpKind.COMPLAINT_FIRST not in found:
            found.append(FollowUpKind.SMALL_CLAIMS)
    return tuple(found)


def settled(request: Request, law: Law) -> Text | None:
    """Say why claims for money against those who were asked are over; None where nothing settled them."""
    found = law.settlement(request.recipient)
    if found is None:
        return None
    return say(
        "Money claims against {name} under this law were settled in {year} for everyone who did not opt out. "
        "Deletion and opt-out stay open. If you opted out, ask a lawyer. ({citation})",
        name=request.recipient_name,
        year=str(found.settled_on.year),
        citation=found.citation,
    )


def _complaints(request: Request, law: Law, today: date) -> Sequence[FollowUpKind]:
    """Return the complaints that fit now: one to the recipient, where its law wants that, before one to the authority."""
    if law.hearing is not None and law.hearing.since <= today and TO_CONTROLLER not in request.complained_to:
        return (FollowUpKind.COMPLAINT_FIRST,)
    return () if TO_AUTHORITY in request.complained_to else (FollowUpKind.COMPLAINT,)


def compose_followup(order: FollowUp) -> Letter:
    """Return the letter. Raises NoChannel for a complaint where no authority is known, ValueError for other languages."""
    if order.language not in LANGUAGES:
        raise ValueError(f"no letters in {order.language!r}")
    return _Writer(order).letter()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one letter."""

    order: FollowUp

    def letter(self) -> Letter:
        order = self.order
        items = self._items()
        listed = tuple(
            self._block("item", **_seen(number, one, self._day)) for number, one in enumerate(items, 1)
        )
        email = order.recipient.channel(ChannelKind.EMAIL)
        to_authority = order.kind is FollowUpKind.COMPLAINT
        to_court = order.kind is FollowUpKind.SMALL_CLAIMS
        return Letter(
            reference=order.request.id,
            language=order.language,
            subject=self._block(f"subject_{order.kind}"),
            sender=filled(
                clean.line(order.person.name),
                *clean.lines(order.person.address),
                clean.email(order.person.email),
            ),
            addressee=self._addressee(),
            place_and_date=self._day(order.written_on),
            salutation="" if to_court else self._block(f"salutation{'_authority' if to_authority else ''}"),
            opening=(*self._opening(), *self._about(listed)),
            demands_title=self._block("demands_title_small_claims" if to_court else "demands_title"),
            demands=self._demands(),
            closing=self._closing(),
            farewell="" if to_court else self._block("farewell"),
            signature=clean.line(order.person.name) or BY_HAND,
            schedule_title=self._block("schedule_title") if len(listed) > FEW else "",
            schedule=listed if len(listed) > FEW else (),
            to_email="" if to_court else self._address(to_authority, email.address if email else ""),
            reviewed=order.language in REVIEWED,
            paper=paper(order.person),
        )

    def _opening(self) -> tuple[str, ...]:
        order = self.order
        opening = [self._block(f"opening_{order.kind}")]
        if order.kind is FollowUpKind.ANSWER:
            opening.append(self._block(f"answer_{order.excuse or Excuse.OTHER}"))
        if order.kind in _WITH_HISTORY:
            opening += [self._block("history_title"), *self._history()]
        return filled(*opening)

    def _about(self, listed: Sequence[str]) -> Sequence[str]:
        """Return which photos the letter is about, the photos themselves where they are few."""
        if not listed:
            return ()
        return (self._block("items_here"), *listed) if len(listed) <= FEW else (self._block("items_there"),)

    def _history(self) -> Sequence[str]:
        request = self.order.request
        lines = [self._block("step_written", day=self._day(request.created_on))]
        lines += [self._told(step) for step in request.steps]
        if self.order.overdue:
            lines.append(self._block("no_answer"))
        return lines

    def _told(self, step: Step) -> str:
        """Say one step of the history, with the number by which the post can be asked."""
        told = self._block(f"step_{step.state}", day=self._day(step.on), reason=step.reason)
        number = clean.line(step.tracking)
        return f"{told} ({number})" if number else told

    def _demands(self) -> tuple[str, ...]:
        names = {
            FollowUpKind.REMINDER: ("demand_do", "demand_say"),
            FollowUpKind.ANSWER: ("demand_do", "demand_say", "demand_reasons"),
            FollowUpKind.APPEAL: ("demand_appeal", "demand_do"),
            FollowUpKind.SMALL_CLAIMS: ("demand_claim_request", "demand_claim_say", "demand_claim_rest"),
            FollowUpKind.COMPLAINT_FIRST: (
                "demand_acknowledge",
                "demand_look_into",
                "demand_outcome",
                "demand_do",
            ),
            FollowUpKind.COMPLAINT: (
                "demand_authority_look",
                "demand_authority_order",
                "demand_authority_tell",
            ),
        }
        return tuple(self._block(name) for name in names[self.order.kind])

    def _closing(self) -> tuple[str, ...]:
        if self.order.kind is FollowUpKind.COMPLAINT:
            return filled(self._block("enclosed"), self._block("answer_to"))
        if self.order.kind is FollowUpKind.SMALL_CLAIMS:
            return (self._block("enclosed"), self._block("note_small_claims"))
        authority = self._block("else_authority") if self._responsible() else ""
        # A complaint that comes first names its date among the demands.
        until = "" if self.order.kind is FollowUpKind.COMPLAINT_FIRST else self._block("until")
        return filled(until, authority, self._block("use"), self._block("answer_to"))

    def _items(self) -> tuple[Item, ...]:
        """Return what the letter names: a face-search company learns no address that strangers were not seen to open."""
        if self.order.kind in _TO_OTHERS or self.order.recipient.kind is not RecipientKind.FACE_SEARCH:
            return tuple(one for one in self.order.items if _is_address(one.url))
        return tuple(one for one in self.order.items if one.seen_on is not None and _is_address(one.url))

    def _addressee(self) -> tuple[str, ...]:
        match self.order.kind:
            case FollowUpKind.COMPLAINT:
                return self._authority()
            case FollowUpKind.SMALL_CLAIMS:
                return (self._block("addressee_small_claims"),)
            case _:
                return self._recipient()

    def _recipient(self) -> tuple[str, ...]:
        recipient = self.order.recipient
        answers = entity(recipient, self.order.person.residence)
        post = recipient.channel(ChannelKind.POST)
        where = answers.address if answers else post.address if post else ""
        name = answers.name if answers else recipient.legal_name or self._server()
        return filled(name, *clean.lines(where))

    def _authority(self) -> tuple[str, ...]:
        order, authority = self.order, self._responsible()
        if authority is None:
            raise NoChannel(
                say("No authority is known for {law}.", law=order.law.short_name),
                say("Ask a consumer organisation where you live who is responsible."),
            )
        return filled(
            _capital(authority_name(order.law, authority, order.language)),
            *clean.lines(authority.address),
            authority.complaint_url or authority.url,
        )

    def _responsible(self) -> Authority | None:
        residence = self.order.person.residence
        return self.order.law.authority_for(residence.country if residence else "")

    def _address(self, to_authority: bool, email: str) -> str:  # noqa: FBT001 - who it goes to
        authority = self._responsible()
        return clean.email((authority.email if authority else "") if to_authority else email)

    def _server(self) -> str:
        return clean.line(self.order.server).removeprefix("https://").rstrip("/")

    def _day(self, day: date) -> str:
        return written_day(day, self.order.language, self.order.law)

    def _block(self, name: str, **more: object) -> str:
        order, request = self.order, self.order.request
        responsible = self._responsible()
        answers = entity(order.recipient, order.person.residence)
        values: dict[str, object] = {
            "reference": clean.line(request.id),
            "law": law_name(order.law, order.language),
            "law_in_full": law_in_full(order.law, order.language),
            "statutory": order.law.answer is not None,
            "sent": self._day(request.sent_on or request.created_on),
            "due": self._day(request.due or order.written_on),
            "until": self._day(order.until),
            "acknowledged": any(step.state is State.ACKNOWLEDGED for step in request.steps),
            "name": clean.line(request.recipient_name),
            "company": clean.line(answers.name if answers else order.recipient.legal_name),
            "fee": order.law.fee,
            "free": order.law.fee.startswith("free"),
            "authority": authority_name(order.law, responsible, order.language),
            "count": len(self._items()),
            "email": clean.email(order.person.email),
            "has_address": bool(clean.lines(order.person.address)),
            **self._hearing(),
        }
        blocks = "complaint_first" if order.kind is FollowUpKind.COMPLAINT_FIRST else _BLOCKS
        return render(order.language, blocks, name, {**values, **more})

    def _hearing(self) -> Mapping[str, object]:
        """Return what a letter says of the rule that a complaint comes first, nothing where no law has it."""
        law, language = self.order.law, self.order.language
        rule = law.right("complain_to_controller")
        if law.hearing is None or rule is None:
            return {}
        return {
            "hearing": written(rule.citation, language),
            "hearing_period": span(law.hearing.acknowledgement, language),
        }


def _seen(number: int, item: Item, day: Callable[[date], str]) -> dict[str, object]:
    written = day(item.seen_on) if item.seen_on else ""
    return {
        "number": number,
        "address": clean.line(item.url, clean.ADDRESS),
        "seen": written,
        "evidence": "",
        "sha256": clean.line(item.sha256),
    }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))
