"""Pixelfed's lists: the older form calls every post public, and is not believed; the newer is read as its API."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.setting import Check
from app.networks.mastodon import NETWORK
from tests.exports import person, pixelfed
from tests.exports.instagram import Files, write_folder
from tests.exports.mutations import stands_everything
from tests.exports.pixelfed import ACCOUNT, STATUSES, export, link, note, status
from tests.exports.reading import is_recognised, only, unpacked


def of(folder: Path, files: Files) -> list[object]:
    return unpacked(NETWORK, folder, files)


def posted(items: Sequence[object]) -> list[Photo]:
    return [one for one in only(items, Photo) if one.kind is not PhotoKind.AVATAR]


def test_a_whole_life_in_the_older_form_is_read_and_its_audience_is_not_believed(tmp_path: Path) -> None:
    items = of(tmp_path, pixelfed.life())
    account, found = only(items, Account)[0], posted(items)
    assert (account.id, account.software, account.name) == (
        "mastodon:mara@pixel.example",
        "Pixelfed",
        person.NAME,
    )
    assert account.url == "https://pixel.example/mara"
    assert len(found) == len(person.LIFE)
    assert {one.visibility.value for one in found} == {Audience.UNKNOWN}
    reason = found[0].visibility.reasons[0]
    assert (reason.basis, reason.name) == (Basis.NONE, "Pixelfed’s export calls every post public")
    assert reason.raw.endswith("#Public")
    assert (found[0].media_state, found[0].media_url) == (MediaState.REMOTE, link(700))
    assert found[0].place is not None
    assert (found[0].place.lat, found[0].place.basis, found[0].place.name) == (
        38.6979,
        "place_tag",
        "Harbour, Nowhere",
    )
    assert [one.place for one in found if one.caption == person.NOWHERE.caption and one.place] == []


def test_the_profile_is_read_from_its_own_file(tmp_path: Path) -> None:
    items = of(tmp_path, export([note(1, link(1))]))
    (check,) = only(items, Check)
    assert (check.key, check.seen) == ("mast.locked", "true")
    avatar = only(items, Photo)[0]
    assert (avatar.kind, avatar.media_state) == (PhotoKind.AVATAR, MediaState.REMOTE)
    files = export([note(1, link(1))])
    del files[ACCOUNT]
    assert only(of(tmp_path / "b", files), Account)[0].id == "mastodon:mara@pixel.example"


@pytest.mark.parametrize(
    ("word", "locked", "audience"),
    [
        ("public", False, Audience.PUBLIC),
        ("public", True, Audience.FOLLOWERS),
        ("unlisted", False, Audience.UNLISTED),
        ("private", False, Audience.FOLLOWERS),
        ("draft", False, Audience.UNKNOWN),
    ],
)
def test_the_newer_form_has_each_posts_own_audience_and_the_keys_of_the_live_list(
    tmp_path: Path, word: str, locked: bool, audience: Audience
) -> None:
    about = {"id": "77", "username": "mara", "url": "https://pixel.example/mara", "locked": locked}
    posts = [status(905, link(905), link(905, 2), visibility=word, account=about)]
    found = posted(of(tmp_path, export(posts)))
    assert [one.key for one in found] == ["905/9051", "905/9052"]
    assert {one.visibility.value for one in found} == {audience}
    assert (found[0].alt_text, found[0].width, found[0].url) == (
        "A pier",
        640,
        "https://pixel.example/p/mara/905",
    )


def test_what_others_posted_is_not_ones_own_and_odd_entries_are_told(tmp_path: Path) -> None:
    theirs = status(
        906, link(906), account={"id": "78", "username": "lena", "url": "https://pixel.example/lena"}
    )
    items = of(
        tmp_path, export([status(905, link(905)), theirs, 7, {"type": "Poll"}, status(905, link(905))])
    )
    assert [one.key for one in posted(items)] == ["905/9051"]
    assert [one.where for one in only(items, Skipped)] == [f"{STATUSES}, 3", f"{STATUSES}, 4"]


def test_a_list_is_known_whatever_it_is_called_and_among_many_by_its_name(tmp_path: Path) -> None:
    told = export([note(1, link(1))])[STATUSES]
    assert len(posted(of(tmp_path / "a", {"download (1).json": told}))) == 1
    many = {f"{number}.json": b"{}" for number in range(30)}
    assert len(posted(of(tmp_path / "b", many | {"my-statuses.json": told}))) == 1
    for number, files in enumerate((many | {"x.json": told}, {"x.json": b"[]"}, {"x.json": b'[{"a": 1}]'})):
        assert not is_recognised(NETWORK, write_folder(tmp_path / str(number), files))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("is_new", [False, True])
def test_a_spoiled_list_gives_photos_or_reasons_and_nothing_else(is_new: bool) -> None:
    spot = {"name": "Pier", "latitude": "53.5", "longitude": "9.9", "country": "X"}
    old = [note(1, link(1), location=spot), note(2, link(2), link(2, 2))]
    new = [status(1, link(1)), status(2, link(2), link(2, 2), visibility="private")]
    stands_everything(NETWORK, export(new if is_new else old), cases=500)
