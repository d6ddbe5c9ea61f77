"""The invented people in the sample pictures, drawn well enough that a face detector takes them for faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from app.services.samples_canvas import Canvas, Colour, Point, mixed, smooth

WIDTH, HEIGHT = 600, 760
_MIDDLE = WIDTH / 2
_WHITE: Colour = (255, 255, 255)
_LIPS: Colour = (186, 78, 82)
# fmt: off
_FACE: tuple[Point, ...] = (
    (300, 196), (400, 222), (456, 320), (454, 430), (424, 526), (356, 604), (300, 620),
    (244, 604), (176, 526), (146, 430), (144, 320), (200, 222),
)
# fmt: on

# fmt: off
_LONG: tuple[Point, ...] = (
    (300, 120), (430, 160), (496, 300), (506, 500), (520, 690), (440, 740), (300, 720),
    (160, 740), (80, 690), (94, 500), (104, 300), (170, 160),
)
_BOB: tuple[Point, ...] = (
    (300, 124), (440, 170), (496, 320), (494, 480), (470, 590), (300, 600), (130, 590),
    (106, 480), (104, 320), (160, 170),
)
_SHORT: tuple[Point, ...] = (
    (146, 380), (126, 270), (176, 160), (300, 116), (424, 160), (474, 270), (454, 380),
    (440, 300), (400, 246), (300, 226), (210, 240), (164, 300),
)
_CURLS: tuple[Point, ...] = (
    (300, 190), (190, 220), (410, 220), (130, 310), (470, 310), (116, 420), (484, 420),
    (150, 520), (450, 520),
)
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one invented person looks. `hair_style` is "long", "short", "bun", "bob" or "curls"."""

    skin: Colour
    hair: Colour
    hair_style: str
    top: Colour
    eyes: Colour = (92, 62, 40)
    beard: bool = False
    glasses: bool = False
    hat: Colour | None = None


MARA = Look(skin=(238, 196, 168), hair=(88, 52, 34), hair_style="long", top=(24, 150, 142), eyes=(70, 98, 84))
JOAO = Look(skin=(205, 150, 112), hair=(38, 28, 24), hair_style="short", top=(232, 92, 60), beard=True)
LENA = Look(
    skin=(246, 212, 190), hair=(214, 166, 92), hair_style="bob", top=(242, 190, 40), eyes=(74, 110, 150)
)
TOM = Look(skin=(240, 200, 172), hair=(150, 88, 46), hair_style="short", top=(66, 92, 168), glasses=True)
SUJIN = Look(
    skin=(242, 206, 172), hair=(26, 22, 24), hair_style="bob", top=(240, 240, 236), eyes=(48, 34, 28)
)
AMARA = Look(skin=(134, 86, 58), hair=(28, 20, 18), hair_style="curls", top=(112, 70, 180), eyes=(44, 28, 20))
OPA = Look(skin=(232, 190, 168), hair=(212, 210, 206), hair_style="short", top=(96, 116, 92), glasses=True)


class _Tile:
    """A head in the making: a transparent tile with hard shapes and soft shading."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (WIDTH, HEIGHT))
        self.draw = ImageDraw.Draw(self.image)
        self.within: Image.Image | None = None

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.draw.polygon(smooth(points), fill=(*colour, 255))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=(*colour, 255))

    def soft(self, points: Sequence[Point], colour: Colour, blur: float, strength: float) -> None:
        """Shade what is already there, but only inside `within` where that is set."""
        curve = smooth(points)
        margin = round(3 * blur)
        left, top = (max(0, round(min(axis)) - margin) for axis in zip(*curve, strict=True))
        right, bottom = (round(max(axis)) + margin for axis in zip(*curve, strict=True))
        box = (left, top, min(right, WIDTH), min(bottom, HEIGHT))
        mask = Image.new("L", (box[2] - left, box[3] - top))
        shifted = [(x - left, y - top) for x, y in curve]
        ImageDraw.Draw(mask).polygon(shifted, fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur))
        if self.within is not None:
            mask = ImageChops.multiply(mask, self.within.crop(box))
        part = self.image.crop(box)
        alpha = part.getchannel("A")
        part.paste((*colour, 255), mask=mask)
        part.putalpha(alpha)
        self.image.paste(part, box)


def _around(x: float, y: float, rx: float, ry: float) -> Sequence[Point]:
    half = 0.7071
    return [
        (x + rx, y),
        (x + rx * half, y + ry * half),
        (x, y + ry),
        (x - rx * half, y + ry * half),
        (x - rx, y),
        (x - rx * half, y - ry * half),
        (x, y - ry),
        (x + rx * half, y - ry * half),
    ]


def head(look: Look, *, laughing: bool = False) -> Image.Image:
    """Return a head with its neck; what is worn below makes no difference, so each head is drawn once."""
    return _head(replace(look, top=_WHITE), laughing)


@cache
def _head(look: Look, laughing: bool) -> Image.Image:  # noqa: FBT001 - a cache knows arguments by place
    """Return a head with its neck as a tile of 600 by 760 px on a transparent ground."""
    tile = _Tile()
    dark = mixed(look.skin, (92, 40, 28), 0.34)
    _hair_behind(tile, look)
    tile.draw.polygon(
        [(230, 540), (370, 540), (374, 734), (226, 734)],
        fill=(*mixed(look.skin, dark, 0.3), 255),
    )
    for side in (-1, 1):
        tile.oval(_MIDDLE + side * 160, 405, 24, 44, mixed(look.skin, dark, 0.25))
    tile.shape(_FACE, look.skin)
    tile.within = Image.new("L", tile.image.size)
    ImageDraw.Draw(tile.within).polygon(smooth(_FACE), fill=255)
    _shading(tile, look, dark)
    for side in (-1, 1):
        _eye(tile, look, _MIDDLE + side * 70, dark)
        _brow(tile, look, side)
    _nose(tile, look, dark)
    if look.beard:
        _beard(tile, look)
    _mouth(tile, look, dark, laughing=laughing)
    tile.within = None
    _hair_in_front(tile, look)
    if look.glasses:
        _glasses(tile)
    if look.hat is not None:
        _hat(tile, look.hat)
    return tile.image


def _shading(tile: _Tile, look: Look, dark: Colour) -> None:
    light = mixed(look.skin, (255, 248, 236), 0.5)
    tile.soft([(420, 240), (490, 330), (470, 520), (350, 640), (396, 520), (420, 400)], dark, 26, 0.5)
    tile.soft([(200, 560), (300, 600), (400, 560), (380, 660), (300, 690), (220, 660)], dark, 20, 0.45)
    tile.soft(_around(262, 270, 80, 44), light, 26, 0.6)
    tile.soft(_around(206, 462, 44, 36), light, 20, 0.4)
    for side in (-1, 1):
        tile.soft(_around(_MIDDLE + side * 70, 378, 56, 40), dark, 16, 0.42)
        tile.soft(_around(_MIDDLE + side * 92, 478, 38, 26), (226, 104, 92), 18, 0.26)


def _eye(tile: _Tile, look: Look, x: float, dark: Colour) -> None:
    white = [(x - 38, 392), (x - 18, 374), (x + 8, 371), (x + 30, 380), (x + 38, 393)]
    white += [(x + 20, 405), (x, 409), (x - 22, 404)]
    tile.shape(white, (246, 242, 238))
    tile.oval(x, 390, 18, 18, mixed(look.eyes, (0, 0, 0), 0.25))
    tile.oval(x, 390, 14, 14, look.eyes)
    tile.oval(x, 390, 8, 8, (14, 12, 14))
    tile.oval(x - 6, 383, 4.5, 4.5, (255, 255, 255))
    lid = [(x - 41, 393), (x - 20, 372), (x + 8, 367), (x + 33, 377), (x + 42, 393), (x + 28, 384)]
    tile.shape([*lid, (x + 6, 376), (x - 18, 380)], (44, 28, 26))
    tile.soft([(x - 40, 376), (x, 356), (x + 40, 376), (x, 368)], dark, 5, 0.6)
    tile.soft([(x - 30, 412), (x, 420), (x + 30, 412), (x, 428)], dark, 6, 0.4)


def _brow(tile: _Tile, look: Look, side: int) -> None:
    colour = mixed(look.hair, (40, 26, 20), 0.45)
    points = [(26, 342), (60, 324), (96, 326), (118, 344), (92, 337), (60, 338), (30, 353)]
    tile.shape([(_MIDDLE + side * x, y) for x, y in points], colour)


def _nose(tile: _Tile, look: Look, dark: Colour) -> None:
    tile.soft([(312, 370), (330, 440), (342, 478), (322, 490), (314, 440)], dark, 9, 0.6)
    tile.soft(
        [(296, 380), (304, 440), (302, 474), (290, 474), (290, 430)],
        mixed(look.skin, (255, 250, 240), 0.6),
        7,
        0.6,
    )
    tile.soft([(258, 484), (280, 498), (300, 504), (320, 498), (342, 484), (300, 492)], dark, 6, 0.85)
    for side in (-1, 1):
        tile.soft(_around(_MIDDLE + side * 20, 491, 10, 6), mixed(dark, (40, 14, 10), 0.6), 3, 0.9)


def _mouth(tile: _Tile, look: Look, dark: Colour, *, laughing: bool) -> None:
    lips = mixed(look.skin, _LIPS, 0.5 if look.hair_style == "short" else 0.85)
    upper = [(228, 524), (268, 523), (290, 521), (300, 525), (310, 521), (332, 523), (372, 524), (332, 541)]
    if laughing:
        tile.shape([(230, 525), (300, 539), (370, 525), (346, 570), (300, 586), (254, 570)], (110, 34, 40))
        tile.shape([(238, 529), (300, 541), (362, 529), (342, 555), (300, 562), (258, 555)], (252, 249, 244))
        tile.shape([(252, 572), (300, 588), (348, 572), (330, 588), (300, 597), (270, 588)], lips)
    else:
        tile.shape(
            [(238, 534), (300, 546), (362, 534), (332, 561), (300, 567), (268, 561)],
            mixed(lips, look.skin, 0.25),
        )
        tile.shape(
            [(230, 526), (300, 539), (370, 526), (330, 545), (300, 549), (270, 545)],
            mixed(lips, (60, 10, 20), 0.55),
        )
    tile.shape([*upper, (300, 544), (268, 541)], lips)
    for side in (-1, 1):
        tile.soft(_around(_MIDDLE + side * 80, 522, 9, 9), dark, 4, 0.7)
    tile.soft([(256, 592), (300, 600), (344, 592), (300, 584)], dark, 8, 0.4)


def _beard(tile: _Tile, look: Look) -> None:
    jaw = [(150, 440), (196, 490), (236, 512), (300, 504), (364, 512), (404, 490), (450, 440)]
    jaw += [(430, 540), (360, 612), (300, 628), (240, 612), (170, 540)]
    tile.soft(jaw, mixed(look.hair, (60, 44, 36), 0.3), 7, 0.82)


def _hair_behind(tile: _Tile, look: Look) -> None:
    shadow = mixed(look.hair, (0, 0, 0), 0.3)
    if look.hair_style == "long":
        tile.shape(_LONG, shadow)
    elif look.hair_style == "bob":
        tile.shape(_BOB, shadow)
    elif look.hair_style == "curls":
        for x, y in _CURLS:
            tile.oval(x, y, 104, 100, shadow)
    elif look.hair_style == "bun":
        tile.oval(300, 110, 74, 70, shadow)


def _hair_in_front(tile: _Tile, look: Look) -> None:
    shine = mixed(look.hair, (255, 236, 210), 0.28)
    if look.hair_style == "curls":
        for x, y in ((220, 190), (300, 172), (380, 190), (170, 250), (430, 250)):
            tile.oval(x, y, 62, 54, look.hair)
    elif look.hair_style == "short":
        tile.shape(_SHORT, look.hair)
    else:
        low = 640 if look.hair_style == "long" else 540
        tile.shape(
            [
                (280, 132),
                (180, 160),
                (116, 270),
                (108, 430),
                (122, low),
                (158, low - 40),
                (160, 430),
                (180, 320),
                (262, 226),
            ],
            look.hair,
        )
        tile.shape(
            [
                (256, 138),
                (420, 150),
                (486, 270),
                (494, 430),
                (480, low),
                (444, low - 40),
                (444, 430),
                (420, 316),
                (330, 236),
                (262, 224),
            ],
            look.hair,
        )
    tile.soft([(200, 196), (300, 160), (390, 184), (300, 184)], shine, 12, 0.7)


def _glasses(tile: _Tile) -> None:
    for side in (-1, 1):
        x = _MIDDLE + side * 74
        tile.draw.ellipse((x - 58, 340, x + 58, 444), outline=(40, 36, 40, 255), width=7)
    tile.draw.arc((280, 372, 320, 400), 180, 360, fill=(40, 36, 40, 255), width=7)


def _hat(tile: _Tile, colour: Colour) -> None:
    tile.shape([(120, 276), (140, 150), (300, 80), (460, 150), (480, 276), (300, 240)], colour)
    tile.shape(
        [(110, 300), (120, 246), (300, 210), (480, 246), (490, 300), (300, 262)],
        mixed(colour, (255, 255, 255), 0.25),
    )
    tile.oval(300, 76, 44, 40, mixed(colour, (255, 255, 255), 0.5))


def stand(
    canvas: Canvas, look: Look, at: Point, size: float, *, laughing: bool = False, tilt: float = 0
) -> None:
    """Draw a person whose face has its middle at `at`; `size` is the height of the head tile in pixels."""
    x, y = at
    unit = size / HEIGHT
    shoulders = y + 300 * unit
    low = max(canvas.height + 20.0, shoulders + 10)
    width = 300 * unit
    body = [
        (x - 100 * unit, shoulders - 6 * unit),
        (x - width * 0.8, shoulders + 60 * unit),
        (x - width, shoulders + 200 * unit),
        (x - width * 0.98, low),
        (x + width * 0.98, low),
        (x + width, shoulders + 200 * unit),
        (x + width * 0.8, shoulders + 60 * unit),
        (x + 100 * unit, shoulders - 6 * unit),
    ]
    shade = mixed(look.top, (20, 10, 40), 0.32)
    canvas.glow((x + 40 * unit, shoulders + 260 * unit), 480 * unit, (20, 20, 40), 0.22)
    canvas.lit_blob(body, mixed(look.top, (255, 255, 255), 0.1), shade)
    for side in (-1, 1):
        arm = [(x + side * width * 0.66, shoulders + 230 * unit), (x + side * width * 0.6, low)]
        canvas.line(arm, shade, 7 * unit)
    canvas.ellipse(x, shoulders + 6 * unit, 112 * unit, 50 * unit, shade)
    canvas.ellipse(x, shoulders + 4 * unit, 106 * unit, 46 * unit, mixed(look.skin, (92, 40, 28), 0.1))
    canvas.paste(head(look, laughing=laughing), (x, y - 20 * unit), size, tilt)
