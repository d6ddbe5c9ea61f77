"""The set of letters to everyone who may have the person's face: shown first, written only with --yes."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from app.cli.command import Exit, Out, spell
from app.model.filter import parse_filter
from app.model.problem import WrongUse
from app.model.text import Text, say, verbatim
from app.services.everyone import reason
from app.services.letter_checks import is_to_be_looked_at, refuse_unchecked

if TYPE_CHECKING:
    from app.services.everyone import Planned
    from app.services.house import House

EVERYONE = "everyone"
FORMS = ("pdf", "eml", "txt", "html")


def write_set(house: House, asked: Namespace, out: Out) -> Exit:
    """Show the whole set in order of effect; with --yes write the letters of it (or those of --only) into a folder."""
    about = parse_filter([asked.photos]) if asked.photos is not None else None
    plan = house.everyone.plan(house.store.preferences.read().person, about)
    chosen = [one for one in plan if not asked.only or one.recipient.id in asked.only]
    if asked.only and (unknown := set(asked.only) - {one.recipient.id for one in chosen}):
        raise WrongUse(
            say("Not in this set: {names}.", names=", ".join(sorted(unknown))),
            say("Without --only, the whole set is shown with the names to use."),
        )
    if not asked.yes:
        for number, one in enumerate(chosen, 1):
            unsure = is_to_be_looked_at(one.recipient, house.parts.today())
            out.record({**_record(one, number), "channel_unsure": unsure})
            _tell(one, number, out)
            if one.is_ready and unsure:
                out.line(say("     how to reach them is old or not confirmed: look at their page first"))
        out.say(say("Nothing was written. With --yes, these letters go into the folder of --out."))
        return Exit.DONE
    if not asked.channel_checked:
        refuse_unchecked([one.recipient for one in chosen if one.is_ready], house.parts.today())
    for request, path in house.everyone.write(chosen, asked.out, f".{asked.form}"):
        out.record({"request": request.id, "recipient": request.recipient, "file": str(path)})
        out.line(say("{id}  {name}: {path}", id=request.id, name=request.recipient_name, path=str(path)))
    out.say(say("Nothing was sent. When you have sent one: request ID sent"))
    return Exit.DONE


def _record(one: Planned, number: int) -> dict[str, object]:
    draft = one.draft
    return {
        "number": number,
        "recipient": one.recipient.id,
        "name": one.recipient.name,
        "group": one.group.value,
        "why": spell(reason(one.group)),
        "odds": one.recipient.notes,
        "laws": [choice.law.id for choice in draft.choices] if draft else [],
        "subject": draft.letter.subject if draft else None,
        "body": draft.request.body if draft else None,
        "warnings": [spell(warning) for warning in _warnings(one)],
        "running": one.running.id if one.running else None,
        "instead": spell(one.instead.says) if one.instead else None,
        "remedy": spell(one.instead.remedy) if one.instead and one.instead.remedy else None,
    }


def _tell(one: Planned, number: int, out: Out) -> None:
    out.line(
        say(
            "{number}. {name} ({id}): {why}",
            number=number,
            name=one.recipient.name,
            id=one.recipient.id,
            why=reason(one.group),
        )
    )
    if one.recipient.notes:
        out.line(say("     odds: {notes}", notes=one.recipient.notes))
    if one.running is not None:
        out.line(say("     on its way already: {id}", id=one.running.id))
    if one.instead is not None:
        out.line(say("     {says}", says=one.instead.says))
        if one.instead.remedy is not None:
            out.line(say("     {remedy}", remedy=one.instead.remedy))
    elif one.draft is not None and one.running is None:
        for warning in _warnings(one):
            out.line(say("     ! {warning}", warning=warning))
        for line in one.draft.request.body.splitlines():
            out.line(say("     | {line}", line=verbatim(line)))


def _warnings(one: Planned) -> list[Text]:
    """Return what to know before this letter is sent."""
    if one.draft is None:
        return []
    return [*one.draft.warnings, *(warning for choice in one.draft.choices for warning in choice.warnings)]
