"""Connect an account of Reddit, with an API client that the person has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks import code_flow
from app.networks.bearer import Bearer, good
from app.networks.code_flow import ACCESS, CLIENT_ID, Dialect
from app.networks.fields import identifier, record, text
from app.networks.reddit.names import KEY, api, site, user_name
from app.networks.session import Callback, Errand, Joined, Session, SignIn, Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.networks.web import Web

# Reddit takes only the redirect address that stands in the client; http://localhost with a port works (gallery-dl).
CALLBACK: Final = Callback(host="localhost", port=47115)

DOORWAY = Doorway(
    network=KEY,
    title="Reddit",
    needs=(
        Need(
            key=CLIENT_ID,
            says=say("The client ID of your installed app at Reddit"),
            hint=say(
                "It stands below the words “installed app” on the page Apps. An installed app has no secret."
            ),
            is_secret=False,
        ),
    ),
    in_browser=True,
    powers=frozenset(Power),
    steps=(
        say("Open the page Apps with the link below, and sign in to Reddit."),
        say("Look for an app of your own of the kind “installed app”, made before November 2025."),
        say(
            "Choose Edit, write {address} as the redirect URI, and save.",
            address=f"http://{CALLBACK.host}:{CALLBACK.port}{CALLBACK.path}",
        ),
        say("Copy the client ID below the name of the app, and paste it here."),
        say("Your browser then asks whether this app may read your posts. Nothing is changed by that."),
    ),
    link="https://www.reddit.com/prefs/apps",
    warning=say(
        "Since November 2025, Reddit gives new API clients only to people whom it approved; clients from before go on "
        "working. Without one, order your data at Reddit and import it here."
    ),
    source="Reddit's announcement of its Responsible Builder Policy, November 2025 (copy); praw's recorded answers",
    checked_on="2026-11-23",
)


def _scope(powers: frozenset[Power]) -> str:
    words = ["identity", "history", "read"]
    words += ["account"] if Power.CHANGE in powers else []
    words += ["edit"] if Power.DELETE in powers else []
    return " ".join(words)


def _powers(scope: str) -> frozenset[Power]:
    # Reddit writes scopes apart by spaces; a client with every right gets a star.
    given = set(scope.replace(",", " ").split())
    everything = "*" in given
    return frozenset({Power.READ}) | {
        power
        for power, word in ((Power.CHANGE, "account"), (Power.DELETE, "edit"))
        if everything or word in given
    }


def dialect(server: str) -> Dialect:
    """Return how Reddit speaks OAuth 2.0: an installed app is named in a header with an empty secret."""
    base = site(server)
    return Dialect(
        authorize=f"{base}/api/v1/authorize",
        token=f"{base}/api/v1/access_token",
        revoke=f"{base}/api/v1/revoke_token",
        scope=_scope,
        powers=_powers,
        extra={"duration": "permanent"},
        in_header=True,
        proof=False,
    )


def bearer(session: Session) -> Bearer:
    """Return the door to the API for a signed-in account."""
    server = session.account.server
    return Bearer(session, dialect(server), api(server))


def begin(web: Web, wish: Wish, callback: str) -> Errand:
    """Start a sign-in in the browser."""
    server = wish.server.rstrip("/")

    def joined(grant: Grant) -> Joined:
        url, token = f"{api(server)}/api/v1/me", grant.secret(ACCESS)
        answer = web.get(url, why="profile", params={"raw_json": 1}, token=token)
        return Joined(account=_account(server, good(answer)), grant=grant)

    return code_flow.begin(web, wish, dialect(server), callback, joined)


def _account(server: str, me: Mapping[str, object]) -> Account:
    name = user_name(me.get("name"))
    if not name:
        raise NetworkRefused(
            say("Reddit does not say who is signed in."), say("Start the sign-in again in some minutes.")
        )
    return Account(
        id=account_id(KEY, name),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=name,
        name=text(record(me.get("subreddit")).get("title"), 200),
        remote_id=identifier(me.get("id")),
        server=server,
        url=f"{site(server)}/user/{name}/",
    )


def end(session: Session) -> None:
    """Tell Reddit that the sign-in is over."""
    code_flow.end(session, dialect(session.account.server))


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin, end=end, callback=CALLBACK)
