"""The one setting of X that a sign-in can read: whether posts are protected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.model.audience import Basis
from app.model.setting import Check, LinkStatus, Value
from app.model.text import say
from app.networks.x.own import oneself

if TYPE_CHECKING:
    from app.networks.session import Session


def checks(session: Session) -> Iterator[Check]:
    """Read the setting; it costs one question. Raises Limited, SignInExpired, NetworkRefused and the like."""
    protected = oneself(session).get("protected")
    seen = {True: "true", False: "false"}.get(protected) if isinstance(protected, bool) else None
    yield Check(
        account=session.account.id,
        key="x.protected",
        says=say("Only followers whom you let in see your posts"),
        safe="true",
        why=say("While your posts are not protected, anybody can take your photos, with no account at all."),
        how=say(
            "Open Settings, then Privacy and safety, then Audience and tagging, and choose to protect your posts."
        ),
        seen=seen,
        raw=seen or "",
        as_of=session.web.now(),
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        values=(Value(key="true", says=say("On")), Value(key="false", says=say("Off"))),
        link="https://x.com/settings/audience_and_tagging",
        link_status=LinkStatus.SEEN,
        source="docs.x.com, user.fields protected",
        checked_on=date(2026, 11, 23),
        rank=10,
    )
