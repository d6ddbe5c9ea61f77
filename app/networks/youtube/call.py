"""Ask YouTube's Data API and read its refusals, which all come with the code 403."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import Limited, NetworkRefused, Problem
from app.model.sign_in import Power
from app.model.text import say
from app.networks import limits
from app.networks.bearer import OK, Bearer, good, needed, refused
from app.networks.code_flow import Dialect
from app.networks.fields import record, rows, text
from app.networks.session import Session
from app.networks.youtube.names import ACCOUNTS, TOKENS, api

if TYPE_CHECKING:
    from app.networks.answer import Answer

READ_SCOPE: Final = "https://www.googleapis.com/auth/youtube.readonly"
CHANGE_SCOPE: Final = "https://www.googleapis.com/auth/youtube.force-ssl"

# developers.google.com/youtube/v3/docs/errors (recalled).
_DAY_USED_UP = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "uploadRateLimitExceeded"})
_TOO_NARROW = frozenset({"insufficientPermissions", "forbiddenScope"})
_SWITCHED_OFF = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_NO_CHANNEL = frozenset({"youtubeSignupRequired", "channelNotFound"})
# The day of the quota ends at midnight in California, which is 7 or 8 hours after that of UTC: the later is sure.
_DAY_ENDS_H = 8


def dialect(server: str) -> Dialect:
    """Return how Google speaks OAuth 2.0. Without access_type=offline there is no refresh token.

    Google takes back what a person allowed an app, and with it every token that came of it (recalled).
    """
    return Dialect(
        authorize=f"{server or ACCOUNTS}/o/oauth2/v2/auth",
        token=f"{server or TOKENS}/token",
        revoke=f"{server or TOKENS}/revoke",
        scope=_scope,
        powers=_powers,
        extra={"access_type": "offline", "prompt": "consent"},
        ends_together=True,
    )


def bearer(session: Session) -> Bearer:
    """Return the door to the API for a signed-in account."""
    server = session.account.server
    return Bearer(session, dialect(server), api(server))


def get(session: Session, path: str, *, why: str, params: Mapping[str, str | int]) -> Mapping[str, object]:
    """Return the object that a GET answers; raises Limited, SignInExpired, SignInNeeded, NetworkRefused."""
    answer = bearer(session).get(path, why=why, params=params)
    if answer.status not in OK:
        raise problem(session, answer, Power.READ)
    return good(answer)


def problem(session: Session, answer: Answer, power: Power) -> Problem:
    """Return the Problem of a refusal, told by its status and by Google's word for the reason."""
    words = reasons(answer)
    now = session.web.now()
    if answer.status in {403, 429} and words & _DAY_USED_UP:
        return Limited(
            say("Your Google project has used up what YouTube allows it for today."),
            say("What was seen so far is good. It goes on tomorrow by itself."),
            _next_day(now),
        )
    if answer.status in {403, 429} and words & _TOO_FAST:
        until = limits.asks_to_wait(answer.headers, now) or now + timedelta(minutes=1)
        return Limited(
            say("YouTube asks us to wait."),
            say("What was seen so far is good. Go on after that time."),
            until,
        )
    if words & _TOO_NARROW:
        return needed(session, power)
    if words & _SWITCHED_OFF:
        return NetworkRefused(
            say("Your Google project does not have the YouTube Data API switched on."),
            say(
                "Open your project in the Google Cloud console, choose Library, and enable “YouTube Data API v3”."
            ),
        )
    if words & _NO_CHANNEL:
        return NetworkRefused(
            say("This Google account has no YouTube channel."),
            say("Sign in again and choose the channel or the account that has one."),
        )
    return refused(answer)


def reasons(answer: Answer) -> frozenset[str]:
    """Return Google's words for why it refused: {"error": {"errors": [{"reason": …}], "status": …}}."""
    if answer.is_html or not answer.body:
        return frozenset()
    try:
        error = record(record(answer.json()).get("error"))
    except NetworkRefused:
        return frozenset()
    listed = [*rows(error.get("errors"))[:20], *rows(error.get("details"))[:20]]
    return frozenset(text(record(one).get("reason"), 100) for one in listed) - {""}


def _next_day(now: datetime) -> datetime:
    today = now.replace(hour=_DAY_ENDS_H, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)


def _scope(powers: frozenset[Power]) -> str:
    return f"{READ_SCOPE} {CHANGE_SCOPE}" if powers - {Power.READ} else READ_SCOPE


def _powers(scope: str) -> frozenset[Power]:
    # On Google's page a person can untick single rights, so what was granted may be less than what was asked for.
    given = scope.split()
    if CHANGE_SCOPE in given:
        return frozenset(Power)
    return frozenset({Power.READ}) if READ_SCOPE in given else frozenset()
