from __future__ import annotations

import json
import random
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks.google.names import media_name, originals, units
from app.networks.google.sidecars import match_sidecars

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "google" / "sidecar_cases.json").read_text(encoding="utf-8")
)["cases"]
LONG = "A very long title that somebody gave to a photo"


@pytest.mark.parametrize("case", [one for one in CASES if not one.get("disputed")], ids=lambda one: one["id"])
def test_names_of_real_exports_are_matched(case: dict[str, Any]) -> None:
    found = match_sidecars(case["files"])
    assert {media: found[media] for media in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", [one for one in CASES if one.get("disputed")], ids=lambda one: one["id"])
def test_an_ending_is_not_taken_for_a_cut_one_where_the_name_had_room_for_it(case: dict[str, Any]) -> None:
    assert set(match_sidecars(case["files"]).values()) == {None}


@pytest.mark.parametrize(
    "files",
    [
        {"IMG_1.jpg": "IMG_1.jpg.json", "IMG_1-2.jpg": None, "IMG_1_x.jpg": None, "IMG_.jpg": None},
        # A counter belongs to one photo alone.
        {"a.jpg": "a.jpg.json", "a(1).jpg": None, "a(2).jpg": "a.jpg(2).json", "a-edited(1).jpg": None},
        # The brackets are a title for one sidecar and a counter for the other: nobody knows.
        {"a(1).jpg": None, "a.jpg": "a.jpg.json", "=": "a(1).jpg.json a.jpg(1).json"},
        {"a(1).jpg": None, "=": "a.jpg(1).supplemental-metadata.json a.jpg.supplemental-metadata(1).json"},
        {"a(1).jpg": "a.jpg(1).supplemental-metadata.json"},
        # Two photos begin alike, and the sidecar keeps the beginning only.
        {f"{LONG[:46]}X.jpg": None, f"{LONG[:46]}Y.jpg": None, "=": f"{LONG[:46]}.json {LONG[:46]}(1).json"},
        {f"{LONG[:46]}X.jpg": f"{LONG[:46]}.json", f"{LONG[:46]}X(1).jpg": f"{LONG[:46]}(1).json"},
        # Two photos of one name, told apart by capital letters, and one sidecar that fits neither exactly.
        {"a.jpg": None, "A.JPG": None, "=": "A.jpg.json"},
        {"a.jpg": "a.jpg.json", "A.jpg": None},
        # A title without extension.
        {"a.jpg": "a.json"},
        {"a.jpg": None, "a.png": None, "=": "a.json"},
        {"a.JPG": "a.json", "a.MOV": "a.json"},
        {"a.jpg": "a.jpg.json", "a.png": "a.json"},
        # Live and motion photos.
        {
            "a(1).HEIC": "a.HEIC(1).json",
            "a(1).MP4": "a.HEIC(1).json",
            "a.HEIC": "a.HEIC.json",
            "a.MP4": "a.HEIC.json",
        },
        {"a.MP": "a.MP.jpg.json"},
        {"a.HEIC": "a.HEIC.json", "a.HEIC.MOV": "a.HEIC.json"},
        {"a.HEIC": "a.HEIC.json", "a.JPG": "a.JPG.json", "a.MOV": None},
        {"a.MOV": "a.MOV.json", "a.HEIC": "a.HEIC.json"},
        {"MVIMG_7": "MVIMG_7.jpg.json", "MVIMG_7.jpg": "MVIMG_7.jpg.json"},
        {"a.HEIC": "a.HEIC.json", "a-edited.MOV": "a.HEIC.json", "a.MOV": "a.HEIC.json"},
        # An edited copy with another extension than its original.
        {"a.HEIC": "a.HEIC.json", "a-edited.jpg": "a.HEIC.json"},
        {"a.HEIC": "a.HEIC.json", "a.jpg": None, "a-edited.jpg": None},
        {"a(1)-edited.jpg": "a.jpg(1).json"},
        {"a-COLLAGE.jpg": "a.jpg.json", "a-Bearbeitet.jpg": "a.jpg.json"},
        {"a-edited.jpg": "a-edited.jpg.json", "a.jpg": "a.jpg.json"},
        {"a-edited(1).jpg": None, "a.jpg": "a.jpg.json"},
        {"-edited.jpg": None, "=": ".jpg.json"},
        # Files that speak of albums, in some languages.
        {
            "Metadaten.jpg": None,
            "metadata(1).jpg": None,
            "метаданные.png": None,
            "=": "Metadaten.json metadata(1).json метаданные.json",
        },
        # Of an old and a new sidecar of the same photo, one is taken.
        {"a.jpg": "a.jpg.json", "=": "a.jpg.supplemental-metadata.json"},
        {"3-12-2020 02.06.24": "3-12-2020 02.06.24.json"},
        {"a": "a.json"},
    ],
    ids=lambda files: next(iter(files))[:20],
)
def test_what_is_not_sure_has_no_sidecar(files: dict[str, str | None]) -> None:
    expected = {media: sidecar for media, sidecar in files.items() if media != "="}
    more = [one for one in (files.get("=") or "").split(".json") if one]
    listed = [*expected, *(one for one in expected.values() if one), *(f"{one.strip()}.json" for one in more)]
    assert match_sidecars(listed) == expected


def test_a_lone_second_photo_of_a_long_title_has_the_sidecar_that_is_there() -> None:
    start = f"{LONG[:46]}.json"
    assert match_sidecars([f"{LONG[:46]}X(1).jpg", start]) == {f"{LONG[:46]}X(1).jpg": start}
    both = [f"{LONG[:46]}X(1).jpg", f"{LONG[:46]}X.jpg", start]
    assert match_sidecars(both) == {both[0]: None, both[1]: start}
    assert set(match_sidecars([both[0], start, f"{LONG[:46]}(2).json"]).values()) == {None}


def test_letters_count_in_utf_16_units_and_a_pair_is_never_split() -> None:
    smile = "😀"
    title = smile * 23 + "x.jpg"
    assert units(title) == 51
    assert match_sidecars([title, smile * 23 + ".json"]) == {title: smile * 23 + ".json"}
    odd = "a" + smile * 24 + ".jpg"
    for kept in ("a" + smile * 22, "a" + smile * 23):
        assert match_sidecars([odd, f"{kept}.json"]) == {odd: f"{kept}.json"}


def test_a_decomposed_title_was_cut_by_its_decomposed_length() -> None:
    title = unicodedata.normalize("NFD", "ä" * 23 + "bcd")
    sidecar = f"{title[:46]}.json"
    assert match_sidecars([f"{title}.jpg", sidecar]) == {f"{title}.jpg": sidecar}
    composed = [unicodedata.normalize("NFC", name) for name in (f"{title}.jpg", sidecar)]
    assert match_sidecars(composed) == {composed[0]: composed[1]}


@pytest.mark.parametrize("length", range(36, 60))
@pytest.mark.parametrize("ending", [".jpg", ".jpeg", ".HEIC", ".webp"])
@pytest.mark.parametrize("counter", ["", "1", "494"])
@pytest.mark.parametrize("word", ["", ".supplemental-metadata"])
def test_every_length_of_title_finds_its_way_back(length: int, ending: str, counter: str, word: str) -> None:
    title = ("A day at the lake with everybody who was there in June 2020")[:length].strip() + ending
    media = media_name(title, counter)
    assert units(media_name(title, "")) <= 51
    sidecar = (title + word)[:46] + (f"({counter})" if counter else "") + ".json"
    others = ["A day.jpg", "A day.jpg.json", "A day at the lake-edited.png"]
    found = match_sidecars([media, sidecar, *others])
    assert found == {media: sidecar, "A day.jpg": "A day.jpg.json", others[2]: None}


def test_the_order_of_the_names_changes_nothing() -> None:
    files = [name for case in CASES for name in case["files"]]
    found = match_sidecars(files)
    random.Random(7).shuffle(files)
    assert match_sidecars(files) == found


NAMES = st.text(st.sampled_from("ab(1)2.-~ jpgeditedé😀JSON"), max_size=60)
ENDINGS = st.sampled_from(
    ["", ".jpg", ".jpg.json", ".json", "(1).jpg", ".jpg(1).json", "-edited.jpg", ".MP4"]
)


@given(st.lists(st.builds(str.__add__, NAMES, ENDINGS), max_size=30))
def test_any_names_at_all_are_taken_and_only_given_sidecars_are_found(files: list[str]) -> None:
    found = match_sidecars(files)
    assert set(found) <= set(files)
    assert {one for one in found.values() if one} <= {
        one for one in files if one.casefold().endswith(".json")
    }
    assert match_sidecars(reversed(files)) == found


def test_an_edited_copy_names_its_original() -> None:
    assert originals("a-edited.jpg") == ["a.jpg"]
    assert originals("a-b-edited(2).jpg") == ["a-b(2).jpg", "a-b.jpg"]
    assert originals("a-edi.jpg") == []


@pytest.mark.parametrize(
    ("media", "sidecar"),
    [
        ("IMG_{}.jpg", "IMG_{}.jpg.json"),
        ("a({}).jpg", "a.jpg({}).json"),
        (LONG[:46] + "{:05}.jpg", LONG[:46] + ".json"),
        ("IMG_1-edited({}).jpg", "IMG_{}.MOV"),
    ],
)
def test_twenty_thousand_names_take_seconds_and_not_minutes(media: str, sidecar: str) -> None:
    files = [one.format(number) for number in range(10_000) for one in (media, sidecar)]
    began = time.perf_counter()
    match_sidecars(files)
    assert time.perf_counter() - began < 10
