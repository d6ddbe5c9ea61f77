from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.networks.container import open_tree
from app.networks.pinterest.archive import read, recognise
from tests.exports.instagram import Files, write_folder, write_zipped
from tests.exports.person import LIFE
from tests.exports.pinterest import NAME, PAGE, board, export, link, page, pin

Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def pins(tmp_path: Path, *told: str, boards: str = "") -> list[Photo]:
    return only(everything(write_folder(tmp_path, {PAGE: page(*told, boards=boards)})), Photo)


def test_every_pin_is_read_with_its_words_its_time_and_its_secrecy(tmp_path: Path) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", export()))
    (account,) = only(items, Account)
    assert (account.handle, account.url) == (NAME, f"https://www.pinterest.com/{NAME}/")
    photos = only(items, Photo)
    assert [one.caption for one in photos] == [" ".join(one.caption.split()) for one in LIFE]
    assert [one.posted_at for one in photos] == [one.at for one in LIFE]
    assert {one.media_state for one in photos} == {MediaState.REMOTE}
    assert [one.visibility.value for one in photos[:3]] == [Audience.CUSTOM, Audience.PUBLIC, Audience.PUBLIC]
    assert {one.album for one in photos} == {"Garden"}
    assert photos[0].url == "https://www.pinterest.com/pin/1000/"
    assert photos[0].media_url.startswith("https://i.pinimg.com/736x/")
    for secret in ("a secret", "192.0.2.7", "mara@mail.example"):
        assert secret not in repr(items)


def test_a_pin_that_says_nothing_of_itself_is_as_secret_as_its_board(tmp_path: Path) -> None:
    told = (pin(1, Private=""), pin(2, Private="", Board_Id="2"), pin(3, Private="Perhaps"))
    one, two, three = pins(tmp_path, *told, boards=board("Garden", "9876543210", "True"))
    assert (one.visibility.value, one.visibility.basis) == (Audience.CUSTOM, Basis.ALBUM)
    assert two.visibility.value is Audience.CUSTOM
    assert (three.visibility.value, three.visibility.reasons[0].raw) == (Audience.UNKNOWN, "Perhaps")
    (alone,) = pins(tmp_path / "b", pin(1, Private=""))
    assert (alone.visibility.value, alone.visibility.basis) == (Audience.UNKNOWN, Basis.NONE)


def test_a_link_inside_a_pin_begins_no_other_pin(tmp_path: Path) -> None:
    inner = link("https://www.pinterest.com/pin/777/")
    (one,) = pins(tmp_path, pin(1, Canonical_Link=inner, Title="A: b, c", Is_Video="True", Alive="False"))
    assert (one.key, one.caption) == ("9876543210/1", "A: b, c")
    assert (one.kind, one.existence) == (PhotoKind.VIDEO_STILL, Existence.TRASHED)


def test_odd_pins_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    told = (
        pin(1, Image="No data"),
        pin(2, Created_at="0001/01/01 00:00:00", Board_Id="../x"),
        pin(2),
        pin(3, Image="javascript:x"),
        pin(4, Image="https://i.pinimg.com/originals/a.png", Created_at="2017/02/13 15:35:01"),
    )
    items = everything(write_folder(tmp_path, {PAGE: page(*told)}))
    second, fourth = only(items, Photo)
    assert (second.key, second.posted_at) == ("pin/2", None)
    assert fourth.media_url == "https://i.pinimg.com/originals/a.png"
    assert fourth.posted_at == datetime(2017, 2, 13, 15, 35, 1, tzinfo=UTC)
    assert [one.where[-3:] for one in only(items, Skipped)] == ["/1/", "/3/"]


def test_the_page_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    photos = only(everything(write_folder(tmp_path, {"a.htm": page(pin(1))}) / "a.htm"), Photo)
    assert len(photos) == 1


@pytest.mark.parametrize("data", [b"", b"<html>pinterest.com</html>", b"<br>/pin/", b"\xff\xfe"])
def test_other_pages_are_not_taken_for_pinterests(tmp_path: Path, data: bytes) -> None:
    files: Files = {"pinterest.html": data}
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)
