from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.networks.container import open_tree
from app.networks.discord import NETWORK, read, recognise
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything

DATA = Path(__file__).parents[1] / "data" / "discord"
USER = (DATA / "user.json").read_bytes()
MARK = "0123456789abcdef0123456789abcdef"


def everything(path: Path) -> list[object]:
    with open_tree([path]) as tree:
        assert recognise(tree)
        return list(read(tree))


def test_the_avatar_is_read_and_messages_are_not(tmp_path: Path) -> None:
    files = {
        "account/user.json": USER,
        "account/avatar.png": picture(1, "PNG"),
        "messages/c1/messages.json": b"[]",
    }
    account, avatar = everything(write_zipped(tmp_path / "x.zip", files, "package/"))
    assert isinstance(account, Account)
    assert (account.handle, account.name, account.remote_id) == ("mara.sample", "Mara", "190000000000000001")
    assert isinstance(avatar, Photo)
    assert (avatar.kind, avatar.media_state, avatar.key) == (
        PhotoKind.AVATAR,
        MediaState.PRESENT,
        f"avatar/{MARK}",
    )
    assert avatar.visibility.value is Audience.PUBLIC
    assert avatar.media_url == f"https://cdn.discordapp.com/avatars/190000000000000001/{MARK}.png"


def test_ids_may_be_bare_numbers_and_the_file_may_be_missing(tmp_path: Path) -> None:
    told = json.loads(USER) | {"id": 190000000000000001}
    _, avatar = everything(write_folder(tmp_path, {"account/user.json": json.dumps(told).encode()}))
    assert isinstance(avatar, Photo)
    assert avatar.media_state is MediaState.REMOTE


def test_who_has_no_avatar_has_no_photo(tmp_path: Path) -> None:
    told = json.loads(USER) | {"avatar_hash": None}
    assert (
        len(everything(write_folder(tmp_path / "a", {"account/user.json": json.dumps(told).encode()}))) == 1
    )
    files = {"account/user.json": json.dumps(told).encode(), "account/avatar.png": b"no picture"}
    _, skipped = everything(write_folder(tmp_path / "b", files))
    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize(
    "files",
    [
        {"user.json": b'{"id": "1", "username": "x"}'},
        {"user.json": b'{"id": "190000000000000001", "username": "x"}'},
        {"user.json": b"["},
        {"account.json": USER},
    ],
)
def test_other_exports_are_not_taken_for_discords(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)


def test_whatever_a_package_holds_only_photos_and_reasons_come_out() -> None:
    stands_everything(NETWORK, {"account/user.json": USER, "account/avatar.png": picture(1, "PNG")})
