"""When a network may be asked again, in every form in which networks say it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# What nobody waits for: a later moment is a mistake or malice, and is cut down to this.
_LONGEST = timedelta(days=2)
# A plain number above this is a moment and no length of time: as seconds since 1970 it lies in 2001, and nobody asks
# for a pause of thirty years. Above the second it can only be milliseconds.
_EPOCH_FROM = 1_000_000_000
_EPOCH_MS_FROM = 100_000_000_000

_RESET_NAMES = ("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
_REMAINING_NAMES = ("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")
# Tumblr counts twice: in an hour and in a day; each has its remaining and its seconds left (gallery-dl).
_COUNTED_TWICE = ("x-ratelimit-perday", "x-ratelimit-perhour")
_USAGE_NAMES = ("x-business-use-case-usage", "x-app-usage", "x-page-usage", "x-ad-account-usage")

_NUMBER = re.compile(r"\s*(\d{1,15}(?:\.\d{1,9})?)\s*$")
_PERCENT = re.compile(
    r'"(?:call_count|total_time|total_cputime|acc_id_util_pct)"\s*:\s*"?(\d{1,6}(?:\.\d{1,6})?)'
)
_MINUTES = re.compile(r'"estimated_time_to_regain_access"\s*:\s*"?(\d{1,6})')
# "RateLimit: limit=100, remaining=0, reset=50" and its later form, "RateLimit: "name";r=0;t=50" (IETF drafts).
_JOINED = re.compile(r"(?:^|[\s,;])(remaining|reset|r|t)\s*=\s*(\d{1,12})")


def asks_to_wait(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the moment (aware, UTC) before which a refused request should not be repeated; None where none is named.

    Header names are lower-case. Networks say it in five forms; each was seen in recorded answers:

    1. a moment as ISO 8601 text: `X-RateLimit-Reset: 2026-11-23T08:05:00.000000Z` (Mastodon, GoToSocial)
    2. a moment as seconds since 1970: `RateLimit-Reset: 1795421100` (Bluesky), `x-rate-limit-reset` (X)
    3. seconds left: `x-ratelimit-reset: 342` (Reddit), the IETF drafts' `RateLimit` header; Tumblr's
       `x-ratelimit-perhour-reset` and `-perday-reset`, of which the used-up one counts
    4. `Retry-After` in seconds, or as the date of RFC 9110 section 10.2.3
    5. a percentage used up: `X-App-Usage: {"call_count": 100}`, `X-Business-Use-Case-Usage` with minutes (Meta)
    """
    named = _retry_after(headers.get("retry-after", ""), now)
    if named is not None:
        return named
    for name in _RESET_NAMES:
        until = moment(headers.get(name, ""), now)
        if until is not None:
            return until
    joined = _joined(headers)
    if "reset" in joined:
        return moment(joined["reset"], now)
    return _counted_twice(headers, now) or _regained(headers, now)


def used_up(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the moment before which nothing more should be asked, where an answer was the last one allowed."""
    joined = _joined(headers)
    left = [headers.get(name, "") for name in _REMAINING_NAMES]
    for remaining in [*left, joined.get("remaining", "")]:
        match = _NUMBER.match(remaining)
        if match and float(match[1]) < 1:
            return asks_to_wait({**headers, "retry-after": ""}, now)
    return _counted_twice(headers, now) or _regained(headers, now)


def moment(text: str, now: datetime) -> datetime | None:
    """Read a moment given as ISO text, as seconds or milliseconds since 1970, or as seconds from now."""
    match = _NUMBER.match(text)
    if not match:
        return _within(_iso(text), now)
    number = float(match[1])
    if number >= _EPOCH_FROM:
        return _within(_since_1970(number), now)
    return _within(now + timedelta(seconds=min(number, _LONGEST.total_seconds())), now)


def _since_1970(number: float) -> datetime | None:
    seconds = number / 1000 if number >= _EPOCH_MS_FROM else number
    try:
        return datetime.fromtimestamp(math.ceil(seconds), UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text.strip()[:40])
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _retry_after(text: str, now: datetime) -> datetime | None:
    if not text.strip():
        return None
    try:
        return moment(text, now) or _within(parsedate_to_datetime(text.strip()[:40]), now)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _joined(headers: Mapping[str, str]) -> dict[str, str]:
    """Read the one header of the IETF drafts that carries everything."""
    spelled = {"r": "remaining", "t": "reset"}
    found = _JOINED.finditer(headers.get("ratelimit", "")[:500])
    return {spelled.get(one[1], one[1]): one[2] for one in found}


def _counted_twice(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the later of two counters is fresh again, of those that are used up; None where none is."""
    used = [
        name
        for name in _COUNTED_TWICE
        if (one := _NUMBER.match(headers.get(f"{name}-remaining", ""))) and float(one[1]) < 1
    ]
    ends = [moment(headers.get(f"{name}-reset", ""), now) for name in used]
    return max((one for one in ends if one is not None), default=None)


def _regained(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Read Meta's percentages: at a hundred the door is shut, for as many minutes as it says, or for an hour."""
    for name in _USAGE_NAMES:
        text = headers.get(name, "")[:4000]
        minutes = max((int(one) for one in _MINUTES.findall(text)), default=0)
        if minutes or any(float(one) >= 100 for one in _PERCENT.findall(text)):
            return _within(now + timedelta(minutes=minutes or 60), now)
    return None


def _within(until: datetime | None, now: datetime) -> datetime | None:
    """Keep a moment between now and the longest wait that we believe."""
    if until is None:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    try:
        return min(max(until.astimezone(UTC), now), now + _LONGEST)
    except OverflowError:
        return None
