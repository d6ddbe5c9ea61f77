"""What only a person can see is whole, sourced, and never sends anybody to an odd address."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.model.setting import Check, LinkStatus
from app.resources import resource
from app.store.guides import DataInvalid, closed_networks, guided, guides, read_guides

EVERY = [(network, check) for network, checks in guides().items() for check in checks]


def test_every_network_of_the_notes_has_its_checks() -> None:
    assert len(EVERY) == 83
    assert set(guides()) == {
        *("facebook", "instagram", "threads", "x", "tiktok", "snapchat", "linkedin", "google", "youtube"),
        *("whatsapp", "telegram", "discord", "pinterest", "reddit", "vk", "kakao", "naver", "tumblr"),
        *("flickr", "gravatar", "github"),
    }
    assert guided("folder") == ()


@pytest.mark.parametrize(("network", "check"), EVERY, ids=[f"{one}-{check.key}" for one, check in EVERY])
def test_a_check_says_what_is_open_what_that_means_and_what_to_do(network: str, check: Check) -> None:
    assert len(check.source) > 10
    assert check.checked_on is not None
    assert check.checked_on >= date(2026, 1, 1)
    assert str(check.why).endswith(".")
    assert str(check.how).endswith(".")
    assert len(str(check.says)) < 80
    assert len(check.values) > 1
    assert check.seen is None
    # Facebook ended face recognition in 2021; its page is not to be sent to.
    assert "facerec" not in check.link
    if check.link_status is not LinkStatus.NONE:
        assert re.match(r"(https|tg)://", check.link)


def test_closed_networks_give_one_sentence_as_the_reason() -> None:
    assert [way.network for way in closed_networks()] == [
        *("tiktok", "snapchat", "whatsapp", "discord", "linkedin", "google", "telegram", "kakao", "naver"),
        *("mixi", "vero", "instagram", "facebook"),
    ]
    for way in closed_networks():
        assert (way.link_status is LinkStatus.NONE) == (way.link == "")
        assert date.fromisoformat(way.checked_on) >= date(2026, 1, 1)
        assert len(way.source) > 10
        assert way.closed is not None
        assert str(way.closed).count(".") == 1
        assert way.link == "" or way.link.startswith("https://")


def test_where_the_safe_value_lets_some_people_in_a_stricter_one_is_offered_or_there_is_none() -> None:
    lets_in = {check.key for _, check in EVERY if check.safe in {"friends", "contacts", "connections"}}
    strictest = {
        key
        for key in lets_in
        for _, one in EVERY
        if one.key == key and not {"only_me", "nobody"} & set(one.also_safe)
    }
    assert strictest == {"fb10", "sc1", "sc6", "li2"}


FILE = resource("settings", "threads.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('safe = "on"', 'safe = "maybe"', "lacks 'maybe'"),
        ('link = "https://www', 'link = "javascript://www', "https or tg"),
        ('link_status = "recalled"', 'link_status = "none"', "do not fit"),
        ('link_status = "recalled"', 'link_status = "sure"', "must be one of"),
        ('network = "threads"', 'network = "other"', "must be the name of the file"),
        ("rank = 1", "rank = 0", "whole number above zero"),
        ('safe = "on"', 'safe = "on"\nstrictest = true', "strictest must say so"),
        ('key = "on"', 'key = "friends"', "lacks 'on'"),
        ("rank = 1", "rank = 1\ncolour = 'red'", "is not a key"),
        ("checked_on = 2026-11-23", "", "checked_on is missing"),
    ],
)
def test_a_wrong_file_is_told_by_its_name_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in FILE
    (tmp_path / "threads.toml").write_text(FILE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataInvalid, match=re.escape(told)):
        read_guides(tmp_path)


def test_a_safe_value_that_lets_friends_in_must_say_that_nothing_is_stricter(tmp_path: Path) -> None:
    some = FILE.replace('safe = "on"', 'safe = "friends"', 1).replace('key = "on"', 'key = "friends"', 1)
    (tmp_path / "threads.toml").write_text(some, encoding="utf-8")
    with pytest.raises(DataInvalid, match="strictest"):
        read_guides(tmp_path)
    said = some.replace('safe = "friends"', 'safe = "friends"\nstrictest = true', 1)
    (tmp_path / "threads.toml").write_text(said, encoding="utf-8")
    assert read_guides(tmp_path)["threads"][0].safe == "friends"
