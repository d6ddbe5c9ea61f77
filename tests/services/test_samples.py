from __future__ import annotations

import io
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.analysis.inspect import inspect
from app.model.audience import Audience
from app.model.inspection import Inspection
from app.model.photo import MediaState, Photo, PhotoKind
from app.model.problem import DiskFull
from app.model.setting import Check
from app.model.text import Text
from app.networks import NETWORKS
from app.networks.container import open_tree
from app.services import samples_indoors as indoors
from app.services import samples_outdoors as outdoors
from app.services.house import House
from app.services.progress import Progress
from app.services.samples import write_sample_export


@dataclass
class Steps(Progress):
    """Remembers what was told."""

    told: list[tuple[int, int | None]] = field(default_factory=list[tuple[int, int | None]])

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        self.told.append((done, total))


@dataclass(frozen=True)
class Samples:
    paths: tuple[Path, ...]
    seconds: float
    steps: Steps
    items: dict[str, list[object]]
    inspections: dict[str, Inspection]

    def photos(self, path: int | None = None) -> list[Photo]:
        chosen = self.paths if path is None else self.paths[path : path + 1]
        return [one for each in chosen for one in self.items[each.name] if isinstance(one, Photo)]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    steps, begin = Steps(), time.process_time()
    paths = write_sample_export(tmp_path_factory.mktemp("samples"), steps)
    seconds = time.process_time() - begin
    items: dict[str, list[object]] = {}
    inspections: dict[str, Inspection] = {}
    for path in paths:
        with open_tree([path]) as tree:
            network = next(one for one in NETWORKS if one.recognise is not None and one.recognise(tree))
            assert network.read is not None
            items[path.name] = list(network.read(tree))
            for one in items[path.name]:
                if isinstance(one, Photo):
                    inspections[one.key] = inspect(tree.read(one.source_path, 10**7)).inspection
    return Samples(tuple(paths), seconds, steps, items, inspections)


def test_the_samples_are_drawn_in_a_few_seconds_and_tell_how_far_they_are(samples: Samples) -> None:
    assert samples.seconds < 20
    total = samples.steps.told[-1][1]
    assert [done for done, _ in samples.steps.told] == list(range(len(samples.steps.told)))
    assert samples.steps.told[-1][0] == total


def test_two_exports_and_a_camera_folder_are_recognised_for_what_they_are(samples: Samples) -> None:
    networks = [samples.photos(number)[0].network for number in range(3)]
    assert networks == ["instagram", "instagram", "folder"]
    assert all(one.media_state is MediaState.PRESENT for one in samples.photos())


def test_the_samples_show_every_kind_and_several_audiences(samples: Samples) -> None:
    photos = samples.photos()
    assert len(photos) >= 23
    assert {one.visibility.value for one in photos} == {
        Audience.PUBLIC,
        Audience.FOLLOWERS,
        Audience.ONLY_ME,
        Audience.UNKNOWN,
    }
    assert {one.kind for one in photos} >= {
        PhotoKind.AVATAR,
        PhotoKind.OLD_AVATAR,
        PhotoKind.STORY,
        PhotoKind.FILE,
    }
    assert len({one.posted_at.year for one in photos if one.posted_at}) >= 7
    assert sum(bool(one.people) for one in photos) >= 5
    assert sum(one.place is not None for one in photos) >= 6


def test_one_account_is_public_and_the_other_private_with_its_dated_changes(samples: Samples) -> None:
    checks = [one for items in samples.items.values() for one in items if isinstance(one, Check)]
    assert [one.seen for one in checks] == ["public", "private"]
    assert [[change.value for change in one.history] for one in checks] == [
        ["private", "public"],
        ["public", "private"],
    ]


def test_captions_come_back_in_every_script(samples: Samples) -> None:
    captions = [one.caption for one in samples.photos()]
    assert any("한강의 저녁" in one for one in captions)
    assert any("Último banho do verão 🌊" in one for one in captions)
    assert any("Büro" in one for one in captions)


def test_the_detector_takes_the_drawn_faces_for_faces(samples: Samples) -> None:
    without = {"dog.jpg", "garden.jpg", "ticket.jpg"}
    for key, seen in samples.inspections.items():
        if key.rpartition("/")[2] in without:
            assert not seen.faces, key
        else:
            assert seen.faces, key
            assert all(face.score >= 0.8 and face.eyes_px > 40 for face in seen.faces), key
    assert sorted(len(seen.faces) for seen in samples.inspections.values()) == [0] * 3 + [1] * 9 + [2] * 6 + [
        3
    ] * 4 + [4]


def test_the_files_of_the_export_hold_no_details_and_those_of_the_camera_do(samples: Samples) -> None:
    for number in (0, 1):
        for one in samples.photos(number):
            seen = samples.inspections[one.key]
            assert seen.place is None
            assert not seen.metadata.camera
    told = [samples.inspections[one.key] for one in samples.photos(2)]
    assert all(one.place is not None and one.metadata.camera for one in told)
    assert [one.metadata.owner for one in told if one.metadata.owner] == ["Mara Lindqvist"]
    assert [one.metadata.serial for one in told if one.metadata.serial] == ["6041207"]


def test_one_camera_file_still_hides_what_was_cropped_away(samples: Samples) -> None:
    differs = {one.key: samples.inspections[one.key].metadata.thumbnail_differs for one in samples.photos(2)}
    assert [key for key, value in differs.items() if value] == ["2022/IMG_2231.jpg"]


def test_the_ticket_holds_a_code_that_can_be_read(samples: Samples) -> None:
    codes = [code.text for one in samples.inspections.values() for code in one.codes]
    assert codes == ["https://tickets.example/7Q4K2"]


def test_the_beach_is_the_same_picture_in_two_places(samples: Samples) -> None:
    same = [key for key in samples.inspections if key.endswith(("beach.jpg", "184117.jpg"))]
    assert len(same) == 2
    assert len({samples.inspections[key].picture_hash for key in same}) == 1
    assert len({samples.inspections[key].sha256 for key in same}) == 2


def test_drawing_again_gives_the_same_picture(samples: Samples) -> None:
    for name, draw in (("beach", outdoors.beach), ("party", indoors.party)):
        again = io.BytesIO()
        draw().save(again, "JPEG", quality=88)
        assert next(samples.paths[0].rglob(f"{name}.jpg")).read_bytes() == again.getvalue()


def test_the_lists_are_dated_to_the_day_the_export_is_said_to_be_of(samples: Samples) -> None:
    dates = {one.visibility.as_of for one in samples.photos(0) if one.visibility.as_of}
    assert dates == {datetime(2026, 2, 8, 9, 30, tzinfo=UTC)}


def test_the_invented_person_is_brought_in_once_and_marked_as_invented(house: House) -> None:
    steps = Steps()
    reports = house.sampler.bring_in(steps)
    assert [report.network for report in reports] == ["Instagram", "Instagram", "Folder"]
    assert all(report.is_complete and report.new == report.inspected for report in reports)
    assert all(one.invented for one in house.browser.accounts())
    overview = house.browser.overview()
    assert (overview.photos, overview.accounts, overview.reachable) == (23, 3, 0)
    assert overview.score > 80
    assert len(overview.spots) >= 5
    assert len(overview.risks) >= 4
    assert sum(report.new for report in house.sampler.bring_in()) == 0
    assert len(house.browser.accounts()) == 3


def test_a_disk_that_takes_nothing_is_told_in_words(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DiskFull, match="could not be written"):
        house.sampler.bring_in()
