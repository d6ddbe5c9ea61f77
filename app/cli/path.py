"""overexposed path: ways that are no letter, DROP and the notice about intimate pictures, each with its dates."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, day, residence, spell
from app.cli.records import standing as standing_record
from app.model.person import Person
from app.model.problem import WrongUse
from app.model.recipient import RecipientId
from app.model.text import say
from app.services.ask import remember

if TYPE_CHECKING:
    from app.model.path import Help, Way
    from app.services.house import House

WAYS = ("drop", "take_it_down")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("way", choices=WAYS, help="drop, or take_it_down for intimate pictures")
    parser.add_argument("--filed", type=day, metavar="DATE", help="with drop: the day on which you filed it")
    parser.add_argument("--to", metavar="PLATFORM", help="with take_it_down: where the picture is shown")
    parser.add_argument(
        "--address-of", nargs="+", metavar="URL", help="with take_it_down: the pages it is on"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="with take_it_down: .pdf, .eml, .txt or .html"
    )
    parser.add_argument("--name", default="", help="your name: the signature that the law asks for")
    parser.add_argument("--email", default="", help="where they can reach you")
    parser.add_argument("--resident", type=residence, metavar="CC[-REGION]", help="where you live: US-CA …")


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    remember(house.store, Person(name=asked.name, email=asked.email, residence=asked.resident))
    way = house.pathfinder.way(asked.way)
    if asked.filed is not None or asked.to is not None:
        return _filed(house, asked, out) if asked.way == "drop" else _notice(house, asked, out)
    helps = house.pathfinder.helps(house.store.preferences.read().person) if way.is_gentle else ()
    out.record(_record(way, helps))
    out.line(say("{says}", says=way.says))
    out.line(say("{why}", why=way.why))
    for one in helps:
        reached = " · ".join(part for part in (one.phone, one.page) if part)
        out.line(say("  {name}: {reached}", name=one.name, reached=reached))
        out.line(say("     {says}", says=one.says))
        sure = say("") if one.confirmed else say(" Not confirmed yet.")
        out.line(
            say(
                "     source: {source}, {date}.{sure}",
                source=one.source,
                date=one.checked_on or "",
                sure=sure,
            )
        )
    for number, step in enumerate(way.steps, 1):
        out.line(say("{number}. {step}", number=number, step=step))
    if way.page:
        out.line(say("{page}", page=way.page))
    return Exit.DONE


def _filed(house: House, asked: Namespace, out: Out) -> Exit:
    one = house.pathfinder.filed(asked.filed)
    out.record(standing_record(one))
    if one.deadline is not None and one.deadline.earliest is not None:
        out.line(say("Noted as {id}. {counted}", id=one.request.id, counted=one.deadline.counted))
        out.line(
            say(
                "Not before {earliest}, and by {due} at the latest.",
                earliest=one.deadline.earliest,
                due=one.deadline.due,
            )
        )
    return Exit.DONE


def _notice(house: House, asked: Namespace, out: Out) -> Exit:
    if asked.to is None or asked.out is None:
        raise WrongUse(
            say("A notice needs a platform and a file."),
            say("Name them with --to and --out, the pages with --address-of."),
        )
    person = house.store.preferences.read().person
    draft = house.pathfinder.notice(RecipientId(asked.to), person, asked.address_of or ())
    path = house.asker.write(draft, asked.out)
    request = house.asker.keep(draft)
    out.record({"request": request.id, "recipient": request.recipient, "file": str(path)})
    out.line(say("Written to {path}. Its reference is {id}.", path=str(path), id=request.id))
    out.line(
        say("Nothing was sent. Hand it in on the platform's own page, then: request {id} sent", id=request.id)
    )
    for warning in draft.warnings:
        out.say(warning)
    return Exit.DONE


def _record(way: Way, helps: tuple[Help, ...]) -> dict[str, object]:
    return {
        "way": way.key,
        "law": way.law,
        "says": spell(way.says),
        "why": spell(way.why),
        "page": way.page or None,
        "steps": [spell(step) for step in way.steps],
        "helps": [
            {
                "name": one.name,
                "for": one.for_whom.value,
                "country": one.country or None,
                "phone": one.phone or None,
                "page": one.page,
                "says": spell(one.says),
                "source": one.source,
                "checked_on": one.checked_on.isoformat() if one.checked_on else None,
                "confirmed": one.confirmed,
            }
            for one in helps
        ],
    }


COMMAND = Command("path", "ways that are no letter: DROP, and intimate pictures", _arguments, _run)
