"""What was public for years before it was closed: from the account's own history, joined to its photos, leading to letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.model.filter import Filter, Order
from app.model.photo import PhotoId
from app.model.text import Text, say_count

if TYPE_CHECKING:
    from app.model.account import Account
    from app.model.setting import Check
    from app.store.catalogue import Catalogue

# How the logs of whole accounts name the time in the open: Instagram by the audience, X by the switch that protects.
_OPEN = frozenset({"public", "false"})
_YEAR = timedelta(days=365.25)
_MONTH = timedelta(days=30.4)
# Scrapers come by in weeks; a day in the open by mistake is not worth a sentence.
LEAST = timedelta(days=7)

Span = tuple[datetime | None, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An account that was public and is closed: its photos of that time, and for how long the oldest of them were seen.

    `until` is when it was last closed; `seen` the filter that shows these photos.
    """

    account: Account
    photos: tuple[PhotoId, ...]
    lasted: timedelta
    until: datetime
    seen: Filter

    @property
    def says(self) -> Text:
        """Say it in one sentence, with what to take from it."""
        return say_count(
            "{count} photo of {handle} was public for {span}, until {day}. Assume that it was copied.",
            "{count} photos of {handle} were public for up to {span}, until {day}. Assume that they were copied.",
            len(self.photos),
            handle=self.account.handle,
            span=_span(self.lasted),
            day=self.until.date(),
        )


@dataclass(frozen=True, slots=True)
class Historian:
    """Joins history to photos. It knows only what the network's own log, in an export, told."""

    catalogue: Catalogue

    def past(self) -> list[Past]:
        """Return what was public and is closed now, the largest number of photos first."""
        accounts = {one.id: one for one in self.catalogue.accounts()}
        found = [
            past
            for check in self.catalogue.checks()
            if check.history and check.account in accounts
            if (past := self._of(accounts[check.account], check)) is not None
        ]
        return sorted(found, key=lambda one: (-len(one.photos), one.account.id))

    def _of(self, account: Account, check: Check) -> Past | None:
        spans = tuple(public_spans(check))
        if not spans:
            return None
        until = spans[-1][1]
        seen = Filter(account=account.id, before=until, order=Order.OLDEST)
        ids = tuple(PhotoId(one) for one in self.catalogue.ids(seen))
        posted = next((at for one in ids if (at := self.catalogue.photo(one).posted_at) is not None), None)
        if posted is None:
            return None
        lasted = public_for(posted, spans)
        if lasted < LEAST:
            return None
        return Past(account=account, photos=ids, lasted=lasted, until=until, seen=seen)


def public_spans(check: Check) -> Iterator[Span]:
    """Yield the times during which an account was public and that are over; the first may have no known beginning.

    A log that begins with the switch to private tells that it was public before: nobody closes what is closed.
    """
    since: datetime | None = None
    is_open = bool(check.history) and check.history[0].value not in _OPEN
    for change in check.history:
        if change.value in _OPEN and not is_open:
            since, is_open = change.at, True
        elif change.value not in _OPEN and is_open:
            yield since, change.at
            is_open = False


def public_for(posted: datetime, spans: Sequence[Span]) -> timedelta:
    """Return for how long a photo that was posted then could be seen."""
    lasted = timedelta(0)
    for since, until in spans:
        begins = max(posted, since) if since is not None else posted
        lasted += max(until - begins, timedelta(0))
    return lasted


def _span(lasted: timedelta) -> Text:
    if lasted >= _YEAR:
        return say_count("{count} year", "{count} years", int(lasted / _YEAR))
    if lasted >= 2 * _MONTH:
        return say_count("{count} month", "{count} months", int(lasted / _MONTH))
    return say_count("{count} day", "{count} days", lasted.days)
