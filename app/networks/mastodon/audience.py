"""Who may see a post: the server's word for it, what the program makes of that word, and what the account closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.model.account import Account
from app.model.audience import Audience, Basis, Reason, Visibility, effective, stated
from app.networks.fields import record, text
from app.networks.mastodon.software import by_name

_AUDIENCES = {
    "public": Audience.PUBLIC,
    "unlisted": Audience.UNLISTED,
    "private": Audience.FOLLOWERS,
    "direct": Audience.DIRECT,
}

_MOST_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every post of one account.

    With `shows_unlisted` False, "unlisted" keeps a post off the pages that strangers see, though other servers may
    fetch it: nobody can say then who sees it. `account` is what the account as a whole allows, None where it closes
    nothing. `known` are the words that were judged before.
    """

    as_of: datetime | None
    shows_unlisted: bool = True
    account: Reason | None = None
    known: dict[str, Visibility] = field(default_factory=dict[str, Visibility], compare=False, repr=False)

    def visibility(self, given: object) -> Visibility:
        """Return who may see a post; a word that we do not know ("local", "mutuals_only") means that nobody knows."""
        word = given if isinstance(given, str) and given in _AUDIENCES else text(given, 60).casefold()
        known = self.known.get(word)
        if known is None:
            # A server has a handful of words; a hostile one may have a new one for each post.
            known = self._judged(word)
            if len(self.known) < _MOST_WORDS:
                self.known[word] = known
        return known

    def _judged(self, word: str) -> Visibility:
        audience = _AUDIENCES.get(word, Audience.UNKNOWN)
        if audience is Audience.UNLISTED and not self.shows_unlisted:
            audience = Audience.UNKNOWN
        basis = Basis.ITEM if word else Basis.NONE
        if self.account is None:
            return stated(audience, basis, self.as_of, raw=word)
        item = Reason(basis=basis, audience=audience, raw=word)
        return effective([item], self.account, self.as_of)


def rules(account: Account, entity: Mapping[str, object], as_of: datetime | None) -> Rules:
    """Return the rules of an account by its program and its own record."""
    software = by_name(account.software)
    # GoToSocial 0.17 and later: which posts the account shows on the web ("public", "unlisted", "none"); told to the
    # account itself alone.
    web = text(record(entity.get("source")).get("web_visibility"), 40)
    closed = software.closes_profiles and entity.get("locked") is True
    return Rules(
        as_of=as_of,
        shows_unlisted=software.shows_unlisted or web == "unlisted",
        account=Reason(
            basis=Basis.ACCOUNT_SETTING,
            audience=Audience.FOLLOWERS,
            name="Private account",
            raw="locked: true",
        )
        if closed
        else None,
    )
