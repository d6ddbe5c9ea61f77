"""Connect an account of Tumblr: OAuth 2.0 in the browser, with an app of the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks import code_flow
from app.networks.bearer import Bearer, good
from app.networks.code_flow import ACCESS, CLIENT_ID, CLIENT_SECRET, Dialect
from app.networks.fields import address, count, record, rows, text
from app.networks.session import Callback, Errand, Joined, Session, SignIn, Wish
from app.networks.tumblr.names import KEY, SITE, api, blog_id

if TYPE_CHECKING:
    from app.networks.web import Web

# Tumblr takes only the redirect address that stands in the app (tumblr/docs api.md), so the port is always this one.
CALLBACK: Final = Callback(host="localhost", port=47113)

DOORWAY = Doorway(
    network=KEY,
    title="Tumblr",
    needs=(
        Need(
            key=CLIENT_ID,
            says=say("The OAuth consumer key of your Tumblr app"),
            hint=say("Tumblr shows it on the page Applications, below the name of your app."),
        ),
        Need(
            key=CLIENT_SECRET,
            says=say("The secret key of your Tumblr app"),
            hint=say("Choose “Show secret key” there. It is kept in your keyring and nowhere else."),
        ),
    ),
    in_browser=True,
    powers=frozenset(Power),
    steps=(
        say("Open the page Applications with the link below, and sign in to Tumblr."),
        say(
            "Choose “Register application”. Name, website and description can be anything, such as your own blog."
        ),
        say(
            "Write {address} as the default callback URL and as the OAuth2 redirect URL.",
            address=f"http://{CALLBACK.host}:{CALLBACK.port}{CALLBACK.path}",
        ),
        say("Save, then copy the consumer key and the secret key, and paste them here."),
        say("Your browser then asks whether this app may read your blogs. Nothing is changed by that."),
    ),
    link="https://www.tumblr.com/oauth/apps",
    warning=say(
        "Tumblr knows one right for everything that changes something: whoever may hide a post may also delete it. "
        "We ask for it only when you hide or delete something."
    ),
    source="github.com/tumblr/docs api.md, OAuth2 Authorization",
    checked_on="2026-11-23",
)


def _scope(powers: frozenset[Power]) -> str:
    # Without offline_access there is no refresh token, and the access token ends after 42 minutes (tumblr/docs).
    return "basic write offline_access" if powers - {Power.READ} else "basic offline_access"


def _powers(scope: str) -> frozenset[Power]:
    return frozenset(Power) if "write" in scope.split() else frozenset({Power.READ})


def dialect(server: str) -> Dialect:
    """Return how Tumblr speaks OAuth 2.0; it is not known to take a proof key, nor to take a token back."""
    return Dialect(
        authorize=f"{server or SITE}/oauth2/authorize",
        token=f"{api(server)}/v2/oauth2/token",
        scope=_scope,
        powers=_powers,
        proof=False,
    )


def bearer(session: Session) -> Bearer:
    """Return the door to the API for a signed-in account."""
    server = session.account.server
    return Bearer(session, dialect(server), f"{api(server)}/v2")


def begin(web: Web, wish: Wish, callback: str) -> Errand:
    """Start a sign-in in the browser."""
    server = wish.server.rstrip("/")

    def joined(grant: Grant) -> Joined:
        answer = web.get(f"{api(server)}/v2/user/info", why="profile", token=grant.secret(ACCESS))
        return Joined(
            account=_account(server, record(record(good(answer).get("response")).get("user"))), grant=grant
        )

    return code_flow.begin(web, wish, dialect(server), callback, joined)


def _account(server: str, user: Mapping[str, object]) -> Account:
    blogs = [record(one) for one in rows(user.get("blogs"))]
    first = next((one for one in blogs if one.get("primary") is True), blogs[0] if blogs else {})
    name = blog_id(first.get("name")) or blog_id(user.get("name"))
    if not name:
        raise NetworkRefused(
            say("Tumblr does not say who is signed in."), say("Start the sign-in again in some minutes.")
        )
    return Account(
        id=account_id(KEY, name),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=name,
        name=text(first.get("title"), 200),
        remote_id=blog_id(first.get("uuid")),
        server=server,
        url=address(first.get("url"), SITE) or f"https://{name}.tumblr.com/",
        claimed_posts=count(first.get("posts")),
    )


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin, callback=CALLBACK)
