"""Write Reddit data requests: flat tables of posts, statistics, and what is never read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from tests.exports.instagram import Files
from tests.exports.person import LIFE, Shot

POSTS, HEADERS, STATISTICS = "posts.csv", "post_headers.csv", "statistics.csv"
HEADS = ("id", "permalink", "date", "ip", "subreddit", "gildings", "title", "url", "body")
NAME = "mara_sample"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as Reddit writes it."""
    file = io.StringIO()
    csv.writer(file).writerows([heads, *rows])
    return file.getvalue().encode()


def post(key: str, url: str, title: str = "", *, community: str = "gardens", **more: str) -> list[str]:
    """Return one line of posts.csv."""
    told = {
        "id": key,
        "permalink": f"https://www.reddit.com/r/{community}/comments/{key}/x/",
        "date": "2024-05-04 10:05:00 UTC",
        "ip": "192.0.2.7",
        "subreddit": community,
        "gildings": "0",
        "title": title,
        "url": url,
        "body": "",
    } | more
    return [told[head] for head in HEADS]


def statistics(name: str = NAME) -> bytes:
    """Return the table of statistics."""
    rows = [
        ("account name", name),
        ("export time", "2026-11-20 08:00:00 UTC"),
        ("is_deleted", "False"),
        ("registration date", "2014-05-19 22:02:20 UTC"),
        ("email address", "mara@mail.example"),
    ]
    return table(("statistic", "value"), rows)


def of(shot: Shot, number: int) -> list[str]:
    """Return one shot as a picture post, every second one on the person's own page."""
    community = f"u_{NAME}" if number % 2 else "gardens"
    return post(
        f"1ab{number}",
        f"https://i.redd.it/{shot.seconds & 0xFFFFFF:x}.jpg",
        shot.caption,
        community=community,
        date=shot.at.strftime("%Y-%m-%d %H:%M:%S UTC"),
    )


def export(*more: list[str]) -> Files:
    """Return a whole data request; messages and addresses are in it, and are never read."""
    rows = [of(shot, number) for number, shot in enumerate(LIFE)]
    links = [
        post("9link", "https://news.example/a.jpg", "A page of others"),
        post("9film", "https://v.redd.it/abc", "A film"),
        post("9text", "/r/gardens/comments/9text/x/", "Only words", body="Water deeply"),
        post("9gal", "https://www.reddit.com/gallery/9gal", "Many pictures"),
    ]
    headers = [
        [cell for head, cell in zip(HEADS, row, strict=True) if head not in {"title", "body"}] for row in rows
    ]
    return {
        POSTS: table(HEADS, [*rows, *links, *more]),
        HEADERS: table([head for head in HEADS if head not in {"title", "body"}], headers),
        STATISTICS: statistics(),
        "messages.csv": table(("id", "permalink", "body"), [("t4_1", "/m/1", "a secret")]),
        "ip_logs.csv": table(("date", "ip"), [("2024-01-01 00:00:00 UTC", "192.0.2.7")]),
        "comments.csv": table(("id", "permalink", "body"), [("c1", "/r/x/1", "nice")]),
    }
