from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.networks.container import open_tree
from app.networks.linkedin import NETWORK, read, recognise
from tests.exports.instagram import Files, write_folder, write_zipped
from tests.exports.mutations import stands_everything

DATA = Path(__file__).parents[1] / "data" / "linkedin"
EXPORT: Files = {path.name: path.read_bytes() for path in sorted(DATA.glob("*.csv"))}
PICTURES = "https://media.licdn.example/dms/image/"


def everything(path: Path) -> list[object]:
    with open_tree([path]) as tree:
        assert recognise(tree)
        return list(read(tree))


def photos(items: list[object]) -> dict[str, Photo]:
    return {one.key.removeprefix(PICTURES): one for one in items if isinstance(one, Photo)}


def test_posts_and_uploads_are_read_as_links(tmp_path: Path) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", EXPORT, "Basic_LinkedInDataExport/"))
    account = items[0]
    assert isinstance(account, Account)
    assert (account.handle, account.name, account.url) == ("Mara Lindqvist", "Mara Lindqvist", "")
    found = photos(items)
    assert {key: (one.kind, one.visibility.value) for key, one in found.items()} == {
        "one/0": (PhotoKind.PHOTO, Audience.PUBLIC),
        "two/0": (PhotoKind.PHOTO, Audience.UNKNOWN),
        "three/0": (PhotoKind.PHOTO, Audience.FRIENDS),
        "four/0": (PhotoKind.PHOTO, Audience.UNKNOWN),
        "me/0": (PhotoKind.AVATAR, Audience.UNKNOWN),
        "back/0": (PhotoKind.BANNER, Audience.UNKNOWN),
    }
    assert all(one.media_state is MediaState.REMOTE for one in found.values())
    assert not any("secret" in repr(one) for one in items)
    assert [str(one.why) for one in items if isinstance(one, Skipped)] == [
        "One entry has a form that we do not know.",
        "1 film was not looked at: only pictures are.",
    ]


def test_words_and_times_come_out_whole(tmp_path: Path) -> None:
    found = photos(everything(write_folder(tmp_path, EXPORT)))
    assert found["one/0"].caption == 'Our garden, "before"\nand after'
    assert found["two/0"].caption == 'The "other" way, in one cell'
    assert found["one/0"].posted_at == datetime(2026, 5, 7, 16, 41, 18, tzinfo=UTC)
    assert found["one/0"].url.startswith("https://www.linkedin.com/feed/update/")
    assert found["three/0"].url == ""
    assert [found[key].posted_at for key in ("four/0", "me/0", "back/0")] == [
        datetime(2026, 3, 8, 9, 37, tzinfo=UTC),
        datetime(2020, 12, 31, 12, 5, tzinfo=UTC),
        datetime(2026, 3, 8, tzinfo=UTC),
    ]


def test_names_may_carry_the_members_number_and_a_profile_may_name_its_page(tmp_path: Path) -> None:
    files = {
        "Complete/Shares_17529409.csv": EXPORT["Shares.csv"],
        "Complete/Rich Media.csv": EXPORT["Rich_Media.csv"],
        "Profile.csv": b"First Name,Last Name,Headline,Public Profile URL\nMara,L,,https://www.linkedin.com/in/mara-sample\n",
    }
    items = everything(write_folder(tmp_path, files))
    assert len(photos(items)) == 6
    assert isinstance(items[0], Account)
    assert (items[0].handle, items[0].url) == ("mara-sample", "https://www.linkedin.com/in/mara-sample")


@pytest.mark.parametrize(
    "files",
    [
        {"Profile.csv": b"First Name,Last Name\nA,B\n"},
        {"Shares.csv": b"Date,Symbol,Amount\n"},
        {"posts.csv": EXPORT["Shares.csv"]},
        {"Shares.csv": b""},
    ],
)
def test_other_tables_are_not_taken_for_linkedins(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)


def test_whatever_an_export_holds_only_photos_and_reasons_come_out() -> None:
    stands_everything(NETWORK, EXPORT)
