from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.account import Account
from app.model.audience import Audience
from app.model.inspection import Place
from app.model.photo import MediaState, Photo, Skipped
from app.networks.container import open_tree
from app.networks.snapchat import NETWORK, read, recognise
from app.networks.snapchat.memories import FILM, IMAGE, Memory, MemoryFile, join
from tests.exports.instagram import picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything
from tests.exports.snapchat import LIST, export, line, memory, write_timed

DATA = Path(__file__).parents[1] / "data" / "snapchat"
Kind = TypeVar("Kind")
A, B = memory(1, "2022-07-14"), memory(2, "2022-07-14")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def test_a_picture_meets_its_line_by_the_second(tmp_path: Path) -> None:
    films = memory(3, "2022-07-14", "mp4")
    files = export([], A, B, films, A.replace("-main.jpg", "-overlay.png"))
    files[LIST] = (DATA / "memories_history.json").read_bytes()
    files[films] = b"\x00\x00\x00\x18ftypmp42"
    times = {A: "2022-07-14 18:03:21", B: "2022-07-14 18:03:22", films: "2022-07-14 18:03:21"}
    items = everything(write_timed(tmp_path / "mydata~1.zip", files, times))
    first, second, absent = only(items, Photo)
    assert (first.taken_at, first.place) == (
        datetime(2022, 7, 14, 18, 3, 21, tzinfo=UTC),
        Place(lat=48.137, lon=11.575, basis="network"),
    )
    assert (second.taken_at, second.place) == (datetime(2022, 7, 14, 18, 3, 22, tzinfo=UTC), None)
    assert (absent.taken_at, absent.media_state) == (
        datetime(2019, 1, 2, 3, 4, 5, tzinfo=UTC),
        MediaState.MISSING,
    )
    assert {one.visibility.value for one in only(items, Photo)} == {Audience.ONLY_ME}
    assert "1 film" in str(only(items, Skipped)[0].why)
    assert not any("secret" in repr(one) for one in items)
    account = only(items, Account)[0]
    assert (account.handle, account.name, account.url) == (
        "mara_sample",
        "Mara Lindqvist",
        "https://www.snapchat.com/add/mara_sample",
    )


def test_the_list_and_the_pictures_may_come_in_two_parts(tmp_path: Path) -> None:
    files = export([line("2022-07-14 18:03:21", place="1.0, 2.0")])
    one = write_zipped(tmp_path / "mydata~1.zip", files)
    two = write_timed(tmp_path / "mydata~1-2.zip", {A: picture()}, {A: "2022-07-14 18:03:21"})
    (found,) = only(everything(one, two), Photo)
    assert found.place is not None
    assert found.media_state is MediaState.PRESENT


def test_the_clock_of_an_unknown_place_joins_nothing_to_the_second(tmp_path: Path) -> None:
    lines = [line("2022-07-14 18:03:21", place="1.0, 2.0"), line("2022-07-14 19:00:00", place="3.0, 4.0")]
    items = everything(write_timed(tmp_path / "a.zip", export(lines, A, B), {}))
    assert [(one.taken_at, one.place) for one in only(items, Photo)[:2]] == [(None, None)] * 2


def test_one_picture_and_one_line_of_a_day_share_the_time_but_not_the_place(tmp_path: Path) -> None:
    lines = [line("2022-07-14 18:03:21", place="1.0, 2.0"), line("2022-07-15 18:03:21", place="1.0, 2.0")]
    found = only(everything(write_timed(tmp_path / "a.zip", export(lines, A), {})), Photo)
    assert (found[0].taken_at, found[0].place) == (datetime(2022, 7, 14, 18, 3, 21, tzinfo=UTC), None)
    assert [one.media_state for one in found] == [MediaState.PRESENT, MediaState.MISSING]


@pytest.mark.parametrize(
    ("places", "expected"), [(("1.0, 2.0", "1.0, 2.0"), 1.0), (("1.0, 2.0", "3.0, 4.0"), None)]
)
def test_pictures_of_one_second_have_what_all_their_lines_agree_on(
    tmp_path: Path, places: tuple[str, str], expected: float | None
) -> None:
    at = "2022-07-14 18:03:21"
    files = export([line(at, place=one) for one in places], A, B)
    found = only(everything(write_timed(tmp_path / "a.zip", files, {A: at, B: at})), Photo)
    assert [one.place.lat if one.place else None for one in found] == [expected] * 2
    assert {one.taken_at for one in found} == {datetime(2022, 7, 14, 18, 3, 21, tzinfo=UTC)}


def test_a_list_alone_gives_pictures_that_are_elsewhere(tmp_path: Path) -> None:
    lines = [line("2022-07-14 18:03:21"), line("2022-07-14 18:03:21"), {"Date": "soon"}, None]
    items = everything(write_folder(tmp_path / "e", export(lines)))
    found = only(items, Photo)
    assert [one.media_state for one in found] == [MediaState.REMOTE] * 2
    assert [one.key for one in found] == ["2022-07-14 18:03:21/1", "2022-07-14 18:03:21/2"]
    assert [one.where for one in only(items, Skipped)] == [f"{LIST}, 3", f"{LIST}, 4"]


def test_an_export_without_memories_says_how_to_order_them(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path / "e", {"html/memories_history.html": b"<html>"}))
    assert "JSON" in str(only(items, Skipped)[0].why)
    for number, name in enumerate(("memories/a.jpg", "json/account.json", "2022-07-14_x-main.jpg")):
        with open_tree([write_folder(tmp_path / str(number), {name: picture()})]) as tree:
            assert not recognise(tree)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from((IMAGE, FILM)), st.integers(0, 2)), max_size=12),
    st.lists(st.tuples(st.integers(0, 6) | st.none(), st.sampled_from((IMAGE, FILM))), max_size=12),
)
def test_each_line_is_used_once_and_no_place_comes_from_afar(
    lines: list[tuple[int, str, int]], files: list[tuple[int | None, str]]
) -> None:
    start = datetime(2022, 7, 14, 18, 0, tzinfo=UTC)
    memories = [
        Memory(
            number=number,
            at=start + timedelta(seconds=at),
            kind=kind,
            place=Place(lat=lat, lon=1, basis="network"),
        )
        for number, (at, kind, lat) in enumerate(lines)
    ]
    held = [
        MemoryFile(
            path=str(number),
            day=date(2022, 7, 14),
            kind=kind,
            written=None if at is None else start + timedelta(seconds=at),
        )
        for number, (at, kind) in enumerate(files)
    ]
    joined, rest = join(held, memories)
    assert [one.file for one in joined] == held
    assert len(rest) >= len(memories) - sum(one.at is not None for one in joined)
    for one in joined:
        if one.place is not None:
            near = [
                line.place
                for line in memories
                if one.file.written
                and line.kind == one.file.kind
                and abs((line.at - one.file.written).total_seconds()) <= 2
            ]
            assert one.place in near


def test_whatever_an_export_holds_only_photos_and_reasons_come_out() -> None:
    stands_everything(
        NETWORK, export([line("2022-07-14 18:03:21", place="1.0, 2.0"), line("2022-07-14 19:00:00")], A, B)
    )
