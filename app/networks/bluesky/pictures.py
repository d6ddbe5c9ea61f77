"""Read the pictures out of posts and profiles of a Bluesky repository, and judge who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlencode

from app.model.account import Account
from app.model.audience import Audience, Basis, Reason, Visibility, effective
from app.model.photo import Photo, PhotoKind, Skipped, Tagged
from app.model.text import Text, say
from app.networks.bluesky.names import did_of, is_this_computer
from app.networks.fields import is_rows, moment, record, rows, side, text

POSTS = "app.bsky.feed.post"
BLOB = "/xrpc/com.atproto.sync.getBlob"
CDN = "https://cdn.bsky.app/img"
# The door in front of Bluesky's own servers. No account's files lie here.
ENTRY = "https://bsky.social"
FILMS = "https://video.bsky.app/watch"

_LONGEST_CAPTION = 5_000
_LONGEST_ALT = 10_000
# Four in app.bsky.embed.images, twenty in app.bsky.embed.gallery; a third-party program may write what it likes.
_MOST_PICTURES = 100
_MOST_FACETS = 200
# aspectRatio is pixels in most programs and a mere 4:3 in some; no photo is smaller than this.
_SMALLEST_SIDE = 64
CID = re.compile(r"[A-Za-z0-9]{8,200}")
_RECORD_KEY = re.compile(r"[A-Za-z0-9._~:-]{1,512}")
ASKS_APPS = "!no-unauthenticated"

_LISTS = {"app.bsky.embed.images": "images", "app.bsky.embed.gallery": "items"}
_FILM = "app.bsky.embed.video"
# A link's preview picture is copied from the linked page, and a quoted post is somebody else's.
_NOT_THEIRS = frozenset({"app.bsky.embed.external", "app.bsky.embed.record"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """One file of a repository."""

    cid: str
    kind: PhotoKind
    alt_text: str = ""
    width: int | None = None
    height: int | None = None


def visibility(profile: Mapping[str, object], as_of: datetime | None) -> Visibility:
    """Return who may see an account's pictures: everybody, by the rule of the network.

    The switch "discourage apps from showing my account to logged-out users" is a request to apps; every server goes on
    answering strangers, so it changes nothing but the chain of reasons.
    """
    ways = [Reason(basis=Basis.NETWORK_RULE, audience=Audience.PUBLIC)]
    labels = rows(record(profile.get("labels")).get("values"))[:100]
    if any(record(one).get("val") == ASKS_APPS for one in labels):
        ways.append(Reason(basis=Basis.ACCOUNT_SETTING, audience=Audience.PUBLIC, raw=ASKS_APPS))
    return effective(ways, as_of=as_of)


def portraits(account: Account, profile: Mapping[str, object], seen: Visibility) -> Iterator[Photo | Skipped]:
    """Yield avatar and banner of a profile record. Another file is another photo, so the file makes the key."""
    for kind, name in ((PhotoKind.AVATAR, "avatar"), (PhotoKind.BANNER, "banner")):
        given = profile.get(name)
        if given is None:
            continue
        cid = cid_of(given)
        if not cid:
            yield Skipped(where=name, why=say("The record does not name the file of this profile picture."))
            continue
        common = Photo(account=account.id, network=account.network, key="", url=account.url, visibility=seen)
        yield _photo(account, common, f"{kind}:{cid}", Blob(cid=cid, kind=kind))


def post_pictures(account: Account, row: Mapping[str, object], seen: Visibility) -> Iterator[Photo | Skipped]:
    """Yield every picture of one post of this account; one that cannot be read is told, and passed over."""
    uri, post = text(row.get("uri"), 1000), record(row.get("value"))
    own, _, record_key = uri.partition(f"at://{account.remote_id}/{POSTS}/")
    if own or not _RECORD_KEY.fullmatch(record_key):
        yield Skipped(where=uri[:200] or account.handle, why=say("A post has no address that we can read."))
        return
    common = Photo(
        account=account.id,
        network=account.network,
        key=uri,
        url=f"https://bsky.app/profile/{account.remote_id}/post/{record_key}",
        caption=text(post.get("text"), _LONGEST_CAPTION),
        posted_at=moment(post.get("createdAt")),
        visibility=seen,
        people=_people(post),
    )
    for place, item in enumerate(embedded(record(post.get("embed"))), 1):
        key = f"{uri}#{place}"
        match item:
            case Text():
                yield Skipped(where=key, why=item)
            case Blob():
                yield _photo(account, common, key, item)


def blob_address(server: str, did: str, cid: str) -> str:
    """Return where a server gives a file to everybody, exactly as it was uploaded."""
    return f"{server}{BLOB}?{urlencode({'did': did, 'cid': cid})}"


def embedded(embed: Mapping[str, object]) -> Iterator[Blob | Text]:
    """Yield what a post shows beside its words: its files in order, or why one cannot be read."""
    named = text(embed.get("$type"), 200).partition("#")[0]
    if named == "app.bsky.embed.recordWithMedia":
        embed = record(embed.get("media"))
        named = text(embed.get("$type"), 200).partition("#")[0]
    if named in _LISTS:
        yield from _pictures(embed.get(_LISTS[named]))
    elif named == _FILM:
        yield _blob(embed, embed.get("video"), PhotoKind.VIDEO_STILL)
    elif embed and named not in _NOT_THEIRS:
        yield say("This attachment is of a kind that we do not know: {kind}.", kind=named or "?")


def _pictures(given: object) -> Iterator[Blob | Text]:
    if not is_rows(given):
        yield say("The pictures of this post have a form that we do not know.")
    for one in rows(given)[:_MOST_PICTURES]:
        yield _blob(record(one), record(one).get("image"), PhotoKind.PHOTO)
    if len(rows(given)) > _MOST_PICTURES:
        yield say("This post names more pictures than any can have; the rest was not read.")


def _blob(about: Mapping[str, object], given: object, kind: PhotoKind) -> Blob | Text:
    cid = cid_of(given)
    if not cid:
        return say("The record does not name the file of this picture.")
    ratio = record(about.get("aspectRatio"))
    width, height = side(ratio.get("width")), side(ratio.get("height"))
    is_pixels = min(width or 0, height or 0) >= _SMALLEST_SIDE
    return Blob(
        cid=cid,
        kind=kind,
        alt_text=text(about.get("alt"), _LONGEST_ALT),
        width=width if is_pixels else None,
        height=height if is_pixels else None,
    )


def cid_of(given: object) -> str:
    """Return the content id of a blob, in today's form or in that of 2023; "" for none."""
    blob = record(given)
    cid = record(blob.get("ref")).get("$link", blob.get("cid"))
    return cid if isinstance(cid, str) and CID.fullmatch(cid) else ""


def _photo(account: Account, common: Photo, key: str, blob: Blob) -> Photo:
    """Return the photo of a file: the original is what its own server gives, never what the network's cache shows.

    A film's own file is no picture; what shows a face is the still that the network makes of it. An export does not
    tell the server, so the address then stands for wherever the account lives.
    """
    did, cid = account.remote_id, blob.cid
    is_cached = not is_this_computer(account.server)
    media = blob_address(account.server or ENTRY, did, cid)
    preview = f"{CDN}/{_preset(blob.kind)}/plain/{did}/{cid}"
    if blob.kind is PhotoKind.VIDEO_STILL:
        media = preview = f"{FILMS}/{quote(did, safe='')}/{cid}/thumbnail.jpg"
    is_still_here = blob.kind is not PhotoKind.VIDEO_STILL or is_cached
    return replace(
        common,
        key=key,
        kind=blob.kind,
        media_url=media if is_still_here else "",
        preview_url=preview if is_cached and preview != media else "",
        alt_text=blob.alt_text,
        width=blob.width,
        height=blob.height,
    )


def _preset(kind: PhotoKind) -> str:
    named = {PhotoKind.AVATAR: "avatar", PhotoKind.BANNER: "banner"}
    return named.get(kind, "feed_fullsize")


def _people(post: Mapping[str, object]) -> tuple[Tagged, ...]:
    """Return who is mentioned in a post's words; the places are counted in bytes of UTF-8."""
    written = post.get("text")
    words = written.encode("utf-8", "replace") if isinstance(written, str) else b""
    names: list[str] = []
    for one in rows(post.get("facets"))[:_MOST_FACETS]:
        facet = record(one)
        for feature in rows(facet.get("features"))[:10]:
            did = did_of(text(record(feature).get("did"), 300))
            if record(feature).get("$type") == "app.bsky.richtext.facet#mention" and did:
                names.append(_named(words, record(facet.get("index"))) or did)
    return tuple(Tagged(name=name, basis="mention") for name in dict.fromkeys(names))


def _named(words: bytes, index: Mapping[str, object]) -> str:
    start, end = index.get("byteStart"), index.get("byteEnd")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return ""
    return text(words[start:end].decode("utf-8", "replace"), 200).removeprefix("@")
