"""Name the city that a position points to, worked out on this computer."""

from __future__ import annotations

import gzip
import math
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from app.resources import resource

FARTHEST_KM = 50.0
_KM_PER_DEGREE = 111.195
_KM_PER_RADIUS = math.degrees(_KM_PER_DEGREE)
_POLE = 90

# A city's area grows with its people, so its reach grows with their root. That makes a quarter of Seoul
# "Seoul", and a town at its edge still that town. Below this a place is taken as this large, for small counts
# are often missing.
_FEWEST_PEOPLE = 1000
# Right on a town's centre the distance is next to nothing; this keeps it from beating a city it is a part of.
_CENTRE_KM = 0.5


# Tiles a twentieth of a degree wide; nothing in one is farther from its middle than this.
_TILES = 20
_TILE_KM = 4.0
# An import asks for the same few places again and again.
_REMEMBERED = 4096
# No chord (see City) longer than this is a way of 50 km or less; a trifle more, for the last digit.
_FARTHEST_CHORD2 = (2 * math.sin(math.radians(FARTHEST_KM / _KM_PER_DEGREE) / 2)) ** 2 * 1.000001


class City(NamedTuple):
    """One city of the GeoNames extract (WGS 84): where it is on a globe of radius 1, and how far it pulls.

    Distances are taken as chords through the globe: exact for short ways, and no angle has to be worked out for the
    many cities that are too far.
    """

    name: str
    country: str
    x: float
    y: float
    z: float
    pull: float


Grid: TypeAlias = dict[tuple[int, int], list[City]]


@lru_cache(_REMEMBERED)
def city(lat: float, lon: float) -> str:
    """Return the city that a position belongs to, as "Seoul, KR"; "" where there is none within 50 km.

    Positions that are on no globe have no city either.
    """
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= _POLE):
        return ""
    x, y, z = _point(lat, lon)
    best, strongest = None, 0.0
    for one in _rivals(math.floor(lat * _TILES), math.floor(lon * _TILES)):
        _, _, east, aside, north, most = one
        if most < strongest * _CENTRE_KM:
            # The strongest come first: none that is left could win, not even from its own centre.
            break
        chord2 = (east - x) * (east - x) + (aside - y) * (aside - y) + (north - z) * (north - z)
        # A way is never shorter than its chord, so most of the weaker ones need no angle.
        if chord2 > _FARTHEST_CHORD2 or most < strongest * (_KM_PER_RADIUS * math.sqrt(chord2) + _CENTRE_KM):
            continue
        km = _km(chord2)
        pull = most / (km + _CENTRE_KM)
        if km <= FARTHEST_KM and (pull > strongest or (best and pull == strongest and one > best)):
            best, strongest = one, pull
    return f"{best.name}, {best.country}" if best else ""


@lru_cache(_REMEMBERED)
def _rivals(row: int, column: int) -> tuple[City, ...]:
    """Return the cities that any position in one small tile may belong to, the strongest first.

    Whoever pulls less at the nearest point of the tile than another does at its farthest is no rival in it.
    """
    lat, lon = min((row + 0.5) / _TILES, float(_POLE)), (column + 0.5) / _TILES
    here = _point(lat, lon)
    near = [(one, _km(math.dist(here, (one.x, one.y, one.z)) ** 2)) for one in _around(lat, lon)]
    far = [one.pull / (km + _TILE_KM + _CENTRE_KM) for one, km in near if km + _TILE_KM <= FARTHEST_KM]
    least = max(far, default=0.0)
    return tuple(
        one
        for one, km in near
        if km <= FARTHEST_KM + _TILE_KM and one.pull >= least * (max(0.0, km - _TILE_KM) + _CENTRE_KM)
    )


def _point(lat: float, lon: float) -> tuple[float, float, float]:
    """Return a position in degrees as a point on a globe of radius 1."""
    north, east = math.radians(lat), math.radians(lon)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _km(chord2: float) -> float:
    """Return the great-circle distance that belongs to the square of a chord of the globe of radius 1."""
    return 2 * _KM_PER_DEGREE * math.degrees(math.asin(min(1.0, math.sqrt(chord2) / 2)))


def _around(lat: float, lon: float) -> tuple[City, ...]:
    """Return every city in the one-degree cells that 50 km can reach, the strongest first.

    Cells go on across the date line.
    """
    reach = (FARTHEST_KM + _TILE_KM) / _KM_PER_DEGREE
    narrowest = math.cos(math.radians(min(abs(lat) + reach, _POLE)))
    wide = min(180.0, reach / narrowest) if narrowest > 0 else 180.0
    east = min(lon + wide, lon - wide + 359)
    return _cells(math.floor(lat - reach), math.floor(lat + reach), math.floor(lon - wide), math.floor(east))


@lru_cache(_REMEMBERED // 16)
def _cells(south: int, north: int, west: int, east: int) -> tuple[City, ...]:
    grid = _grid()
    columns = {column % 360 for column in range(west, east + 1)}
    rows = range(south, north + 1)
    found = (one for row in rows for column in columns for one in grid.get((row, column), ()))
    return tuple(sorted(found, key=lambda one: one.pull, reverse=True))


@cache
def _grid() -> Grid:
    grid: Grid = {}
    with gzip.open(resource("maps", "cities.tsv.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            name, country, lat, lon, people = line.rstrip("\n").split("\t")
            north, east = float(lat), float(lon)
            pull = math.sqrt(max(int(people), _FEWEST_PEOPLE))
            one = City(name, country, *_point(north, east), pull)
            grid.setdefault((math.floor(north), math.floor(east) % 360), []).append(one)
    return grid
