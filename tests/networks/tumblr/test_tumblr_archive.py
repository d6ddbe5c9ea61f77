from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import MediaState, Photo, Skipped
from app.networks.container import open_tree
from app.networks.tumblr import NETWORK
from app.networks.tumblr.archive import read, recognise
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything
from tests.exports.person import LIFE, SCAN
from tests.exports.tumblr import BLOG, FIRST, PAYLOAD, export, page, payload

Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def test_media_are_joined_with_the_pages_of_their_posts(tmp_path: Path) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", export(), "tumblr/"))
    (account,) = only(items, Account)
    assert (account.handle, account.url) == (BLOG, f"https://{BLOG}.tumblr.com/")
    photos = {one.key: one for one in only(items, Photo)}
    for number, shot in enumerate(LIFE):
        post = str(FIRST + number)
        one = photos[f"{post}/{post}_0.jpg"]
        assert (one.caption, one.media_state) == (" ".join(shot.caption.split()), MediaState.PRESENT)
        assert one.posted_at == shot.at.replace(hour=0, minute=0, second=0)
        assert one.url == f"https://{BLOG}.tumblr.com/post/{post}"
    assert {one.visibility.value for one in photos.values()} == {Audience.UNKNOWN}
    assert SCAN.at.year in {one.posted_at.year for one in photos.values() if one.posted_at}
    assert "a secret" not in repr(items)


@pytest.mark.parametrize("folder", ["posts/", ""])
def test_pages_in_an_archive_of_their_own_are_read_as_if_they_lay_there(tmp_path: Path, folder: str) -> None:
    files = export()
    pages = {name.removeprefix("posts/"): data for name, data in files.items() if name.startswith("posts/")}
    packed = write_zipped(tmp_path / "inner.zip", pages).read_bytes()
    whole = {name: data for name, data in files.items() if not name.startswith("posts/")}
    path = write_zipped(tmp_path / "x.zip", whole | {f"{folder}posts.zip": packed}, "tumblr/")
    plain = everything(write_zipped(tmp_path / "y.zip", files, "tumblr/"))
    assert sorted(only(everything(path), Photo), key=_key) == sorted(only(plain, Photo), key=_key)
    with open_tree([path]) as tree:
        assert (tree.parts, tree.refused) == (1, ())


def test_whatever_the_inner_archive_holds_only_photos_and_reasons_come_out(tmp_path: Path) -> None:
    packed = write_zipped(
        tmp_path / "inner.zip", {"html/1870.html": page("x", SCAN.at, "a.jpg")}
    ).read_bytes()
    stands_everything(NETWORK, {PAYLOAD: payload(BLOG), "posts/posts.zip": packed}, 200)


def _key(photo: Photo) -> str:
    return photo.key


def test_links_missing_files_films_and_false_pictures_are_told_apart(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path, export()))
    photos = {one.key: one for one in only(items, Photo)}
    linked = photos["187900000001/1"]
    assert linked.media_state is MediaState.REMOTE
    assert linked.media_url == "https://64.media.tumblr.com/0a/1b/s1280x1920/p.jpg"
    lost = photos["187900000002/187900000002_0.png"]
    assert (lost.media_state, lost.source_path) == (MediaState.MISSING, "../../media/187900000002_0.png")
    assert photos["187900000005/187900000005.png"].caption == ""
    assert [str(one.why) for one in only(items, Skipped)] == [
        "The file has the name of a picture, but it is none.",
        "1 film was not looked at: only pictures are.",
    ]


def test_of_several_blogs_nobody_says_which_a_post_is_in(tmp_path: Path) -> None:
    files = {PAYLOAD: payload("one", "two"), "media/123456_0.jpg": picture()}
    items = everything(write_folder(tmp_path, files))
    assert only(items, Account)[0].handle == "one"
    assert only(items, Photo)[0].url == ""


def test_pages_alone_are_enough(tmp_path: Path) -> None:
    one = page(
        "Words &amp; more", LIFE[0].at, "https://64.media.tumblr.com/a.jpg", "https://evil.example/b.jpg"
    )
    items = everything(write_folder(tmp_path / "blog", {"187000000001.html": one}))
    (photo,) = only(items, Photo)
    assert (photo.caption, photo.alt_text) == ("Words &amp; more", "Ein Bild")
    assert only(items, Account)[0].handle == "blog"


ODD_ACCOUNTS: list[object] = [
    [],
    {},
    [None],
    [{"data": []}],
    [{"data": {"blog_names": "x"}}],
    [{"data": {"blog_names": [1, {}]}}],
]


@pytest.mark.parametrize("told", ODD_ACCOUNTS)
def test_an_account_file_of_any_shape_ends_in_an_account(tmp_path: Path, told: object) -> None:
    files = {PAYLOAD: json.dumps(told).encode(), "posts/187000000001.html": page("x", LIFE[0].at)}
    items = everything(write_folder(tmp_path / "mine", files))
    assert only(items, Account)[0].handle == "mine"


@pytest.mark.parametrize(
    "files",
    [{"payload-0.json": b'[{"data": {}}]'}, {"187000000001.html": b"<p>x"}, {"media/187000000001.jpg": b""}],
)
def test_other_files_are_not_taken_for_tumblrs(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)
