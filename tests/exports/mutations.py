"""Spoil an honest export in ways that an attacker or an accident would, so that readers prove to stand it."""

from __future__ import annotations

import copy
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.account import Account
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.setting import Check
from app.networks.container import open_tree
from app.networks.network import Network
from tests.exports.instagram import Files, write_folder

VALUES: list[object] = [
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    -1e-320,
    "",
    "x" * 70_000,
    "\x00\x07\u202eevil\ud83d",
    "../../etc/passwd",
    "file:///etc/passwd",
    "https://u:p@[bad",
    "9999-99-99 99:99:99",
    "-62169958800",
    "1e999",
    "=cmd()",
    [],
    [None],
    [[[[]]]],
    {},
    {"timestamp": {}},
    {"name": ["x"]},
]
BYTES = (
    b"",
    b"\x00",
    b"[",
    b"[" * 5000,
    b'"',
    b"\xff\xfe",
    b"\xef\xbb\xbf[]",
    b"null",
    b"1" * 5000,
    b",,,\n\n\n\x00",
)


def fields(value: object, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every field inside a JSON value."""
    if isinstance(value, dict):
        for key, one in cast("dict[str, object]", value).items():
            yield (*here, key)
            yield from fields(one, (*here, key))
    if isinstance(value, list):
        for number, one in enumerate(cast("list[object]", value)):
            yield (*here, number)
            yield from fields(one, (*here, number))


def spoiled_json(data: bytes, draw: Callable[[st.SearchStrategy[Any]], Any]) -> bytes:
    """Return a JSON file with up to three fields exchanged for something else."""
    # The JSON of an X archive stands behind an assignment.
    before, equals, after = data.partition(b" = ") if data.startswith(b"window.") else (b"", b"", data)
    value = json.loads(after)
    for _ in range(draw(st.integers(1, 3))):
        ways = list(fields(value))
        if not ways:
            break
        *way, end = draw(st.sampled_from(ways))
        holder: Any = value
        for step in way:
            holder = holder[step]
        holder[end] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return before + equals + json.dumps(value).encode()


def spoiled_bytes(data: bytes, draw: Callable[[st.SearchStrategy[Any]], Any]) -> bytes:
    """Return a file cut short, exchanged, or with some of its bytes changed."""
    way = draw(st.sampled_from(("cut", "exchange", "change")))
    if way == "exchange" or not data:
        return draw(st.sampled_from(BYTES))
    at = draw(st.integers(0, len(data) - 1))
    return data[:at] if way == "cut" else data[:at] + draw(st.binary(max_size=20)) + data[at + 5 :]


def packed(files: Files, form: str) -> bytes:
    """Return the files as one archive, "zip" or "tgz", the same bytes each time."""
    file = io.BytesIO()
    if form == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), data, zipfile.ZIP_DEFLATED)
    else:
        with tarfile.open(fileobj=file, mode="w:gz") as archive:
            for name, data in files.items():
                told = tarfile.TarInfo(name)
                told.size = len(data)
                archive.addfile(told, io.BytesIO(data))
    return file.getvalue()


def spoiled(files: Files, folder: Path, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Path:
    """Write a spoiled copy of an export and return where: one file of it is changed, or the archive around all."""
    form = draw(st.sampled_from(("file", "file", "file", "zip", "tgz")))
    if form != "file":
        path = folder / f"export.{form}"
        path.write_bytes(spoiled_bytes(packed(files, form), draw))
        return path
    name = draw(st.sampled_from(sorted(files)))
    spoil = spoiled_json if name.endswith((".json", ".js")) and draw(st.booleans()) else spoiled_bytes
    return write_folder(folder, files | {name: spoil(files[name], draw)})


def stands_everything(
    network: Network, files: Files, cases: int = 100, *, is_same_each_time: bool = True
) -> None:
    """Read many spoiled copies of an export: only what a reader may yield comes out, and only Problems are raised."""

    @settings(
        max_examples=cases,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        derandomize=is_same_each_time,
        database=None,
    )
    @given(st.data())
    def proof(data: st.DataObject) -> None:
        with TemporaryDirectory() as folder:
            problem = _read(network, spoiled(files, Path(folder), data.draw))
        assert problem is None or (str(problem.says) and str(problem.remedy))

    proof()


def _read(network: Network, path: Path) -> Problem | None:
    """Read an export whether or not it is recognised, and return the Problem that it ended in, if any."""
    assert network.recognise is not None
    assert network.read is not None
    items: list[object] = []
    try:
        with open_tree([path]) as tree:
            is_ours = network.recognise(tree)
            items.extend(network.read(tree))
    except Problem as problem:
        return problem
    if is_ours or items:
        _are_clean(items)
    return None


def _are_clean(items: list[object]) -> None:
    assert isinstance(items[0], Account)
    assert all(isinstance(one, Account | Photo | Check | Skipped) for one in items)
    photos = [one for one in items if isinstance(one, Photo)]
    assert len({one.key for one in photos}) == len(photos)
    for one in photos:
        _is_clean(one)


def _is_clean(photo: Photo) -> None:
    assert photo.key
    words = (
        photo.key,
        photo.caption,
        photo.album,
        photo.source_path,
        photo.url,
        *(who.name for who in photo.people),
    )
    for one in words:
        one.encode()
        assert "\x00" not in one
        assert len(one) <= 64 * 1024 + 300
    assert all(not one or one.startswith("https://") for one in (photo.url, photo.media_url))
    if photo.place is not None:
        assert abs(photo.place.lat) <= 90
        assert abs(photo.place.lon) <= 180
