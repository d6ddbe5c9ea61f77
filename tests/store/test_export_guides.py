"""Every guide to an export is whole, sourced, dated, and marks what nobody has confirmed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.model.export_guide import ExportGuide
from app.networks import NETWORKS
from app.resources import resource
from app.store.export_guides import DataInvalid, export_guides, read_export_guides

GUIDES = {guide.network: guide for guide in export_guides()}
NAMED = {
    *(
        "instagram",
        "facebook",
        "google",
        "youtube",
        "x",
        "tiktok",
        "flickr",
        "snapchat",
        "mastodon",
        "threads",
    ),
    *("bluesky", "pixelfed", "vk", "linkedin", "reddit", "tumblr", "pinterest", "telegram", "discord"),
    "whatsapp",
}


def test_every_network_with_a_data_export_has_a_guide() -> None:
    assert set(GUIDES) >= NAMED
    # A folder is no network; who reads exports of YouTube is the reader of Google's.
    readers = {net.key for net in NETWORKS if net.read is not None} - {"folder"}
    assert readers <= set(GUIDES)


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_a_guide_has_source_and_checked_on_and_whole_sentences(guide: ExportGuide) -> None:
    assert len(guide.source) > 10
    assert guide.checked_on >= date(2026, 1, 1)
    assert guide.notes
    for one in (*guide.steps, guide.takes, *guide.notes):
        assert re.fullmatch(r"[A-Z].*\.", str(one.says))
        assert len(str(one.says)) < 150
    # Menus of a page that nobody has opened are never told as certain.
    menus = [
        one for one in guide.steps if re.match(r"(Open|On the web open|On the phone open) ", str(one.says))
    ]
    assert not any(one.confirmed for one in menus)


def test_nobody_is_told_to_order_web_pages_where_json_is_to_be_had() -> None:
    for network in ("instagram", "facebook", "threads", "tiktok", "telegram"):
        assert GUIDES[network].format == "JSON"
        assert any("JSON" in str(step.says) for step in GUIDES[network].steps)


FILE = resource("exports", "tiktok.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('link = "https://', 'link = "http://', "must be an https address"),
        ('link_status = "recalled"', 'link_status = "none"', "do not fit"),
        ('network = "tiktok"', 'network = "other"', "must be the name of the file"),
        ("checked_on = 2026-11-23", "", "checked_on is missing"),
        ("[takes]", "[takes_long]", "takes is missing"),
        ("confirmed = true", "confirmed = 1", "must be of type bool"),
        ("confirmed = true", "confirmed = true\ncolour = 'red'", "is not a key"),
    ],
)
def test_a_wrong_file_is_told_by_its_name_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in FILE
    (tmp_path / "tiktok.toml").write_text(FILE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataInvalid, match=re.escape(told)):
        read_export_guides(tmp_path)
