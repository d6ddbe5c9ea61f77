"""Fetch a page's picture, and look whether the page still names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.photo import Photo
from app.model.problem import NotThere, Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.glimpse import fetch
from app.networks.network import Glimpse
from app.networks.webpage.fetching import FILE_CAP, REDIRECTS, get, keep_apart, page_of
from app.networks.webpage.markup import Page
from app.networks.webpage.names import walled
from app.networks.webpage.profile import is_picture, key_of

if TYPE_CHECKING:
    from app.networks.web import Web


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one picture without any sign-in; never raises for an answer, however odd."""
    keep_apart(web, photo.media_url)
    return fetch(web, photo, cap=FILE_CAP, redirects=REDIRECTS)


def page(web: Web, photo: Photo) -> StrangerView:
    """Look whether a page still names a picture; never raises for an answer.

    A page that names it no more is no proof: it may name it to others, or show it without naming it.
    """
    if walled(photo.url) is not None:
        return _view(web, photo, Reach.COULD_NOT_LOOK, say("This network cannot be checked by a program."))
    try:
        answer = get(web, photo.url, why="page")
        named = {key_of(photo.url)} if is_picture(answer) else _named(page_of(answer, photo.url))
    except NotThere as problem:
        return _view(web, photo, Reach.GONE, problem.says)
    except Problem as problem:
        return _view(web, photo, Reach.COULD_NOT_LOOK, problem.says)
    if photo.key in named:
        return _view(web, photo, Reach.REACHABLE, None, answer.status)
    why = say("The page names this picture no more. It may still show it.")
    return _view(web, photo, Reach.COULD_NOT_LOOK, why, answer.status)


def _named(seen: Page) -> set[str]:
    return {key_of(one.url) for one in seen.pictures}


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of a picture that is known: its own alone."""
    return (photo.media_url,)


def copies(_photo: Photo) -> tuple[Text, ...]:
    """Say where copies may remain."""
    return (
        say(
            "Search engines and web archives keep copies of pages and their pictures: ask each of them as well."
        ),
        say("Whoever shared the page made their network fetch the picture, too."),
    )


def _view(
    web: Web, photo: Photo, reach: Reach, why: Text | None = None, status: int | None = None
) -> StrangerView:
    return StrangerView(reach=reach, seen_at=web.now(), url=photo.url, status=status, why=why)
