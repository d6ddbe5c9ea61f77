"""Each server program of the family is read as it really answers, its traps included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest

from app.model.account import Account
from app.model.audience import Basis
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import Problem
from app.networks import understand
from app.networks.mastodon import NETWORK
from app.networks.mastodon.software import ask_software
from app.networks.web import Web
from tests.networks.replay import Replay, canned, from_recording

RECORDINGS = sorted((Path(__file__).parents[1] / "data" / "mastodon").glob("*.json"))
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(slots=True)
class Seen:
    """What a listing brought."""

    photos: list[Photo] = field(default_factory=list[Photo])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    problem: str | None = None


def load(path: Path) -> tuple[str, Replay, Mapping[str, object]]:
    recording = cast("dict[str, object]", json.loads(path.read_text(encoding="utf-8")))
    replay = Replay(from_recording(cast("dict[str, object]", recording["answers"])))
    return str(recording["look"]), replay, cast("dict[str, object]", recording["expect"])


def no_wait(_seconds: float) -> None:
    """Wait for nothing: no answer here asks for a pause."""


def listing(web: Web, account: Account) -> Seen:
    assert NETWORK.photos
    seen = Seen()
    try:
        for item in NETWORK.photos(web, account):
            if isinstance(item, Photo):
                seen.photos.append(item)
            elif isinstance(item, Skipped):
                seen.skipped.append(item)
    except Problem as problem:
        seen.problem = type(problem).__name__
    return seen


def find(web: Web, text: str) -> Account:
    assert NETWORK.find
    return NETWORK.find(web, understand(text))


def told(photo: Photo, names: Mapping[str, object]) -> dict[str, object]:
    """Return of a photo what an expectation names."""
    every: dict[str, object] = {
        "key": photo.key,
        "kind": photo.kind.value,
        "media_url": photo.media_url,
        "audience": photo.visibility.value.value,
        "alt_text": photo.alt_text,
        "caption": photo.caption,
        "people": [one.name for one in photo.people],
        "size": [photo.width, photo.height],
        "place": photo.place.name if photo.place else None,
    }
    return {name: every[name] for name in names}


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_server_is_read_as_it_answers(path: Path) -> None:
    text, replay, expect = load(path)
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    if "find" in expect:
        with pytest.raises(Problem) as refused:
            find(web, text)
        assert type(refused.value).__name__ == expect["find"]
        assert refused.value.remedy is not None
        return
    account = find(web, text)
    assert {
        "handle": account.handle,
        "server": account.server,
        "software": account.software,
        "claimed_posts": account.claimed_posts,
        "name": account.name,
        "url": account.url,
    } == {name: expect[name] for name in ("handle", "server", "software", "claimed_posts", "name", "url")}
    seen = listing(web, account)
    wanted = cast("list[dict[str, object]]", expect["photos"])
    assert seen.problem == expect["problem"]
    assert len(seen.skipped) == expect["skipped"]
    assert [told(photo, names) for photo, names in zip(seen.photos, wanted, strict=True)] == wanted


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_every_request_stays_on_https_and_carries_no_name(path: Path) -> None:
    text, replay, expect = load(path)
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    if "find" not in expect:
        listing(web, find(web, text))
    for request in replay.asked:
        assert (request.url or "").startswith("https://")
        assert not {"Authorization", "Cookie"} & set(request.headers)


def test_what_a_listing_says_of_a_photo_has_its_reason_and_its_time() -> None:
    text, replay, _ = load(next(path for path in RECORDINGS if path.stem == "mastodon"))
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    avatar, first, second, third, still, odd = listing(web, find(web, text)).photos
    assert avatar.visibility.basis is Basis.NETWORK_RULE
    assert first.visibility.basis is Basis.ITEM
    assert {photo.visibility.as_of for photo in (avatar, first, still)} == {NOW}
    assert odd.visibility.reasons[0].raw == "mutuals_only"
    assert third.posted_at == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert first.url == second.url == "https://social.fields.example/@anna/115400000000000005"
    assert first.preview_url.endswith("/small/a.jpeg")
    assert still.kind is PhotoKind.VIDEO_STILL
    assert avatar.preview_url.endswith("/static/5f0c1a.png")


def test_the_same_account_looked_at_twice_has_the_same_keys() -> None:
    def keys() -> list[str]:
        text, replay, _ = load(next(path for path in RECORDINGS if path.stem == "mastodon"))
        web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
        return [photo.key for photo in listing(web, find(web, text)).photos]

    assert keys() == keys()
    assert len(set(keys())) == len(keys())


def test_a_server_named_by_the_person_is_asked_instead_of_the_handles_own() -> None:
    _, replay, _ = load(next(path for path in RECORDINGS if path.stem == "mastodon"))
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    assert NETWORK.find
    account = NETWORK.find(web, understand("@anna@fields.example", "social.fields.example/"))
    assert account.server == "https://social.fields.example"
    assert not any("webfinger" in url for url in replay.urls)


def test_a_server_that_was_named_and_refuses_strangers_still_tells_of_the_account() -> None:
    _, replay, _ = load(next(path for path in RECORDINGS if path.stem == "gotosocial"))
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    assert NETWORK.find
    looked_up = NETWORK.find(web, understand("@anna@sloth.example"))
    again = NETWORK.find(web, understand("@anna@sloth.example", looked_up.server))
    assert again == looked_up
    assert again.remote_id == "https://sloth.example/users/anna"


def test_a_server_that_was_named_is_not_believed_about_another_one() -> None:
    elsewhere = "https://other.example/users/anna"
    link = {"rel": "self", "type": "application/activity+json", "href": elsewhere}
    told = canned({"subject": "acct:anna@sloth.example", "links": [link]})
    replay = Replay(
        {
            "https://sloth.example/.well-known/webfinger?resource=acct:anna@sloth.example": told,
            "https://sloth.example/api/v1/accounts/lookup?acct=anna": canned({"error": "no"}, 401),
        }
    )
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    assert NETWORK.find
    with pytest.raises(Problem):
        NETWORK.find(web, understand("@anna@sloth.example", "https://sloth.example"))
    assert {urlsplit(url).netloc for url in replay.urls} == {"sloth.example"}


def test_a_server_that_lists_its_description_under_another_name_is_known_all_the_same() -> None:
    there = "https://inside.example/nodeinfo/2.0"
    listed = {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": there}
    replay = Replay(
        {
            "https://sloth.example/.well-known/nodeinfo": canned({"links": [listed]}),
            "https://sloth.example/nodeinfo/2.0": canned(
                {"version": "2.0", "software": {"name": "gotosocial", "version": "0.19.1"}}
            ),
        }
    )
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    assert ask_software(web, "https://sloth.example").named == "GoToSocial 0.19.1"
    assert not any("inside.example" in url for url in replay.urls)
