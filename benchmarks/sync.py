"""How much memory and time a sync of a large account takes: python -m benchmarks.sync [PHOTOS].

A Bluesky account with 100,000 posts of one picture each, answered below the door to the web, goes through the whole verb
into a catalogue on disk. No file is fetched. Promised: less than 150 MB over the start, however many photos there are.
The time is given as a ratio to a bare loop that asks the same adapter for the same pages and reads them with `json`.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests
from requests import PreparedRequest, Response

from app.analysis.worker import Worker
from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.networks.web import Web
from app.services.house import House, Parts
from app.store.home import Store
from app.store.vault import SessionVault
from tests.networks.replay import Canned, Replay, canned

SERVER = "https://pds.example"
DID = "did:plc:abcdefghijklmnopqrstuvwx"
PAGE = 100


class Large(Replay):
    """Answers every question about one account that has so many posts."""

    def __init__(self, posts: int) -> None:
        super().__init__({})
        self._posts = posts

    def send(self, request: PreparedRequest, *_args: object, **_named: object) -> Response:
        """Return the answer, made at the moment when it is asked for."""
        parts = urlsplit(request.url or "")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return self._response(request, self._answer(parts.path.rpartition("/")[2], query))

    def _answer(self, method: str, query: dict[str, str]) -> Canned:
        match method:
            case "com.atproto.identity.resolveHandle":
                return canned({"did": DID})
            case "com.atproto.repo.describeRepo":
                return canned(
                    {"did": DID, "handle": "mina.example", "didDoc": {"alsoKnownAs": ["at://mina.example"]}}
                )
            case "com.atproto.repo.listRecords":
                return self._page(int(query.get("cursor", self._posts)))
            case "com.atproto.repo.getRecord":
                return canned({"uri": "", "value": {"displayName": "Mina"}})
            case _:
                return canned({"error": "RecordNotFound"}, 400)

    def _page(self, below: int) -> Canned:
        numbers = range(below, max(below - PAGE, 0), -1)
        answer: dict[str, object] = {"records": [_post(number) for number in numbers]}
        if below > PAGE:
            answer["cursor"] = str(below - PAGE)
        return canned(answer)


def _post(number: int) -> dict[str, object]:
    cid = f"bafkreih{number:051d}"
    image = {
        "alt": "A harbour in the evening",
        "image": {"$type": "blob", "ref": {"$link": cid}, "mimeType": "image/jpeg", "size": 400_000},
        "aspectRatio": {"width": 1600, "height": 1200},
    }
    return {
        "uri": f"at://{DID}/app.bsky.feed.post/3l{number:011d}",
        "cid": cid,
        "value": {
            "$type": "app.bsky.feed.post",
            "text": f"Photo number {number}, taken on the way home",
            "createdAt": "2026-05-01T12:00:00Z",
            "embed": {"$type": "app.bsky.embed.images", "images": [image]},
        },
    }


def memory_mb() -> float:
    """Return the memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def bare(posts: int) -> float:
    """Return how many seconds the same pages take with requests and json alone."""
    session = requests.Session()
    session.mount("https://", Large(posts))
    started, cursor = time.perf_counter(), ""
    while True:
        params = {"cursor": cursor} if cursor else {}
        page = json.loads(
            session.get(f"{SERVER}/xrpc/com.atproto.repo.listRecords", params=params, timeout=60).content
        )
        cursor = page.get("cursor", "")
        if not cursor:
            return time.perf_counter() - started


def whole(posts: int) -> tuple[float, float, int]:
    """Return seconds, memory over the start in MB, and how many photos the verb listed."""
    with tempfile.TemporaryDirectory(prefix="overexposed-") as folder:
        house = _house(Path(folder), posts)
        key = NetworkKey("bluesky")
        house.store.catalogue.keep_account(
            Account(
                id=account_id(key, "mina.example"),
                network=key,
                kind=AccountKind.WATCHED,
                handle="mina.example",
                remote_id=DID,
                server=SERVER,
            )
        )
        before, started = memory_mb(), time.perf_counter()
        highest = before

        report = house.syncer.sync(look=False)[0]
        seconds = time.perf_counter() - started
        highest = max(highest, memory_mb(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
        house.close()
        if report.problem is not None:
            raise SystemExit(f"the sync ended with: {report.problem}")
        return seconds, highest - before, report.listed


def _house(folder: Path, posts: int) -> House:
    vault = SessionVault()
    return House(
        Parts(
            open_store=lambda _key: Store.open(folder, vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(adapter=Large(posts), poll=progress.poll),
            start_worker=Worker,
            laws=lambda: (),
            directory=lambda: (),
            guides=lambda _network: (),
            closed_networks=lambda: (),
            write_pdf=lambda _letter, _path: None,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=lambda: datetime.now(UTC),
            today=lambda: date(2026, 11, 27),
            data_folder=folder,
        )
    )


def main(words: Sequence[str]) -> int:
    """Measure, print, and end with 1 where the promise is broken."""
    posts = int(words[0]) if words else 100_000
    plain = bare(posts)
    seconds, memory, listed = whole(posts)
    print(f"{listed} photos listed and kept in {seconds:.1f} s, {listed / seconds:.0f} a second")
    print(f"memory over the start: {memory:.0f} MB (promised: below 150)")
    print(
        f"ratio to bare requests and json over the same pages: {seconds / plain:.2f} (catalogue on disk included)"
    )
    return 0 if memory < 150 and listed == posts else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
