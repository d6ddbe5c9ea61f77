"""Whose TikTok export this is, and how open the account is.

Names of the settings as public readers of such exports list them (2026-11); the words of their values are recalled
where no sample showed them. A word that is not known is kept and means unknown. The keys of the checks are those of
the guide for this network, so that what was read stands beside the way to change it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, Reason
from app.model.setting import Check
from app.model.text import Text, say
from app.networks.tiktok.names import HANDLE, KEY
from app.networks.tiktok.values import under, words

if TYPE_CHECKING:
    from pathlib import Path

    from app.model.account import AccountId

ON, OFF = "on", "off"
_YES = frozenset({"on", "enabled", "enable", "true", "yes", "1"})
_NO = frozenset({"off", "disabled", "disable", "false", "no", "0"})
# Some switches have words for who may do it. "Public" is no word for a switch called "private account".
_SOMEBODY = frozenset({"everyone", "public", "allow", "allowed", "friends", "followers"})
_NOBODY = frozenset({"only me", "only you", "no one", "none", "nobody", "not allowed"})
_COPYING = (
    "Allow DownLoad",
    "Allow Downloads",
    "Who Can Duet With Me",
    "Who Can Duet With You",
    "Who Can Stitch with your videos",
)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings map of an export as it stands there, and when the file was written."""

    told: Mapping[str, object]
    as_of: datetime | None = None

    def switch(self, *names: str, who: bool = False) -> tuple[str | None, str]:
        """Return a switch as "on" or "off", None where it is not told or not known, and its own words.

        `who` reads words for people as well: everyone is on, nobody is off.
        """
        value = words(under(self.told, *names))
        word = value.casefold()
        is_on = word in _YES or (who and word in _SOMEBODY)
        is_off = word in _NO or (who and word in _NOBODY)
        seen = ON if is_on else OFF if is_off else None
        return seen, f"{names[0]}: {value}" if value else ""

    def account_reason(self) -> Reason | None:
        """Return what the account as a whole allows; None where the export does not tell."""
        seen, raw = self.switch("Private Account")
        if seen is None:
            return None
        audience = Audience.FOLLOWERS if seen == ON else Audience.PUBLIC
        return Reason(basis=Basis.ACCOUNT_SETTING, audience=audience, name="Private account", raw=raw)

    def checks(self, account: AccountId) -> Sequence[Check]:
        """Return the settings that decide who can see and copy the films."""
        private, raw = self.switch("Private Account")
        copying, copying_raw = self._copying()
        found, found_raw = self.switch("Allow Others to Find Me", "Suggest your account to others")
        how = say("In TikTok: Settings, Privacy.")
        return (
            self._check(
                account,
                "tt1",
                (
                    say("Private account"),
                    say("Videos are full of faces; a public account shows them all."),
                    how,
                ),
                (ON, private, raw),
            ),
            self._check(
                account,
                "tt2",
                (say("Downloads, Duet, Stitch and reuse"), say("Each makes copies with your face."), how),
                (OFF, copying, copying_raw),
            ),
            self._check(
                account,
                "tt3",
                (
                    say("Your account is suggested to others"),
                    say("It links your number and your contacts to your face."),
                    how,
                ),
                (OFF, found, found_raw),
            ),
        )

    def _copying(self) -> tuple[str | None, str]:
        """Join the switches for copies: off only where each that is told is off, on where any is on."""
        seen = [self.switch(name, who=True) for name in _COPYING]
        told = [(value, raw) for value, raw in seen if raw]
        values = {value for value, _ in told}
        value = ON if ON in values else OFF if values == {OFF} and len(told) > 1 else None
        return value, "; ".join(raw for _, raw in told)

    def _check(
        self,
        account: AccountId,
        key: str,
        says: tuple[Text, Text, Text],
        seen: tuple[str, str | None, str],
    ) -> Check:
        safe, value, raw = seen
        return Check(
            account=account,
            key=key,
            says=says[0],
            why=says[1],
            how=says[2],
            safe=safe,
            seen=value,
            raw=raw,
            as_of=self.as_of,
            basis=Basis.NONE if value is None else Basis.ACCOUNT_SETTING,
            source="TikTok export, SettingsMap",
            confirmed=False,
        )


def read_account(profile: Mapping[str, object], origin: tuple[Path, ...]) -> Account:
    """Return the account: its name stands in the profile, else it is named by the download."""
    user = words(under(profile, "userName", "Username", "User name")).lstrip("@")
    is_handle = bool(HANDLE.match(user))
    handle = user if is_handle else (origin[0].stem if origin else "") or "tiktok"
    return Account(
        id=account_id(KEY, handle[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle[:_LONGEST_NAME],
        name=words(under(profile, "displayName", "nickname", "name"))[:_LONGEST_NAME],
        url=f"https://www.tiktok.com/@{user}" if is_handle else "",
    )
