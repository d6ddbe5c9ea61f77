"""Read and change the privacy switches of an account that is signed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from app.model.account import Account
from app.model.audience import Basis
from app.model.problem import NetworkRefused, WrongUse
from app.model.setting import Check, LinkStatus
from app.model.sign_in import Power
from app.model.text import say
from app.networks.fields import count, record, text
from app.networks.mastodon import switches
from app.networks.mastodon.api import get, good, oneself, send
from app.networks.mastodon.software import Software, by_name
from app.networks.mastodon.switches import OFF, ON, Switch

if TYPE_CHECKING:
    from app.networks.session import Session

# docs.joinmastodon.org/methods/profile came with 4.6, which counts its API as 8.
_PROFILE_FROM: Final = 8
_OWN_PAGES = frozenset({"mastodon", "hometown", ""})
_OLD_POSTING_PAGE = "/settings/preferences/other"
_PROFILE: Final = (switches.MEDIA, switches.MEDIA_REPLIES)
_TOLD: Final = (switches.INDEXABLE, switches.DISCOVERABLE, switches.NOINDEX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Makes checks of what a server or an export said. `by_api` is False where it takes no changes."""

    account: Account
    software: Software
    as_of: datetime | None
    by_api: bool = True

    def check(self, switch: Switch, seen: str | None, raw: str = "") -> Check:
        """Return one switch as a check, None for `seen` where nobody knows."""
        values = {value.key for value in switch.values} | set(switch.also_safe)
        known = seen if seen in values else None
        is_own = self.software.key in _OWN_PAGES
        page = switch.page if is_own or switch.page == "/about" else self.software.settings
        return Check(
            account=self.account.id,
            key=switch.key,
            says=switch.says,
            safe=switch.safe,
            why=switch.why,
            how=switch.how,
            seen=known,
            raw=raw or (seen or ""),
            as_of=self.as_of,
            basis=Basis.NONE if known is None else Basis.ACCOUNT_SETTING,
            also_safe=switch.also_safe,
            friends=switch.friends,
            values=switch.values,
            can_change=bool(switch.field) and self.by_api,
            asks_only=switch.asks_only,
            link=f"{self.account.server}{page}",
            link_status=LinkStatus.SEEN if is_own else LinkStatus.RECALLED,
            source=switch.source,
            checked_on=date(*switches.CHECKED_ON),
            rank=switch.rank,
        )

    def flag(self, switch: Switch, given: object) -> Check:
        """Return a switch that is on, off, or null: nobody was ever asked, and that is not the same as off."""
        if isinstance(given, bool):
            return self.check(switch, ON if given else OFF)
        return self.check(switch, None, raw="null" if given is None else text(given, 60))

    def told(self, entity: Mapping[str, object]) -> Iterator[Check]:
        """Yield the switches that an account's record tells, to strangers as well."""
        # Friendica makes another kind of account of a locked one, so that is no switch there.
        if "locked" in entity and self.software.takes_settings:
            yield self.flag(switches.LOCKED, entity["locked"])
        for switch in _TOLD:
            name = switch.field or "noindex"
            if name in entity:
                yield self.flag(switch, entity[name])


def checks(session: Session) -> Iterator[Check]:
    """Read the account's switches; raises SignInExpired, SignInNeeded, NetworkRefused and the Problems of the web."""
    entity = oneself(session)
    software = by_name(session.account.software)
    reader = Reader(
        account=session.account,
        software=software,
        as_of=session.web.now(),
        by_api=software.takes_settings,
    )
    yield from reader.told(entity)
    source = record(entity.get("source"))
    yield from _posting(reader, source)
    # GoToSocial leaves these two out where they are off (its internal/api/model/account.go).
    if "web_visibility" in source:
        yield reader.check(switches.WEB, text(source.get("web_visibility"), 60).casefold())
        yield reader.flag(switches.RSS, entity.get("enable_rss", False))
        yield reader.flag(switches.COLLECTIONS, entity.get("hide_collections", False))
    elif "hide_collections" in source:
        yield reader.flag(switches.COLLECTIONS, source["hide_collections"])
    if software.key == "pixelfed":
        yield reader.check(switches.CRAWL, None)
        yield reader.check(switches.EMBED, None)
    yield from _profile(session, reader)


def change(session: Session, key: str, value: str) -> None:
    """Set one switch; raises WrongUse for what is no switch or no value of it, and as `checks` does.

    The caller reads again: a yes alone proves nothing here, for some servers pass over what they do not know.
    """
    switch = switches.ALL.get(key)
    if switch is None or value not in {one.key for one in switch.values} | set(switch.also_safe):
        raise WrongUse(
            say("There is no setting “{key}” with the value “{value}”.", key=key[:60], value=value[:60])
        )
    software = by_name(session.account.software)
    if not switch.field or not software.takes_settings:
        raise NetworkRefused(
            say("This app cannot change this setting on your server."),
            say("Change it on the page {url}.", url=f"{session.account.server}{software.settings}"),
        )
    path = "/api/v1/profile" if switch in _PROFILE else "/api/v1/accounts/update_credentials"
    good(send(session, "PATCH", path, why="setting", power=Power.CHANGE, data={switch.field: value}))


def _posting(reader: Reader, source: Mapping[str, object]) -> Iterator[Check]:
    """Yield what holds for new posts. Pixelfed makes its word up from whether the account is locked."""
    if "privacy" in source:
        word = text(source.get("privacy"), 60).casefold()
        is_true = reader.software.key != "pixelfed"
        check = reader.check(switches.PRIVACY, word if is_true else None, raw=word)
        yield _older_page(reader, check) if "quote_policy" not in source else check
    if "quote_policy" in source:
        yield reader.check(switches.QUOTE, text(source.get("quote_policy"), 60).casefold())


def _older_page(reader: Reader, check: Check) -> Check:
    """Return the check with the page of before 4.5: what knows no quotes has it under another name."""
    if reader.software.key not in _OWN_PAGES:
        return check
    return replace(check, link=f"{reader.account.server}{_OLD_POSTING_PAGE}")


def _profile(session: Session, reader: Reader) -> Iterator[Check]:
    """Yield the switches of the profile's page of photos, where the server says that it has them."""
    instance = session.web.get(f"{session.account.server}/api/v2/instance", why="server")
    try:
        told = record(instance.json() if instance.status == 200 else None)
    except NetworkRefused:
        return
    version = count(record(told.get("api_versions")).get("mastodon"))
    if version is None or version < _PROFILE_FROM:
        return
    answer = get(session, "/api/v1/profile", why="profile")
    profile = record(good(answer) if answer.status == 200 else None)
    for switch in _PROFILE:
        if switch.field in profile:
            yield reader.flag(switch, profile[switch.field])
