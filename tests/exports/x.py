"""Write X archives of one invented person in the layouts of different years."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from tests.exports.instagram import Files, picture
from tests.exports.person import DELETED, LIFE, Shot, jpeg
from tests.exports.person import film as film_file

ME, OTHER = "4000123", "77"
# The number of a post holds its millisecond: this one is of Thu Mar 22 08:15:30 2018.
POST = str((1_521_706_530_000 - 1_288_834_974_657) << 22)
DATE = "Thu Mar 22 08:15:30 +0000 2018"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FILES = "https://pbs.twimg.com/media"


def js(name: str, value: object) -> bytes:
    """Return a list as X writes it: an assignment with JSON behind it."""
    return f"window.YTD.{name} = {json.dumps(value, ensure_ascii=False, indent=2)}".encode()


def media(name: str, number: str = "9001", kind: str = "photo", **more: object) -> dict[str, object]:
    """Return one picture of a post; `name` is the last part of its address."""
    return {
        "id_str": number,
        "type": kind,
        "media_url_https": f"{FILES}/{name}",
        "media_url": f"{FILES}/{name}".replace("https", "http"),
        "url": "https://t.co/abc123",
        "indices": ["20", "43"],
        "sizes": {"large": {"w": "2048", "h": "1536", "resize": "fit"}},
        **more,
    }


def film(name: str, number: str = "9002", *, still: str = "still.jpg") -> dict[str, object]:
    """Return a film of a post in three qualities, of which the best is called by this name."""
    variants = [
        {
            "bitrate": "832000",
            "content_type": "video/mp4",
            "url": f"https://video.twimg.com/x/low-{name}?tag=1",
        },
        {
            "bitrate": "2176000",
            "content_type": "video/mp4",
            "url": f"https://video.twimg.com/x/{name}?tag=10",
        },
        {"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/x/pl.m3u8?tag=10"},
    ]
    return media(still, number, "video", video_info={"variants": variants})


def post(words: str, *medias: Mapping[str, object], number: str = POST, **more: object) -> dict[str, object]:
    """Return one post with its pictures."""
    return {
        "id_str": number,
        "id": number,
        "full_text": words,
        "created_at": DATE,
        "retweeted": False,
        "favorite_count": "3",
        "entities": {"media": list(medias[:1]), "user_mentions": []},
        "extended_entities": {"media": list(medias)},
        **more,
    }


def wrapped(*posts: Mapping[str, object]) -> list[dict[str, object]]:
    """Return posts as they stand in a list since 2019, each in an object of its own."""
    return [{"tweet": one} for one in posts]


def owner(root: str = "data/", protection: object = None, user: str = "mara_sample") -> Files:
    """Return whose archive it is, with the log of its protection: an empty one unless told."""
    account = {
        "username": user,
        "accountId": ME,
        "createdAt": "2010-05-01T10:00:00.000Z",
        "accountDisplayName": "Mara 미나 مارا 🌊",
        "email": "mara@mail.example",
    }
    profile = {
        "avatarMediaUrl": "https://pbs.twimg.com/profile_images/12/me_normal.jpg",
        "headerMediaUrl": f"https://pbs.twimg.com/profile_banners/{ME}/1600000000",
    }
    return {
        f"{root}account.js": js("account.part0", [{"account": account}]),
        f"{root}profile.js": js("profile.part0", [{"profile": profile}]),
        f"{root}protected-history.js": js(
            "protected_history.part0", [] if protection is None else protection
        ),
        f"{root}profile_media/{ME}-me.jpg": picture(7),
        f"{root}profile_media/{ME}-1600000000.jpg": picture(8),
    }


def protect(action: str, at: str = "") -> dict[str, object]:
    """Return one line of the log of the protection."""
    told = {"action": action} | ({"protectedAt": at} if at else {})
    return {"protectedHistory": told}


def manifest(counts: Mapping[str, str], *, is_partial: bool = False, kind: str = "tweets") -> bytes:
    """Return the manifest: each list with the count that X gives it."""
    files = [{"fileName": name, "globalName": "YTD.x", "count": count} for name, count in counts.items()]
    told = {
        "userInfo": {"accountId": ME, "userName": "mara_sample", "displayName": "Mara"},
        "archiveInfo": {
            "sizeBytes": "1000",
            "isPartialArchive": is_partial,
            "maxPartSizeBytes": "53687091200",
        },
        "dataTypes": {
            kind: {"files": files},
            "mute": {"files": [{"fileName": "data/mute.js", "count": "1"}]},
        },
    }
    return f"window.__THAR_CONFIG = {json.dumps(told)}".encode()


def archive(*posts: Mapping[str, object], more: Mapping[str, bytes] | None = None) -> Files:
    """Return a whole archive of today with these posts."""
    lists = {"data/tweets.js": js("tweets.part0", wrapped(*posts)), "Your archive.html": b"<html></html>"}
    return (
        owner()
        | lists
        | {"data/manifest.js": manifest({"data/tweets.js": str(len(posts))})}
        | dict(more or {})
    )


def life() -> Files:
    """Return the whole life of the invented person: a post for each picture, a film, what was deleted, and long words."""
    posts = [_posted(one) for one in LIFE] + [post("A film", film("walk.mp4"), number="31")]
    gone = [_posted(one) for one in DELETED]
    long = {"createdAt": "2018-03-22T08:15:30.000Z", "core": {"text": "A long post that goes on"}}
    more = {
        "data/deleted-tweets.js": js("deleted_tweets.part0", wrapped(*gone)),
        "data/note-tweet.js": js("note_tweet.part0", [{"noteTweet": long}]),
        "data/tweets_media/31-walk.mp4": film_file(),
        **{f"data/tweets_media/{_number(one)}-{one.name}.jpg": jpeg(one) for one in LIFE},
        **{f"data/deleted_tweets_media/{_number(one)}-{one.name}.jpg": jpeg(one) for one in DELETED},
    }
    return archive(*posts, more=more) | owner(protection=[protect("Protect", "2021-05-03T09:00:00.000Z")])


def _posted(one: Shot) -> dict[str, object]:
    lat, lon = one.place or (0.0, 0.0)
    mentions = {"user_mentions": [{"screen_name": name.split()[0]} for name in one.people]}
    more: dict[str, object] = {
        "created_at": _date(one),
        "geo": {"coordinates": [str(lat), str(lon)]},
        "entities": mentions,
    }
    return {**post(one.caption, media(f"{one.name}.jpg", _number(one)), number=_number(one)), **more}


def _number(one: Shot) -> str:
    """Return a number of a post that tells no time, as posts of before November 2010 have it."""
    return str(1000 + zlib.crc32(one.name.encode()))


def _date(one: Shot) -> str:
    """Return a time in X's words, in English whatever the computer speaks."""
    return f"{_DAYS[one.at.weekday()]} {_MONTHS[one.at.month - 1]} {one.at:%d %H:%M:%S} +0000 {one.at.year}"
