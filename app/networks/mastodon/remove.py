"""Delete posts and profile pictures, or put a post of Pixelfed into its archive."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.audience import Audience
from app.model.fix import Outcome, Pace
from app.model.photo import Photo, PhotoKind
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.networks.fields import address, identifier, record
from app.networks.mastodon.api import good, oneself, send
from app.networks.mastodon.media import is_stand_in, portrait_key
from app.networks.mastodon.software import by_name
from app.networks.network import Fix

if TYPE_CHECKING:
    from app.networks.session import Session

GONE: Final = frozenset({404, 410})
_PORTRAITS: Final[Mapping[PhotoKind, str]] = {PhotoKind.AVATAR: "avatar", PhotoKind.BANNER: "header"}
# Pixelfed alone writes its posts' addresses so: /p/name/number.
_PIXELFED_POST = re.compile(r"https?://[^/\s]+/p/[^/\s]+/\d{1,30}")


def unit(photo: Photo) -> str:
    """Return what goes as a whole: a post by its id, a profile picture by its own key ("avatar:5f0c…")."""
    return photo.key if photo.kind in _PORTRAITS else photo.key.partition("/")[0]


def _delete(session: Session, of: str, photos: Sequence[Photo]) -> Outcome:
    """Delete one unit at the server. A post that is not there any more was gone before."""
    kind = next((photo.kind for photo in photos if photo.kind in _PORTRAITS), None) or _kind(of)
    if kind is not None:
        return _remove_portrait(session, of, kind)
    # Without delete_media the files would stay for about a day (since 4.4; docs.joinmastodon.org/methods/statuses).
    answer = send(
        session,
        "DELETE",
        f"/api/v1/statuses/{_number(of)}",
        why="delete",
        power=Power.DELETE,
        params={"delete_media": "true"},
    )
    if answer.status in GONE and not answer.is_html:
        return Outcome.WAS_GONE
    # The deleted post comes back (docs.joinmastodon.org/methods/statuses); Friendica gives an empty list (recalled).
    told = good(answer)
    if told not in ({}, []) and identifier(record(told).get("id")) != _number(of):
        raise NetworkRefused(
            say("{host} did not say that the post was deleted.", host=answer.host),
            say("Look at the post on its own page, then try again."),
        )
    return Outcome.DONE


def _remove_portrait(session: Session, of: str, kind: PhotoKind) -> Outcome:
    """Take a profile picture down, unless another one hangs in its place by now."""
    name = _PORTRAITS[kind]
    entity = oneself(session)
    url = address(entity.get(name) or entity.get(f"{name}_static"), session.account.server)
    if not url or is_stand_in(url) or portrait_key(kind, url) != of:
        return Outcome.WAS_GONE
    # docs.joinmastodon.org/methods/profile: since 4.2, with the right to change the account.
    path = f"/api/v1/profile/{name}"
    answer = send(session, "DELETE", path, why="delete", power=Power.CHANGE)
    if answer.status in GONE | {405, 501}:
        raise NetworkRefused(
            say("This server lets no app take down a profile picture."),
            say("Change it on the page {url}.", url=f"{session.account.server}/settings/profile"),
        )
    good(answer)
    return Outcome.DONE


def _archive(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Put one post of Pixelfed into the archive, where nobody else sees it (routes/api.php, 2024-03)."""
    if by_name(session.account.software).key != "pixelfed":
        raise NetworkRefused(_ONLY_PIXELFED, say("Delete the post instead."))
    path = f"/api/v1.1/archive/add/{_number(of)}"
    answer = send(session, "POST", path, why="hide", power=Power.CHANGE)
    if answer.status in GONE and not answer.is_html:
        return Outcome.WAS_GONE
    good(answer)
    return Outcome.DONE


def _number(of: str) -> str:
    """Return the id in a unit; a key that came from elsewhere must not become another path."""
    number = identifier(of)
    if not number or set(number) <= {"."}:
        raise NetworkRefused(
            say("We do not know the number of this post, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    return number


def _kind(of: str) -> PhotoKind | None:
    return next((kind for kind in _PORTRAITS if of.startswith(f"{kind}:")), None)


def _says_delete(photos: Sequence[Photo]) -> Text:
    kind = next((photo.kind for photo in photos), None)
    if kind is PhotoKind.AVATAR:
        return say("Your profile picture is taken down. Your profile stays, with the server’s stand-in.")
    if kind is PhotoKind.BANNER:
        return say("The banner of your profile is taken down.")
    return say_count(
        "The whole post is deleted, with its words, its answers’ thread and this photo.",
        "The whole post is deleted, with its words, its answers’ thread and these {count} photos.",
        len(photos),
    )


def _says_hide(photos: Sequence[Photo]) -> Text:
    return say_count(
        "The whole post with this photo goes into your archive, where only you see it.",
        "The whole post with these {count} photos goes into your archive, where only you see it.",
        len(photos),
    )


def _cannot_delete(photo: Photo) -> Text | None:
    if photo.visibility.value is Audience.DIRECT:
        return say("This photo hangs in a private message, which this app never touches.")
    return None


def _cannot_hide(photo: Photo) -> Text | None:
    if photo.kind in _PORTRAITS:
        return say("A profile picture cannot be hidden, only taken down.")
    return None if _PIXELFED_POST.fullmatch(photo.url) else _ONLY_PIXELFED


_ONLY_PIXELFED = say("This server cannot hide a post that is out, only delete it. Pixelfed alone can.")

DELETE = Fix(
    unit=unit,
    says=_says_delete,
    act=_delete,
    cannot=_cannot_delete,
    pace=Pace(
        count=30,
        per=timedelta(minutes=30),
        source="docs.joinmastodon.org/api/rate-limits: DELETE /api/v1/statuses/:id, 30 in 30 minutes",
    ),
    remarks=(
        say("A post is deleted as a whole: all its pictures and its words."),
        say("Your server asks the other servers that got the post to delete it too. Not every server obeys."),
    ),
)
HIDE = Fix(
    unit=unit,
    says=_says_hide,
    act=_archive,
    cannot=_cannot_hide,
    power=Power.CHANGE,
    remarks=(say("Other servers that got the post may keep their copies."),),
)
