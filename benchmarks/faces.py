"""How well our reading of YuNet agrees with OpenCV's own, and what a picture costs.

Run `python -m benchmarks.faces`. It needs opencv-python-headless and scikit-image beside the program's requirements; the
program itself needs neither. Prints agreement, and times as ratios taken in one run.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import skimage.data  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter

from app.analysis import yunet
from app.analysis.inspect import inspect
from app.analysis.picture import open_picture
from app.resources import resource
from app.services.samples import write_sample_export

Box = tuple[float, float, float, float]
Pixels = NDArray[np.uint8]

SAME = 0.5
PROMISED = 0.99


@dataclass(slots=True)
class Agreement:
    """Boxes that the reference gave, how many of them we gave too, and those that we gave alone."""

    reference: int = 0
    shared: int = 0
    alone: int = 0
    farthest: float = 0.0
    odd: list[str] = field(default_factory=list[str])

    def add(self, name: str, reference: Sequence[Box], ours: Sequence[Box]) -> None:
        """Count what one picture brought."""
        left = list(ours)
        self.reference += len(reference)
        for box in reference:
            best = max(left, key=lambda one: overlap(box, one), default=None)
            if best is None or overlap(box, best) < SAME:
                self.odd.append(f"{name}: misses {[round(side) for side in box]}")
                continue
            left.remove(best)
            self.shared += 1
            self.farthest = max(self.farthest, *(abs(a - b) for a, b in zip(box, best, strict=True)))
        self.alone += len(left)

    @property
    def share(self) -> float:
        """Return the share of the reference's boxes that we gave, too."""
        return self.shared / self.reference if self.reference else math.nan


def overlap(one: Box, other: Box) -> float:
    """Return common area over joint area of two boxes."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    common = max(across, 0.0) * max(down, 0.0)
    joint = one[2] * one[3] + other[2] * other[3] - common
    return common / joint if joint > 0 else 0.0


def portrait() -> Image.Image:
    """Return scikit-image's astronaut (NASA, public domain)."""
    pixels = cast("Pixels", skimage.data.astronaut())  # pyright: ignore[reportUnknownMemberType]
    return Image.fromarray(pixels)


def backdrop(width: int, height: int, dice: np.random.Generator) -> Image.Image:
    """Draw a soft, noisy ground that is nobody."""
    coarse = dice.integers(0, 255, (max(2, height // 60), max(2, width // 60), 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def crowd(face: Image.Image, dice: np.random.Generator, width: int, height: int) -> Image.Image:
    """Paste one face many times, from 24 px to 300 px wide, mirrored, dimmed and tilted."""
    ground = backdrop(width, height, dice)
    for _ in range(int(dice.integers(2, 10))):
        side = int(dice.integers(40, 420))
        one = face.resize((side, side), Image.Resampling.LANCZOS)
        if dice.random() < 0.5:
            one = one.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        one = ImageEnhance.Brightness(one).enhance(float(dice.uniform(0.5, 1.4)))
        one = one.rotate(float(dice.uniform(-25, 25)), Image.Resampling.BICUBIC)
        place = (int(dice.integers(0, max(1, width - side))), int(dice.integers(0, max(1, height - side))))
        ground.paste(one, place)
    return ground


def changed(whole: Image.Image, dice: np.random.Generator) -> dict[str, Image.Image]:
    """Return one portrait changed in every way that photos on the web are."""
    sides = (48, 64, 96, 128, 200, 320, 400, 512, 640, 800, 1024, 1280, 1600)
    angles = (-60, -45, -30, -20, -10, 5, 15, 25, 35, 50, 90, 180)
    noisy = {
        spread: np.asarray(whole) + dice.normal(0, spread, (512, 512, 3))
        for spread in (5, 10, 20, 30, 45, 60)
    }
    return {
        **{f"scaled to {side}": whole.resize((side, side), Image.Resampling.LANCZOS) for side in sides},
        **{
            f"turned by {angle}": whole.rotate(angle, Image.Resampling.BICUBIC, expand=True)
            for angle in angles
        },
        **{f"cropped by {cut}": whole.crop((cut, 0, 512 - cut // 2, 512 - cut)) for cut in range(0, 140, 10)},
        **{
            f"blurred by {blur}": whole.filter(ImageFilter.GaussianBlur(blur))
            for blur in (0.5, 1, 1.5, 2, 3, 4)
        },
        **{
            f"noise of {spread}": Image.fromarray(np.clip(one, 0, 255).astype(np.uint8))
            for spread, one in noisy.items()
        },
        **{
            f"light times {light}": ImageEnhance.Brightness(whole).enhance(light)
            for light in (0.2, 0.35, 0.6, 1.5, 2)
        },
        "mirrored": whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        "grey": whole.convert("L").convert("RGB"),
    }


def variations(dice: np.random.Generator) -> Iterator[tuple[str, Image.Image]]:
    """Give the portrait changed, crowds of it, and grounds without anybody."""
    yield from changed(portrait(), dice).items()
    face = portrait().crop((130, 20, 330, 220))
    for number in range(70):
        width, height = int(dice.integers(300, 1600)), int(dice.integers(300, 1600))
        yield f"crowd {number}", crowd(face, dice, width, height)
    for number in range(10):
        yield f"nobody {number}", backdrop(900, 600, dice)


def drawn() -> Iterator[tuple[str, bytes]]:
    """Give the pictures of the sample person, which our code draws."""
    with tempfile.TemporaryDirectory() as folder:
        write_sample_export(Path(folder))
        for path in sorted(Path(folder).rglob("*.jpg")):
            yield path.name, path.read_bytes()


def pictures(seed: int) -> Iterator[tuple[str, bytes]]:
    """Give every test picture as a JPEG file, of changing quality, some lying on their side."""
    yield from drawn()
    dice = np.random.default_rng(seed)
    for name, picture in variations(dice):
        quality = int(dice.choice([35, 60, 75, 85, 95]))
        yield f"{name} at quality {quality}", jpeg(picture, quality, turned=dice.random() < 0.2)


def jpeg(picture: Image.Image, quality: int, *, turned: bool) -> bytes:
    """Return a file; a turned one lies on its side and says so in its Exif."""
    file, exif = io.BytesIO(), Image.Exif()
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = 6
    picture.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


class Reference:
    """OpenCV's own YuNet with our thresholds."""

    def __init__(self) -> None:
        self._net = cv2.FaceDetectorYN.create(
            str(resource("models", "face_detection_yunet_2023mar.onnx")),
            "",
            (640, 640),
            yunet.SCORE_THRESHOLD,
            yunet.OVERLAP_THRESHOLD,
            yunet.TOP,
        )

    def detect(self, pixels: Pixels) -> list[Box]:
        """Return the boxes of RGB pixels."""
        height, width = pixels.shape[:2]
        self._net.setInputSize((width, height))
        found = cast(
            "NDArray[np.float32] | None", self._net.detect(np.ascontiguousarray(pixels[:, :, ::-1]))[1]
        )
        return [] if found is None else [cast("Box", tuple(row[:4].tolist())) for row in found]


def reduced(pixels: Pixels, side: int) -> tuple[Pixels, float]:
    """Shrink a picture to a long side; return it with the share of its size that is left."""
    share = min(1.0, side / max(pixels.shape[:2]))
    if share == 1.0:
        return pixels, 1.0
    size = (max(1, round(pixels.shape[1] * share)), max(1, round(pixels.shape[0] * share)))
    return cast("Pixels", cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)), share


def compare(files: Sequence[tuple[str, bytes]]) -> dict[str, Agreement]:
    """Compare our boxes with the reference's, over the same pixels and over the whole way of a file."""
    reference = Reference()
    found = {"the same pixels": Agreement(), "the whole way": Agreement()}
    for name, data in files:
        upright = cast("Pixels", cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))[:, :, ::-1]
        small, share = reduced(upright, yunet.FIRST_SIDE)
        expected = reference.detect(small)
        ours = [cast("Box", tuple(row)) for row in yunet.detect(np.ascontiguousarray(small)).boxes.tolist()]
        found["the same pixels"].add(name, expected, ours)
        full = [cast("Box", tuple(value / share for value in box)) for box in expected]
        found["the whole way"].add(
            name, clipped(full, upright), [face.box for face in inspect(data).inspection.faces]
        )
    return found


def clipped(boxes: Sequence[Box], pixels: Pixels) -> list[Box]:
    """Cut boxes at the edge of the picture, as ours are."""
    height, width = pixels.shape[:2]
    cut: list[Box] = []
    for left, top, across, down in boxes:
        right, bottom = min(left + across, width), min(top + down, height)
        cut.append((max(left, 0.0), max(top, 0.0), right - max(left, 0.0), bottom - max(top, 0.0)))
    return cut


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return processor seconds of one call, the best of several rounds."""
    best = math.inf
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def costs(rounds: int) -> dict[str, float]:
    """Return the cost of each part in shares of a full decode of a 12 MP JPEG."""
    dice = np.random.default_rng(5)
    large = portrait().resize((4000, 3000), Image.Resampling.BICUBIC)
    grain = dice.normal(0, 6, (3000, 4000, 1))
    large = Image.fromarray(np.clip(np.asarray(large) + grain, 0, 255).astype(np.uint8))
    data = jpeg(large, 88, turned=False)
    working = open_picture(data).working
    decode = seconds(lambda: Image.open(io.BytesIO(data)).load(), rounds)
    return {
        "full decode": 1.0,
        "open_picture": seconds(lambda: open_picture(data), rounds) / decode,
        "find_faces": seconds(lambda: yunet.find_faces(working, large.size), rounds) / decode,
        "inspect": seconds(lambda: inspect(data), rounds) / decode,
    }


def main() -> int:
    """Print the figures; 1 if the agreement is less than promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    files = list(pictures(asked.seed))
    found = compare(files)
    told = {
        name: {
            "reference": one.reference,
            "shared": one.shared,
            "share": round(one.share, 4),
            "alone": one.alone,
            "farthest_px": round(one.farthest, 4),
        }
        for name, one in found.items()
    }
    shares = {name: round(value, 3) for name, value in costs(asked.rounds).items()}
    if asked.json:
        print(json.dumps({"pictures": len(files), "agreement": told, "cost": shares}))
    else:
        print(f"{len(files)} pictures")
        for name, one in found.items():
            print(f"{name}: {one.shared} of {one.reference} boxes ({one.share:.4f}), {one.alone} alone")
            print(f"   farthest {one.farthest:.4f} px", *one.odd, sep="\n   ")
        for name, value in shares.items():
            print(f"{name}: {value:.3f} of a full decode")
    return 0 if all(one.share >= PROMISED for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
