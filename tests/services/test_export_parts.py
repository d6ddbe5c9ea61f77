"""Parts of one download are known by their names, and a hole between them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.export_parts import missing_parts, part_of


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("takeout-20240516T230250Z-003.zip", 3),
        ("takeout-20240516T230250Z-3-009.zip", 9),
        ("takeout-20240516T230250Z-001.tgz", 1),
        ("takeout-20240516T230250Z-002 (1).zip", 2),
        ("mydata~1731501234567.zip", 1),
        ("mydata~1731501234567-2.zip", 2),
        ("72157700000000000_0a1b2c3d4e5f_part1.zip", 1),
        ("data-download-12.zip", 12),
        ("instagram-mara.sample-2026-05-01-Xyz12345.zip", None),
        ("holiday-2.zip", None),
        ("takeout-20240516T230250Z-003.txt", None),
    ],
)
def test_a_part_is_known_by_the_network_s_way_of_numbering(name: str, number: int | None) -> None:
    part = part_of(Path(name))
    assert (part.number if part else None) == number


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        (("takeout-20240516T230250Z-001.zip", "takeout-20240516T230250Z-004.zip"), (2, 3)),
        (("takeout-20240516T230250Z-001.zip", "takeout-20240516T230250Z-002.zip"), ()),
        (("takeout-20240516T230250Z-001.zip", "takeout-20250516T230250Z-003.zip"), (1, 2)),
        (("data-download-2.zip",), (1,)),
        (("one.zip", "three.zip"), ()),
    ],
)
def test_a_hole_between_parts_is_told(held: tuple[str, ...], missing: tuple[int, ...]) -> None:
    told = missing_parts(Path(name) for name in held)
    assert tuple(part.number for name in told if (part := part_of(Path(name)))) == missing


def test_the_first_part_of_snapchat_has_no_number() -> None:
    assert missing_parts([Path("mydata~12-3.zip")]) == ("mydata~12.zip", "mydata~12-2.zip")
