"""Whole folders named as Google names them, with titles chosen to be confused: the sidecars found are never wrong."""

from __future__ import annotations

import random
from itertools import count

import pytest

from app.networks.google.names import MEDIA_UNITS, media_name, split, units
from app.networks.google.sidecars import match_sidecars

LONG = "x" * 46
TITLES = (
    *("IMG_1", "IMG_10", "IMG_1(1)", "a", "a(1)", "holiday(2019)", "party-mix", "x" * 44, "x" * 45, LONG),
    *(f"{LONG}a", f"{LONG}b", "x" * 60, "😀" * 30, "é" * 48, "x" * 40 + " y"),
)
ENDINGS = (".jpg", ".JPG", ".HEIC", ".jpeg", ".png", ".mp4", "")


def _cut(name: str, limit: int) -> str:
    while units(name) > limit:
        name = name[:-1]
    return name


def _free(taken: set[str], name: str, ending: str = "", least: int = 0) -> tuple[str, int]:
    """Return the first name that is not taken, with a counter from `least` on, and that counter."""
    for number in count(least):
        found = (f"{name}({number})" if number else name) + ending
        if found not in taken:
            taken.add(found)
            return found, number
    raise AssertionError


def folder(chance: random.Random, word: str, *, is_shared: bool = True) -> dict[str, str]:
    """Return a folder of an export: each photo with the sidecar that is truly its own.

    `is_shared` lets a sidecar count on from its photo's counter; else sidecars count by themselves. Which of the two
    Google does where cut names meet is not known.
    """
    taken: set[str] = set()
    truth: dict[str, str] = {}
    for _ in range(chance.randint(1, 8)):
        stem, ending = chance.choice(TITLES), chance.choice(ENDINGS)
        room = MEDIA_UNITS - units(split(stem + ending)[1])
        media, number = _free(taken, _cut(stem, room), ending)
        least = number if is_shared else 0
        sidecar, _ = _free(taken, _cut(stem + ending + word, 46), ".json", least)
        truth[media] = sidecar
        if ending in {".jpg", ".HEIC"} and chance.random() < 0.3:
            copy = _cut(f"{stem}-edited", room) + (f"({number})" if number else "") + ending
            if copy not in taken:
                taken.add(copy)
                truth[copy] = sidecar
        film = split(media)[0] + ".MP4"
        if ending == ".HEIC" and chance.random() < 0.4 and film not in taken:
            taken.add(film)
            truth[film] = sidecar
    return truth


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize("word", ["", ".supplemental-metadata"])
def test_no_photo_of_a_whole_folder_ever_gets_the_sidecar_of_another(word: str, is_shared: bool) -> None:
    chance = random.Random(5)
    found = wrong = 0
    for _ in range(3000):
        truth = folder(chance, word, is_shared=is_shared)
        for media, sidecar in match_sidecars([*truth, *truth.values()]).items():
            found += sidecar is not None
            wrong += sidecar not in {None, truth[media]}
    assert wrong == 0
    assert found > 8000


def test_the_names_that_are_built_here_are_those_that_the_app_expects() -> None:
    assert media_name(f"{LONG}abc.jpg", "1") == _free({f"{LONG}a.jpg"}, _cut(f"{LONG}abc", 47), ".jpg")[0]


def test_in_a_folder_with_lost_files_hardly_any_photo_gets_a_wrong_sidecar() -> None:
    """Where a photo's own sidecar is lost and a namesake's is not, names alone cannot always tell."""
    chance = random.Random(5)
    found = wrong = 0
    for _ in range(3000):
        truth = folder(chance, ".supplemental-metadata")
        files = [one for one in {**truth, **dict.fromkeys(truth.values(), "")} if chance.random() > 0.15]
        for media, sidecar in match_sidecars(files).items():
            found += sidecar is not None
            wrong += sidecar not in {None, truth[media]}
    assert wrong / found < 0.02
