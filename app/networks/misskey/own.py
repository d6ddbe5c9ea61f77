"""List the person's own photos on Misskey: every note, hidden ones included, and uploads that hang in none.

An upload that was never posted, or whose note was deleted, is no secret: whoever has its address can open it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.photo import Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.ask import Json
from app.networks.fields import identifier, is_rows, record, rows
from app.networks.misskey.api import Reply, ask_as, refusal_of
from app.networks.misskey.media import drive_picture, is_theirs, pictures, portraits
from app.networks.misskey.notes import PAGE, notes
from app.networks.network import Mark

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

_MOST_PAGES: Final = 2000


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """Yield avatar and banner, the pictures of every note, then the uploads that hang in no note.

    Raises SignInExpired, SignInNeeded, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    account = session.account
    me = profile(session)
    if not resume:
        yield from portraits(account, me, session.web.now())
    used = {identifier(me.get("avatarId")), identifier(me.get("bannerId"))}
    for item in notes(lambda name, body: ask_as(session, name, why="list", **body), account, resume):
        if isinstance(item, Skipped | Mark):
            yield item
        elif is_theirs(account, item):
            used.update(file_ids(item))
            yield from pictures(account, item, session.web.now())
    yield from _uploads(session, used, is_whole=not resume)


def profile(session: Session) -> Mapping[str, object]:
    """Return the account's own record, settings included."""
    reply = ask_as(session, "i", why="profile")
    if not reply.is_good:
        raise refusal_of(reply, session.account)
    return record(reply.value)


def file_ids(note: Mapping[str, object]) -> list[str]:
    """Return the ids of a note's files, from both places where they stand."""
    listed = [identifier(one) for one in rows(note.get("fileIds"))]
    listed += [identifier(record(one).get("id")) for one in rows(note.get("files"))]
    return [one for one in dict.fromkeys(listed) if one]


def attached(session: Session, file: str) -> list[str]:
    """Return the ids of the notes that show an upload; none where the upload itself is gone."""
    reply = ask_as(session, "drive/files/attached-notes", why="list", fileId=file)
    if reply.is_gone:
        return []
    return [number for one in _rows(session, reply) if (number := identifier(record(one).get("id")))]


def _uploads(session: Session, used: set[str], *, is_whole: bool) -> Iterator[Listed]:
    """Yield the uploads that no note shows.

    Where the notes were not all read in this run, what looks unused is asked about, one by one.
    """
    for page in _pages(session):
        for one in page:
            file = record(one)
            number = identifier(file.get("id"))
            if number in used or (number and not is_whole and attached(session, number)):
                continue
            yield from drive_picture(session.account, file, session.web.now())


def _pages(session: Session) -> Iterator[list[object]]:
    """Yield the uploads page by page. `drive/files` would list one folder alone; the stream lists every folder."""
    cursor, cursors = "", {""}
    for _ in range(_MOST_PAGES):
        body: dict[str, Json] = {"limit": PAGE, **({"untilId": cursor} if cursor else {})}
        reply = ask_as(session, "drive/stream", why="list", **body)
        page = _rows(session, reply)
        yield page
        cursor = next((number for one in reversed(page) if (number := identifier(record(one).get("id")))), "")
        if not page:
            return
        if cursor in cursors:
            break
        cursors.add(cursor)
    raise ListIncomplete(
        say("The list of uploads of {handle} does not come to an end.", handle=session.account.handle),
        say("What was seen so far is good, but there may be more. Try again later."),
    )


def _rows(session: Session, reply: Reply) -> list[object]:
    if not reply.is_good:
        raise refusal_of(reply, session.account)
    if not is_rows(reply.value):
        raise NetworkRefused(
            say("{host} gave something else in place of a list.", host=reply.answer.host),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    return rows(reply.value)
