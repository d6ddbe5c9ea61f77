"""Connect a business account of Pinterest with a token of the person's own app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused, SignInStopped
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks.bearer import Bearer, good
from app.networks.code_flow import ACCESS, Dialect
from app.networks.fields import count, text
from app.networks.pasted import TOKEN, pasted
from app.networks.pinterest.names import KEY, SITE, api, username
from app.networks.session import Joined, Session, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.web import Web

DOORWAY: Final = Doorway(
    network=KEY,
    title="Pinterest",
    needs=(
        Need(
            key=TOKEN,
            says=say("The token of your own Pinterest app"),
            hint=say("Your app's page shows it. It is kept in your keyring and nowhere else."),
        ),
    ),
    powers=frozenset(Power),
    steps=(
        say("This needs a business account; a personal one can be turned into one at no cost."),
        say(
            "Open the page for developers with the link below, and ask for an app. Pinterest reads each request."
        ),
        say("On the page of your app, make a token with user_accounts:read, boards:read and pins:read."),
        say("For secret boards, add boards:read_secret and pins:read_secret."),
        say(
            "To hide boards or delete pins from here, add boards:write and pins:write, and both with _secret."
        ),
        say("Copy the token and paste it here. A token of that page ends after a day."),
    ),
    link="https://developers.pinterest.com/apps/",
    warning=say("Nobody could try this with a real account yet. List first, and compare with your profile."),
    experimental=True,
    source="Pinterest's public OpenAPI description 5.23.0; the steps are recalled",
    checked_on="2026-11-23",
)


def bearer(session: Session) -> Bearer:
    """Return the door to the API for a signed-in account. A pasted token cannot be renewed."""
    base = api(session.account.server)
    dialect = Dialect(
        authorize=f"{session.account.server or SITE}/oauth/",
        token=f"{base}/oauth/token",
        scope=lambda _: "",
        powers=lambda _: frozenset(Power),
    )
    return Bearer(session, dialect, base)


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a pasted token; raises SignInStopped, NetworkRefused and the Problems of the web."""
    token, server = pasted(wish), wish.server.rstrip("/")
    answer = web.get(f"{api(server)}/user_account", why="profile", token=token)
    if answer.status == 401:
        raise SignInStopped(
            say("Pinterest does not take this token."), say("Copy it again as a whole, or make a new one.")
        )
    told = good(answer)
    handle = username(told.get("username"))
    if not handle:
        raise NetworkRefused(
            say("Pinterest does not say whose token this is."), say("Make a new token for your own account.")
        )
    account = Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=handle,
        name=text(told.get("business_name"), 200),
        remote_id=handle,
        server=server,
        url=f"{server or SITE}/{handle}/",
        claimed_posts=count(told.get("pin_count")),
    )
    # What a pasted token allows is told nowhere: Pinterest says no where it does not.
    return Joined(account=account, grant=Grant(secrets={ACCESS: token}, powers=frozenset(Power)))


SIGN_IN: Final = SignIn(doorway=DOORWAY, bring=bring)
