"""Name the city that a position points to, worked out on this computer."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from app.resources import resource

FARTHEST_KM = 50.0
_KM_PER_DEGREE = 111.195
_POLE = 90

# A city's area grows with its people, so its reach grows with their root. That makes a quarter of Seoul
# "Seoul", and a town at its edge still that town. Below this a place is taken as this large, for small counts
# are often missing.
_FEWEST_PEOPLE = 1000
# Right on a town's centre the distance is next to nothing; this keeps it from beating a city it is a part of.
_CENTRE_KM = 0.5


class City(NamedTuple):
    """One city of the GeoNames extract: degrees, WGS 84."""

    name: str
    country: str
    lat: float
    lon: float
    people: int


Grid: TypeAlias = dict[tuple[int, int], list[City]]


def city(lat: float, lon: float) -> str:
    """Return the city that a position belongs to, as "Seoul, KR"; "" where there is none within 50 km.

    Positions that are on no globe have no city either.
    """
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= _POLE):
        return ""
    near = ((_km(lat, lon, one), one) for one in _around(lat, lon))
    drawn = [(_pull(km, one), one) for km, one in near if km <= FARTHEST_KM]
    if not drawn:
        return ""
    best = max(drawn)[1]
    return f"{best.name}, {best.country}"


def _pull(km: float, one: City) -> float:
    return math.sqrt(max(one.people, _FEWEST_PEOPLE)) / (km + _CENTRE_KM)


def _km(lat: float, lon: float, one: City) -> float:
    """Great-circle distance by the haversine formula, which stays exact for short ways."""
    south, north = math.radians(lat), math.radians(one.lat)
    across = math.sin(math.radians(one.lon - lon) / 2) ** 2 * math.cos(south) * math.cos(north)
    along = math.sin((north - south) / 2) ** 2
    return 2 * _KM_PER_DEGREE * math.degrees(math.asin(math.sqrt(min(1.0, along + across))))


def _around(lat: float, lon: float) -> Iterator[City]:
    """Every city in the one-degree cells that 50 km can reach; cells go on across the date line."""
    grid = _grid()
    reach = FARTHEST_KM / _KM_PER_DEGREE
    narrowest = math.cos(math.radians(min(abs(lat) + reach, _POLE)))
    wide = min(180.0, reach / narrowest) if narrowest > 0 else 180.0
    columns = {
        column % 360
        for column in range(math.floor(lon - wide), math.floor(min(lon + wide, lon - wide + 359)) + 1)
    }
    for row in range(math.floor(lat - reach), math.floor(lat + reach) + 1):
        for column in columns:
            yield from grid.get((row, column), ())


@cache
def _grid() -> Grid:
    grid: Grid = {}
    with gzip.open(resource("maps", "cities.tsv.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            name, country, lat, lon, people = line.rstrip("\n").split("\t")
            one = City(name, country, float(lat), float(lon), int(people))
            grid.setdefault((math.floor(one.lat), math.floor(one.lon) % 360), []).append(one)
    return grid
