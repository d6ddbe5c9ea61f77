"""Fetch a photo's original file from a Bluesky server the way a stranger would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.model.photo import Photo
from app.model.problem import NotThere, Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.bluesky.files import File, file_of
from app.networks.bluesky.identity import data_server
from app.networks.bluesky.names import is_this_computer
from app.networks.bluesky.pictures import blob_address
from app.networks.bluesky.xrpc import Refusal, refusal_of
from app.networks.glimpse import fetch, is_gone
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Answer, Web

WORDS = {
    Refusal.NO_REPO: say("The server holds no such account, or not any more."),
    Refusal.DEACTIVATED: say(
        "The account is deactivated: nobody gets its pictures until it is switched on again."
    ),
    Refusal.TAKEN_DOWN: say("The server has locked the account, so nobody gets its pictures."),
    Refusal.SUSPENDED: say("The server has locked the account, so nobody gets its pictures."),
}
_CLOSED = frozenset({Refusal.NO_FILE, *WORDS})


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd.

    A server that no longer holds the account says nothing about the photo: the account may have moved with all its
    pictures. So the account's own document is asked where it lives now, and the file is fetched there.
    """
    file = file_of(photo)
    if file is not None and file.is_original and not file.server:
        return _look_at_home(web, photo, file, None)
    seen, why = _look(web, photo)
    if seen.view.reach is not Reach.GONE or why is Refusal.NO_FILE:
        return seen
    if file is None or not file.server or is_this_computer(file.server):
        return seen
    return _look_at_home(web, photo, file, seen)


def _look_at_home(web: Web, photo: Photo, file: File, seen: Glimpse | None) -> Glimpse:
    """Look where the account lives now; `seen` is what its old server gave."""
    try:
        there = data_server(web, file.did)
    except NotThere as gone:
        return seen or _without_file(web, Reach.GONE, gone.says)
    except Problem as problem:
        return replace(_without_file(web, Reach.COULD_NOT_LOOK, problem.says), problem=problem)
    if seen is not None and there == file.server:
        return seen
    return _look(web, replace(photo, media_url=blob_address(there, file.did, file.cid)))[0]


def _look(web: Web, photo: Photo) -> tuple[Glimpse, Refusal | None]:
    """Return what one server gives, and why it refuses."""
    said: list[Refusal | None] = []

    def gone(answer: Answer) -> bool:
        said.append(refusal_of(answer))
        return said[-1] in _CLOSED or is_gone(answer)

    seen = fetch(web, photo, gone=gone)
    why = said[-1] if said else None
    words = WORDS.get(why) if why else None
    return (replace(seen, view=replace(seen.view, why=words)) if words else seen), why


def _without_file(web: Web, reach: Reach, why: Text) -> Glimpse:
    return Glimpse(view=StrangerView(reach=reach, seen_at=web.now(), why=why))
