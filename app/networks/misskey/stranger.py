"""Look at a photo of a Misskey server the way a stranger would."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.fix import Lag
from app.model.photo import Photo
from app.model.problem import Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.answer import Answer
from app.networks.fields import record
from app.networks.glimpse import fetch, is_gone
from app.networks.misskey.api import Reply, ask
from app.networks.misskey.media import is_hidden
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Web

_NOTE_PAGE: Final = re.compile(r"/notes/([A-Za-z0-9]{1,120})")

# Files in an object store are deleted by a queue of jobs (DriveService of Misskey); how long it is, nobody tells.
LAG: Final = Lag(file=timedelta(hours=1), source="Misskey deletes files through a queue of jobs; recalled")

_COPIES: Final = (
    say(
        "Servers that your followers live on hold copies of the post. They are asked to delete it, and may not."
    ),
    say("Media proxies and caches in front of servers may show the picture until it runs out there."),
)


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd."""

    def gone(answer: Answer) -> bool:
        # A deleted file is answered with a picture that says so, and the status 404; older versions send 204 or 410.
        return is_gone(answer) or answer.status == 204

    return fetch(web, photo, gone=gone)


def page(web: Web, photo: Photo) -> StrangerView:
    """Look at a photo's note without any sign-in.

    The page itself is a program that answers 200 whatever is there, so what it would show is asked for.
    """
    number = _NOTE_PAGE.fullmatch(urlsplit(photo.url).path)
    if number is None:
        return _view(web, photo, Reach.COULD_NOT_LOOK, say("This photo has no page of its own."))
    parts = urlsplit(photo.url)
    try:
        reply = ask(web, f"{parts.scheme}://{parts.netloc}", "notes/show", why="page", noteId=number[1])
    except Problem as problem:
        return _view(web, photo, Reach.COULD_NOT_LOOK, problem.says)
    return _judged(web, photo, reply)


def _judged(web: Web, photo: Photo, reply: Reply) -> StrangerView:
    status = reply.answer.status
    if reply.is_gone or status in {404, 410}:
        return _view(web, photo, Reach.GONE, say("The server says that the post is not there."), status)
    if not reply.is_good and (status == 401 or reply.code == "SIGNIN_REQUIRED"):
        return _view(web, photo, Reach.LOGIN_WALL, say("The server asks for a sign-in."), status)
    note = record(reply.value)
    if not reply.is_good or not note:
        why = say(
            "The server answered with the code {status}, which says nothing about the photo.", status=status
        )
        return _view(web, photo, Reach.COULD_NOT_LOOK, why, status)
    if is_hidden(note):
        return _view(web, photo, Reach.LOGIN_WALL, say("The server keeps the post from strangers."), status)
    return _view(web, photo, Reach.REACHABLE, None, status)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of a photo's file that is known: the file itself, and the smaller picture beside it."""
    return tuple(url for url in (photo.media_url, photo.preview_url) if url)


def copies(_photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain."""
    return _COPIES


def _view(
    web: Web, photo: Photo, reach: Reach, why: Text | None = None, status: int | None = None
) -> StrangerView:
    return StrangerView(reach=reach, seen_at=web.now(), url=photo.url, status=status, why=why)
