from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.networks.container import open_tree
from app.networks.whatsapp.archive import read, recognise
from tests.exports.instagram import picture, write_folder, write_zipped
from tests.exports.person import NAME
from tests.exports.whatsapp import CHAT, INFORMATION, PORTRAIT, SETTINGS, export

Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("word", "audience"),
    [
        ("Everyone", Audience.PUBLIC),
        ("My contacts", Audience.FRIENDS),
        ("contact_blacklist", Audience.CUSTOM),
        ("Nobody", Audience.ONLY_ME),
        ("사용자 지정", Audience.UNKNOWN),
        (None, Audience.UNKNOWN),
    ],
)
def test_the_profile_picture_and_who_sees_it(tmp_path: Path, word: str | None, audience: Audience) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", export(word), "My account info/"))
    (account,) = only(items, Account)
    assert (account.handle, account.name) == (NAME, NAME)
    (photo,) = only(items, Photo)
    assert (photo.kind, photo.media_state, photo.visibility.value) == (
        PhotoKind.AVATAR,
        MediaState.PRESENT,
        audience,
    )
    assert photo.visibility.basis is (Basis.NONE if word is None else Basis.ACCOUNT_SETTING)
    assert photo.visibility.reasons[0].raw == (word or "")
    assert "+49" not in repr(items)


def test_a_picture_inside_a_page_is_told_and_a_false_one_too(tmp_path: Path) -> None:
    files = export()
    files[PORTRAIT] = b"<html>"
    (told,) = only(everything(write_folder(tmp_path / "a", files)), Skipped)
    assert "it is none" in str(told.why)
    del files[PORTRAIT]
    files["whatsapp_account_information/profile.html"] = b'<img src="data:image/jpeg;base64,/9j/4AAQ">'
    (told,) = only(everything(write_folder(tmp_path / "b", files)), Skipped)
    assert "inside this page" in str(told.why)


def test_one_file_alone_is_enough_and_a_broken_one_is_told(tmp_path: Path) -> None:
    files = {INFORMATION: b"{", SETTINGS: json.dumps([[[{"name": "Mara"}]]]).encode()}
    items = everything(write_folder(tmp_path, files))
    assert only(items, Account)[0].handle == "Mara"
    assert len(only(items, Skipped)) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("_chat.txt", CHAT),
        ("WhatsApp Chat with Tom.txt", b"28/11/2025, 09:15 - Tom: hello\n"),
        ("_chat.txt", "\u200e[2025/11/28, 9:15:02\u202fPM] Tom: hello".encode()),
    ],
)
def test_a_chat_is_never_read(tmp_path: Path, name: str, words: bytes) -> None:
    path = write_zipped(tmp_path / "chat.zip", {name: words, "IMG-20251128-WA0001.jpg": picture()})
    with open_tree([path]) as tree:
        assert recognise(tree)
        with pytest.raises(UnreadableArchive, match="private") as caught:
            list(read(tree))
    assert "account report" in str(caught.value.remedy)


def test_other_files_are_not_taken_for_whatsapps(tmp_path: Path) -> None:
    files = {"_chat.txt": b"Dear diary", "old/_chat.txt": CHAT, "a.jpg": picture()}
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)
