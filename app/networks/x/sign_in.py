"""Connect an account of X: OAuth 2.0 with a proof key, through a native app of the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused, SignInStopped
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks import code_flow
from app.networks.bearer import good
from app.networks.code_flow import ACCESS, CLIENT_ID
from app.networks.fields import count, identifier, record, text
from app.networks.session import Callback, Errand, Joined, Session, SignIn, Wish
from app.networks.x.call import dialect
from app.networks.x.money import CAP, PER_PROFILE, SPENT, amount, asked_cap
from app.networks.x.names import KEY, SITE, api

if TYPE_CHECKING:
    from app.networks.web import Web

# X takes only a redirect address that stands in the app, to the letter (docs.x.com, developer apps: 127.0.0.1, not
# localhost), so the port is always this one.
CALLBACK: Final = Callback(host="127.0.0.1", port=47114)
PROFILE: Final = {
    "user.fields": "id,name,username,protected,profile_image_url,profile_banner_url,public_metrics,url"
}

DOORWAY = Doorway(
    network=KEY,
    title="X",
    needs=(
        Need(
            key=CLIENT_ID,
            says=say("The client ID of your X app"),
            hint=say(
                "It stands under Keys and tokens, as “OAuth 2.0 Client ID”. A client secret is not needed."
            ),
            is_secret=False,
        ),
        Need(
            key=CAP,
            says=say("The most that X may charge you, in US dollars"),
            hint=say(
                "For example 5. We count along and stop before it is passed. A whole list costs up to 3.20."
            ),
            is_secret=False,
        ),
    ),
    in_browser=True,
    powers=frozenset({Power.READ, Power.DELETE}),
    steps=(
        say(
            "Open the X developer console with the link below, and sign in with the account that you want to check."
        ),
        say("Agree to pay per use, and add a small amount of credit, for example 5 US dollars."),
        say(
            "Create an app. Under its settings, open “User authentication settings” and choose “Native App”."
        ),
        say(
            "Write {address} as the callback address, and anything you like as the website.",
            address=f"http://{CALLBACK.host}:{CALLBACK.port}{CALLBACK.path}",
        ),
        say("Copy the OAuth 2.0 client ID, paste it here, and set the most that X may charge you."),
        say("Your browser then asks whether this app may read your posts. Nothing is changed by that."),
    ),
    link="https://console.x.com",
    warning=say(
        "X charges your developer account: about 0.001 US dollars for each of your own posts that is read, so up to "
        "3.20 for the newest 3,200, and 0.01 for each post that is deleted. If the app belongs to another account, X "
        "charges five times as much for reading. Each sign-in counts from nothing; set the limit on X's own page, too. "
        "Your X archive costs nothing and goes back to your first post."
    ),
    source="github.com/xdevplatform/docs pricing.mdx (2026-08); docs.x.com, OAuth 2.0 and developer apps",
    checked_on="2026-11-23",
)


def begin(web: Web, wish: Wish, callback: str) -> Errand:
    """Start a sign-in in the browser; raises SignInStopped where the limit is no amount of money."""
    server, cap = wish.server.rstrip("/"), asked_cap(wish.keys.get(CAP, ""))
    if (amount(cap) or 0) < PER_PROFILE:
        raise SignInStopped(
            say("With a limit of {cap} US dollars, X answers nothing at all.", cap=cap),
            say("Set a limit of at least 0.01 US dollars."),
        )

    def joined(grant: Grant) -> Joined:
        answer = web.get(
            f"{api(server)}/2/users/me", why="profile", params=PROFILE, token=grant.secret(ACCESS)
        )
        account = _account(server, record(good(answer).get("data")))
        kept = {**grant.secrets, CAP: cap, SPENT: str(PER_PROFILE)}
        return Joined(account=account, grant=replace(grant, secrets=kept))

    return code_flow.begin(web, wish, dialect(server), callback, joined)


def _account(server: str, user: Mapping[str, object]) -> Account:
    name, number = identifier(user.get("username")), identifier(user.get("id"))
    if not name or not number:
        raise NetworkRefused(
            say("X does not say who is signed in."), say("Start the sign-in again in some minutes.")
        )
    return Account(
        id=account_id(KEY, name),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=name,
        name=text(user.get("name"), 200),
        remote_id=number,
        server=server,
        url=f"{server or SITE}/{name}",
        claimed_posts=post_count(user),
    )


def post_count(user: Mapping[str, object]) -> int | None:
    """Return how many posts X counts; its description names the field "post_count", its answers "tweet_count"."""
    metrics = record(user.get("public_metrics"))
    told = count(metrics.get("tweet_count"))
    return count(metrics.get("post_count")) if told is None else told


def end(session: Session) -> None:
    """Tell X that the sign-in is over."""
    code_flow.end(session, dialect(session.account.server))


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin, end=end, callback=CALLBACK)
