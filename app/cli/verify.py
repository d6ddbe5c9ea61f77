"""overexposed verify: look again as a stranger, and believe only what is seen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
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
    parser.add_argument(
        "--server", action="append", default=[], metavar="URL", help="look for copies at this server as well"
    )
    parser.add_argument(
        "--due", action="store_true", help="only what was removed and is due to be looked at again"
    )


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    seen = house.verifier.look_due(out.progress()) if asked.due else _seen(house, asked, out)
    for one in seen:
        out.record(
            {
                "photo": one.photo.id,
                "url": one.photo.url or None,
                "verdict": one.verdict.value,
                "result": one.now.reach.value,
                "status": one.now.status,
                "seen_at": moment(one.now.seen_at),
                "until": moment(one.until),
                "sights": [
                    {"where": sight.where.value, "url": sight.url or None, "verdict": sight.verdict.value}
                    for sight in one.sights
                ],
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


def _seen(house: House, asked: Namespace, out: Out) -> list[Seen]:
    progress, names, servers = out.progress(), asked.names, asked.server
    if not names:
        every = [PhotoId(one) for one in house.browser.ids(Filter())]
        return house.verifier.verify(every, progress, servers=servers)
    photos = [PhotoId(int(name)) for name in names if name.isdecimal()]
    requests = [RequestId(name) for name in names if not name.isdecimal()]
    seen = house.verifier.verify(photos, progress, servers=servers) if photos else []
    for request in requests:
        held, more = house.verifier.request(request, progress)
        out.say(say("{id} is “{state}”.", id=held.id, state=held.state.value))
        seen += more
    return seen


COMMAND = Command(
    "verify", "look again as a stranger; ends with 1 if something is still there", _arguments, _run
)
