"""overexposed verify: look again as a stranger, and believe only what is seen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import moment
from app.model.filter import Filter
from app.model.photo import PhotoId
from app.model.request import RequestId
from app.model.stranger import Verdict
from app.model.text import Text, say, verbatim

if TYPE_CHECKING:
    from app.services.house import House
    from app.services.verify import Seen

_VERDICTS: dict[Verdict, Text] = {
    Verdict.GONE: say("gone"),
    Verdict.STILL_THERE: say("still there"),
    Verdict.TOO_EARLY: say("too early to tell"),
    Verdict.COULD_NOT_LOOK: say("could not look"),
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names",
        metavar="PHOTO|REQUEST",
        nargs="*",
        help="numbers of photos, references of requests; none: every photo",
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    seen = _seen(house, asked.names, out)
    for one in seen:
        out.record(
            {
                "photo": one.photo.id,
                "url": one.photo.url or None,
                "verdict": one.verdict.value,
                "result": one.now.reach.value,
                "status": one.now.status,
                "seen_at": moment(one.now.seen_at),
            }
        )
        name = one.photo.url or one.photo.source_path or one.photo.key
        out.line(
            say(
                "#{id}  {verdict}  {name}",
                id=one.photo.id or 0,
                verdict=_VERDICTS[one.verdict],
                name=verbatim(name),
            )
        )
    return Exit.NEEDS_YOU if any(one.verdict is Verdict.STILL_THERE for one in seen) else Exit.DONE


def _seen(house: House, names: Sequence[str], out: Out) -> list[Seen]:
    progress = out.progress()
    if not names:
        return house.verifier.verify([PhotoId(one) for one in house.browser.ids(Filter())], progress)
    photos = [PhotoId(int(name)) for name in names if name.isdecimal()]
    requests = [RequestId(name) for name in names if not name.isdecimal()]
    seen = house.verifier.verify(photos, progress) if photos else []
    for request in requests:
        held, more = house.verifier.request(request, progress)
        out.say(say("{id} is “{state}”.", id=held.id, state=held.state.value))
        seen += more
    return seen


COMMAND = Command(
    "verify", "look again as a stranger; ends with 1 if something is still there", _arguments, _run
)
