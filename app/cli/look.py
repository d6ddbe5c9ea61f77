"""overexposed look: what a stranger gets of a handle, a profile address or an e-mail address."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, tell_problem, whole_number
from app.cli.records import photo as photo_record
from app.cli.words import photo_line
from app.model.problem import Problem
from app.model.stranger import Reach
from app.model.text import say, say_count

if TYPE_CHECKING:
    from app.model.look import Look, SeenPhoto
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "targets",
        metavar="TARGET",
        nargs="+",
        help="@user@server, name.bsky.social, a profile address, an e-mail address",
    )
    parser.add_argument(
        "--server", default="", metavar="URL", help="ask this server instead of the network's own"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the account and its photos in the catalogue"
    )
    parser.add_argument("--limit", type=whole_number, metavar="N", help="stop after N photos")


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    ends = [_one(house, target, asked, out) for target in asked.targets]
    return max(ends)


def _one(house: House, target: str, asked: Namespace, out: Out) -> Exit:
    try:
        look = house.looker.look(
            target,
            out.progress(),
            server=asked.server,
            limit=asked.limit,
            on_photo=None if asked.keep else lambda seen: _tell(seen, out),
        )
    except Problem as problem:
        tell_problem(problem, out)
        return Exit.PROBLEM
    if asked.keep:
        for seen, photo_id in zip(look.photos, house.keeper.keep(look), strict=True):
            _tell(replace(seen, photo=replace(seen.photo, id=photo_id)), out)
    _sum_up(look, out)
    if look.problem is not None:
        tell_problem(look.problem, out)
        return Exit.PROBLEM
    return Exit.DONE


def _tell(seen: SeenPhoto, out: Out) -> None:
    out.record({**photo_record(seen.photo, seen.findings), "score": seen.score.value})
    for line in photo_line(seen.photo, seen.findings, seen.score.value):
        out.line(line)


def _sum_up(look: Look, out: Out) -> None:
    for skipped in look.skipped:
        out.say(say("Skipped {where}: {why}", where=skipped.where, why=skipped.why))
    for remark in look.remarks:
        out.say(remark)
    reachable = sum(
        seen.photo.stranger is not None and seen.photo.stranger.reach is Reach.REACHABLE
        for seen in look.photos
    )
    out.line()
    out.line(
        say_count(
            "{handle}: {count} photo is listed; a stranger can take {reachable}.",
            "{handle}: {count} photos are listed; a stranger can take {reachable}.",
            len(look.photos),
            handle=look.account.handle,
            reachable=reachable,
        )
    )


COMMAND = Command(
    "look", "the stranger view of a handle, profile or e-mail address; no sign-in", _arguments, _run
)
