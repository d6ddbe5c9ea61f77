"""Look at the web page of a photo the way a stranger would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.problem import Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.answer import Answer
from app.networks.glimpse import is_gone, is_wall
from app.networks.web import MB

if TYPE_CHECKING:
    from app.networks.web import Web

_WORDS = {
    Reach.GONE: say("The page is not there."),
    Reach.LOGIN_WALL: say("The page asks for a sign-in."),
}


def look(web: Web, url: str) -> StrangerView:
    """Return what a plain request without any sign-in gets of a page; never raises for an answer, however odd.

    A page that is refused (403) or ill tells nothing: a failed look never means that a photo is safe.
    """
    if not url:
        return _unseen(web, url, say("We do not know the address of this page."))
    try:
        answer = web.get(url, why="page", cap=MB, headers={"Accept": "text/html,*/*;q=0.5"})
    except Problem as problem:
        return _unseen(web, url, problem.says)
    reach = _reach(answer)
    if reach is None:
        code = say(
            "The server answered with the code {status}, which says nothing about the page.",
            status=answer.status,
        )
        return _unseen(web, answer.url, code, answer.status)
    return StrangerView(
        reach=reach, seen_at=web.now(), url=answer.url, status=answer.status, why=_WORDS.get(reach)
    )


def _reach(answer: Answer) -> Reach | None:
    if is_gone(answer):
        return Reach.GONE
    if is_wall(answer):
        return Reach.LOGIN_WALL
    return Reach.REACHABLE if answer.status == 200 and answer.body else None


def _unseen(web: Web, url: str, why: Text, status: int | None = None) -> StrangerView:
    return StrangerView(reach=Reach.COULD_NOT_LOOK, seen_at=web.now(), url=url, status=status, why=why)
