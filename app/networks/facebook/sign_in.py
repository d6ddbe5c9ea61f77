"""Connect an account of Facebook with a token of the person's own Meta app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.sign_in import Doorway
from app.model.text import say
from app.networks import graph_token
from app.networks.facebook.names import KEY, SITE, api
from app.networks.fields import address, text
from app.networks.graph import number
from app.networks.graph_token import NEED, Door
from app.networks.session import Joined, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.web import Web

DOORWAY = Doorway(
    network=KEY,
    title="Facebook",
    needs=(NEED,),
    steps=(
        say("Open the page for developers with the link below, and sign in to Facebook."),
        say("Create an app of your own. Nobody has to review it as long as you alone use it."),
        say("Open the Graph API Explorer there, choose your app and “User token”."),
        say("Add the permissions user_photos and user_posts, and choose “Generate access token”."),
        say(
            "Copy the token and paste it here. It ends after an hour, or after 60 days if you extend it there."
        ),
    ),
    link="https://developers.facebook.com/tools/explorer/",
    warning=say(
        "Facebook lets an app see your photos, but neither hide nor delete them. "
        "Ordering your data there and importing it here tells the same without an app of your own."
    ),
    source="developers.facebook.com, Graph API access levels and photo reference; the steps are recalled",
    checked_on="2026-11-23",
)


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a pasted token; raises SignInStopped, NetworkRefused and the Problems of the web."""
    server = wish.server.rstrip("/")

    def account(told: Mapping[str, object]) -> Account | None:
        key = number(told.get("id"))
        if not key:
            return None
        # Facebook tells an app no user name, so the number that it gives this app stands in for it.
        return Account(
            id=account_id(KEY, key),
            network=KEY,
            kind=AccountKind.CONNECTED,
            handle=key,
            name=text(told.get("name"), 200),
            remote_id=key,
            server=server,
            url=address(told.get("link"), SITE),
        )

    return graph_token.bring(
        web, wish, Door(base=api(server), fields="id,name,link", account=account, scopes={})
    )


SIGN_IN = SignIn(doorway=DOORWAY, bring=bring)
