"""Turns the arcs of a TopoJSON map into plain outlines that can be drawn as they are."""

from collections.abc import Sequence
from typing import TypedDict

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

ANTARCTIC_LATITUDE = -60.0
_HALF = 180.0
_TURN = 360.0
_CORNERS = 3


class Transform(TypedDict):
    """How whole numbers in the file become degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Geometry(TypedDict):
    """One shape; `arcs` is polygon by polygon, ring by ring, the numbers of the arcs that make it."""

    type: str
    arcs: list[list[list[int]]]


class Collection(TypedDict):
    """All the shapes of one layer."""

    geometries: list[Geometry]


class Topology(TypedDict):
    """What we read of a TopoJSON file (TopoJSON format specification, sections 2.1 and 2.2)."""

    arcs: list[list[tuple[int, int]]]
    transform: Transform
    objects: dict[str, Collection]


def outlines(topology: Topology, layer: str) -> list[Polygon]:
    """List the polygons of a layer, outer ring first, in degrees to two decimals.

    Antarctica is left out. What lies across the date line is cut there: all longitudes are within ±180.
    Rings are not closed: the first point is not said twice.
    """
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    found: list[Polygon] = []
    for shape in topology["objects"][layer]["geometries"]:
        for numbers in shape["arcs"]:
            rings = [_unwrapped(_joined(ring, arcs)) for ring in numbers]
            if max(latitude for _, latitude in rings[0]) > ANTARCTIC_LATITUDE:
                found += _cut_at_date_line(rings)
    return found


def _degrees(arc: Sequence[tuple[int, int]], transform: Transform) -> Ring:
    """Undo the file's rounding: each step is relative to the one before."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points: Ring = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def _joined(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Lay the arcs of a ring end to end; a negative number means that arc backwards (~n)."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[:-1]
    return ring


def _unwrapped(ring: Ring) -> Ring:
    """Let longitudes run on past 180 instead of jumping to -180, else a stray line crosses the map."""
    points = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((points[-1][0] - longitude) / _TURN)
        points.append((longitude + turns * _TURN, latitude))
    return points


def _cut_at_date_line(polygon: Polygon) -> list[Polygon]:
    """Give what lies on the map of a polygon, and what ran off one side brought in at the other."""
    parts: list[Polygon] = []
    for shift in (0.0, -_TURN, _TURN):
        moved = ([(longitude + shift, latitude) for longitude, latitude in ring] for ring in polygon)
        rings = [_rounded(_clipped(_clipped(ring, -_HALF, 1), _HALF, -1)) for ring in moved]
        kept = [ring for ring in rings if len(ring) >= _CORNERS]
        if kept:
            parts.append(kept)
    return parts


def _clipped(ring: Ring, edge: float, side: int) -> Ring:
    """Keep what lies east (side 1) or west (side -1) of a meridian (Sutherland and Hodgman, 1974)."""
    kept: Ring = []
    for before, here in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was_inside, is_inside = ((point[0] - edge) * side >= 0 for point in (before, here))
        if was_inside != is_inside:
            along = (edge - before[0]) / (here[0] - before[0])
            kept.append((edge, before[1] + along * (here[1] - before[1])))
        if is_inside:
            kept.append(here)
    return kept


def _rounded(ring: Ring) -> Ring:
    """Round to two decimals (about 1 km) and drop points that fall together."""
    points = [(round(longitude, 2), round(latitude, 2)) for longitude, latitude in ring]
    return [point for index, point in enumerate(points) if point != points[index - 1]]
