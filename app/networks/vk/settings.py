"""The settings of VK that a sign-in can read: a closed profile, and who sees the albums. None can be changed at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from app.model.audience import Audience, Basis, widest
from app.model.setting import Check, LinkStatus, Value
from app.model.text import say
from app.networks.vk.call import first, vk
from app.networks.vk.own import audience_of, own_albums

if TYPE_CHECKING:
    from app.networks.session import Session

_CHECKED_ON: Final = date(2026, 11, 23)
# The answers of the guided question of the same key.
_WORDS: Final[Mapping[Audience, str]] = {
    Audience.PUBLIC: "public",
    Audience.FRIENDS_OF_FRIENDS: "friends_of_friends",
    Audience.FRIENDS: "friends",
    Audience.ONLY_ME: "only_me",
}


def checks(session: Session) -> Iterator[Check]:
    """Read both settings; raises SignInExpired, SignInNeeded, Limited, NetworkRefused and the Problems of the web."""
    asked = vk(session)
    closed = first(asked.read("users.get", fields="is_closed")).get("is_closed")
    yield _closed(session, closed)
    yield _albums(session, [album.raw for album in own_albums(asked, session.account)])


def _closed(session: Session, told: object) -> Check:
    seen = ("on" if told else "off") if isinstance(told, bool) else None
    return Check(
        account=session.account.id,
        key="vk2",
        says=say("Closed profile"),
        safe="on",
        why=say("Only friends then see your photos."),
        how=say("In VK: Settings, Privacy, Profile type."),
        seen=seen,
        raw="" if seen is None else f"is_closed: {str(told).lower()}",
        as_of=session.web.now(),
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        values=(Value(key="on", says=say("On")), Value(key="off", says=say("Off"))),
        link="https://vk.com/settings?act=privacy",
        link_status=LinkStatus.SEEN,
        source="vk-api-schema, users.get is_closed",
        checked_on=_CHECKED_ON,
        rank=2,
    )


def _albums(session: Session, words: list[str]) -> Check:
    """Return who sees the album that is most open: one open album is enough. Lists of people stay unknown."""
    seen = _WORDS.get(widest(audience_of(word) for word in words))
    return Check(
        account=session.account.id,
        key="vk4",
        says=say("Who sees your albums"),
        safe="friends",
        also_safe=("only_me",),
        why=say("Each album has a setting of its own."),
        how=say("In VK: the album, Edit."),
        seen=seen,
        raw=", ".join(sorted({word or "?" for word in words})),
        as_of=session.web.now(),
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        values=(
            Value(key="friends", says=say("Friends only")),
            Value(key="only_me", says=say("Only me")),
            Value(key="friends_of_friends", says=say("Friends of friends")),
            Value(key="public", says=say("Everyone")),
        ),
        source="vk-api-schema, photos.getAlbums privacy_view",
        checked_on=_CHECKED_ON,
        rank=4,
    )
