from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import MediaState, Photo, Skipped, Tagged
from app.model.setting import Check
from app.networks.container import open_tree
from app.networks.instagram import NETWORK
from app.networks.instagram.archive import read, recognise
from tests.exports.instagram import POSTS, export, media, picture, profile, write_folder
from tests.exports.mutations import stands_everything

THREADS = "your_instagram_activity/threads/threads_and_replies.json"
PROFILE = "your_instagram_activity/threads/personal_information.json"
Kind = TypeVar("Kind")


def posts(*entries: object) -> dict[str, object]:
    return {"text_post_app_text_posts": list(entries)}


def post(uri: str, words: str = "", **more: object) -> dict[str, object]:
    one = {**media(uri, title=words), "text_app_post": {"reply_control": "everyone", "is_reply": True}}
    return {"media": [one], **more}


def everything(folder: Path, more: dict[str, object], **pictures: bytes) -> list[object]:
    with open_tree([write_folder(folder, export([], more, **pictures))]) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def test_posts_of_threads_are_an_account_of_their_own(tmp_path: Path) -> None:
    told = posts(
        post("", "only words"),
        post("media/posts/202009/x.jpg", "Café 🌊 with @lena.k"),
        post("media/posts/202009/gone.jpg", title="outer words"),
        None,
        {"media": None},
    )
    items = everything(tmp_path, {THREADS: told}, x=picture(1))
    _, account = only(items, Account)
    assert (account.id, account.url) == ("threads:mara.sample", "https://www.threads.com/@mara.sample")
    first, second = only(items, Photo)
    assert (first.network, first.account) == ("threads", account.id)
    assert (first.caption, first.people) == (
        "Café 🌊 with @lena.k",
        (Tagged(name="lena.k", basis="mention"),),
    )
    assert (second.caption, second.media_state) == ("outer words", MediaState.MISSING)
    assert [one.where for one in only(items, Skipped)] == [f"{THREADS}, 4"]


@pytest.mark.parametrize(
    ("private", "seen", "audience"),
    [
        ("True", "on", Audience.FOLLOWERS),
        ("False", "off", Audience.PUBLIC),
        (None, None, Audience.UNKNOWN),
    ],
)
def test_threads_has_a_switch_of_its_own_and_never_that_of_instagram(
    tmp_path: Path, private: str | None, seen: str | None, audience: Audience
) -> None:
    more: dict[str, object] = {THREADS: posts(post("media/posts/202009/x.jpg")), PROFILE: profile(private)}
    items = everything(tmp_path, more, x=picture(1))
    instagram, threads = only(items, Check)
    assert (instagram.key, instagram.seen) == ("private_account", "public")
    assert (threads.key, threads.seen, threads.account) == ("th1", seen, "threads:mara.sample")
    assert only(items, Photo)[0].visibility.value is audience


def test_a_picture_that_hangs_on_both_networks_is_two_photos(tmp_path: Path) -> None:
    shared = media("media/posts/202009/x.jpg")
    more: dict[str, object] = {POSTS: [{"media": [shared]}], THREADS: posts(post("media/posts/202009/x.jpg"))}
    found = only(everything(tmp_path, more, x=picture(1)), Photo)
    assert [one.network for one in found] == ["instagram", "threads"]
    assert [one.visibility.value for one in found] == [Audience.PUBLIC, Audience.UNKNOWN]


def test_an_export_without_threads_has_one_account(tmp_path: Path) -> None:
    assert len(only(everything(tmp_path, {}), Account)) == 1


def test_whatever_the_list_holds_only_photos_checks_and_reasons_come_out() -> None:
    more: dict[str, object] = {
        THREADS: posts(post("media/posts/202009/x.jpg", "x")),
        PROFILE: profile("True"),
    }
    stands_everything(NETWORK, export([], more, x=picture(1)))
