"""Call one method of Flickr's API, signed in a header, and read its answer: an error comes with the code 200."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from requests_oauthlib import OAuth1

from app.model.problem import NetworkRefused, NotThere, SignInExpired
from app.model.sign_in import Power
from app.model.text import say
from app.networks.bearer import PAGE_CAP, needed, refused, unreadable
from app.networks.fields import record
from app.networks.flickr.names import api, number
from app.networks.session import Session, expired

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.web import Web

# Both write whole signed headers, tokens included, into their debug lines.
for _name in ("requests_oauthlib", "oauthlib"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

APP_KEY: Final = "api_key"
APP_SECRET: Final = "api_secret"  # noqa: S105 - the names of what is kept, not their values
TOKEN: Final = "token"  # noqa: S105
TOKEN_SECRET: Final = "token_secret"  # noqa: S105

# Codes that every method can answer with (flickr.com/services/api, seen in its method descriptions).
NOT_FOUND: Final = 1
_SIGNATURE = frozenset({96, 97})
_TOKEN_BAD = 98
_NOT_ALLOWED = 99
_KEY_BAD = 100


@dataclass(frozen=True, slots=True)
class Failed:
    """Flickr said no: the code of `{"stat": "fail"}`. Its words are decoration."""

    code: int


Told: TypeAlias = "Mapping[str, object] | Failed"


def signature(secrets: Mapping[str, str]) -> OAuth1:
    """Return what signs a request (OAuth 1.0a, HMAC-SHA1). The signature goes into a header, never into the address."""
    return OAuth1(
        secrets.get(APP_KEY, ""),
        client_secret=secrets.get(APP_SECRET, ""),
        resource_owner_key=secrets.get(TOKEN),
        resource_owner_secret=secrets.get(TOKEN_SECRET),
    )


def ask(web: Web, server: str, secrets: Mapping[str, str], method: str, **args: str | int) -> Told:
    """Return what a reading method answers, or its refusal, whatever it is about. Raises NetworkRefused."""
    url, params = api(server), _params(method, args)
    return _told(web.get(url, why="list", params=params, cap=PAGE_CAP, sign=signature(secrets)))


def read(session: Session, method: str, **args: str | int) -> Told:
    """Return what a reading method answers, or its refusal. Raises SignInExpired, SignInNeeded, NetworkRefused."""
    told = ask(session.web, session.account.server, session.grant.secrets, method, **args)
    return _let_in(session, told, Power.READ)


def write(session: Session, power: Power, method: str, **args: str | int) -> Told:
    """Return what a changing method answers. Without the power nothing is sent. Raises as `read` does."""
    if power not in session.grant.powers:
        raise needed(session, power)
    data = {name: str(value) for name, value in _params(method, args).items()}
    sign = signature(session.grant.secrets)
    told = _told(session.web.post(api(session.account.server), why="change", data=data, sign=sign))
    return _let_in(session, told, power)


def part(told: Told, name: str) -> Mapping[str, object]:
    """Return the object of that name in an answer, an empty one for a refusal."""
    return record(None if isinstance(told, Failed) else told.get(name))


def good(told: Mapping[str, object] | Failed) -> Mapping[str, object]:
    """Return what was answered; raises NotThere or NetworkRefused for a refusal."""
    if not isinstance(told, Failed):
        return told
    if told.code == NOT_FOUND:
        raise NotThere(
            say("Flickr says that there is nothing of that name, or not any more."),
            say("List the photos of this account again."),
        )
    raise NetworkRefused(
        say("Flickr did not do it: it answered with its code {code}.", code=told.code),
        say("Flickr may have trouble of its own. Try again later."),
    )


def _params(method: str, args: Mapping[str, str | int]) -> dict[str, str | int]:
    return {"method": f"flickr.{method}", "format": "json", "nojsoncallback": 1, **args}


def _told(answer: Answer) -> Told:
    if answer.status == 401:
        return Failed(_TOKEN_BAD)
    if answer.status != 200:
        raise refused(answer)
    told = record(answer.json())
    if told.get("stat") == "ok":
        return told
    code = number(told.get("code"))
    if told.get("stat") != "fail" or code is None:
        raise unreadable(answer.host)
    return Failed(code)


def _let_in(session: Session, told: Told, power: Power) -> Told:
    """Return what was told, unless it is about the sign-in or the key; other codes are the caller's."""
    code = told.code if isinstance(told, Failed) else None
    if code == _TOKEN_BAD:
        raise expired(session.account)
    if code == _NOT_ALLOWED:
        raise needed(session, power)
    if code == _KEY_BAD:
        raise SignInExpired(
            say("Flickr no longer takes your API key."),
            say("Look at your keys in Flickr’s App Garden, then sign in again with one that is good."),
        )
    if code in _SIGNATURE:
        raise SignInExpired(
            say("Flickr does not take the signature that your key and its secret make."),
            say("Check the clock of this computer, copy key and secret again, then sign in again."),
        )
    return told
