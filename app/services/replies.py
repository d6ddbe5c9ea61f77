"""Read what a recipient answered, and say what it may mean; the person confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.letters.reply import MAIL_CAP, read_mail, read_text
from app.model.problem import WrongUse
from app.model.reply import Meaning, Reply
from app.model.request import Request, RequestId, State
from app.model.text import say
from app.services.follow import Filed

if TYPE_CHECKING:
    from app.model.course import Course
    from app.store.ledger import Ledger

_MAIL = frozenset({".eml", ".msg", ".mht"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An answer with the request that it seems to belong to, and what could follow for that one."""

    reply: Reply
    request: Request | None = None
    possible: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answers. Nothing is fetched, no attachment is opened, and no mail password is asked for."""

    ledger: Ledger
    course: Course

    def file(self, path: Path, request: RequestId | None = None) -> tuple[Read, Filed]:
        """Read an answer from a file; raises WrongUse or UnreadableArchive with what to do."""
        try:
            with path.open("rb") as file:
                data = file.read(MAIL_CAP + 1)
        except OSError as error:
            raise WrongUse(
                say("The file “{name}” cannot be read.", name=path.name),
                say("Save the mail as an .eml file, or copy its text and paste that."),
            ) from error
        reply = (
            read_mail(data) if path.suffix.lower() in _MAIL else read_text(data.decode("utf-8", "replace"))
        )
        return self._joined(reply, request), Filed(data=data, suffix=path.suffix)

    def proof(self, path: Path) -> Filed:
        """Return a file that proves something (a receipt, a picture of a confirmation) as it is; raises WrongUse."""
        try:
            with path.open("rb") as file:
                data = file.read(MAIL_CAP + 1)
        except OSError as error:
            raise WrongUse(
                say("The file “{name}” cannot be read.", name=path.name),
                say("Choose a file that is still there and that you may read."),
            ) from error
        if len(data) > MAIL_CAP:
            raise WrongUse(
                say("The file “{name}” is too large to be kept.", name=path.name),
                say("Choose one of at most {size} MB.", size=MAIL_CAP // (1024 * 1024)),
            )
        return Filed(data=data, suffix=path.suffix)

    def text(self, text: str, request: RequestId | None = None) -> tuple[Read, Filed]:
        """Read an answer that was pasted."""
        return self._joined(read_text(text), request), Filed(
            data=text.encode("utf-8", "replace"), suffix=".txt"
        )

    def _joined(self, reply: Reply, named: RequestId | None) -> Read:
        request = self._request(reply, named)
        if request is None:
            return Read(reply=reply)
        follows = self.course.follows(request.state)
        return Read(reply=reply, request=request, possible=_possible(reply.meanings, follows))

    def _request(self, reply: Reply, named: RequestId | None) -> Request | None:
        if named is not None:
            return self.ledger.request(named)
        return next((one for one in self.ledger.requests() if one.id == reply.reference), None)


def _possible(meanings: Sequence[Meaning], follows: frozenset[State]) -> tuple[Meaning, ...]:
    """Keep what can follow from where the request stands."""
    return tuple(meaning for meaning in meanings if meaning.state in follows)
