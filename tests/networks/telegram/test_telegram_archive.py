from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.networks.container import open_tree
from app.networks.telegram import NETWORK, read, recognise
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything

DATA = Path(__file__).parents[1] / "data" / "telegram"
Kind = TypeVar("Kind")
EXPORT: Files = {
    "result.json": (DATA / "result.json").read_bytes(),
    "profile_pictures/photo_2@04-05-2024_10-05-00.jpg": picture(1),
    "stories/photo_1.jpg": picture(2),
    "stories/photo_2.jpg": picture(3),
    "chats/chat_1/photos/photo_1.jpg": picture(4),
}


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def test_profile_pictures_and_stories_are_read_and_chats_are_not(tmp_path: Path) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", EXPORT, "DataExport_2024-06-03/"))
    account = only(items, Account)[0]
    assert (account.handle, account.name, account.remote_id) == (
        "mara_sample",
        "Mara Lindqvist",
        "4711000001",
    )
    assert [(one.kind, one.media_state) for one in only(items, Photo)] == [
        (PhotoKind.AVATAR, MediaState.PRESENT),
        (PhotoKind.OLD_AVATAR, MediaState.MISSING),
        (PhotoKind.OLD_AVATAR, MediaState.MISSING),
        (PhotoKind.STORY, MediaState.PRESENT),
        (PhotoKind.STORY, MediaState.PRESENT),
    ]
    assert only(items, Photo)[0].posted_at == datetime.fromtimestamp(1714817100, UTC)
    assert not any("chats/" in one.source_path for one in only(items, Photo))
    assert "1 film" in str(only(items, Skipped)[0].why)
    assert "+49" not in repr(account)


def test_only_a_story_that_is_over_and_not_pinned_is_known_to_be_hidden(tmp_path: Path) -> None:
    found = only(everything(write_folder(tmp_path, EXPORT)), Photo)
    assert [one.visibility.value for one in found] == [Audience.UNKNOWN] * 4 + [Audience.ONLY_ME]
    assert [one.existence for one in found[3:]] == [Existence.LIVE, Existence.ARCHIVED]


def test_the_newest_profile_picture_is_todays_whatever_the_order(tmp_path: Path) -> None:
    told = json.loads(EXPORT["result.json"])
    told["profile_pictures"].reverse()
    found = only(
        everything(write_folder(tmp_path, EXPORT | {"result.json": json.dumps(told).encode()})), Photo
    )
    assert [one.posted_at.year for one in found if one.kind is PhotoKind.AVATAR and one.posted_at] == [2024]


def test_web_pages_are_refused_with_the_way_to_export_again(tmp_path: Path) -> None:
    path = write_folder(tmp_path, {"export_results.html": b"<title>Telegram export</title>"})
    with open_tree([path]) as tree:
        assert recognise(tree)
        with pytest.raises(UnreadableArchive, match="web pages") as caught:
            list(read(tree))
    assert "JSON" in str(caught.value.remedy)


@pytest.mark.parametrize(
    "files",
    [
        {"result.json": b'{"name": "Tom", "messages": []}'},
        {"a/b/result.json": b'{"name": "Tom", "type": "personal_chat", "id": 4, "messages": []}'},
        {"result.json": b"["},
        {"export_results.html": b"<html>"},
        {"other.json": b'{"personal_information": {}}'},
    ],
)
def test_other_exports_are_not_taken_for_telegrams(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)


def test_a_single_chat_is_told_and_its_pictures_are_nobodys_folder(tmp_path: Path) -> None:
    chat = b'{\n "name": "Tom",\n "type": "personal_chat",\n "id": 4711,\n "messages": []\n}'
    path = write_folder(tmp_path, {"result.json": chat, "photos/photo_1.jpg": picture(1)})
    with open_tree([path]) as tree:
        assert recognise(tree)
        with pytest.raises(UnreadableArchive, match="Telegram chat"):
            list(read(tree))


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    told = {
        "personal_information": [],
        "profile_pictures": [None, {"photo": 7}, {"photo": "a.jpg"}, {"photo": "a.jpg"}],
    }
    items = everything(
        write_folder(tmp_path, {"result.json": json.dumps(told).encode(), "a.jpg": b"no picture"})
    )
    assert only(items, Photo) == []
    assert [one.where for one in only(items, Skipped)] == [
        "profile_pictures, 1",
        "profile_pictures, 2",
        "a.jpg",
    ]


def test_whatever_an_export_holds_only_photos_and_reasons_come_out() -> None:
    stands_everything(NETWORK, EXPORT)
