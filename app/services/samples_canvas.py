"""Paper and brushes for the sample pictures: soft shapes on a canvas of any size."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour: TypeAlias = "tuple[int, int, int]"
Point: TypeAlias = "tuple[float, float]"

# Everything is drawn in twice the size and reduced at the end, which makes smooth edges.
FINE = 2


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two: `share` 0 gives the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def scattered(count: int, seed: int = 0) -> Iterator[Point]:
    """Yield points in the unit square that look random and are the same on every computer."""
    draws = _draws(seed)
    for _ in range(count):
        yield next(draws) / 2**32, next(draws) / 2**32


def spread(count: int, seed: int = 0) -> Iterator[Point]:
    """Yield points in the unit square that keep their distance from each other (the R2 sequence of M. Roberts)."""
    for number in range(1 + seed * 97, 1 + seed * 97 + count):
        yield (number * 0.7548776662466927) % 1, (number * 0.5698402909980532) % 1


def smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """Return a closed curve through all points (Catmull-Rom)."""
    found: list[Point] = []
    count = len(points)
    for at in range(count):
        a, b, c, d = (points[(at + shift) % count] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            found.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return found


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


class Canvas:
    """A picture in the making. Coordinates are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, ground: Colour = (255, 255, 255)) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * FINE, height * FINE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def shade(self, top: Colour, bottom: Colour, begin: float = 0, end: float | None = None) -> None:
        """Fill a band over the whole width with one colour running into another."""
        end = self.height if end is None else end
        tall = max(1, round((end - begin) * FINE))
        ramp = Image.linear_gradient("L").resize((1, tall), Image.Resampling.BILINEAR)
        column = Image.composite(Image.new("RGB", (1, tall), bottom), Image.new("RGB", (1, tall), top), ramp)
        band = column.resize((self.width * FINE, tall), Image.Resampling.NEAREST)
        self.image.paste(band, (0, round(begin * FINE)))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a shape with straight sides."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def blob(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a shape with round sides through these points."""
        self.polygon(smooth(points), colour)

    def lit_blob(self, points: Sequence[Point], lit: Colour, dim: Colour) -> None:
        """Fill a shape with round sides, lit from the left."""
        fine = [(x * FINE, y * FINE) for x, y in smooth(points)]
        left, top = round(min(x for x, _ in fine)), round(min(y for _, y in fine))
        size = (round(max(x for x, _ in fine)) - left + 1, round(max(y for _, y in fine)) - top + 1)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in fine], fill=255)
        ramp = Image.linear_gradient("L").rotate(90).resize(size, Image.Resampling.BILINEAR)
        filled = Image.composite(Image.new("RGB", size, dim), Image.new("RGB", size, lit), ramp)
        self.image.paste(filled, (left, top), mask)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse around a centre."""
        box = ((x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE)
        self._draw.ellipse(box, fill=colour)

    def box(self, box: tuple[float, float, float, float], colour: Colour, round_by: float = 0) -> None:
        """Fill a rectangle (left, top, right, bottom), with round corners if wanted."""
        left, top, right, bottom = (one * FINE for one in box)
        self._draw.rounded_rectangle((left, top, right, bottom), round_by * FINE, fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line with round ends through these points."""
        thick = max(1, round(width * FINE))
        fine = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(fine, fill=colour, width=thick, joint="curve")
        for x, y in (fine[0], fine[-1]):
            half = thick / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def glow(self, at: Point, radius: float, colour: Colour, strength: float = 0.6) -> None:
        """Lay soft light, or soft shadow in a dark colour, around a point."""
        span = max(2, round(radius * 2 * FINE))
        # The ramp reaches the middle of each side at 181 of 255: from there outwards it must be nothing.
        bend = [max(0, round((180 - one) * 255 / 180 * strength)) for one in range(256)]
        spot = Image.radial_gradient("L").point(bend).resize((span, span), Image.Resampling.BILINEAR)
        left, top = round((at[0] - radius) * FINE), round((at[1] - radius) * FINE)
        self.image.paste(colour, (left, top, left + span, top + span), spot)

    def paste(self, tile: Image.Image, centre: Point, height: float, tilt: float = 0) -> None:
        """Lay a tile with a transparent ground on the canvas, so high and turned by degrees."""
        turned = tile.rotate(tilt, Image.Resampling.BILINEAR, expand=True) if tilt else tile
        scale = height / tile.height * FINE
        size = (round(turned.width * scale), round(turned.height * scale))
        small = turned.resize(size, Image.Resampling.BICUBIC)
        corner = (
            round(centre[0] * FINE - small.width / 2),
            round(centre[1] * FINE - small.height / 2),
        )
        self.image.paste(small, corner, small)

    def hills(self, base: float, swing: float, colours: tuple[Colour, Colour], phase: float = 0) -> None:
        """Draw a range of hills from the left to the right, fading downwards."""
        top = min(base - swing, self.height)
        mask = Image.new("L", self.image.size)
        points = [
            (x * FINE, (base - swing * _wave(x / self.width * 6 + phase)) * FINE)
            for x in range(-8, self.width + 9, 8)
        ]
        corners = [(self.width * FINE + 9, self.height * FINE), (-9, self.height * FINE)]
        ImageDraw.Draw(mask).polygon([*points, *corners], fill=255)
        over = Canvas(self.width, self.height)
        over.shade(colours[0], colours[1], top, self.height)
        self.image.paste(over.image, mask=mask)

    def soften(self, radius: float) -> None:
        """Put everything drawn so far out of focus."""
        blurred = self.image.reduce(FINE).filter(ImageFilter.GaussianBlur(radius))
        self.image.paste(blurred.resize(self.image.size, Image.Resampling.NEAREST))

    def finished(self) -> Image.Image:
        """Return the picture in its own size, with the slight grain of a photograph."""
        picture = self.image.reduce(FINE)
        grain = Image.frombytes("L", (64, 64), bytes(_noise(64 * 64))).resize((191, 191))
        layer = Image.new("L", picture.size)
        for x in range(0, picture.width, 191):
            for y in range(0, picture.height, 191):
                layer.paste(grain, (x, y))
        return ImageChops.add(picture, Image.merge("RGB", (layer,) * 3), offset=-4)


def _wave(at: float) -> float:
    return (math.sin(at) + 0.5 * math.sin(at * 2.3 + 1) + 0.25 * math.sin(at * 5.1 + 2)) / 1.75


def _noise(count: int) -> Iterator[int]:
    return (draw * 9 >> 32 for draw in islice(_draws(0), count))


def _draws(seed: int) -> Iterator[int]:
    """Yield 32-bit numbers by the linear congruence of Numerical Recipes."""
    state = 12345 + seed * 7919
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state
