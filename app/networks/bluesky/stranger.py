"""Fetch a photo's original file from a Bluesky server the way a stranger would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from app.model.photo import Photo
from app.model.problem import NotThere, Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.bluesky.identity import data_server
from app.networks.bluesky.names import base_of, did_of, is_this_computer
from app.networks.bluesky.pictures import BLOB, blob_address
from app.networks.bluesky.xrpc import Refusal, refusal_of
from app.networks.glimpse import fetch, is_gone
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Answer, Web

_WORDS = {
    Refusal.NO_REPO: say("The server holds no such account, or not any more."),
    Refusal.DEACTIVATED: say(
        "The account is deactivated: nobody gets its pictures until it is switched on again."
    ),
    Refusal.TAKEN_DOWN: say("The server has locked the account, so nobody gets its pictures."),
    Refusal.SUSPENDED: say("The server has locked the account, so nobody gets its pictures."),
}
_CLOSED = frozenset({Refusal.NO_FILE, *_WORDS})


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd.

    A server that no longer holds the account says nothing about the photo: the account may have moved with all its
    pictures. So the account's own document is asked where it lives now, and the file is fetched there.
    """
    seen, why = _look(web, photo)
    if seen.view.reach is not Reach.GONE or why is Refusal.NO_FILE:
        return seen
    named = _named(photo.media_url)
    if named is None or is_this_computer(named[0]):
        return seen
    server, did, cid = named
    try:
        there = data_server(web, did)
    except NotThere:
        return seen
    except Problem as problem:
        return _could_not_look(web, problem.says)
    return seen if there == server else _look(web, replace(photo, media_url=blob_address(there, did, cid)))[0]


def _look(web: Web, photo: Photo) -> tuple[Glimpse, Refusal | None]:
    """Return what one server gives, and why it refuses."""
    said: list[Refusal | None] = []

    def gone(answer: Answer) -> bool:
        said.append(refusal_of(answer))
        return said[-1] in _CLOSED or is_gone(answer)

    seen = fetch(web, photo, gone=gone)
    why = said[-1] if said else None
    words = _WORDS.get(why) if why else None
    return (replace(seen, view=replace(seen.view, why=words)) if words else seen), why


def _named(url: str) -> tuple[str, str, str] | None:
    """Return server, DID and content id of an original's address; None for any other address."""
    try:
        parts = urlsplit(url)
        query = parse_qs(parts.query, max_num_fields=10)
    except ValueError:
        return None
    server = base_of(f"{parts.scheme}://{parts.netloc}")
    did, cid = did_of(query.get("did", [""])[0]), query.get("cid", [""])[0]
    return (server, did, cid) if parts.path == BLOB and server and did and cid else None


def _could_not_look(web: Web, why: Text) -> Glimpse:
    return Glimpse(view=StrangerView(reach=Reach.COULD_NOT_LOOK, seen_at=web.now(), why=why))
