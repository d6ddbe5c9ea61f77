"""List channel picture, banner and the still of every video of the person's own channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, NotThere
from app.model.text import say
from app.networks.bearer import unreadable
from app.networks.fields import address, count, identifier, is_rows, moment, record, rows, side, text
from app.networks.network import Mark
from app.networks.portraits import portrait
from app.networks.youtube.call import get
from app.networks.youtube.names import SITE, video_id
from app.networks.youtube.sign_in import CHANNEL_PARTS

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# developers.google.com/youtube/v3/docs/playlistItems/list: 50 at once; each page costs 2 of 10,000 units a day.
PAGE: Final = 50
_MOST_PAGES = 20_000
_SIZES = ("maxres", "standard", "high", "medium", "default")
_LONGEST_CAPTION = 5_000
_LONGEST_TOKEN = 500
_AUDIENCES: Final[Mapping[str, Audience]] = {
    "public": Audience.PUBLIC,
    "unlisted": Audience.UNLISTED,
    "private": Audience.ONLY_ME,
}


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List channel picture and banner, then the videos' stills, newest first; hidden ones included.

    Raises Limited, SignInExpired, ListIncomplete, NetworkRefused or a Problem of the web; what came before stays good.
    """
    channel = _channel(session)
    if not resume:
        yield from _portraits(session.account, channel, session.web.now())
    uploads = identifier(record(record(channel.get("contentDetails")).get("relatedPlaylists")).get("uploads"))
    if not uploads:
        return
    # The count is of public videos alone, whoever asks: nought may stand before any number of hidden ones.
    is_bare = text(record(channel.get("statistics")).get("videoCount"), 20) == "0"
    try:
        yield from _videos(session, uploads, resume)
    except NotThere:
        # A channel without a single video has a list that is not there ("playlistNotFound").
        if not is_bare or resume:
            raise


def _channel(session: Session) -> Mapping[str, object]:
    told = get(session, "/channels", why="profile", params={"part": CHANNEL_PARTS, "mine": "true"})
    channels = [record(one) for one in rows(told.get("items"))]
    mine = next((one for one in channels if one.get("id") == session.account.remote_id), None)
    if mine is None:
        raise NotThere(
            say("The sign-in no longer leads to the channel {handle}.", handle=session.account.handle),
            say("Sign in again on the page Accounts, and choose the channel that you mean."),
        )
    return mine


def _portraits(account: Account, channel: Mapping[str, object], as_of: datetime) -> Iterator[Photo]:
    _, url, _ = _largest(record(record(channel.get("snippet")).get("thumbnails")))
    banner = address(
        record(record(channel.get("brandingSettings")).get("image")).get("bannerExternalUrl"), SITE
    )
    if url:
        yield portrait(account, PhotoKind.AVATAR, url, as_of)
    if banner:
        yield portrait(account, PhotoKind.BANNER, banner, as_of)


def _videos(session: Session, uploads: str, token: str) -> Iterator[Listed]:
    seen, listed, total = {token}, 0, None
    for _ in range(_MOST_PAGES):
        params: dict[str, str | int] = {
            "part": "contentDetails",
            "playlistId": uploads,
            "maxResults": PAGE,
            **({"pageToken": token} if token else {}),
        }
        told = get(session, "/playlistItems", why="list", params=params)
        if not is_rows(told.get("items")):
            raise unreadable("YouTube")
        details = [
            record(record(one).get("contentDetails")).get("videoId") for one in rows(told.get("items"))[:PAGE]
        ]
        listed += len(details)
        total = count(record(told.get("pageInfo")).get("totalResults"))
        yield from _page(session, [video_id(one) for one in details])
        token = text(told.get("nextPageToken"), _LONGEST_TOKEN)
        if not token:
            break
        if token in seen:
            raise ListIncomplete(
                say("The list of videos of {handle} does not come to an end.", handle=session.account.handle),
                say("What was seen so far is good. Try again later."),
            )
        seen.add(token)
        yield Mark(cursor=token)
    if total and not listed and "" in seen:
        raise ListIncomplete(
            say(
                "YouTube counts {count} videos of {handle}, but lists none.",
                count=total,
                handle=session.account.handle,
            ),
            say("Try again later. Until then, do not take it that nothing is there."),
        )


def _page(session: Session, ids: Sequence[str]) -> Iterator[Photo | Skipped]:
    """Yield the stills of one page of videos: their list alone does not tell who may see them."""
    asked = [one for one in dict.fromkeys(ids) if one]
    if len(asked) < len(ids):
        yield Skipped(where=session.account.handle, why=say("A video has no id."))
    if not asked:
        return
    told = get(session, "/videos", why="list", params={"part": "snippet,status", "id": ",".join(asked)})
    found = {video_id(record(one).get("id")): record(one) for one in rows(told.get("items"))[:PAGE]}
    for one in asked:
        video = found.get(one)
        if video is None:
            yield Skipped(where=one, why=say("YouTube lists this video, but does not tell it."))
        else:
            yield _still(session.account, one, video, session.web.now())


def _still(account: Account, key: str, video: Mapping[str, object], as_of: datetime) -> Photo | Skipped:
    snippet = record(video.get("snippet"))
    thumbnails = record(snippet.get("thumbnails"))
    name, url, size = _largest(thumbnails)
    if not url:
        return Skipped(where=key, why=say("YouTube gives no usable address for the still of this video."))
    small = address(record(thumbnails.get("medium")).get("url"), SITE) if name != "medium" else ""
    parts = (text(snippet.get("title"), 300), text(snippet.get("description"), _LONGEST_CAPTION))
    return Photo(
        account=account.id,
        network=account.network,
        key=key,
        kind=PhotoKind.VIDEO_STILL,
        url=f"{account.server or SITE}/watch?v={key}",
        media_url=url,
        preview_url=small if small != url else "",
        caption="\n\n".join(part for part in parts if part)[:_LONGEST_CAPTION],
        posted_at=moment(snippet.get("publishedAt")),
        width=side(size.get("width")),
        height=side(size.get("height")),
        visibility=visibility(record(video.get("status")), as_of),
    )


def visibility(status: Mapping[str, object], as_of: datetime) -> Visibility:
    """Return who may see a video. Its still lies open to everybody who knows the number, whatever this says."""
    word = text(status.get("privacyStatus"), 40).casefold()
    return stated(_AUDIENCES.get(word, Audience.UNKNOWN), Basis.ITEM if word else Basis.NONE, as_of, raw=word)


def _largest(thumbnails: Mapping[str, object]) -> tuple[str, str, Mapping[str, object]]:
    """Return name, address and record of the largest picture."""
    for name in _SIZES:
        one = record(thumbnails.get(name))
        url = address(one.get("url"), SITE)
        if url:
            return name, url, one
    return "", "", {}
