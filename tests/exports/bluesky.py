"""Write the repository file of the invented person at Bluesky; the pictures themselves lie at their server."""

from __future__ import annotations

from tests.exports import person
from tests.exports.instagram import Files
from tests.exports.person import LIFE, Shot
from tests.networks.bluesky.cars import POSTS, Link, cid_of, repository

PROFILE = "app.bsky.actor.profile/self"


def blob(shot: Shot) -> dict[str, object]:
    """Return how a record names a file: by the hash of its bytes, so that copies have one name."""
    data = person.jpeg(shot)
    return {"$type": "blob", "ref": Link(cid_of(data, 0x55)), "mimeType": "image/jpeg", "size": len(data)}


def images(*shots: Shot) -> dict[str, object]:
    """Return up to four pictures as posts have them."""
    listed: list[object] = [{"alt": one.name, "image": blob(one)} for one in shots]
    return {"$type": "app.bsky.embed.images", "images": listed}


def gallery(*shots: Shot) -> dict[str, object]:
    """Return more than four pictures as posts have them since 2026."""
    listed: list[object] = [{"alt": one.name, "image": blob(one)} for one in shots]
    return {"$type": "app.bsky.embed.gallery", "items": listed}


def quoting(shown: dict[str, object]) -> dict[str, object]:
    """Return pictures in a post that quotes somebody else's."""
    theirs = {"$type": "app.bsky.embed.record", "record": {"uri": "at://somebody/else", "cid": "x"}}
    return {"$type": "app.bsky.embed.recordWithMedia", "record": theirs, "media": shown}


def record(shot: Shot, embed: dict[str, object]) -> dict[str, object]:
    """Return a post with the words and the time of a shot."""
    return {
        "$type": POSTS,
        "text": shot.caption,
        "createdAt": shot.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "embed": embed,
    }


def life() -> Files:
    """Return the person's life: one picture a post, but for a gallery of six beside a quoted post."""
    alone, together = LIFE[:-6], LIFE[-6:]
    posts = {f"{POSTS}/3k{place:03}": record(shot, images(shot)) for place, shot in enumerate(alone)}
    posts[f"{POSTS}/3l000"] = record(together[0], quoting(gallery(*together)))
    about = {
        "$type": "app.bsky.actor.profile",
        "displayName": person.NAME,
        "avatar": blob(person.PORTRAITS[0]),
    }
    return {"repo.car": repository({**posts, PROFILE: about})}
