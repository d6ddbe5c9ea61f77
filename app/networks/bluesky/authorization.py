"""Find the server that signs an account in, and ask it for tokens (OAuth with PAR, PKCE and DPoP)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.problem import NetworkRefused, SignInStopped
from app.model.text import say
from app.networks.ask import origin
from app.networks.bluesky.dpop import ProofKey, Signer
from app.networks.bluesky.names import base_of, is_this_computer
from app.networks.bluesky.xrpc import OK, body_of, error_of, trouble
from app.networks.fields import address, record, rows, text

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.bluesky.dpop import Notes
    from app.networks.web import Web

_CAP = 256 * 1024
_CREATED = 201
# What can stand in a header. Real tokens have some 550 to 700 characters, refresh tokens 68.
_TOKEN = re.compile(r"[\x21-\x7e]{1,8000}")
# A clock that is off by minutes makes every proof look old (RFC 9449 section 11.1).
_OLD_PROOF = "invalid_dpop_proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthServer:
    """What the server that signs an account in says of itself.

    `resource` is the name under which the account's data server takes requests: its own address, spelt as it spells it.
    """

    issuer: str
    resource: str
    pushed: str
    authorize: str
    token: str
    revoke: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What the server handed out. `lasts` are seconds, None where it does not say."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    did: str
    scope: str
    lasts: int | None


class Declined(NetworkRefused):
    """The server said no in OAuth's own words: `error` is their name ("invalid_scope", "invalid_grant")."""

    def __init__(self, answer: Answer) -> None:
        said = trouble(answer)
        super().__init__(said.says, said.remedy)
        self.error = error_of(answer)
        self.status = answer.status


def auth_server(web: Web, server: str) -> AuthServer:
    """Ask an account's data server who signs its accounts in, and that one for its addresses.

    Raises NetworkRefused where there is none, or where it cannot do what the AT Protocol demands of it. Sources:
    RFC 9728 and RFC 8414, and the AT Protocol's profile of OAuth.
    """
    told = _told(web, server, "oauth-protected-resource")
    resource, named = base_of(told.get("resource")), rows(told.get("authorization_servers"))
    issuer = base_of(named[0]) if len(named) == 1 else ""
    if not issuer or not is_same(resource, server):
        raise _no_sign_in(server)
    said = _told(web, issuer, "oauth-authorization-server")
    if said.get("issuer") != issuer or not _is_fit(said):
        raise _no_sign_in(issuer)
    found = AuthServer(
        issuer=issuer,
        resource=resource,
        pushed=_endpoint(said, "pushed_authorization_request_endpoint"),
        authorize=_endpoint(said, "authorization_endpoint"),
        token=_endpoint(said, "token_endpoint"),
        revoke=_endpoint(said, "revocation_endpoint"),
        scopes=tuple(text(one, 200) for one in rows(said.get("scopes_supported"))[:100]),
    )
    if not (found.pushed and found.authorize and found.token):
        raise _no_sign_in(issuer)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The place at a server where tokens are asked for, by one client with one key."""

    web: Web
    client: str
    key: ProofKey
    notes: Notes = field(repr=False)

    def pushed(self, server: AuthServer, wanted: Mapping[str, str]) -> str:
        """Hand in what is asked for before the browser opens (RFC 9126); return its reference. Raises Declined."""
        answer = self._posted(server.pushed, wanted)
        reference = text(body_of(answer).get("request_uri"), 1000)
        if answer.status not in {OK, _CREATED} or not reference:
            raise Declined(answer)
        return reference

    def tokens(self, url: str, wanted: Mapping[str, str]) -> Tokens:
        """Return tokens for a code or for a refresh token; raises Declined, NetworkRefused where they are of no use."""
        answer = self._posted(url, wanted)
        if answer.status != OK:
            raise Declined(answer)
        said = body_of(answer)
        access, refresh = said.get("access_token"), said.get("refresh_token")
        if not _is_token(access) or text(said.get("token_type"), 20).casefold() != "dpop":
            raise _no_sign_in(url)
        lasts = said.get("expires_in")
        return Tokens(
            access=str(access),
            refresh=str(refresh) if _is_token(refresh) else "",
            did=text(said.get("sub"), 300),
            scope=text(said.get("scope"), 4000),
            lasts=lasts if isinstance(lasts, int) and 0 < lasts < 10**8 else None,
        )

    def revoke(self, url: str, token: str) -> None:
        """Tell the server that a token, and all that came with it, is worth nothing from now on (RFC 7009)."""
        self._posted(url, {"token": token})

    def _posted(self, url: str, wanted: Mapping[str, str]) -> Answer:
        """Post a form with a proof of our key."""
        sign = Signer(key=self.key, notes=self.notes, now=self.web.now)
        form = {**wanted, "client_id": self.client}
        answer = sign.asked(url, lambda: self.web.post(url, why="sign-in", data=form, cap=_CAP, sign=sign))
        if error_of(answer) == _OLD_PROOF:
            raise wrong_clock(answer)
        return answer


def wrong_clock(answer: Answer) -> SignInStopped:
    """Return the Problem of a proof that a server does not believe."""
    return SignInStopped(
        say("{host} did not accept this computer's proof of who is asking.", host=answer.host),
        say("Check that date and time of this computer are right, then try again."),
    )


def _told(web: Web, server: str, what: str) -> Mapping[str, object]:
    """Return what stands at a well-known place of a server; a redirect to another server is not believed."""
    url = f"{server}/.well-known/{what}"
    answer = web.get(url, why="sign-in", headers={"Accept": "application/json"}, cap=_CAP)
    if answer.status >= 500:
        raise trouble(answer)
    if answer.status != OK or origin(answer.url) != origin(url):
        raise _no_sign_in(server)
    return record(answer.json())


def is_same(resource: str, server: str) -> bool:
    """Whether both are one server; on this computer it may call itself localhost or by its number."""
    if is_this_computer(resource) and is_this_computer(server):
        return urlsplit(resource).port == urlsplit(server).port
    return bool(resource) and resource == server


def _is_fit(said: Mapping[str, object]) -> bool:
    """Whether a server can do what makes a sign-in safe; what it does not say, it cannot do."""
    return (
        "S256" in rows(said.get("code_challenge_methods_supported"))
        and "ES256" in rows(said.get("dpop_signing_alg_values_supported"))
        and said.get("authorization_response_iss_parameter_supported") is True
    )


def _endpoint(said: Mapping[str, object], name: str) -> str:
    """Return an address that a server names for itself; plain http only on this computer."""
    url = address(said.get(name), "")
    return url if url.startswith("https://") or is_this_computer(url) else ""


def _is_token(value: object) -> bool:
    return isinstance(value, str) and _TOKEN.fullmatch(value) is not None


def _no_sign_in(server: str) -> NetworkRefused:
    return NetworkRefused(
        say("{server} does not offer the sign-in in the browser that we know.", server=server[:200]),
        say("Sign in with an app password instead. Your public photos can be looked at without any sign-in."),
    )
