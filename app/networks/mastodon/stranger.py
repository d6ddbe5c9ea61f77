"""Look at a photo's file and page on a fediverse server the way a stranger would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.photo import Photo, PhotoKind
from app.model.problem import NetworkRefused, Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.answer import Answer
from app.networks.fields import address, identifier, record
from app.networks.glimpse import fetch, is_gone, is_wall
from app.networks.mastodon.media import is_stand_in
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Web

OK = 200
_LONG_NAME = 12
_PAGE_CAP = 4 * 1024 * 1024
_PORTRAITS: Mapping[PhotoKind, str] = {PhotoKind.AVATAR: "avatar", PhotoKind.BANNER: "header"}


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd."""

    def gone(answer: Answer) -> bool:
        # Some servers lead from a deleted picture to the one that they show for none.
        return is_gone(answer) or (is_stand_in(answer.url) and not is_stand_in(photo.media_url))

    return fetch(web, photo, gone=gone)


def page(web: Web, photo: Photo) -> StrangerView:
    """Look at a post, or at the profile of a profile picture, without any sign-in; never raises for an answer.

    The server's API is asked first: the pages of some programs are one and the same empty frame for every address, and
    answer 200 for what is long gone. Where the API is closed to strangers, the page itself must show the photo.
    """
    try:
        return _by_api(web, photo) or _by_page(web, photo)
    except Problem as problem:
        return could_not(web, photo.url, problem.says)


def could_not(web: Web, url: str, why: Text, status: int | None = None) -> StrangerView:
    """Return that nobody could look: which never means that a photo is safe."""
    return StrangerView(reach=Reach.COULD_NOT_LOOK, seen_at=web.now(), url=url, status=status, why=why)


def json_of(answer: Answer) -> Mapping[str, object]:
    """Return the object in a good answer, an empty one for anything else."""
    try:
        return record(answer.json() if answer.status == OK else None)
    except NetworkRefused:
        return {}


def base_of(url: str) -> str:
    """Return the base address of the server behind an address, "" where it is none."""
    whole = address(url, url)
    return f"{urlsplit(whole).scheme}://{urlsplit(whole).netloc}" if whole else ""


def _by_api(web: Web, photo: Photo) -> StrangerView | None:
    """Ask the API; None where it does not tell."""
    server = base_of(photo.url)
    if not server:
        return could_not(web, photo.url, say("Nobody told the address of this post."))
    if photo.kind in _PORTRAITS:
        return _profile(web, photo, server)
    number = identifier(photo.key.partition("/")[0])
    if not number:
        return None
    answer = web.get(f"{server}/api/v1/statuses/{number}", why="page")
    if is_gone(answer) and not answer.is_html:
        return _seen(web, photo, answer, Reach.GONE, say("The server shows strangers no such post."))
    if identifier(json_of(answer).get("id")) == number:
        return _seen(web, photo, answer, Reach.REACHABLE, None)
    return None


def _profile(web: Web, photo: Photo, server: str) -> StrangerView | None:
    user = photo.account.partition(":")[2].partition("@")[0]
    answer = web.get(f"{server}/api/v1/accounts/lookup", why="page", params={"acct": user})
    told = json_of(answer)
    name = _PORTRAITS[photo.kind]
    if not identifier(told.get("id")) or name not in told:
        return None
    shown = {address(told.get(one), server) for one in (name, f"{name}_static")}
    if photo.media_url in shown:
        return _seen(web, photo, answer, Reach.REACHABLE, None)
    return _seen(web, photo, answer, Reach.GONE, say("The profile no longer shows this picture."))


def _by_page(web: Web, photo: Photo) -> StrangerView:
    answer = web.get(photo.url, why="page", headers={"Accept": "text/html"}, cap=_PAGE_CAP)
    if is_gone(answer):
        return _seen(web, photo, answer, Reach.GONE, say("The server says that the page is not there."))
    if is_wall(answer):
        return _seen(web, photo, answer, Reach.LOGIN_WALL, say("The server asks for a sign-in."))
    if answer.status == OK and answer.is_html and _shows(answer.body, photo.media_url):
        return _seen(web, photo, answer, Reach.REACHABLE, None)
    why = (
        say("The page opens, but whether it shows the photo cannot be told.")
        if answer.status == OK
        else say("The server answered with the code {status}, which says nothing.", status=answer.status)
    )
    return _seen(web, photo, answer, Reach.COULD_NOT_LOOK, why)


def _shows(body: bytes, url: str) -> bool:
    """Whether a page names a file in any of its sizes; a short name ("original") only together with its folder."""
    folder, _, name = urlsplit(url).path.rpartition("/")
    file = name.partition(".")[0]
    wanted = file if len(file) >= _LONG_NAME else f"{folder.rpartition('/')[2]}/{file}"
    return bool(file) and wanted.encode() in body.replace(b"\\/", b"/")


def _seen(web: Web, photo: Photo, answer: Answer, reach: Reach, why: Text | None) -> StrangerView:
    return StrangerView(
        reach=reach,
        seen_at=web.now(),
        url=photo.url,
        status=answer.status,
        content_type=answer.headers.get("content-type", "").partition(";")[0].strip().casefold()[:100],
        why=why,
    )
