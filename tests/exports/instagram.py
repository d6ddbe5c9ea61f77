"""Write Instagram exports in the layouts of different years."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageDraw

Files: TypeAlias = "dict[str, bytes]"

PROFILE = "personal_information/personal_information/personal_information.json"
POSTS = "your_instagram_activity/media/posts_1.json"
CHANGES = "security_and_login_information/login_and_profile_creation/profile_privacy_changes.json"


def picture(seed: int = 0, kind: str = "JPEG") -> bytes:
    """Return a small drawn picture."""
    image = Image.new("RGB", (48, 36), (40 + seed * 37 % 200, 120, 200 - seed * 23 % 180))
    ImageDraw.Draw(image).ellipse((8 + seed % 9, 6, 30 + seed % 9, 28), fill=(240, 200, 60))
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def as_meta_writes(value: object) -> bytes:
    """Return JSON as Meta writes it: each byte of UTF-8 as a letter of its own, escaped."""
    broken = json.dumps(value, ensure_ascii=False).encode("utf-8").decode("latin-1")
    return "".join(one if one < "\x80" else f"\\u{ord(one):04x}" for one in broken).encode()


def profile(private: str | None = "False", **more: str) -> dict[str, object]:
    """Return the personal information of an invented account."""
    lines = {"Email": "mara@mail.example", "Username": "mara.sample", "Name": "Mara Lindqvist", **more}
    if private is not None:
        lines["Private Account"] = private
    return {"profile_user": [{"string_map_data": {key: {"value": value} for key, value in lines.items()}}]}


def media(uri: str, at: int = 1_600_000_000, title: str = "", **facts: object) -> dict[str, object]:
    """Return one media object as posts_1.json holds it."""
    told: dict[str, object] = {"uri": uri, "creation_timestamp": at, "title": title}
    if facts:
        told["media_metadata"] = {"photo_metadata": {"exif_data": [facts]}}
    return told


def export(posts: object, more: Mapping[str, object] | None = None, **pictures: bytes) -> Files:
    """Return the files of an export; keyword `one=…` becomes media/posts/202009/one.jpg."""
    told = {PROFILE: profile(), POSTS: posts, **(more or {})}
    files = {
        name: value if isinstance(value, bytes) else as_meta_writes(value) for name, value in told.items()
    }
    return files | {f"media/posts/202009/{name}.jpg": data for name, data in pictures.items()}


def write_folder(folder: Path, files: Files) -> Path:
    """Write the files as an unpacked export."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def write_zipped(path: Path, files: Files, root: str = "") -> Path:
    """Write the files as a ZIP file, with a folder around all of them if wanted."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(root + name, data)
    return path
