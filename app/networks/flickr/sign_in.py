"""Connect an account of Flickr: OAuth 1.0a in the browser, with a key of the person's own."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from requests_oauthlib import OAuth1

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused, SignInStopped
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks.fields import record, text
from app.networks.flickr.call import APP_KEY, APP_SECRET, TOKEN, TOKEN_SECRET, ask, part
from app.networks.flickr.names import KEY, SITE, alias, content, gate, member, number
from app.networks.oauth import with_query
from app.networks.session import Errand, Joined, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.web import Web

DOORWAY = Doorway(
    network=KEY,
    title="Flickr",
    needs=(
        Need(
            key=APP_KEY,
            says=say("The key of your Flickr app"),
            hint=say("The page App Garden shows it under your app as “Key”."),
        ),
        Need(
            key=APP_SECRET,
            says=say("The secret of your Flickr app"),
            hint=say("It stands right below the key. It is kept in your keyring and nowhere else."),
        ),
    ),
    in_browser=True,
    powers=frozenset(Power),
    steps=(
        say("Open the page App Garden with the link below, and sign in to Flickr."),
        say("Choose “Request an API key”, then “Apply for a non-commercial key”."),
        say("Name the app as you like, for example “My privacy check”, and send the form."),
        say("Copy the key and the secret that appear, and paste them here."),
        say("Your browser then asks whether this app may read your photos. Nothing is changed by that."),
    ),
    link="https://www.flickr.com/services/apps/create/apply",
    warning=say(
        "Since about March 2025, Flickr gives new keys only to members of Flickr Pro. A key from before goes on working. "
        "Without one, order your data at Flickr and import it here."
    ),
    source="flickr.com/services/api (recalled for the steps); TheOdinProject/curriculum issue 29641, quoting Flickr on keys",
    checked_on="2026-11-23",
)
# Each level contains the ones before it (flickr.com/services/api/auth.oauth).
_LEVELS: Final = (
    ("delete", Power.DELETE, frozenset(Power)),
    ("write", Power.CHANGE, frozenset({Power.READ, Power.CHANGE})),
    ("read", Power.READ, frozenset({Power.READ})),
)
_LONGEST = 500
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One sign-in that is on its way through the browser."""

    web: Web
    server: str
    keys: Mapping[str, str] = field(repr=False)
    token: str = field(repr=False)
    secret: str = field(repr=False)
    level: str
    powers: frozenset[Power]

    def finish(self, answer: Mapping[str, str]) -> Joined:
        if not hmac.compare_digest(answer.get("oauth_token", "").encode(), self.token.encode()):
            raise SignInStopped(
                say("The answer of the browser does not belong to this sign-in, so we did not go on."),
                say("Start the sign-in again."),
            )
        verifier = text(answer.get("oauth_verifier"), _LONGEST)
        if not verifier:
            raise SignInStopped(
                say("The sign-in was not allowed on the page of Flickr. Nothing was changed."),
                say("Start again if you want to connect the account after all."),
            )
        sign = OAuth1(
            self.keys[APP_KEY],
            client_secret=self.keys[APP_SECRET],
            resource_owner_key=self.token,
            resource_owner_secret=self.secret,
            verifier=verifier,
        )
        told = _form(self.web.post(gate(self.server, "access_token"), why="sign-in", sign=sign))
        nsid = member(told.get("user_nsid"))
        if not nsid:
            raise NetworkRefused(
                say("Flickr does not say who is signed in."), say("Start the sign-in again in some minutes.")
            )
        grant = Grant(
            secrets={**self.keys, TOKEN: told["oauth_token"], TOKEN_SECRET: told["oauth_token_secret"]},
            powers=self.powers,
            scope=self.level,
        )
        return _joined(self.web, self.server, grant, nsid, told)


def begin(web: Web, wish: Wish, callback: str) -> Errand:
    """Start a sign-in in the browser; raises SignInStopped where Flickr does not take the key."""
    keys = {name: text(wish.keys.get(name), _LONGEST) for name in (APP_KEY, APP_SECRET)}
    server = wish.server.rstrip("/")
    level, powers = next(
        (name, all_of) for name, power, all_of in _LEVELS if power in wish.powers or name == "read"
    )
    sign = OAuth1(keys[APP_KEY], client_secret=keys[APP_SECRET], callback_uri=callback)
    told = _form(web.post(gate(server, "request_token"), why="sign-in", sign=sign))
    this = _Round(
        web=web,
        server=server,
        keys=keys,
        token=told["oauth_token"],
        secret=told["oauth_token_secret"],
        level=level,
        powers=powers,
    )
    # What stands here is the request token: it is worth nothing without its secret, and Flickr takes it nowhere else.
    url = with_query(gate(server, "authorize"), {"oauth_token": this.token, "perms": level})
    return Errand(url=url, proof=("oauth_token", this.token), finish=this.finish)


def _form(answer: Answer) -> Mapping[str, str]:
    """Read "oauth_token=…&oauth_token_secret=…"; raises SignInStopped where Flickr gives none."""
    try:
        pairs = parse_qsl(answer.body.decode("utf-8", "replace")[:4000], max_num_fields=_MOST_FIELDS)
    except ValueError:
        pairs = []
    told = {name: text(value, _LONGEST) for name, value in pairs}
    if answer.status == 200 and told.get("oauth_token") and told.get("oauth_token_secret"):
        return told
    if answer.status in {400, 401, 403} or "oauth_problem" in told:
        raise SignInStopped(
            say("Flickr does not take this key."),
            say("Check key and secret, and the clock of this computer, then start again."),
        )
    raise NetworkRefused(
        say("Flickr gave no usable answer to the sign-in (code {status}).", status=answer.status),
        say("Try again later."),
    )


def _joined(web: Web, server: str, grant: Grant, nsid: str, told: Mapping[str, str]) -> Joined:
    """Ask for the profile; where Flickr does not tell it, what came with the token is enough."""
    answer = ask(web, server, grant.secrets, "people.getInfo", user_id=nsid)
    person = part(answer, "person")
    handle = alias(person.get("path_alias")) or nsid
    account = Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=handle,
        name=content(person.get("realname"), 200) or text(told.get("fullname"), 200),
        remote_id=nsid,
        server=server,
        url=f"{server or SITE}/photos/{handle}/",
        claimed_photos=number(record(record(person.get("photos")).get("count")).get("_content")),
    )
    return Joined(account=account, grant=grant)


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin)
