"""Connect an account of Threads with a token of the person's own Meta app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.sign_in import Doorway, Power
from app.model.text import say
from app.networks import graph_token
from app.networks.fields import text
from app.networks.graph import number
from app.networks.graph_token import NEED, Door
from app.networks.session import Joined, SignIn, Wish
from app.networks.threads.names import KEY, SITE, api, username

if TYPE_CHECKING:
    from app.networks.web import Web

DOORWAY = Doorway(
    network=KEY,
    title="Threads",
    needs=(NEED,),
    powers=frozenset({Power.READ, Power.DELETE}),
    steps=(
        say("Open the page for developers with the link below, and create an app with the use case Threads."),
        say(
            "Under “App roles”, add your own account as a Threads tester, and accept that in Threads’ settings."
        ),
        say("Under the use case, choose “User token generator”, and allow threads_basic."),
        say("To see your replies, allow threads_read_replies; to delete posts from here, threads_delete."),
        say("Copy the token and paste it here. It ends after 60 days."),
    ),
    link="https://developers.facebook.com/apps/",
    source="developers.facebook.com, Threads API, and its public Postman collection; the steps are recalled",
    checked_on="2026-11-23",
)


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a pasted token; raises SignInStopped, NetworkRefused and the Problems of the web."""
    server = wish.server.rstrip("/")

    def account(told: Mapping[str, object]) -> Account | None:
        handle, key = username(told.get("username")), number(told.get("id"))
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
            url=f"{server or SITE}/@{handle}",
        )

    scopes = {"threads_delete": Power.DELETE}
    return graph_token.bring(
        web, wish, Door(base=api(server), fields="id,username,name", account=account, scopes=scopes)
    )


SIGN_IN = SignIn(doorway=DOORWAY, bring=bring)
