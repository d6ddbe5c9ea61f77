"""Servers of the Misskey family are read as they really answer, their traps included."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from app.model.account import Account
from app.model.audience import Basis
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import Problem
from app.model.stranger import Reach
from app.networks import find, understand
from app.networks.misskey import NETWORK
from app.networks.network import Mark
from app.networks.web import MB, Web
from tests.networks.misskey.net import DATA, RECORDINGS, load, replay
from tests.networks.replay import Canned, Replay

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ON_THE_PROFILE = {PhotoKind.AVATAR, PhotoKind.BANNER}


@dataclass(slots=True)
class Seen:
    """What a listing brought."""

    photos: list[Photo] = field(default_factory=list[Photo])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    marks: list[str] = field(default_factory=list[str])
    problem: str | None = None


def a_web(adapter: Replay) -> Web:
    return Web(adapter=adapter, now=lambda: NOW, sleep=lambda _s: None)


def listing(web: Web, account: Account, resume: str = "") -> Seen:
    assert NETWORK.photos
    seen = Seen()
    try:
        for item in NETWORK.photos(web, account, resume):
            match item:
                case Photo():
                    seen.photos.append(item)
                case Skipped():
                    seen.skipped.append(item)
                case Mark():
                    seen.marks.append(item.cursor)
    except Problem as problem:
        seen.problem = type(problem).__name__
    return seen


def told(photo: Photo) -> dict[str, object]:
    return {
        "kind": photo.kind.value,
        "audience": photo.visibility.value.value,
        "raw": photo.visibility.reasons[0].raw,
        "media_url": photo.media_url,
        "preview_url": photo.preview_url,
        "url": photo.url,
        "width": photo.width,
        "people": [one.name for one in photo.people],
        "alt_text": photo.alt_text,
        "caption": photo.caption,
    }


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_server_is_read_as_it_answers(path: Path) -> None:
    recording = load(path)
    expect: dict[str, Any] = recording["expect"]
    web = a_web(replay(recording["answers"]))
    target = understand(recording["look"])
    assert target.network == "misskey"
    if "find" in expect:
        with pytest.raises(Problem) as refused:
            find(web, target)
        assert type(refused.value).__name__ == expect["find"]
        assert refused.value.remedy is not None
        return
    account = find(web, target)
    for name, value in expect.get("account", {}).items():
        assert getattr(account, name) == value
    seen = listing(web, account)
    assert (len(seen.skipped), seen.problem) == (expect["skipped"], expect["problem"])
    assert {
        photo.kind.value: photo.media_url for photo in seen.photos if photo.kind in ON_THE_PROFILE
    } == expect["portraits"]
    found = {photo.key: told(photo) for photo in seen.photos if photo.kind not in ON_THE_PROFILE}
    assert set(found) == set(expect["photos"])
    for key, values in expect["photos"].items():
        assert {name: found[key][name] for name in values} == values


def test_a_listing_goes_on_from_every_mark_and_loses_nothing() -> None:
    recording = load(DATA / "misskey.json")
    web = a_web(replay(recording["answers"]))
    account = find(web, understand(recording["look"]))
    whole = listing(web, account)
    assert len(whole.marks) == 6
    behind = {mark: {photo.key for photo in listing(web, account, mark).photos} for mark in whole.marks}
    # Nothing behind a mark is lost, and nothing before it is told again but by the second pass, which sees all notes.
    assert behind["files:n6"] == {"n5/f4", "n4/f5", "n9/f6", "n8/f1", "n8/f2", "n6/f3"}
    assert behind["all:n8"] == {"n6/f3", "n5/f4", "n4/f5"}
    assert behind["all:n4"] == set()


def test_a_mark_that_is_none_begins_from_the_start() -> None:
    recording = load(DATA / "misskey.json")
    web = a_web(replay(recording["answers"]))
    account = find(web, understand(recording["look"]))
    assert len(listing(web, account, "evil:../../x").photos) == 6


def test_who_asks_as_a_stranger_sends_no_token() -> None:
    recording = load(DATA / "misskey.json")
    adapter = replay(recording["answers"])
    web = a_web(adapter)
    listing(web, find(web, understand(recording["look"])))
    bodies = [json.loads(cast("bytes", request.body)) for request in adapter.asked if request.body]
    assert len(bodies) > 6
    assert not any("i" in body for body in bodies)
    assert not any("Authorization" in request.headers for request in adapter.asked)


def test_a_huge_answer_and_a_redirect_indoors_end_in_a_problem() -> None:
    look = understand("misskey:@anna@misskey.example")
    show = "POST https://misskey.example/api/users/show"
    huge = Canned(headers={"content-type": "application/json"}, body=b"[" + b"0," * (5 * MB) + b"0]")
    indoors = Canned(status=302, headers={"location": "http://169.254.169.254/latest/meta-data/"})
    for answer in (huge, indoors):
        with pytest.raises(Problem):
            find(a_web(Replay({show: answer})), look)


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (
            Canned(body=b"\xff\xd8\xff\xe0" + b"0" * 100, headers={"content-type": "image/jpeg"}),
            Reach.REACHABLE,
        ),
        (Canned(status=404, headers={"content-type": "image/png"}, body=b"\x89PNG\r\n\x1a\n"), Reach.GONE),
        (Canned(status=204), Reach.GONE),
        (Canned(status=401), Reach.LOGIN_WALL),
        (Canned(status=403), Reach.COULD_NOT_LOOK),
        (Canned(body=b"<html>none</html>"), Reach.COULD_NOT_LOOK),
    ],
)
def test_a_file_is_seen_as_a_stranger_gets_it(answer: Canned, reach: Reach) -> None:
    assert NETWORK.glimpse
    recording = load(DATA / "misskey.json")
    web = a_web(replay(recording["answers"]))
    (photo,) = (
        one for one in listing(web, find(web, understand(recording["look"]))).photos if one.key == "n8/f1"
    )
    there = a_web(Replay({photo.media_url: answer}))
    assert NETWORK.glimpse(there, photo).view.reach is reach
    assert photo.visibility.basis is Basis.ITEM


def test_every_known_address_of_a_file_is_told_and_where_copies_stay() -> None:
    recording = load(DATA / "misskey.json")
    web = a_web(replay(recording["answers"]))
    photo = listing(web, find(web, understand(recording["look"]))).photos[2]
    assert NETWORK.sizes
    assert NETWORK.copies
    assert NETWORK.sizes(photo) == (photo.media_url, photo.preview_url)
    assert len(NETWORK.copies(photo)) == 2


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("misskey:@anna@misskey.example", "anna@misskey.example"),
        ("Misskey: anna@MISSKEY.example", "anna@misskey.example"),
        ("misskey:https://misskey.example/@anna", "anna@misskey.example"),
        ("misskey:misskey.example/@anna@far.example/", "anna@far.example"),
        ("misskey:@anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("misskey:@anna", None),
        ("@anna@misskey.example", None),
        ("misskey:https://10.0.0.1/@anna", None),
    ],
)
def test_a_handle_that_names_the_network_is_read(text: str, handle: str | None) -> None:
    assert NETWORK.understand
    target = NETWORK.understand(text)
    assert (target.handle if target else None) == handle
