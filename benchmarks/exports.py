"""Large exports, made for the benchmarks and never stored."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from tests.exports import facebook
from tests.exports.instagram import POSTS, PROFILE, as_meta_writes, media, profile

PARTS = 4
_FACEBOOK_PROFILE = "personal_information/profile_information/profile_information.json"
FIRST_DAY = 1_300_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How one network writes an export: where a picture lies, and the lists that name the pictures from to."""

    picture: Callable[[int], str]
    lists: Callable[[int], Iterator[tuple[str, bytes]]]


def _instagram_picture(number: int) -> str:
    return f"media/posts/{2011 + number * 14 // 20_000 % 15}{number % 12 + 1:02}/picture_{number}.jpg"


def _instagram_lists(count: int) -> Iterator[tuple[str, bytes]]:
    yield PROFILE, as_meta_writes(profile())
    posts: list[dict[str, object]] = []
    for first in range(0, count, 2):
        numbers = range(first, min(first + 2, count))
        listed = [
            media(
                _instagram_picture(one),
                FIRST_DAY + one * 20_000,
                "",
                latitude=53.5 + one % 700 / 1000,
                longitude=9.9 + one % 900 / 1000,
                date_time_original="2019:05:14 10:42:00",
                lens_model="Pixel 8 back camera",
                source_type="4",
            )
            for one in numbers
        ]
        at = FIRST_DAY + numbers[0] * 20_000
        posts.append({"media": listed, "title": f"Abend am Hafen, Bild {at} 🌊", "creation_timestamp": at})
    yield POSTS, as_meta_writes(posts)


def _facebook_picture(number: int) -> str:
    return f"{facebook.ACTIVITY}posts/media/album_{number % 200}/{10_000_000 + number}.jpg"


def _facebook_lists(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield what a real export of that size had: posts in files of 10,000, and most pictures in albums."""
    yield from facebook.written({_FACEBOOK_PROFILE: facebook.profile()}).items()
    shown = [
        facebook.media(
            _facebook_picture(one),
            FIRST_DAY + one * 20_000,
            f"Abend am Hafen, Bild {one} 🌊",
            latitude=53.5 + one % 700 / 1000,
            longitude=9.9 + one % 900 / 1000,
            taken_timestamp=FIRST_DAY + one * 20_000,
            upload_ip="192.0.2.7",
            camera_make="Google",
            camera_model="Pixel 8",
        )
        for one in range(count)
    ]
    half = count // 2
    posts = [facebook.post(f"Bild {at}", *shown[at : at + 2]) for at in range(0, half, 2)]
    told: dict[str, object] = {
        f"{facebook.ACTIVITY}posts/your_posts__check_ins__photos_and_videos_{place // 10_000 + 1}.json": posts[
            place : place + 10_000
        ]
        for place in range(0, len(posts), 10_000)
    }
    for number in range(200):
        in_album = shown[half + (number - half) % 200 :: 200]
        told[f"{facebook.ACTIVITY}posts/album/{number}.json"] = facebook.album(f"Album {number}", *in_album)
    yield from facebook.written(told).items()


LAYOUTS = {
    "facebook": Layout(_facebook_picture, _facebook_lists),
    "instagram": Layout(_instagram_picture, _instagram_lists),
}


def make(folder: Path, layout: Layout, count: int, megabytes: int) -> list[Path]:
    """Write the export's parts; lists and pictures go round, so that they mostly lie in different parts."""
    noise = random.Random(1).randbytes(4 * 1024 * 1024)
    size = megabytes * 1_000_000 // count
    paths = [folder / f"export-part-{number + 1}.zip" for number in range(PARTS)]
    files = [zipfile.ZipFile(path, "w") for path in paths]
    for number, (name, data) in enumerate(layout.lists(count)):
        files[number % PARTS].writestr(name, data, zipfile.ZIP_DEFLATED)
    for number in range(count):
        files[number % PARTS].writestr(layout.picture(number), jpeg(number, size, noise))
    for file in files:
        file.close()
    return paths


def jpeg(number: int, size: int, noise: bytes) -> bytes:
    """Return a small drawn JPEG, grown to `size` bytes by comments of noise: valid, and cheap to make."""
    image = Image.new("RGB", (96, 72), (number * 37 % 256, number * 11 % 256, number * 5 % 256))
    ImageDraw.Draw(image).rectangle((number % 60, number % 40, number % 60 + 30, number % 40 + 25), "orange")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=60)
    data = file.getvalue()
    comments: list[bytes] = []
    wanted = size - len(data)
    while wanted > 4:
        length = min(wanted - 4, 65_533)
        at = (number * 7919 + wanted) % (len(noise) - length)
        comments.append(b"\xff\xfe" + (length + 2).to_bytes(2, "big") + noise[at : at + length])
        wanted -= length + 4
    return data[:2] + b"".join(comments) + data[2:]
