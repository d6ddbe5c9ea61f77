"""Every attack of the table, as a person would meet it: one sentence, a count, everything else imported, nothing written."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.model.problem import HostileArchive, UnreadableArchive
from app.networks import container_names as names
from app.services.house import House
from tests.exports.instagram import Files, export, media, picture, write_zipped
from tests.exports.zips import Member, write_zip, write_zip64

MB = 1024 * 1024
GOOD = picture(1)
LINK, DEVICE = 0o120777, 0o060644
STORIES = "your_instagram_activity/media/stories.json"


def _zipped(*members: Member) -> Callable[[Path], Path]:
    good = Member(name="pictures/good.jpg", data=GOOD)
    return lambda folder: write_zip(folder / "a.zip", [good, Member(name="pictures/notes.txt"), *members])


def _within(*members: Member) -> Callable[[Path], Path]:
    """Write an export with an archive inside that is known, and opened."""

    def write(folder: Path) -> Path:
        inner = write_zip(folder / "inner.zip", [Member(name="notes.txt"), *members])
        data = inner.read_bytes()
        inner.unlink()
        return _zipped(Member(name="posts.zip", data=data, method=0))(folder)

    return write


def _tarred(*odd: tuple[str, bytes]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        with tarfile.open(folder / "a.tgz", "w:gz") as archive:
            good = tarfile.TarInfo("pictures/good.jpg")
            good.size = len(GOOD)
            archive.addfile(good, io.BytesIO(GOOD))
            for name, kind in odd:
                one = tarfile.TarInfo(name)
                one.type, one.linkname = kind, "/etc/passwd"
                archive.addfile(one)
        return folder / "a.tgz"

    return write


def _locked(folder: Path) -> Path:
    return write_zip(folder / "a.zip", [Member(name="a.jpg", data=b"x", flags=1)])


@dataclass(frozen=True, slots=True)
class _Attack:
    """A file that is built to do harm beside a good picture, and the sentences that tell how often it was refused."""

    write: Callable[[Path], Path]
    refused: dict[str, int]


ATTACKS = {
    "names that lead outside": _Attack(
        _zipped(
            *(Member(name=one, data=GOOD) for one in ("../a.jpg", "/a.jpg", "C:\\a.jpg", "..\\..\\a.jpg"))
        ),
        {str(names.OUTSIDE): 4},
    ),
    "names that hide what they are": _Attack(
        _zipped(
            *(
                Member(name=one, data=GOOD)
                for one in ("a\u202egpj.exe", "CON.jpg", "a.jpg.", "b.jpg:x", "c\x00.jpg")
            )
        ),
        {str(names.STRANGE_NAME): 5},
    ),
    "links and devices": _Attack(
        _zipped(Member(name="a.jpg", data=b"/etc/passwd", mode=LINK), Member(name="b.jpg", mode=DEVICE)),
        {str(names.LINK): 1, str(names.NO_FILE): 1},
    ),
    "links and devices in a tar file": _Attack(
        _tarred(
            ("a.jpg", tarfile.SYMTYPE),
            ("b.jpg", tarfile.LNKTYPE),
            ("c.jpg", tarfile.CHRTYPE),
            ("../d.jpg", b"0"),
        ),
        {str(names.LINK): 2, str(names.NO_FILE): 1, str(names.OUTSIDE): 1},
    ),
    "a bomb": _Attack(_zipped(Member(name="a.jpg", data=bytes(50 * MB))), {str(names.BOMB): 1}),
    "a lie about gigabytes": _Attack(
        _zipped(Member(name="a.jpg", data=b"x", told_size=3 * 1024**3, method=0)), {str(names.UNFAITHFUL): 1}
    ),
    "one name twice": _Attack(
        _zipped(Member(name="pictures/good.jpg", data=b"x"), Member(name="pictures/GOOD.jpg", data=b"y")),
        {str(names.SAME_NAME): 1, str(names.SAME_NAME_CASE): 1},
    ),
    "an archive inside": _Attack(_zipped(Member(name="a.zip", data=b"PK\x03\x04")), {str(names.NESTED): 1}),
    "a known archive inside that is damaged": _Attack(
        _zipped(Member(name="posts.zip", data=b"PK\x03\x04")), {str(names.NESTED): 1}
    ),
    "a bomb in a known archive inside": _Attack(
        _within(Member(name="a.jpg", data=bytes(50 * MB))), {str(names.BOMB): 1}
    ),
    "a known archive inside a known archive, and other names": _Attack(
        _within(Member(name="posts.zip", data=b"PK"), Member(name="../a.jpg", data=GOOD)),
        {str(names.NESTED): 1, str(names.OUTSIDE): 1},
    ),
    "files that lie over one another in a known archive inside": _Attack(
        _within(Member(name="a.txt", data=b"1"), Member(name="b.txt", data=b"2", told_header=0)),
        {str(names.NESTED): 1},
    ),
    "a password": _Attack(_zipped(Member(name="a.jpg", data=b"x", flags=1)), {str(names.ENCRYPTED): 1}),
    "Deflate64 and worse": _Attack(
        _zipped(Member(name="a.jpg", data=b"x", method=9), Member(name="b.jpg", data=b"x", method=14)),
        {str(names.DEFLATE64): 1, str(names.UNKNOWN_METHOD): 1},
    ),
    "names in an old code page": _Attack(_zipped(Member(name="Лето.txt".encode("cp866"), data=b"x")), {}),
}


@pytest.mark.parametrize("what", ATTACKS)
def test_the_harmful_part_is_counted_and_everything_else_comes_in(
    house: House, tmp_path: Path, what: str
) -> None:
    attack = ATTACKS[what]
    chosen = tmp_path / "downloads"
    chosen.mkdir()
    path = attack.write(chosen)
    (report,) = house.importer.read_all([path])
    assert (report.new, report.inspected) == (1, 1)
    assert {str(why): count for why, count in report.refused} == attack.refused
    assert list(chosen.iterdir()) == [path]
    assert house.browser.count(Filter()) == 1


@pytest.mark.parametrize(
    ("write", "problem", "words"),
    [
        (_zipped(Member(name="b.jpg", data=b"1", told_header=0)), HostileArchive, "lie over one another"),
        (
            _locked,
            UnreadableArchive,
            "password",
        ),
    ],
    ids=["overlapping members", "nothing but secrets"],
)
def test_what_is_hostile_as_a_whole_ends_in_one_sentence_with_a_remedy(
    house: House,
    tmp_path: Path,
    write: Callable[[Path], Path],
    problem: type[UnreadableArchive],
    words: str,
) -> None:
    chosen = tmp_path / "downloads"
    chosen.mkdir()
    path = write(chosen)
    with pytest.raises(problem, match=words) as caught:
        house.importer.read_all([path])
    assert caught.value.remedy is not None
    assert house.browser.count(Filter()) == 0
    assert list(chosen.iterdir()) == [path]


HOSTILE_LISTS = {
    "too deep": b"[" * 100_000 + b"]" * 100_000,
    "a number without end": b'{"ig_stories": [' + b"1" * 5000 + b"]}",
    "no JSON": b"\xff\xfe\x00",
    "half a character": b'{"ig_stories": [{"media": "\\ud83d"}]}',
    "not a number": b'\xef\xbb\xbf{"ig_stories": [NaN, null, {"uri": []}]}',
    "wrong types": b'{"ig_stories": {"uri": 7}}',
    "links and ways out": b'{"ig_stories": [{"uri": "https://evil.example/x.jpg"}, {"uri": "../../../etc/passwd"}]}',
    "a text of ten megabytes": b'{"ig_stories": [{"uri": "s.jpg", "title": "'
    + b"x" * 10 * MB
    + b'\\u202e\\u0007"}]}',
}


@pytest.mark.parametrize("what", HOSTILE_LISTS)
def test_a_hostile_list_costs_nothing_but_itself(house: House, tmp_path: Path, what: str) -> None:
    posts = [{"media": [media("media/posts/202009/p.jpg")]}]
    files: Files = export(posts, {STORIES: HOSTILE_LISTS[what]}, p=GOOD)
    (report,) = house.importer.read_all([write_zipped(tmp_path / "a.zip", files)])
    held = {photo.source_path: photo for photo in house.browser.photos(Filter())}
    assert "media/posts/202009/p.jpg" in held
    assert report.inspected == 1
    assert all(len(photo.caption) <= 64 * 1024 and photo.caption.isprintable() for photo in held.values())
    assert not any("passwd" in name and not name.startswith("..") for name in held)


def test_zip64_and_every_other_form_come_in(house: House, tmp_path: Path) -> None:
    path = write_zip64(tmp_path / "a.zip", Member(name="good.jpg", data=GOOD))
    (report,) = house.importer.read_all([path])
    assert (report.new, report.refused) == (1, ())
