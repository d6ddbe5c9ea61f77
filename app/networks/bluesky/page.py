"""Look whether the post of a photo still stands, at the server that holds the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.photo import Photo
from app.model.problem import NotThere, Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.bluesky.files import file_of
from app.networks.bluesky.identity import data_server
from app.networks.bluesky.names import did_of, is_this_computer
from app.networks.bluesky.pictures import POSTS, cid_of, embedded
from app.networks.bluesky.scopes import PROFILE
from app.networks.bluesky.stranger import WORDS
from app.networks.bluesky.xrpc import OK, Refusal, call
from app.networks.fields import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.networks.web import Web

_MOVED = frozenset(WORDS)
_WITHOUT = say("The picture does not hang there any more.")
_SOMETHING_ELSE = say("The server sent something else in place of the post.")
_NOT_UNDERSTOOD = say("The server did not understand our question.")
_REFUSED = {
    Refusal.NO_RECORD: (Reach.GONE, say("The post is not there any more.")),
    Refusal.SIGN_IN: (Reach.LOGIN_WALL, say("The server asks for a sign-in.")),
    **{refusal: (Reach.GONE, words) for refusal, words in WORDS.items()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a photo hangs: a post, or the profile under `name` ("avatar", "banner")."""

    did: str
    collection: str
    record_key: str
    cid: str = ""
    name: str = ""


def page(web: Web, photo: Photo) -> StrangerView:
    """Ask for the record that shows a photo, without any sign-in; never raises for an answer.

    The page that people open is drawn by a program in the browser and tells a plain request nothing; the record behind
    it is what every app shows. A record that no longer names the picture counts as gone.
    """
    place, file = _place(photo), file_of(photo)
    if place is None:
        return _seen(web, photo, Reach.COULD_NOT_LOOK, say("We do not know where this picture stands."))
    server = file.server if file else ""
    try:
        said = _ask(web, place, server) if server else Refusal.NO_REPO
        if isinstance(said, Refusal) and said in _MOVED and not is_this_computer(server):
            # An account that a server does not hold may live on another one by now.
            there = data_server(web, place.did)
            said = said if there == server else _ask(web, place, there)
    except NotThere as gone:
        return _seen(web, photo, Reach.GONE, gone.says)
    except Problem as problem:
        return _seen(web, photo, Reach.COULD_NOT_LOOK, problem.says)
    return _judged(web, photo, place, said)


def _ask(web: Web, place: _Place, server: str) -> Mapping[str, object] | Refusal:
    params = {"repo": place.did, "collection": place.collection, "rkey": place.record_key}
    return call(web, server, "com.atproto.repo.getRecord", params, why="page")


def _judged(web: Web, photo: Photo, place: _Place, said: Mapping[str, object] | Refusal) -> StrangerView:
    if isinstance(said, Refusal):
        reach, why = _REFUSED.get(said, (Reach.COULD_NOT_LOOK, _NOT_UNDERSTOOD))
        return _seen(web, photo, reach, why)
    value = record(said.get("value"))
    if not value:
        return _seen(web, photo, Reach.COULD_NOT_LOOK, _SOMETHING_ELSE)
    if not _shows(value, place):
        return _seen(web, photo, Reach.GONE, _WITHOUT)
    return _seen(web, photo, Reach.REACHABLE, None, OK)


def _shows(value: Mapping[str, object], place: _Place) -> bool:
    """Whether a record still names the picture; where we do not know its file, the record itself is enough."""
    if place.name:
        return cid_of(value.get(place.name)) == place.cid
    shown = [one[0] for one in embedded(record(value.get("embed"))) if not isinstance(one, Text)]
    return not place.cid or place.cid in shown


def _place(photo: Photo) -> _Place | None:
    file = file_of(photo)
    kind, _, cid = photo.key.partition(":")
    if kind in {"avatar", "banner"}:
        return file and _Place(did=file.did, collection=PROFILE, record_key="self", cid=cid, name=kind)
    parts = photo.key.partition("#")[0].removeprefix("at://").split("/")
    did = did_of(parts[0])
    if len(parts) != 3 or parts[1] != POSTS or did is None:
        return None
    return _Place(did=did, collection=POSTS, record_key=parts[2], cid=file.cid if file else "")


def _seen(web: Web, photo: Photo, reach: Reach, why: Text | None, status: int | None = None) -> StrangerView:
    return StrangerView(reach=reach, seen_at=web.now(), url=photo.url, status=status, why=why)
