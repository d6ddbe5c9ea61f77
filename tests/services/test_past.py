"""What was public for years and is closed: history joined to photos, in one sentence that leads to letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.model.account import AccountId
from app.model.filter import Filter
from app.model.setting import Change, Check
from app.model.text import say
from app.services.house import House
from app.services.past import public_for, public_spans
from tests.exports.instagram import export, media, picture, profile, write_folder
from tests.exports.whole import WHOLE
from tests.networks.instagram.test_instagram_archive import CHANGES, PROFILE

JUNE_2015, MAY_2021, JULY_2021 = 1_433_116_800, 1_620_000_000, 1_625_140_800


def _log(*changes: tuple[int, str]) -> dict[str, object]:
    return {
        "account_history_account_privacy_history": [
            {"title": title, "string_map_data": {"Time": {"timestamp": at}}} for at, title in changes
        ]
    }


def _import(house: House, folder: Path, log: dict[str, object]) -> None:
    posts = [media("media/posts/a.jpg", JUNE_2015), media("media/posts/b.jpg", JULY_2021)]
    more = {PROFILE: profile("True"), CHANGES: log}
    files = export(posts, more, **{"media/posts/a.jpg": picture(1), "media/posts/b.jpg": picture(2)})
    house.importer.read([write_folder(folder, files)])


def test_what_was_public_for_years_is_said_with_its_photos(house: House, tmp_path: Path) -> None:
    _import(house, tmp_path / "export", _log((MAY_2021, "Switched to private")))
    (past,) = house.historian.past()
    assert len(past.photos) == 1, "what was posted after it was closed was never public"
    assert str(past.says).startswith("1 photo of ")
    assert "public for 5 years, until 2021-05-03. Assume that it was copied." in str(past.says)
    assert [photo.id for photo in house.browser.photos(past.seen)] == list(past.photos)


def test_posts_of_x_that_were_protected_late_are_past_too(house: House, tmp_path: Path) -> None:
    house.importer.read([write_folder(tmp_path / "x", WHOLE["x"]())])
    (past,) = house.historian.past()
    assert past.until.date() == date(2021, 5, 3)
    assert 0 < len(past.photos) < house.browser.count(Filter())
    assert "Assume that they were copied." in str(past.says)


def test_an_account_that_is_still_public_is_no_past(house: House, tmp_path: Path) -> None:
    _import(house, tmp_path / "export", _log((MAY_2021, "Switched to public")))
    assert house.historian.past() == []


def test_nothing_is_claimed_without_a_history(house: House, tmp_path: Path) -> None:
    _import(house, tmp_path / "export", _log())
    assert house.historian.past() == []


def _check(*changes: tuple[int, str]) -> Check:
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    return Check(
        account=AccountId("instagram:ada"),
        key="private",
        says=say("x"),
        safe="private",
        why=say("x"),
        how=say("x"),
        history=tuple(Change(at=begin + timedelta(days=at), value=value) for at, value in changes),
    )


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        (((100, "private"),), 100),
        (((10, "public"), (30, "private")), 20),
        (((10, "private"), (20, "public"), (50, "private")), 40),
        (((10, "public"), (20, "public"), (30, "private")), 20),
        (((10, "public"),), 0),
        ((), 0),
    ],
    ids=["closed once", "opened and closed", "twice", "said twice", "still open", "no log"],
)
def test_the_days_in_the_open_are_added_up(changes: tuple[tuple[int, str], ...], days: int) -> None:
    spans = tuple(public_spans(_check(*changes)))
    assert public_for(datetime(2020, 1, 1, tzinfo=UTC), spans).days == days


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(["public", "private"])), max_size=8),
    st.integers(0, 4000),
)
def test_no_photo_was_public_longer_than_it_exists(changes: list[tuple[int, str]], posted: int) -> None:
    check = _check(*sorted(changes))
    begin = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=posted)
    last = check.history[-1].at if check.history else begin
    lasted = public_for(begin, tuple(public_spans(check)))
    assert timedelta(0) <= lasted <= max(last - begin, timedelta(0))


def test_the_terminal_leads_to_the_letters(
    build: Callable[[], House], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run() -> tuple[str, str]:
        assert run_command(read_arguments(["past"]), build, Out(as_json=False)) is Exit.DONE
        said = capsys.readouterr()
        return said.out, said.err

    assert "No export" in run()[1]
    _import(build(), tmp_path / "export", _log((MAY_2021, "Switched to private")))
    out, err = run()
    assert "Assume that it was copied" in out
    assert "letter --to everyone" in err
