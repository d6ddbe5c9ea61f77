"""Connect a channel of YouTube, through a Google project of the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NotThere, SignInStopped
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks import code_flow
from app.networks.bearer import good
from app.networks.code_flow import ACCESS, CLIENT_ID, CLIENT_SECRET
from app.networks.fields import count, record, rows, text
from app.networks.session import Errand, Joined, Session, SignIn, Wish
from app.networks.youtube.call import dialect
from app.networks.youtube.names import KEY, SITE, api

if TYPE_CHECKING:
    from app.networks.web import Web

CHANNEL_PARTS = "snippet,brandingSettings,contentDetails,statistics"

DOORWAY = Doorway(
    network=KEY,
    title="YouTube",
    needs=(
        Need(
            key=CLIENT_ID,
            says=say("The client ID of your Google project"),
            hint=say("It ends in “.apps.googleusercontent.com”."),
            is_secret=False,
        ),
        Need(
            key=CLIENT_SECRET,
            says=say("The client secret of your Google project"),
            hint=say("Google shows it beside the client ID. It is kept in your keyring and nowhere else."),
        ),
    ),
    in_browser=True,
    powers=frozenset(Power),
    steps=(
        say("Open the Google Cloud console with the link below, and create a project with any name."),
        say("Choose Library, search for “YouTube Data API v3”, and enable it."),
        say("Open the OAuth consent screen, choose External, and add your own address as a test user."),
        say("Choose Credentials, then Create credentials, then OAuth client ID, and take “Desktop app”."),
        say("Copy the client ID and the client secret, and paste them here."),
        say(
            "Your browser then asks whether this app may see your channel. Google says that it has not checked the app: "
            "it is your own, so choose Continue."
        ),
    ),
    link="https://console.cloud.google.com/apis/credentials",
    warning=say(
        "While your project is in testing, Google ends each sign-in after seven days. Nothing that we hold is lost; you "
        "sign in again."
    ),
    source="developers.google.com/youtube/v3 and /identity/protocols/oauth2/native-app (recalled)",
    checked_on="2026-11-23",
)


def begin(web: Web, wish: Wish, callback: str) -> Errand:
    """Start a sign-in in the browser."""
    server = wish.server.rstrip("/")

    def joined(grant: Grant) -> Joined:
        if not grant.powers:
            raise SignInStopped(
                say("Google did not give the right to see your channel."),
                say("Start again, and leave the box ticked on Google's page."),
            )
        answer = web.get(
            f"{api(server)}/channels",
            why="profile",
            params={"part": CHANNEL_PARTS, "mine": "true"},
            token=grant.secret(ACCESS),
        )
        return Joined(account=_account(server, good(answer)), grant=grant)

    return code_flow.begin(web, wish, dialect(server), callback, joined)


def _account(server: str, told: Mapping[str, object]) -> Account:
    channel = record(next(iter(rows(told.get("items"))), None))
    number = text(channel.get("id"), 60)
    snippet = record(channel.get("snippet"))
    if not number:
        raise NotThere(
            say("This Google account has no YouTube channel."),
            say("Sign in again and choose the channel or the account that has one."),
        )
    custom = text(snippet.get("customUrl"), 60).removeprefix("@")
    handle = custom or number
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=handle,
        name=text(snippet.get("title"), 200),
        remote_id=number,
        server=server,
        url=f"{server or SITE}/channel/{number}",
        claimed_posts=_number(record(channel.get("statistics")).get("videoCount")),
    )


def _number(value: object) -> int | None:
    """Return a count; Google writes long numbers as text."""
    is_digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 12
    return int(str(value)) if is_digits else count(value)


def end(session: Session) -> None:
    """Tell Google that the sign-in is over."""
    code_flow.end(session, dialect(session.account.server))


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin, end=end)
