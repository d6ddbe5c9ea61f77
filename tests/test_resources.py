"""What lies in resources/ is what SOURCES.toml says, under a licence we pass on, and can be read."""

import gzip
import hashlib
import io
import json
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypedDict, cast
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageDraw, ImageFont

from app.resources import RESOURCES, resource

VENDORED = ("fonts", "icons", "maps", "models")
YUNET_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"

Polygon = list[list[tuple[float, float]]]


class Source(TypedDict):
    title: str
    licence: str
    licence_file: str
    sha256: dict[str, str]


@cache
def sources() -> list[Source]:
    return cast("list[Source]", tomllib.loads(resource("SOURCES.toml").read_text(encoding="utf-8"))["source"])


@cache
def polygons() -> list[Polygon]:
    return cast("list[Polygon]", json.loads(gzip.decompress(resource("maps", "world.json.gz").read_bytes())))


@cache
def cities() -> list[tuple[str, str, float, float, int]]:
    lines = gzip.decompress(resource("maps", "cities.tsv.gz").read_bytes()).decode().splitlines()
    rows = (line.split("\t") for line in lines)
    return [(name, code, float(lat), float(lon), int(people)) for name, code, lat, lon, people in rows]


@cache
def countries() -> list[tuple[str, str]]:
    lines = resource("maps", "countries.tsv").read_text(encoding="utf-8").splitlines()
    return [(code, name) for code, name in (line.split("\t") for line in lines)]


def test_every_country_has_a_german_name() -> None:
    lines = resource("maps", "countries.de.tsv").read_text(encoding="utf-8").splitlines()
    german = dict(line.split("\t") for line in lines)
    assert german.keys() == dict(countries()).keys()
    assert all(name.strip() == name and name for name in german.values())
    assert (german["US"], german["DE"], german["CZ"]) == ("Vereinigte Staaten", "Deutschland", "Tschechien")


def is_land(longitude: float, latitude: float) -> bool:
    """Odd-even rule over all rings, as a painter fills them."""
    crossings = 0
    for ring in (ring for polygon in polygons() for ring in polygon):
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (y1 > latitude) != (y2 > latitude):
                crossings += longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


def picture(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    canvas = Image.new("L", (64, 64))
    ImageDraw.Draw(canvas).text((8, 8), letter, fill=255, font=font)
    return canvas.tobytes()


def test_a_resource_that_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such\.svg"):
        resource("icons", "no-such.svg")


def test_every_vendored_file_has_its_recorded_hash() -> None:
    recorded = {name: digest for source in sources() for name, digest in source["sha256"].items()}
    actual = {name: hashlib.sha256(resource(name).read_bytes()).hexdigest() for name in recorded}
    assert actual == recorded


def test_no_file_lies_there_without_a_source() -> None:
    recorded = [name for source in sources() for name in source["sha256"]]
    present = [path for folder in VENDORED for path in resource(folder).rglob("*") if path.is_file()]
    assert sorted(recorded) == sorted(path.relative_to(RESOURCES).as_posix() for path in present)


def test_every_source_has_a_licence_text_and_every_text_a_source() -> None:
    named = {source["licence_file"] for source in sources()}
    present = {path.relative_to(RESOURCES).as_posix() for path in resource("LICENSES").glob("*.txt")}
    assert named == present
    assert all(source["licence"] for source in sources())
    assert all(len(resource(name).read_text(encoding="utf-8")) > 100 for name in named)


def test_the_face_detector_is_the_one_the_model_zoo_publishes() -> None:
    model = resource("models", "face_detection_yunet_2023mar.onnx")
    assert hashlib.sha256(model.read_bytes()).hexdigest() == YUNET_SHA256


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_a_small_svg_that_takes_the_colour_of_the_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)  # our own file, its hash is held above
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert root.attrib["stroke"] == "currentColor"
    assert len(root) > 0
    assert "class=" not in text
    assert "<!--" not in text


def test_the_programs_icon_has_every_size_and_see_through_corners() -> None:
    with Image.open(resource("icons", "app-256.png")) as picture:
        assert picture.size == (256, 256)
        assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
        assert picture.getpixel((128, 20)) == (0x3B, 0x4F, 0xE0, 255)
    with Image.open(resource("icons", "app.ico")) as picture:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= cast(
            "set[tuple[int, int]]", picture.info["sizes"]
        )
        picture.load()


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_a_font_writes_german_french_and_polish(weight: str) -> None:
    font = ImageFont.truetype(io.BytesIO(resource("fonts", f"Inter-{weight}.ttf").read_bytes()), 32)
    assert (font.getname()[0] or "").startswith("Inter")
    missing = picture(font, "\U0010fffd")
    letters = "ÄÖÜäöüßẞéèêëàâçîïôœùûÿŁłĄąĆćĘęŃńÓóŚśŹźŻż€„“«»–…"  # the typographic marks are meant
    assert [letter for letter in letters if picture(font, letter) == missing] == []


def test_the_map_has_no_stray_line_and_no_antarctica() -> None:
    rings = [ring for polygon in polygons() for ring in polygon]
    assert len(rings) > 100
    assert all(len(ring) >= 3 and ring[0] != ring[-1] for ring in rings)
    points = [point for ring in rings for point in ring]
    assert all(-180 <= longitude <= 180 and -60 <= latitude <= 84 for longitude, latitude in points)
    leaps = [abs(a[0] - b[0]) for ring in rings for a, b in pairwise([*ring, ring[0]])]
    assert max(leaps) < 40


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "land"),
    [
        ("Berlin", 13.4, 52.5, True),
        ("Seoul", 127.0, 37.5, True),
        ("Denver", -105.0, 39.7, True),
        ("Alice Springs", 133.9, -23.7, True),
        ("Chukotka, west of the date line", 178.0, 67.5, True),
        ("Chukotka, east of the date line", -175.0, 66.5, True),
        ("the Atlantic", -35.0, 40.0, False),
        ("the Caspian Sea", 51.0, 41.0, False),
        ("the South Pole", 0.0, -89.0, False),
    ],
)
def test_the_map_knows_land_from_water(
    place: str, longitude: float, latitude: float, land: bool
) -> None:  # a table
    assert is_land(longitude, latitude) is land, place


def test_the_cities_are_sorted_and_on_the_earth() -> None:
    rows = cities()
    assert len(rows) > 30_000
    assert rows == sorted(rows, key=lambda row: (row[1], row[0], -row[4]))
    for name, code, latitude, longitude, people in rows:
        assert name == name.strip() != ""
        assert len(code) == 2
        assert -60 < latitude < 80
        assert -180 <= longitude <= 180
        assert 0 <= people < 50_000_000


def test_seoul_lies_where_seoul_lies() -> None:
    ((_, code, latitude, longitude, people),) = [row for row in cities() if row[0] == "Seoul"]
    assert code == "KR"
    assert (round(latitude), round(longitude)) == (38, 127)
    assert people > 9_000_000


def test_every_citys_country_has_a_name() -> None:
    names = dict(countries())
    assert {row[1] for row in cities()} <= names.keys()
    assert countries() == sorted(names.items())
    assert (names["DE"], names["KR"], names["NL"], names["CW"]) == (
        "Germany",
        "South Korea",
        "Netherlands",
        "Curaçao",
    )
    assert not {"AN", "CS"} & names.keys()
