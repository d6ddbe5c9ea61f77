"""Write Tumblr exports: the account's file, the pages of posts, and their media."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape

from tests.exports.instagram import Files, picture
from tests.exports.person import HANDLE, LIFE, Shot, film, jpeg

PAYLOAD = "payload-0.json"
BLOG = HANDLE.replace(".", "-")
FIRST = 187000000000


def payload(*blogs: str) -> bytes:
    """Return the account's own file."""
    told = {
        "email": "mara@mail.example",
        "blog_names": [{"current_blog_name": name} for name in blogs],
        "last_active_times": ["2024-05-04T10:05:00"],
    }
    return json.dumps([{"data": told}]).encode()


def day(at: datetime) -> str:
    """Return a time in Tumblr's words."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(at.day % 10 if at.day not in {11, 12, 13} else 0, "th")
    return f"{at:%B} {at.day}{ending}, {at.year} {at:%I:%M%p}".lower().capitalize()


def page(words: str, at: datetime, *sources: str) -> bytes:
    """Return the page of one post with these pictures."""
    images = "".join(f'<img src="{escape(one)}" alt="Ein Bild"/>' for one in sources)
    text = (
        f'<!DOCTYPE HTML><html><head><meta charset="utf-8"><title>tumblr</title><script>var a = "<img src=x.jpg>"'
        f'</script></head><body><div class="caption">{images}<p>{escape(words)}</p></div><div id="footer">'
        f'<span id="timestamp"> {day(at)} </span><span class="tag">garden</span></div></body></html>'
    )
    return text.encode()


def of(shot: Shot, number: int) -> Files:
    """Return one shot as a post with its file."""
    post = str(FIRST + number)
    return {
        f"posts/html/{post}.html": page(shot.caption, shot.at, f"../../media/{post}_0.jpg"),
        f"media/{post}_0.jpg": jpeg(shot),
    }


def export() -> Files:
    """Return a whole export: with a post by link, a file that is missing, a film, and one that is no picture."""
    files: Files = {PAYLOAD: payload(BLOG)}
    for number, shot in enumerate(LIFE):
        files |= of(shot, number)
    at = LIFE[0].at
    return files | {
        "posts/html/187900000001.html": page(
            "By link", at, "https://64.media.tumblr.com/0a/1b/s1280x1920/p.jpg"
        ),
        "posts/html/187900000002.html": page("Lost", at, "../../media/187900000002_0.png"),
        "media/187900000003.mp4": film(),
        "media/187900000004_0.jpg": b"<html>not found</html>",
        "media/187900000005.png": picture(7, "PNG"),
        "messaging/messages-0.xml": b"<message>a secret</message>",
    }
