"""One whole, honest export for every reader: what is spoiled in a thousand ways, to prove that each reader stands it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.exports import (
    bluesky,
    facebook,
    flickr,
    google,
    instagram,
    mastodon,
    pinterest,
    pixelfed,
    reddit,
    snapchat,
    threads,
    tiktok,
    tumblr,
    vk,
    whatsapp,
    x,
)
from tests.exports.instagram import Files, picture
from tests.exports.person import LIFE, PORTRAITS, jpeg

DATA = Path(__file__).parents[1] / "networks" / "data"


def _instagram() -> Files:
    posts = [
        {"media": [instagram.media(f"media/posts/202009/p{n}.jpg", title=f"Grüße {n} @lena", latitude=n)]}
        for n in range(4)
    ]
    stories = {"ig_stories": [instagram.media("media/s.jpg")]}
    more = {"your_instagram_activity/media/stories.json": stories}
    return instagram.export(posts, more, **{f"p{n}": picture(n) for n in range(4)})


def _google() -> Files:
    shapes = DATA / "google" / "sidecars"
    return {
        **google.photo(google.YEAR, "IMG_2041.jpg", 1, geoData=google.geo(52.5, 13.4)),
        f"{google.YEAR}/metadata.json": google.album("Sommer"),
        f"{google.YEAR}/b.jpg": picture(2),
        f"{google.YEAR}/b.jpg.json": (shapes / "photo.json").read_bytes(),
        **_youtube(),
    }


def _youtube() -> Files:
    rows = (
        f"abcdefghij{n},1000,Garten {n},{word},Active,2020-01-01T00:00:00,2020-01-02T00:00:00"
        for n, word in enumerate(("Public", "Unlisted", "Private", "Odd"))
    )
    channel = f"Channel ID,Channel Title (Original),Channel Visibility\nUC{'m' * 22},Mara,Public\n"
    return {google.VIDEOS: google.videos(*rows), google.CHANNEL: channel.encode()}


def _snapchat() -> Files:
    one, two = snapchat.memory(1, "2022-07-14"), snapchat.memory(2, "2022-07-14")
    lines = [snapchat.line("2022-07-14 18:03:21", place="1.0, 2.0"), snapchat.line("2022-07-14 19:00:00")]
    return snapchat.export(lines, one, two)


def _tiktok() -> Files:
    posts = [tiktok.post(), tiktok.post(Link="https://www.tiktokv.com/share/video/6935000000000000001/")]
    return tiktok.export(posts) | {"TikTok/Posts.txt": (DATA / "tiktok" / "posts.txt").read_bytes()}


def _telegram() -> Files:
    return {
        "result.json": (DATA / "telegram" / "result.json").read_bytes(),
        "profile_pictures/photo_2@04-05-2024_10-05-00.jpg": jpeg(PORTRAITS[0]),
        "stories/photo_1.jpg": picture(2),
        "stories/photo_2.jpg": picture(3),
    }


def _discord() -> Files:
    user = (DATA / "discord" / "user.json").read_bytes()
    return {"account/user.json": user, "account/avatar.png": picture(1, "PNG")}


def _linkedin() -> Files:
    return {path.name: path.read_bytes() for path in sorted((DATA / "linkedin").glob("*.csv"))}


def _folder() -> Files:
    return {f"{shot.at.year}/{shot.name}.jpg": jpeg(shot) for shot in LIFE} | {
        "story.html": "<title>카카오스토리 백업</title>".encode()
    }


def _flickr() -> Files:
    told, pictures = flickr.life()
    return told | pictures


def _mastodon() -> Files:
    listed = pixelfed.export([pixelfed.note(1, pixelfed.link(1)), pixelfed.note(2, pixelfed.link(2))])
    return mastodon.life() | {"pixelfed-statuses.json": listed[pixelfed.STATUSES]}


WHOLE: dict[str, Callable[[], Files]] = {
    "bluesky": bluesky.life,
    "discord": _discord,
    "facebook": facebook.life,
    "flickr": _flickr,
    "folder": _folder,
    "google": _google,
    "instagram": _instagram,
    "linkedin": _linkedin,
    "mastodon": _mastodon,
    "pinterest": pinterest.export,
    "reddit": reddit.export,
    "snapchat": _snapchat,
    "telegram": _telegram,
    "threads": threads.life,
    "tiktok": _tiktok,
    "tumblr": tumblr.export,
    "vk": vk.export,
    "whatsapp": whatsapp.export,
    "x": x.life,
    "youtube": _youtube,
}
