"""List the photos of the person's own posts, as far as X lists them and the person's limit lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.photo import Photo, Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.bearer import unreadable
from app.networks.fields import identifier, record, rows, text
from app.networks.network import Mark
from app.networks.x.call import get, has_rows, where_of
from app.networks.x.money import NEWEST, PER_POST, PER_PROFILE, left
from app.networks.x.posts import included, pictures, portraits, visibility
from app.networks.x.sign_in import PROFILE, post_count

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# docs.x.com: 5 to 100 posts at once.
PAGE: Final = 100
_LEAST: Final = 5
_MOST_PAGES = 200
_FIELDS: Final = {
    "exclude": "retweets",
    "expansions": "attachments.media_keys,geo.place_id",
    "media.fields": "media_key,type,url,preview_image_url,alt_text,width,height",
    "tweet.fields": "attachments,created_at,entities,geo,note_tweet",
    "place.fields": "full_name,geo,country",
}
_LONGEST_TOKEN = 500


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then the pictures of the newest 3,200 posts at most.

    Raises Limited (where the person's own limit is reached, nothing is asked any more), SignInExpired,
    ListIncomplete, NetworkRefused or a Problem of the web; what came before stays good.
    """
    user = oneself(session)
    now = session.web.now()
    if not resume:
        yield from portraits(session.account, user, now)
    common = Photo(
        account=session.account.id,
        network=session.account.network,
        key="",
        url=session.account.url,
        visibility=visibility(user, now),
    )
    yield from _posts(session, common, resume)
    posts = post_count(user)
    if posts is None or posts > NEWEST:
        yield Skipped(
            where=session.account.handle,
            why=say("X lists only the newest 3,200 posts. Import your X archive for the older ones."),
        )


def oneself(session: Session) -> Mapping[str, object]:
    """Return X's record of who is signed in. Raises NetworkRefused where it is somebody else."""
    said = get(session, "/2/users/me", why="profile", params=PROFILE, price=PER_PROFILE)
    user = record(said.data)
    number = identifier(user.get("id"))
    if not number:
        raise unreadable("X")
    if session.account.remote_id and number != session.account.remote_id:
        raise NetworkRefused(
            say("The sign-in of {handle} belongs to another account.", handle=session.account.handle),
            say("Sign in again on the page Accounts, with the account that you mean."),
        )
    return user


def _posts(session: Session, common: Photo, token: str) -> Iterator[Listed]:
    seen = {token}
    for _ in range(_MOST_PAGES):
        # The last page that the person's limit pays for may be a small one.
        size = min(PAGE, max(_LEAST, int(left(session.grant) / PER_POST)))
        params: dict[str, str | int] = {**_FIELDS, "max_results": size}
        if token:
            params["pagination_token"] = token
        path = f"/2/users/{session.account.remote_id}/tweets"
        said = get(session, path, why="list", params=params, price=PER_POST * size, each=PER_POST)
        if not has_rows(said.data):
            raise unreadable("X")
        for error in said.errors:
            yield Skipped(where=where_of(error), why=say("X did not tell this part of a post."))
        media = included(said.includes, "media", "media_key")
        places = included(said.includes, "places", "id")
        for post in rows(said.data)[:PAGE]:
            yield from pictures(common, record(post), media, places)
        token = text(said.meta.get("next_token"), _LONGEST_TOKEN)
        if not token:
            return
        if token in seen:
            break
        seen.add(token)
        yield Mark(cursor=token)
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=session.account.handle),
        say("What was seen so far is good. Try again later."),
    )
