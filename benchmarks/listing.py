"""What listing a photo costs beside fetching and reading the same answers with nothing but `requests` and `json`.

Run `python -m benchmarks.listing` (100,000 photos of each network). The answers come from a server on this computer
that runs as a process of its own and has them ready; both sides ask it the same questions in turn, and the middle of
the ratios counts. What counts is processor time of this process alone: the server's own work, the waiting for it and
what else the machine has to do would only make both sides look more alike. Memory is how much the most that this process ever held grew from the start of a listing to its end.
Prints figures and ratios; ends with 1 where a promise is not kept.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource as usage
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import requests

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.photo import Photo
from app.networks.network import Network
from app.networks.web import Web

RATIO = 1.5
MEMORY_MB = 150.0
_ROUNDS = 15
_OF_ROUND = 10_000
_SIZES = {"mastodon": 40, "bluesky": 100}
_NUMBER = 110000000000000001
_DID = "did:plc:abcdefghijklmnopqrstuvwx"
_CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy"
_WORDS = "Harbour at seven, before the rain. " * 4


def main() -> int:
    """Measure, print, and judge."""
    wishes = argparse.ArgumentParser(description="What listing a photo costs.")
    wishes.add_argument("--photos", type=int, default=100_000)
    wishes.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = wishes.parse_args()
    if given.serve:
        return _serve()
    kept = [_measured(key, given.photos) for key in _SIZES]
    return 0 if all(kept) else 1


def _measured(key: str, photos: int) -> bool:
    network = cast("Network", importlib.import_module(f"app.networks.{key}").NETWORK)
    with _server() as base:
        ours, bare = _sides(network, base)
        ours(_SIZES[key])
        start = _held_mb()
        began = time.perf_counter()
        listed = ours(photos)
        took = time.perf_counter() - began
        grown = _held_mb() - start
        if listed < photos:
            raise SystemExit(f"{key}: {listed} photos were listed of {photos}")
        # The server makes its answers when they are first asked for.
        bare(_OF_ROUND)
        ratios: list[float] = []
        for _ in range(_ROUNDS):
            our, their = _cpu(ours), _cpu(bare)
            ratios.append(our / their)
    ratio = median(ratios)
    print(
        f"{key}: {photos:,} photos in {took:.1f} s ({1e6 * took / photos:.0f} µs each); "
        f"beside requests and json {ratio:.2f} (at most {RATIO}), from {min(ratios):.2f} to {max(ratios):.2f}; "
        f"{grown:.0f} MB more (at most {MEMORY_MB:.0f})"
    )
    return ratio <= RATIO and grown <= MEMORY_MB


def _cpu(side: Callable[[int], int]) -> float:
    """Return the seconds of processor time that one side takes for a round."""
    began = time.process_time()
    side(_OF_ROUND)
    return time.process_time() - began


def _held_mb() -> float:
    return usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def _sides(network: Network, base: str) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """Return both sides: each lists so many photos and returns how many it got."""
    key = network.key

    def ours(photos: int) -> int:
        if network.photos is None:
            raise SystemExit(f"{key} lists nothing")
        web = Web(allow_loopback=True)
        listed = network.photos(web, _account(key, f"{base}/{photos}"))
        return sum(isinstance(item, Photo) for item in listed)

    def bare(photos: int) -> int:
        return _bare(key, f"{base}/{photos}")

    return ours, bare


def _bare(key: str, base: str) -> int:
    """Fetch every page and read its JSON; look at nothing but the way to the next page."""
    got = 0
    with requests.Session() as session:
        if key == "mastodon":
            url = f"{base}/api/v1/accounts/{_NUMBER}/statuses?limit=40"
            while url:
                answer = session.get(url, timeout=30)
                got += len(json.loads(answer.content))
                url = answer.links.get("next", {}).get("url", "")
            return got
        cursor: str | None = ""
        while cursor is not None:
            url = f"{base}/xrpc/com.atproto.repo.listRecords"
            answer = session.get(url, params={"limit": 100, "cursor": cursor}, timeout=30)
            page = json.loads(answer.content)
            got += len(page["records"])
            cursor = page.get("cursor")
    return got


def _account(key: NetworkKey, server: str) -> Account:
    handle = "anna@fields.example" if key == "mastodon" else "anna.fields.example"
    return Account(
        id=account_id(key, handle),
        network=key,
        kind=AccountKind.WATCHED,
        handle=handle,
        remote_id=str(_NUMBER) if key == "mastodon" else _DID,
        server=server,
        url=f"{server}/@anna",
    )


@contextmanager
def _server() -> Generator[str]:
    command = [sys.executable, "-m", "benchmarks.listing", "--serve"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    ) as process:
        try:
            yield f"http://127.0.0.1:{(process.stdout or sys.stdin).readline().strip()}"
        finally:
            process.terminate()


def _serve() -> int:
    """Answer for both networks until the end. The first word of a path says how many photos there are."""
    pages: dict[tuple[str, int, int], bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            _, total, rest = parts.path.split("/", 2)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            below = int(query.get("max_id") or query.get("cursor") or int(total) + 1)
            base = f"http://{self.headers['Host']}/{total}"
            key = (rest, below, int(total))
            if key not in pages:
                pages[key] = _answer(rest, below, base)
            # One write, for the second of two would wait for the other side's acknowledgement.
            self.wfile.write(pages[key])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's own name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
    return 0


def _answer(path: str, below: int, base: str) -> bytes:
    """Return one whole answer, headers included."""
    link, value = "", cast("Any", {})
    if path.endswith("/statuses"):
        numbers = range(below - 1, max(0, below - 1 - _SIZES["mastodon"]), -1)
        value = [_status(number, base) for number in numbers]
        if value and numbers[-1] > 1:
            link = f'Link: <{base}/{path}?limit=40&max_id={numbers[-1]}>; rel="next"\r\n'
    elif path.endswith("listRecords"):
        numbers = range(below - 1, max(0, below - 1 - _SIZES["bluesky"]), -1)
        more = {"cursor": str(numbers[-1])} if numbers and numbers[-1] > 1 else {}
        value = {"records": [_record(number) for number in numbers], **more}
    elif path.endswith(str(_NUMBER)):
        value = _person(base)
    elif path.endswith("getRecord"):
        value = {"uri": f"at://{_DID}/app.bsky.actor.profile/self", "value": {"displayName": "Anna"}}
    body = json.dumps(value, separators=(",", ":")).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{link}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _person(base: str) -> dict[str, Any]:
    return {
        "id": str(_NUMBER),
        "username": "anna",
        "acct": "anna",
        "display_name": "Anna Sample",
        "locked": False,
        "bot": False,
        "discoverable": True,
        "indexable": False,
        "group": False,
        "created_at": "2022-12-12T00:00:00.000Z",
        "note": "<p>Fields and trains. Invented.</p>",
        "url": f"{base}/@anna",
        "uri": f"{base}/users/anna",
        "avatar": f"{base}/system/accounts/avatars/110/original/5f0c1a.png",
        "avatar_static": f"{base}/system/accounts/avatars/110/original/5f0c1a.png",
        "header": f"{base}/system/accounts/headers/110/original/77aa.png",
        "header_static": f"{base}/system/accounts/headers/110/original/77aa.png",
        "followers_count": 12,
        "following_count": 30,
        "statuses_count": 90,
        "last_status_at": "2026-11-02",
        "hide_collections": None,
        "noindex": False,
        "emojis": [],
        "roles": [],
        "fields": [{"name": "Town", "value": "Nowhere", "verified_at": None}],
    }


def _status(number: int, base: str) -> dict[str, Any]:
    """Return one post with one picture and every field that Mastodon 4.6 sends."""
    file = f"{base}/system/media_attachments/files/113/{number}/original/a{number:015x}.jpeg"
    return {
        "id": str(number),
        "created_at": "2026-05-04T10:00:00.000Z",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "uri": f"{base}/users/anna/statuses/{number}",
        "url": f"{base}/@anna/{number}",
        "replies_count": 0,
        "reblogs_count": 1,
        "favourites_count": 3,
        "quotes_count": 0,
        "edited_at": None,
        "content": f"<p>{_WORDS}</p>",
        "reblog": None,
        "application": {"name": "Web", "website": None},
        "account": _person(base),
        "media_attachments": [
            {
                "id": str(number * 10),
                "type": "image",
                "url": file,
                "preview_url": re.sub("/original/", "/small/", file),
                "remote_url": None,
                "preview_remote_url": None,
                "text_url": None,
                "meta": {
                    "original": {"width": 1600, "height": 1200, "size": "1600x1200", "aspect": 1.3333},
                    "small": {"width": 554, "height": 416, "size": "554x416", "aspect": 1.3317},
                },
                "description": "Boats at a quay, seen from above",
                "blurhash": "UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
            }
        ],
        "mentions": [],
        "tags": [],
        "emojis": [],
        "quote": None,
        "quote_approval": {"automatic": [], "manual": [], "current_user": "denied"},
        "card": None,
        "poll": None,
    }


def _record(number: int) -> dict[str, Any]:
    """Return one post of a repository with one picture."""
    blob = {"$type": "blob", "ref": {"$link": _CID}, "mimeType": "image/jpeg", "size": 812345}
    image = {"alt": "Boats at a quay", "image": blob, "aspectRatio": {"width": 1600, "height": 1200}}
    return {
        "uri": f"at://{_DID}/app.bsky.feed.post/3k{number:011d}",
        "cid": _CID,
        "value": {
            "$type": "app.bsky.feed.post",
            "text": _WORDS,
            "createdAt": "2026-05-04T10:00:00.000Z",
            "langs": ["en"],
            "embed": {"$type": "app.bsky.embed.images", "images": [image]},
        },
    }


if __name__ == "__main__":
    sys.exit(main())
