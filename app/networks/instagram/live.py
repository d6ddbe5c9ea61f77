"""List the photos of a professional account of Instagram, with a token of the person's own Meta app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.photo import Photo, Skipped, Tagged
from app.model.sign_in import Doorway
from app.model.text import say
from app.networks import graph_token
from app.networks.fields import count, text
from app.networks.graph import graph, number
from app.networks.graph_listing import Shelf, listing
from app.networks.graph_media import pictures
from app.networks.graph_token import NEED, Door
from app.networks.instagram.names import KEY, username
from app.networks.session import Joined, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session
    from app.networks.web import Web

API: Final = "https://graph.instagram.com"
SITE: Final = "https://www.instagram.com"
VERSION: Final = "v25.0"
# The most that /me/media is known to give at once (recalled).
PAGE: Final = 100

DOORWAY = Doorway(
    network=KEY,
    title="Instagram",
    needs=(NEED,),
    steps=(
        say("This works for professional accounts alone (creator or business)."),
        say("Open the page for developers with the link below, and create an app of your own for Instagram."),
        say("Choose “API setup with Instagram login”, and add your account there."),
        say("Choose “Generate token” next to your account, and allow instagram_business_basic."),
        say("Copy the token and paste it here. It ends after 60 days."),
    ),
    link="https://developers.facebook.com/apps/",
    warning=say(
        "If your account is a personal one, leave it so: professional accounts cannot be private. "
        "Order your data at Instagram and import it here instead."
    ),
    source="developers.facebook.com, Instagram API with Instagram login; the steps are recalled",
    checked_on="2026-11-23",
)

_CHILD = "id,media_type,media_url,thumbnail_url,alt_text"
_FIELDS: Final = f"id,caption,media_type,media_url,thumbnail_url,permalink,timestamp,alt_text,username,children{{{_CHILD}}}"


def _mine(account: Account, entry: Mapping[str, object]) -> Iterator[Photo | Skipped]:
    return pictures(account, entry)


def _of_me(account: Account, entry: Mapping[str, object]) -> Iterator[Photo | Skipped]:
    """Yield what others posted and named the person in: it is not theirs to delete, and shows them all the same."""
    who = (Tagged(name=account.handle, basis="tag"),)
    for one in pictures(account, entry, prefix="tagged:"):
        yield replace(one, people=who) if isinstance(one, Photo) else one


SHELVES: Final = {
    "media": Shelf(path="me/media", fields=_FIELDS, read=_mine),
    "tags": Shelf(
        path="me/tags",
        fields=_FIELDS,
        read=_of_me,
        left_out=say("Instagram does not tell this token in which photos of others you are tagged."),
    ),
}


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List the profile picture, the person's posts, then those of others in which they are tagged.

    Raises SignInExpired, SignInNeeded, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    asked = graph(session, _api(session.account.server))
    return listing(session, asked, SHELVES, resume, face="profile_picture_url", size=PAGE)


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a pasted token; raises SignInStopped, NetworkRefused and the Problems of the web."""
    server = wish.server.rstrip("/")

    def account(told: Mapping[str, object]) -> Account | None:
        handle, key = username(told.get("username")), number(told.get("user_id")) or number(told.get("id"))
        if not handle or not key:
            return None
        return Account(
            id=account_id(KEY, handle),
            network=KEY,
            kind=AccountKind.CONNECTED,
            handle=handle,
            name=text(told.get("name"), 200),
            remote_id=key,
            server=server,
            url=f"{server or SITE}/{handle}/",
            claimed_posts=count(told.get("media_count")),
        )

    door = Door(base=_api(server), fields="id,user_id,username,name,media_count", account=account, scopes={})
    return graph_token.bring(web, wish, door)


def _api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Instagram's own ("" for Instagram itself)."""
    return f"{server or API}/{VERSION}"


SIGN_IN = SignIn(doorway=DOORWAY, bring=bring)
