"""The settings of Flickr that a sign-in can read. None of them can be changed from outside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from app.model.audience import Basis
from app.model.setting import Check, LinkStatus, Value
from app.model.text import Text, say
from app.networks.fields import text
from app.networks.flickr.call import part, read

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.networks.session import Session

_PRIVACY = "https://www.flickr.com/account/privacy/"
# Names of licences that let others copy (flickr.com/services/api/flickr.photos.licenses.getInfo, recalled).
_FREE = re.compile(
    r"attribution|creative commons|public domain|\bcc\b|no known copyright|government", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Switch:
    """One setting: the method that tells it, the field, and what its numbers mean."""

    key: str
    method: str
    field: str
    says: Text
    why: Text
    how: Text
    safe: str
    values: Mapping[str, tuple[str, Text]]
    also_safe: tuple[str, ...] = ()
    friends: str | None = None
    link: str = _PRIVACY
    confirmed: bool = True
    rank: int = 10

    def check(self, account: AccountId, raw: str, as_of: datetime | None) -> Check:
        seen = self.values[raw][0] if raw in self.values else None
        return Check(
            account=account,
            key=self.key,
            says=self.says,
            safe=self.safe,
            why=self.why,
            how=self.how,
            seen=seen,
            raw=raw,
            as_of=as_of,
            basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
            also_safe=self.also_safe,
            friends=self.friends,
            values=tuple(Value(key=key, says=says) for key, says in self.values.values()),
            link=self.link,
            link_status=LinkStatus.SEEN,
            source=f"flickr.com/services/api/flickr.{self.method}",
            checked_on=date(2026, 11, 23),
            confirmed=self.confirmed,
            rank=self.rank,
        )


# flickr.com/services/api: prefs.getPrivacy 1 to 5, prefs.getGeoPerms 0 to 6. The direction of prefs.getHidden is
# recalled, so its number is shown and never called safe.
_SWITCHES: Final = (
    _Switch(
        key="fl.privacy",
        method="prefs.getPrivacy",
        field="privacy",
        says=say("Who sees the photos that you upload from now on"),
        why=say("A public photo can be fetched by anybody, with no account at all."),
        how=say("Open Settings, then Privacy & Permissions, then Defaults for new uploads."),
        safe="private",
        also_safe=("friends_and_family",),
        friends="friends_and_family",
        values={
            "1": ("public", say("Everybody")),
            "2": ("friends", say("Friends")),
            "3": ("family", say("Family")),
            "4": ("friends_and_family", say("Friends and family")),
            "5": ("private", say("Only you")),
        },
    ),
    _Switch(
        key="fl.geo",
        method="prefs.getGeoPerms",
        field="geoperms",
        says=say("Who sees on the map where your new photos were taken"),
        why=say("A place beside a face tells strangers where to find you."),
        how=say("Open Settings, then Privacy & Permissions, and look for who can see your location."),
        safe="private",
        link="https://www.flickr.com/account/geo/privacy/",
        values={
            "0": ("not_set", say("Nothing chosen yet")),
            "1": ("public", say("Everybody")),
            "2": ("contacts", say("Your contacts")),
            "3": ("friends_and_family", say("Friends and family")),
            "4": ("friends", say("Friends")),
            "5": ("family", say("Family")),
            "6": ("private", say("Only you")),
        },
        also_safe=("friends_and_family", "friends", "family"),
        friends="friends_and_family",
        rank=20,
    ),
    _Switch(
        key="fl.geo_exif",
        method="prefs.getGeoPerms",
        field="importgeoexif",
        says=say("Flickr reads the place out of your photos' files"),
        why=say(
            "Your phone writes the place into each photo. With this on, Flickr puts the photo on the map by itself."
        ),
        how=say(
            "Open Settings, then Privacy & Permissions, and turn off that EXIF location data is imported."
        ),
        safe="off",
        link="https://www.flickr.com/account/geo/exif/",
        values={"0": ("off", say("Off")), "1": ("on", say("On"))},
        rank=30,
    ),
    _Switch(
        key="fl.hidden",
        method="prefs.getHidden",
        field="hidden",
        says=say("Your new photos stay out of Flickr's public search"),
        why=say("What cannot be searched for is found by fewer collectors."),
        how=say("Open Settings, then Privacy & Permissions, and hide your photos from public searches."),
        safe="on",
        # No number means either: only the person can say.
        values={"said on": ("on", say("On")), "said off": ("off", say("Off"))},
        confirmed=False,
        rank=40,
    ),
)


def checks(session: Session) -> Iterator[Check]:
    """Read the settings; raises SignInExpired, SignInNeeded, NetworkRefused and the Problems of the web."""
    told: dict[str, Mapping[str, object]] = {}
    for switch in _SWITCHES:
        if switch.method not in told:
            told[switch.method] = part(read(session, switch.method), "person")
        given = told[switch.method].get(switch.field)
        plain = isinstance(given, int | str) and not isinstance(given, bool)
        yield switch.check(session.account.id, text(str(given), 20) if plain else "", session.web.now())


def exported(account: AccountId, raw: str, as_of: datetime | None) -> Check:
    """Return what an export tells of new uploads: its word alone, since nobody has said yet what that word is about."""
    return _SWITCHES[0].check(account, f"account_profile.json, privacy: {raw}", as_of)


def licence(account: AccountId, told: Counter[str], as_of: datetime | None) -> Check:
    """Return whether any photo may be copied freely, by the licences that an export names, each with its count."""
    is_free = any(_FREE.search(one) for one in told)
    is_reserved = all(one.casefold() == "all rights reserved" for one in told)
    seen = "free" if is_free else "reserved" if is_reserved else None
    return Check(
        account=account,
        key="fl.license",
        says=say("Others may copy your photos freely"),
        why=say(
            "A free licence lets anybody copy a photo. Collections for training face recognition were made of such photos."
        ),
        how=say(
            "On Flickr open Organize, choose your photos, then Permissions, Change licensing, All rights reserved. It holds "
            "from then on: copies that were made before stay allowed."
        ),
        safe="reserved",
        seen=seen,
        raw=", ".join(f"{one or 'license: null'} ({count})" for one, count in told.most_common(3)),
        as_of=as_of,
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        values=(
            Value(key="reserved", says=say("No, all rights are reserved")),
            Value(key="free", says=say("Yes, some of them")),
        ),
        source="Flickr data export, license of each photo",
        checked_on=date(2026, 11, 27),
        confirmed=False,
        rank=50,
    )
