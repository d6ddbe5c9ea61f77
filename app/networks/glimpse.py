"""Fetch a photo's file the way a stranger would, and say what came."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from app.model.photo import Photo
from app.model.problem import Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.answer import Answer
from app.networks.ask import MOST_REDIRECTS
from app.networks.network import Glimpse
from app.networks.pictures import HEAD, picture_kind
from app.networks.web import MB

if TYPE_CHECKING:
    from app.networks.web import Web

# The largest picture that any of our networks takes is 16 MB (Mastodon 4); half as much again for what we do not know.
FILE_CAP = 24 * MB

Judge: TypeAlias = Callable[[Answer], bool]

_LOGIN_PATH = re.compile(
    r"(?:^|[/_.-])(?:log-?in|sign-?in|sign_in|auth|sso|oauth|accounts/login)(?:$|[/_.-])", re.IGNORECASE
)
_PASSWORD_FIELD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)


def is_gone(answer: Answer) -> bool:
    """Whether an answer says that the file is not there (any more): 404 or 410."""
    return answer.status in {404, 410}


def is_wall(answer: Answer) -> bool:
    """Whether an answer asks for a sign-in: 401, or a page where a password is asked for.

    A bare 403 is no proof of a wall: file stores say so of a deleted file, and bot guards say so to programs alone.
    """
    if answer.status == 401:
        return True
    if not answer.is_html or answer.status >= 500:
        return False
    return bool(_LOGIN_PATH.search(urlsplit(answer.url).path) or _PASSWORD_FIELD.search(answer.body))


def fetch(
    web: Web,
    photo: Photo,
    *,
    gone: Judge = is_gone,
    wall: Judge = is_wall,
    cap: int = FILE_CAP,
    redirects: int = MOST_REDIRECTS,
) -> Glimpse:
    """Fetch a photo's original file without any sign-in; never raises for an answer, however odd.

    `gone` and `wall` judge the answer by the customs of the network. What neither of them knows, and what is no
    picture, could not be looked at: a failed look never means that a photo is safe.
    """
    try:
        answer = web.get(
            photo.media_url, why="file", cap=cap, headers={"Accept": "image/*,*/*;q=0.5"}, redirects=redirects
        )
    except Problem as problem:
        view = StrangerView(reach=Reach.COULD_NOT_LOOK, seen_at=web.now(), why=problem.says)
        return Glimpse(view=view, problem=problem)
    if gone(answer):
        return _seen(web, answer, Reach.GONE, say("The server says that the file is not there."))
    if wall(answer):
        return _seen(web, answer, Reach.LOGIN_WALL, say("The server asks for a sign-in."))
    why = _no_picture(answer)
    if why is not None:
        return _seen(web, answer, Reach.COULD_NOT_LOOK, why)
    return _reached(web, answer, cap)


def _no_picture(answer: Answer) -> Text | None:
    """Say why an answer is no picture; None where it is one."""
    if answer.status != 200:
        return say(
            "The server answered with the code {status}, which says nothing about the photo.",
            status=answer.status,
        )
    if not answer.body:
        return say("The server sent nothing.")
    if picture_kind(answer.body[:HEAD]) is None:
        return say("The server sent something else in place of the picture.")
    return None


def _reached(web: Web, answer: Answer, cap: int) -> Glimpse:
    if answer.truncated:
        why = say("The file is larger than {size} MB, so we did not read it to its end.", size=cap // MB)
        return _seen(web, answer, Reach.REACHABLE, why)
    view = StrangerView(
        reach=Reach.REACHABLE,
        seen_at=web.now(),
        url=answer.url,
        status=answer.status,
        content_type=_content_type(answer),
        sha256=hashlib.sha256(answer.body).hexdigest(),
        size=len(answer.body),
    )
    return Glimpse(view=view, data=answer.body)


def _seen(web: Web, answer: Answer, reach: Reach, why: Text) -> Glimpse:
    return Glimpse(
        view=StrangerView(
            reach=reach,
            seen_at=web.now(),
            url=answer.url,
            status=answer.status,
            content_type=_content_type(answer),
            why=why,
        )
    )


def _content_type(answer: Answer) -> str:
    return answer.headers.get("content-type", "").partition(";")[0].strip().casefold()[:100]
