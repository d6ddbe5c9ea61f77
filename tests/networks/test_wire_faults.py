"""Faults on the wire, for every network: each ends within its time and its memory, in one clear Problem, and nothing is lost.

The time-outs are the door's own, made shorter; the faults are bytes from a socket, or their absence.
"""

from __future__ import annotations

import gzip
import time
import tracemalloc
from collections.abc import Callable

import pytest

from app.model.photo import Photo
from app.model.problem import NetworkRefused, NotThere, Offline, Problem
from app.model.stranger import Reach
from app.networks.web import MB, Times, Web
from tests.networks.every_server import VISITS, Visit, opened
from tests.networks.loopback import CUT, HTML, JSON, Asked, Loopback, Reply, reply
from tests.networks.member_programs import PROGRAMS
from tests.networks.signed_in import NOW, Seen, gathered, no_wait
from tests.networks.test_every_server import of, one_of, served

INNER = "http://169.254.169.254/latest/meta-data/"
# One program stands for its family: what the others do differently lies above the door.
NAMES = [name for name in VISITS if name not in PROGRAMS or name == "mastodon"]
QUICK = Times(connect=1.0, read=0.4, whole=1.2, slowest=1024 * MB)
# Ten times what a fault may take by those times, for a machine that is busy; a fault that were waited for takes minutes.
SOON = 10.0
TEN_GB = 10 * 1024 * MB
# What the largest answer of any network may weigh, twice over, and what the wire holds on its way.
LITTLE = 60 * MB

Fault = Callable[[Loopback], Reply]
FAULTS: dict[str, Fault] = {
    "silence in mid-body": lambda server: Reply(200, server.silence(b'{"data": [{"id'), JSON, length=5000),
    "silence before the body": lambda server: Reply(200, server.silence(b""), JSON, length=5000),
    "cut in mid-body": lambda _server: Reply(200, b'{"data": [{"id', JSON, length=5000),
    "cut before the answer": lambda _server: CUT,
    "one byte a second": lambda server: Reply(200, server.drip(b"[" * 600, 1.0), JSON, length=600),
    "one byte now and then": lambda server: Reply(200, server.drip(b"[" * 600, 0.05), JSON, length=600),
    "a flood": lambda server: Reply(200, server.flood(TEN_GB, b"["), JSON, length=TEN_GB),
    "a flood of no known length": lambda server: Reply(200, server.flood(TEN_GB, b"["), JSON),
    "a bomb": lambda _server: Reply(200, BOMB, {**JSON, "content-encoding": "gzip"}),
    "truncated JSON": lambda _server: Reply(200, b'{"data": [{"id": "1", "media', JSON),
    "wrong types": lambda _server: reply(
        {"data": 7, "response": "x", "items": {}, "photos": [], "records": 1}
    ),
    "a number": lambda _server: reply(7),
    "500": lambda _server: Reply(500, b"<html>oops", HTML),
    "503": lambda _server: Reply(503, b"<html>oops", HTML),
    "to the inside": lambda _server: Reply(302, b"", {"location": INNER}),
    "in circles": lambda server: Reply(302, b"", {"location": f"{server.url}/round/and/round"}),
}
BOMB = gzip.compress(b" " * (64 * MB))


def a_web(times: Times | None = None) -> Web:
    return Web(allow_loopback=True, sleep=no_wait, now=lambda: NOW, times=times)


def quick() -> Web:
    """The door with shorter times: for faults alone, for a busy machine may be slower with what is no fault."""
    return a_web(QUICK)


def spoiled(visit: Visit, fault: Fault) -> Callable[[Asked], Reply | None]:
    """Let the last answer of a listing be the fault, as often as it is asked for, and nothing else."""
    last = visit.server.requests[-1].target

    def answer(asked: Asked) -> Reply | None:
        is_it = asked.target == last or asked.path.startswith("/round/")
        return fault(visit.server) if is_it else None

    return answer


def clear(seen: Seen) -> None:
    assert seen.problem is None or (str(seen.problem) and seen.problem.remedy is not None)
    assert all(str(one.why) for one in seen.skipped)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_fault_at_the_end_of_a_listing_ends_soon_and_loses_nothing(name: str, fault: str) -> None:
    with opened(name) as visit:
        whole = [one.key for one in gathered(visit.photos(a_web())).photos]
        visit.server.fault = spoiled(visit, FAULTS[fault])
        began = time.monotonic()
        seen = listed(visit, quick())
        assert time.monotonic() - began < SOON
        clear(seen)
        keys = [one.key for one in seen.photos]
        assert keys == [key for key in whole if key in set(keys)]
        # Either it is told, or what the answer would have brought was not needed for any photo.
        assert seen.problem is not None or len(keys) == len(whole) or seen.skipped
        assert not [one for one in seen.photos if "169.254" in one.media_url]
        assert visit.server.sent < LITTLE


def listed(visit: Visit, web: Web) -> Seen:
    """List; a problem that stands before the listing is one of it, too."""
    try:
        return gathered(visit.photos(web))
    except Problem as problem:
        return Seen(problem=problem)


@pytest.mark.parametrize("name", NAMES)
def test_a_storm_of_500_ends_in_one_problem_and_is_no_sign_that_anything_is_gone(name: str) -> None:
    with opened(name) as visit:
        photos = gathered(visit.photos(a_web())).photos
        visit.server.fault = lambda _asked: Reply(500, b"<html>oops", HTML)
        before = len(visit.server.requests)
        seen = listed(visit, a_web())
        assert isinstance(seen.problem, NetworkRefused)
        assert seen.problem.remedy is not None
        # A storm is not fed: a few questions, and then it is left alone.
        assert len(visit.server.requests) - before <= 12
        assert visit.net.glimpse is not None
        assert visit.net.glimpse(a_web(), photos[0]).view.reach is Reach.COULD_NOT_LOOK


@pytest.mark.parametrize("fault", ["silence in mid-body", "one byte now and then", "cut in mid-body"])
def test_what_does_not_come_is_offline_and_says_so(fault: str) -> None:
    with opened("vk") as visit:
        gathered(visit.photos(a_web()))
        visit.server.fault = spoiled(visit, FAULTS[fault])
        assert isinstance(listed(visit, quick()).problem, Offline)


@pytest.mark.parametrize("fault", ["a flood", "a flood of no known length", "a bomb"])
@pytest.mark.parametrize("name", ["vk", "mastodon", "bluesky", "misskey", "github", "webpage"])
def test_a_flood_is_held_in_little_memory(name: str, fault: str) -> None:
    with opened(name) as visit:
        gathered(visit.photos(a_web()))
        visit.server.fault = spoiled(visit, FAULTS[fault])
        tracemalloc.start()
        try:
            clear(listed(visit, quick()))
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < LITTLE


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["vk", "mastodon", "bluesky"])
def test_a_faulty_file_is_never_taken_for_gone_or_safe(name: str, fault: str) -> None:
    with opened(name) as visit:
        photos: list[Photo] = gathered(visit.photos(a_web())).photos
        visit.server.fault = lambda _asked: FAULTS[fault](visit.server)
        assert visit.net.glimpse is not None
        began = time.monotonic()
        view = visit.net.glimpse(quick(), photos[0]).view
        assert time.monotonic() - began < SOON
        assert view.reach is Reach.COULD_NOT_LOOK
        assert view.why is not None
        assert visit.server.sent < LITTLE


DELETING = (
    "flickr",
    "tumblr",
    "x",
    "youtube",
    "reddit",
    "threads",
    "pinterest",
    "vk",
    "bluesky",
    "misskey",
    "mastodon",
)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", DELETING)
def test_a_fault_is_never_taken_for_a_deletion(name: str, fault: str) -> None:
    with served(name) as visit:
        fix = visit.net.delete
        assert fix is not None
        photo = one_of(visit, gathered(visit.photos(a_web())).photos, fix)
        session = of(visit, a_web())
        session.web = quick()
        visit.server.fault = lambda asked: FAULTS[fault](visit.server) if asked.method != "GET" else None
        began = time.monotonic()
        with pytest.raises(Problem) as told:
            fix.act(session, fix.unit(photo), [photo])
        assert time.monotonic() - began < SOON
        assert not isinstance(told.value, NotThere)
        assert told.value.remedy is not None
        visit.server.fault = None
        assert photo.key in {one.key for one in gathered(visit.photos(a_web())).photos}
