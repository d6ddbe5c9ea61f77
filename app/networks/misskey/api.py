"""Ask a Misskey server, and read its refusals.

Every call is a POST with a JSON body. A refusal is `{"error": {"message", "code", "id"}}` with a status that differs
between versions (a bad token is 401 in new ones and 403 in old ones: ApiCallService.ts, 2023 and 2025), so the code, a
word made for programs, is read besides the status. A token travels in the body's field "i", which every version
takes, and never in an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.model.account import Account
from app.model.problem import ListRefused, NetworkRefused, NotThere, Problem, SignInNeeded
from app.model.sign_in import Power
from app.model.text import say
from app.networks.fields import record, text
from app.networks.session import Session, expired

if TYPE_CHECKING:
    from app.networks.ask import Json
    from app.networks.web import Answer, Web

_PAGE_CAP: Final = 8 * 1024 * 1024
_GOOD: Final = frozenset({200, 204})
_EXPIRED: Final = frozenset({"AUTHENTICATION_FAILED", "CREDENTIAL_REQUIRED"})
# The codes of what is not there: each endpoint has its own.
GONE: Final = frozenset({"NO_SUCH_NOTE", "NO_SUCH_FILE", "NO_SUCH_USER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server said: the value of a good answer, or the code of a refusal ("" where it gave none)."""

    answer: Answer
    value: object = field(default=None, repr=False)
    code: str = ""

    @property
    def is_good(self) -> bool:
        """Whether this is an answer and no refusal."""
        return self.answer.status in _GOOD

    @property
    def is_gone(self) -> bool:
        """Whether the server says that what was asked about is not there (any more)."""
        return not self.is_good and (self.code in GONE or self.answer.status == 410)


def ask(web: Web, server: str, endpoint: str, *, why: str, **body: Json) -> Reply:
    """Ask an endpoint without any sign-in. Raises Limited, Offline, AddressRefused, and NetworkRefused for no JSON."""
    answer = web.post(f"{server}/api/{endpoint}", why=why, json=body, cap=_PAGE_CAP)
    if answer.status in _GOOD:
        return Reply(answer=answer, value=answer.json() if answer.body.strip() else None)
    return Reply(answer=answer, code=_code(answer))


def ask_as(session: Session, endpoint: str, *, why: str, **body: Json) -> Reply:
    """Ask an endpoint as the person who signed in; a sign-in that is no longer good raises SignInExpired."""
    token = session.grant.secret("token")
    reply = ask(session.web, session.account.server, endpoint, why=why, **{**body, "i": token})
    if reply.answer.status == 401 or reply.code in _EXPIRED:
        raise expired(session.account)
    return reply


def refusal_of(reply: Reply, account: Account, power: Power = Power.READ) -> Problem:
    """Return the Problem of a refusal."""
    if reply.code == "PERMISSION_DENIED":
        return SignInNeeded(
            say("The sign-in of {handle} does not allow this yet.", handle=account.handle),
            say("Allow it once in your browser; nothing was changed."),
            power.value,
        )
    if reply.is_gone:
        return not_there(account.handle)
    if reply.answer.status in {401, 403}:
        return list_refused(account.url or account.server, reply.answer.host)
    return unexpected(reply)


def unexpected(reply: Reply) -> NetworkRefused:
    """Return the Problem of an answer that nobody foresaw; the server's own word for it is kept."""
    host, status = reply.answer.host, reply.answer.status
    says = say("{host} answered with the code {status}.", host=host, status=status)
    if reply.code:
        says = say(
            "{host} refused with the code {status}: {word}.", host=host, status=status, word=reply.code
        )
    return NetworkRefused(says, say("The server may have trouble of its own. Try again later."))


def not_there(handle: str) -> NotThere:
    """Return the Problem of an account that is not there (any more)."""
    return NotThere(
        say("There is no account {handle}, or not any more.", handle=handle),
        say("Check the spelling. If you deleted the account, copies may still lie on other servers."),
    )


def list_refused(page: str, host: str) -> ListRefused:
    """Return the Problem of a server that shows nothing to strangers."""
    return ListRefused(
        say("{host} shows nothing to anybody who is not signed in, so we could not look.", host=host),
        say(
            "That does not mean that your photos are private: members of the server see them, and copies may lie on "
            "other servers. Look at {url} in a private window.",
            url=page,
        ),
    )


def _code(answer: Answer) -> str:
    """Return the code of a refusal; a body that is cut off, a web page or anything else has none."""
    try:
        return text(_error(answer.json()).get("code"), 60)
    except NetworkRefused:
        return ""


def _error(value: object) -> Mapping[str, object]:
    return record(record(value).get("error"))
