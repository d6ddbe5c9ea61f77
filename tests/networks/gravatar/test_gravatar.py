"""What hangs behind an e-mail address is found, and the address itself goes nowhere."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.setting import Check
from app.model.stranger import Reach
from app.networks import find, understand
from app.networks.answer import Contact
from app.networks.gravatar import NETWORK
from app.networks.gravatar.names import md5_of, sha256_of
from app.networks.web import Web
from tests.networks.mastodon.test_hostile import BAD, paths
from tests.networks.replay import Canned, Replay, from_recording

DATA = sorted((Path(__file__).parents[1] / "data" / "gravatar").glob("*.json"))
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ADDRESS = "anna@mail.example"


def load(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def a_web(adapter: Replay, contacts: list[Contact] | None = None) -> Web:
    told = [] if contacts is None else contacts
    return Web(adapter=adapter, now=lambda: NOW, sleep=lambda _s: None, on_contact=told.append)


def listing(web: Web, look: str) -> tuple[list[Photo], list[Skipped], str | None]:
    assert NETWORK.photos
    photos, skipped = list[Photo](), list[Skipped]()
    try:
        for item in NETWORK.photos(web, find(web, understand(look))):
            if isinstance(item, Photo):
                photos.append(item)
            elif isinstance(item, Skipped):
                skipped.append(item)
    except Problem as problem:
        return photos, skipped, type(problem).__name__
    return photos, skipped, None


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_an_address_is_looked_up_as_it_answers(path: Path) -> None:
    recording = load(path)
    expect: dict[str, Any] = recording["expect"]
    adapter = Replay(from_recording(recording["answers"]))
    contacts = list[Contact]()
    web = a_web(adapter, contacts)
    target = understand(recording["look"])
    assert target.network == "gravatar"
    if "find" in expect:
        with pytest.raises(Problem) as refused:
            find(web, target)
        assert type(refused.value).__name__ == expect["find"]
        return
    account = find(web, target)
    for name, value in expect.get("account", {}).items():
        assert getattr(account, name) == value
    photos, skipped, problem = listing(web, recording["look"])
    assert {photo.kind.value: photo.media_url for photo in photos} == expect["photos"]
    assert (len(skipped), problem) == (expect["skipped"], expect["problem"])
    if "caption" in expect:
        assert photos[0].caption == expect["caption"]
        assert photos[0].preview_url == expect["preview"]
    for shown in (*adapter.urls, repr(contacts), account.id, repr(photos)):
        assert "anna@" not in shown
        assert "anna%40" not in shown


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("mailto:Anna@Mail.Example", ADDRESS),
        ("gravatar: anna@mail.example ", ADDRESS),
        ("mailto:anna%2Bcat@mail.example?subject=hi&cc=x@y.example", "anna+cat@mail.example"),
        ("anna@gmail.com", "anna@gmail.com"),
        ("<Anna.Sample@Yahoo.co.uk>", "anna.sample@yahoo.co.uk"),
        (f"gravatar:{sha256_of(ADDRESS).upper()}", sha256_of(ADDRESS)),
        (f"https://gravatar.com/avatar/{sha256_of(ADDRESS)}.jpg?s=200", sha256_of(ADDRESS)),
        ("mailto:anna@bücher.example", "anna@xn--bcher-kva.example"),
        (ADDRESS, None),
        ("@anna@gmail.com", None),
        ("gravatar:anna", None),
        ("mailto:anna..b@mail.example", None),
        ("mailto:anna@mail", None),
        ("mailto:" + "a" * 400 + "@mail.example", None),
        ("anna@notgmail.com", None),
        ("anna@gmail.com.example", None),
    ],
)
def test_what_can_only_be_an_email_address_is_read(text: str, handle: str | None) -> None:
    assert NETWORK.understand
    target = NETWORK.understand(text)
    assert (target.handle if target else None) == handle


def test_a_bare_address_may_be_one_and_a_handle_with_an_at_is_none() -> None:
    assert NETWORK.perhaps
    target = NETWORK.perhaps("Anna@own.example")
    assert target is not None
    assert target.handle == "anna@own.example"
    assert NETWORK.perhaps("@anna@own.example") is None
    assert NETWORK.perhaps("https://own.example/@anna") is None


def test_the_numbers_are_those_of_the_trimmed_lower_case_address() -> None:
    # The address that Gravatar's own pages take as their example; the numbers were counted with coreutils.
    address = "myemailaddress@example.com"
    assert sha256_of(address) == "84059b07d4be67b806386c0aad8070a23f18836bbaae342275dc0a83414c32ee"
    assert md5_of(address) == "0bc83cb571cd1c50ba6f3e8a78ef1346"
    assert md5_of(sha256_of(address)) == ""


def test_the_check_tells_shown_from_none() -> None:
    assert NETWORK.open_checks
    shown = load(next(path for path in DATA if path.stem == "bare"))
    web = a_web(Replay(from_recording(shown["answers"])))
    account = find(web, understand(shown["look"]))
    (check,) = NETWORK.open_checks(web, account)
    assert isinstance(check, Check)
    assert (check.seen, check.is_safe) == ("shown", False)
    (check,) = NETWORK.open_checks(a_web(Replay({})), account)
    assert (check.seen, check.is_safe) == ("none", True)


def test_every_door_to_the_picture_is_known_and_the_file_is_seen() -> None:
    assert NETWORK.sizes
    assert NETWORK.glimpse
    assert NETWORK.copies
    recording = load(next(path for path in DATA if path.stem == "bare"))
    photo = listing(a_web(Replay(from_recording(recording["answers"]))), recording["look"])[0][0]
    doors = NETWORK.sizes(photo)
    assert len(doors) == len(set(doors)) == 4
    assert md5_of(ADDRESS) in doors[1]
    picture = Canned(headers={"content-type": "image/png"}, body=b"\x89PNG\r\n\x1a\n0000")
    assert NETWORK.glimpse(a_web(Replay({photo.media_url: picture})), photo).view.reach is Reach.REACHABLE
    assert NETWORK.glimpse(a_web(Replay({})), photo).view.reach is Reach.GONE
    assert NETWORK.copies(photo)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_spoiled_profile_ends_in_photos_skipped_items_and_problems(data: st.DataObject) -> None:
    assert NETWORK.photos
    recording = copy.deepcopy(load(next(path for path in DATA if path.stem == "shown")))
    profile = next(one for url, one in recording["answers"].items() if "profiles" in url)
    way = data.draw(st.sampled_from(paths(profile["json"])))
    if way:
        holder = profile["json"]
        for step in way[:-1]:
            holder = holder[step]
        holder[way[-1]] = data.draw(BAD)
    else:
        profile["json"] = data.draw(BAD)
    web = a_web(Replay(from_recording(recording["answers"])))
    with suppress(Problem):
        found = list(NETWORK.photos(web, find(web, understand(recording["look"]))))
        assert all(isinstance(one, Photo | Skipped) for one in found)
        assert any(isinstance(one, Photo) for one in found)
