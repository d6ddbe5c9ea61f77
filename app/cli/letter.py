"""overexposed letter: write a deletion request to a file, and record it as a draft. Nothing is sent."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out, residence, spell
from app.cli.letter_set import EVERYONE, FORMS, write_set
from app.model.filter import parse_filter
from app.model.followup import Excuse, FollowUpKind
from app.model.law import Role
from app.model.letter import Purpose
from app.model.person import Person
from app.model.problem import WrongUse
from app.model.request import RequestId
from app.model.text import say
from app.services.ask import Wish, remember
from app.services.letter_checks import refuse_unchecked

if TYPE_CHECKING:
    from app.services.house import House


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--to", metavar="RECIPIENT", help="as “recipients” lists them, or “everyone” who may have your face"
    )
    parser.add_argument(
        "--follow", metavar="REQUEST", help="write what follows this request instead (with --kind)"
    )
    parser.add_argument("--kind", type=FollowUpKind, choices=list(FollowUpKind), help="what follows it")
    parser.add_argument(
        "--excuse", type=Excuse, choices=list(Excuse), help="what is answered, with --kind answer"
    )
    parser.add_argument("--law", metavar="ID", help="lead with this law instead of the one chosen for you")
    parser.add_argument(
        "--lang",
        default="",
        metavar="CODE",
        help="en, de, fr, es, it, nl, pl, pt, ko or ja; the recipient's own if not given",
    )
    parser.add_argument(
        "--photos", metavar="FILTER", help='the photos it is about, like: "audience=public faces>0"'
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help="ends in .pdf, .eml, .txt or .html; a folder with --to everyone",
    )
    parser.add_argument(
        "--channel-checked",
        action="store_true",
        help="you looked at their page: where it is old or not confirmed how to reach them, it still holds",
    )
    parser.add_argument("--yes", action="store_true", help="with --to everyone: write what was shown")
    parser.add_argument("--only", nargs="+", metavar="RECIPIENT", help="with --to everyone: only these")
    parser.add_argument("--form", choices=FORMS, default="pdf", help="with --to everyone: as which files")
    parser.add_argument(
        "--resident", type=residence, metavar="CC[-REGION]", help="where you live: DE, US-IL …"
    )
    parser.add_argument("--name", default="", help="your name, as it stands under the letter")
    parser.add_argument("--email", default="", help="where the answer should go")
    parser.add_argument("--address", default="", help="your postal address, if the answer should go there")
    parser.add_argument(
        "--ask",
        type=Purpose,
        choices=list(Purpose),
        default=Purpose.EVERYTHING,
        help="one thing alone instead of all that your law gives",
    )
    parser.add_argument("--role", type=Role, choices=list(Role), default=Role.POSTED)


def _follow(house: House, asked: Namespace, out: Out) -> Exit:
    request = RequestId(asked.follow)
    if asked.kind is None:
        fitting = house.asker.follow_ups(request)
        settled = house.asker.settled(request) if fitting else None
        out.record(
            {
                "request": request,
                "follow_ups": [kind.value for kind in fitting],
                "settled": spell(settled) if settled else None,
            }
        )
        out.line(say("These letters fit: {names}.", names=", ".join(fitting) or "–"))
        if settled is not None:
            out.line(settled)
        return Exit.DONE
    draft = house.asker.follow_up(request, asked.kind, asked.excuse, asked.lang)
    path = house.asker.write(draft, asked.out)
    kept = house.asker.keep_follow_up(draft, asked.kind)
    out.record(
        {"request": request, "kind": asked.kind.value, "subject": draft.letter.subject, "file": str(path)}
    )
    out.line(say("The letter was written to {path}, and kept as “{name}”.", path=str(path), name=kept))
    return Exit.DONE


def _run(house: House, asked: Namespace, out: Out) -> Exit:
    if asked.follow is not None:
        return _follow(house, asked, out)
    if asked.to is None:
        raise WrongUse(
            say("Nobody was named to write to."), say("Name one with --to, as “recipients” lists them.")
        )
    remember(
        house.store,
        Person(name=asked.name, email=asked.email, address=asked.address, residence=asked.resident),
    )
    if asked.to == EVERYONE:
        return write_set(house, asked, out)
    wish = Wish(
        recipient=asked.to,
        person=house.store.preferences.read().person,
        role=asked.role,
        law=asked.law,
        language=asked.lang,
        purpose=asked.ask,
        photos=parse_filter([asked.photos]) if asked.photos is not None else None,
    )
    draft = house.asker.draft(wish)
    if not asked.channel_checked:
        refuse_unchecked([draft.recipient], house.parts.today())
    path = house.asker.write(draft, asked.out)
    request = house.asker.keep(draft)
    out.record(
        {
            "request": request.id,
            "recipient": request.recipient,
            "laws": list(request.laws),
            "language": request.language,
            "photos": len(request.photos),
            "subject": request.subject,
            "mailto": house.asker.mail_address(draft),
            "file": str(path),
        }
    )
    out.line(say("{subject}", subject=request.subject))
    out.line(say("Written to {path}. Its reference is {id}.", path=str(path), id=request.id))
    out.line(say("Nothing was sent. When you have sent it: request {id} sent", id=request.id))
    for warning in (*draft.warnings, *(warning for choice in draft.choices for warning in choice.warnings)):
        out.say(warning)
    out.say(say("This is a letter that you send yourself; it is not legal advice."))
    return Exit.DONE


COMMAND = Command("letter", "write a deletion request to a file, and record it as a draft", _arguments, _run)
