"""List the photos of a Misskey account that a stranger can list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.account import Account
from app.model.photo import Skipped
from app.model.problem import ListIncomplete, ListRefused
from app.model.text import say
from app.networks.fields import count, record, rows, text
from app.networks.misskey.api import ask, refusal_of
from app.networks.misskey.media import is_hidden, is_theirs, pictures, portraits
from app.networks.misskey.notes import notes
from app.networks.network import Mark

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Web


def photos(web: Web, account: Account, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then every picture in the account's own notes.

    Raises ListRefused where the person or the server shows notes to nobody who is not signed in, ListIncomplete where
    the profile counts notes that are not listed, NotThere, NetworkRefused or a Problem of the web.
    """
    entity = _entity(web, account)
    if not resume:
        yield from portraits(account, entity, web.now())
        yield from _moved(account, entity)
    is_open = False
    for item in notes(lambda name, body: ask(web, account.server, name, why="list", **body), account, resume):
        if isinstance(item, Skipped | Mark):
            yield item
        elif is_theirs(account, item) and not is_hidden(item):
            is_open = True
            yield from pictures(account, item, web.now())
    if not resume and not is_open:
        _doubt(web, account, entity)


def _entity(web: Web, account: Account) -> Mapping[str, object]:
    reply = ask(web, account.server, "users/show", why="profile", userId=account.remote_id)
    if not reply.is_good:
        raise refusal_of(reply, account)
    return record(reply.value)


def _moved(account: Account, entity: Mapping[str, object]) -> Iterator[Skipped]:
    """Tell that the person lives elsewhere now: what hangs here still hangs here."""
    to = text(entity.get("movedTo"), 300)
    if to:
        why = say("This account has moved to {name}, which was not looked at. Look it up as well.", name=to)
        yield Skipped(where=account.handle, why=why)


def _doubt(web: Web, account: Account, entity: Mapping[str, object]) -> None:
    """Doubt a list that shows nothing, where the server itself counts notes."""
    if entity.get("requireSigninToViewContents") is True:
        raise ListRefused(
            say("{handle} shows posts to nobody who is not signed in to a server.", handle=account.handle),
            say(
                "That keeps scrapers without an account out on this server. Anybody may open an account, the address of "
                "a file still opens it, and other servers may show copies."
            ),
        )
    claimed = count(entity.get("notesCount"))
    if claimed and not _only_renotes(web, account):
        raise ListIncomplete(
            say(
                "The profile of {handle} counts {count} posts, but shows a stranger none.",
                handle=account.handle,
                count=claimed,
            ),
            say(
                "They may be for followers only, or this server hides its lists. That is no proof that they are "
                "private: look at {url} in a private window.",
                url=account.url,
            ),
        )


def _only_renotes(web: Web, account: Account) -> bool:
    """Whether what the profile counts is what others wrote and this person only passed on."""
    reply = ask(web, account.server, "users/notes", why="list", userId=account.remote_id, limit=10)
    shown = [record(one) for one in rows(reply.value)]
    return any(one.get("renoteId") and not is_hidden(one) for one in shown)
