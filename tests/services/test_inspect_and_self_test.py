"""Single files are inspected without a catalogue, and a copy of the app can try itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.finding import FindingKind
from app.model.problem import PictureUnreadable
from app.services.house import House
from app.services.samples import sample_picture


def test_a_file_is_inspected_and_nothing_is_kept(house: House, tmp_path: Path) -> None:
    path = tmp_path / "portrait.jpg"
    path.write_bytes(sample_picture())
    seen = house.inspector.inspect(path)
    assert FindingKind.FACE in {finding.kind for finding in seen.findings}
    assert house.open_store is None


def test_a_file_that_is_no_picture_is_marked_and_one_that_is_not_there_is_a_problem(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "words.jpg"
    path.write_bytes(b"only words")
    inspection = house.inspector.inspect(path).photo.inspection
    assert inspection is not None
    assert inspection.failed is not None
    with pytest.raises(PictureUnreadable):
        house.inspector.inspect(tmp_path / "nowhere.jpg")


def test_the_self_test_names_each_part_and_the_one_that_fails(house: House) -> None:
    results = {one.part: one for one in house.self_test.run()}
    assert list(results) == ["keyring", "catalogue", "faces", "letter", "screens"]
    assert [part for part, one in results.items() if one.passed] == [
        "keyring",
        "catalogue",
        "faces",
        "letter",
    ]
    assert not results["screens"].passed, "this house has no screens to paint"
