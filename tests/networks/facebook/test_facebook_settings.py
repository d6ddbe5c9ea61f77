from __future__ import annotations

from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Basis
from app.model.setting import Check
from tests.exports.facebook import (
    ACTIVITY,
    AT,
    PAGE,
    SETTINGS,
    profile,
    settings,
    written,
)
from tests.exports.instagram import write_zipped
from tests.networks.facebook.reading import POSTS, everything, only, told


@pytest.mark.parametrize(
    ("pair", "key", "seen", "is_safe"),
    [
        (("Who can see your future posts?", "Friends"), "fb1", "friends", True),
        (("Who can see your future posts?", "Public"), "fb1", "public", False),
        (("Wer kann deine künftigen Beiträge sehen?", "Nur ich"), "fb1", "only_me", True),
        (("Who can see your future posts?", "Friends of friends"), "fb1", "friends_of_friends", False),
        (("Who can see your future posts?", "Custom"), "fb1", None, None),
        (("향후 게시물을 볼 수 있는 사람", "전체 공개"), "fb1", "public", False),
        (
            ("Do you want search engines outside of Facebook to link to your profile?", "No"),
            "fb3",
            "off",
            True,
        ),
        (("Who can look you up using the phone number you provided?", "Only me"), "fb4", "nobody", True),
        (("Quién sabe", "Amigos"), "fb.other", None, None),
    ],
)
def test_the_privacy_settings_become_checks_and_unknown_words_are_kept(
    tmp_path: Path, pair: tuple[str, str], key: str, seen: str | None, is_safe: bool | None
) -> None:
    (check,) = only(told(tmp_path, {SETTINGS: settings(pair), POSTS: []}), Check)
    assert (check.key, check.seen, check.is_safe) == (key, seen, is_safe)
    assert check.raw == ": ".join(pair)
    assert (check.basis is Basis.NONE) == (seen is None)
    assert check.as_of is not None


def test_of_two_lines_for_one_setting_the_wider_is_seen_and_dated_lines_are_its_history(
    tmp_path: Path,
) -> None:
    mail = ("Who can look you up using the email address you provided?", "Only me")
    phone = ("Who can look you up using the phone number you provided?", "Everyone")
    label = "Who can see your future posts?"
    dated = [
        {"label": label, "value": "Public", "timestamp_value": 1_400_000_000},
        {"label": label, "value": "Friends", "timestamp_value": 1_620_000_000},
    ]
    found = told(tmp_path, {SETTINGS: [*settings(mail, phone), {"label_values": dated}], POSTS: []})
    checks = {one.key: one for one in only(found, Check)}
    assert checks["fb4"].seen == "public"
    assert checks["fb1"].seen == "friends"
    assert [(one.at.year, one.value) for one in checks["fb1"].history] == [
        (2014, "public"),
        (2021, "friends"),
    ]


def test_lists_of_people_and_links_are_told(tmp_path: Path) -> None:
    def audience(name: str) -> dict[str, object]:
        return {"fbid": "1", "label_values": [{"label": "Nom", "value": name, "ent_field_name": "name"}]}

    link = {
        "timestamp": AT,
        "label_values": [{"label": "URL", "href": "https://www.facebook.com/share/secret/"}],
    }
    lists = {
        "connections/friends/your_post_audiences.json": [
            audience("Familie Größe"),
            audience("Close friends"),
        ],
        f"{ACTIVITY}posts/content_sharing_links_you_have_created.json": [link, link, {"label_values": None}],
        POSTS: [],
    }
    items = told(tmp_path, lists)
    named, links = only(items, Check)
    assert (named.key, named.seen, named.raw) == ("fb.lists", None, "Familie Größe; Close friends")
    assert (links.key, links.seen, links.is_safe) == ("fb.links", "there", False)
    assert links.raw.endswith(": 2")
    assert "secret" not in repr(items)


@pytest.mark.parametrize(
    ("told_of", "name", "handle", "url"),
    [
        (profile(), "x", "mara.lindqvist.sample", "https://www.facebook.com/mara.lindqvist.sample"),
        (profile(""), "facebook-mara.k-2024-05-01-aBcDeF", "mara.k", "https://www.facebook.com/mara.k"),
        ({"profile": {"name": "Mara", "profile_uri": "https://www.facebook.com/profile.php?id=1000123"}}, "x", "1000123",
         "https://www.facebook.com/profile.php?id=1000123"),
        ({"profile_v2": {"username": "javascript:x", "profile_uri": "https://evil.example/"}}, "x", "x", ""),
    ],
)  # fmt: skip
def test_the_account_is_named_by_its_page_else_by_the_download(
    tmp_path: Path, told_of: object, name: str, handle: str, url: str
) -> None:
    files = written(
        {"profile_information/profile_information.json": told_of, f"{PAGE}posts/profile_posts_1.json": []}
    )
    account = only(everything(write_zipped(tmp_path / f"{name}.zip", files)), Account)[0]
    assert (account.handle, account.url) == (handle, url)
