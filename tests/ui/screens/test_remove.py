"""Hide and delete: the preview, the yes, the pause, the failure, and the second look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.filter import Filter
from app.model.fix import Action, TaskState
from app.model.photo import PhotoId
from app.model.problem import Offline
from app.model.sign_in import Power
from app.model.text import say
from app.networks.web import Web
from app.services.house import House
from app.services.remove import RunReport
from app.ui.application import open_window
from app.ui.asks import TheQueue, ToRemove
from app.ui.desk import Desk
from app.ui.screens.overview import OverviewScreen
from app.ui.screens.photos import PhotosScreen
from app.ui.screens.remove import RemoveScreen
from app.ui.window import Window
from app.ui.wording import clock
from tests.ui.conftest import NOW
from tests.ui.screens.conftest import Port, click, press, shown

Settle = Callable[[], None]


def removing(window: Window, settle: Settle, what: object) -> RemoveScreen:
    window.go("remove", what)
    settle()
    screen = window.made("remove")
    assert isinstance(screen, RemoveScreen)
    return screen


def ids(house: House) -> tuple[PhotoId, ...]:
    return tuple(PhotoId(one) for one in house.browser.ids(Filter()))


def photos(window: Window, settle: Settle) -> PhotosScreen:
    window.go("photos")
    settle()
    screen = window.made("photos")
    assert isinstance(screen, PhotosScreen)
    return screen


def overview(window: Window, settle: Settle) -> OverviewScreen:
    window.go("overview")
    settle()
    screen = window.made("overview")
    assert isinstance(screen, OverviewScreen)
    return screen


def test_where_nothing_waits_there_is_one_sentence(window: Window, settle: Settle) -> None:
    screen = removing(window, settle, TheQueue())
    assert "Nothing waits" in shown(screen)
    screen.queue.problem.tell(Offline(say("Nothing answered."), say("Try again later.")))
    assert "Try again later." in shown(screen)


def test_from_a_selection_to_gone_by_clicks(window: Window, house: House, port: Port, settle: Settle) -> None:
    account = port.connect()
    house.keeper.mark([ids(house)[0]])
    screen = photos(window, settle)
    screen.grid.selectAll()
    settle()
    before = len(port.server.asked)
    click(screen.detail.delete)
    settle()
    page = window.made("remove")
    assert isinstance(page, RemoveScreen)
    said = shown(page.preview)
    assert "2 photos will be deleted at their networks. This cannot be undone." in said
    assert "Nothing has been sent to any network yet." in said
    assert "1 stays as it is" in said
    assert "You marked a photo in it to be kept." in said
    assert "Other servers may keep copies." in said
    assert page.preview.copies.isChecked()
    assert len(port.server.asked) == before, "a preview sends nothing"
    assert page.preview.yes.accessibleName() == "Yes, delete these 2 photos"
    click(page.preview.yes)
    settle()
    assert "does not allow this yet" in shown(page.queue)
    assert "2 deletions wait." in shown(page.queue)
    assert "DELETE" not in port.server.methods()
    press(page.queue.problem, "Allow it in your browser")
    settle()
    assert window.front == "remove"
    assert house.connector.powers(account) == {Power.READ, Power.DELETE}
    assert len(port.server.posts) == 1
    said = shown(page.queue)
    assert "2 done, as the network says." not in said or "as the networks say" in said
    assert "What a stranger gets of them now" in said
    assert said.count("A stranger no longer gets it") == 2
    assert len(list((house.parts.data_folder / "kept").rglob("*.jpg"))) == 2
    assert "What was done so far" in said


def test_what_cannot_be_done_is_said_and_there_is_no_yes(
    window: Window, full_house: House, settle: Settle
) -> None:
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=ids(full_house)[:2]))
    said = shown(screen.preview)
    assert "2 photos cannot be deleted from here" in said
    assert "lets nobody delete photos from outside" in said
    assert not screen.preview.yes.isVisibleTo(screen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert window.front == "photos"


def test_what_cannot_be_deleted_leads_to_a_letter(window: Window, full_house: House, settle: Settle) -> None:
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=ids(full_house)[:2]))
    press(screen.preview, "Write a letter about them")
    settle()
    assert window.front == "requests"


def test_what_cannot_be_hidden_leads_to_what_deleting_would_do(
    window: Window, full_house: House, settle: Settle
) -> None:
    screen = removing(window, settle, ToRemove(action=Action.HIDE, photos=ids(full_house)[:1]))
    assert "1 photo cannot be hidden from here" in shown(screen.preview)
    press(screen.preview, "See what deleting would do")
    settle()
    assert screen.preview.head.title.text() == "Delete photos"
    assert "1 photo cannot be deleted from here" in shown(screen.preview)


def test_a_preview_that_breaks_off_is_told(window: Window, house: House, port: Port, settle: Settle) -> None:
    port.connect()
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=(PhotoId(9999),)))
    assert not screen.preview.problem.isHidden()
    assert house.remover.waiting() == 0


def test_to_hide_keeps_no_copy_and_deletes_nothing(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect(Power.DELETE)
    screen = removing(window, settle, ToRemove(action=Action.HIDE, photos=ids(house)[:1]))
    assert "1 photo will be taken out of strangers’ reach." in shown(screen.preview)
    assert not screen.preview.copies.isVisibleTo(screen)
    click(screen.preview.yes)
    settle()
    assert len(port.server.hidden) == 1
    assert len(port.server.posts) == 3
    assert not (house.parts.data_folder / "kept").exists()


def test_what_is_served_on_for_a_while_is_too_early_and_names_the_moment(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect(Power.DELETE)
    port.server.keeps_files = True
    chosen = ids(house)[0]
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=(chosen,)))
    click(screen.preview.yes)
    settle()
    until = clock(NOW + timedelta(hours=24))
    assert f"Too early to tell. Look again after {until}." in shown(screen.queue)
    page = photos(window, settle)
    page.receive(chosen)
    page.refresh()
    settle()
    said = shown(page.detail)
    assert "Deleted from here on 23 November 2026" in said
    assert "What the network says" in said
    assert "What a stranger got" in said
    assert "Where copies may remain\nOther harbours may keep a copy." in said
    press(page.detail, "Look again")
    settle()
    said = shown(page.detail)
    assert f"Look again after {until}." in said
    assert "The file" in said
    assert "The page of the post" in said
    assert f"{port.server.url}/files/" in said, "every address that was looked at is named"


def test_a_pause_is_told_by_its_end_and_what_waits_survives_stop(
    window: Window, house: House, port: Port, settle: Settle, qtbot: QtBot
) -> None:
    # The strip counts by this computer's own clock.
    object.__setattr__(house.parts, "open_web", lambda progress: Web(allow_loopback=True, poll=progress.poll))  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType, reportUnknownArgumentType]
    object.__setattr__(house.parts, "now", lambda: datetime.now(UTC))
    port.connect(Power.DELETE)
    port.server.limit_after = 1
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=ids(house)))
    click(screen.preview.yes)
    qtbot.waitUntil(lambda: "waits until" in window.strip.says.text(), timeout=10_000)
    assert "Working through the list" in shown(screen.queue)
    looked: list[str] = []
    screen.desk.start(say("Looking …"), lambda _progress: "seen", looked.append)
    qtbot.waitUntil(lambda: looked == ["seen"], timeout=10_000)
    assert "waits until" in window.strip.says.text()
    click(window.strip.stop)
    settle()
    assert house.remover.waiting() == 2
    start = overview(window, settle)
    assert "2 deletions wait." in shown(start.queue)
    press(start.queue, "Go on")
    settle()
    assert window.front == "remove"
    port.server.limit_after = None
    click(screen.queue.go_on)
    settle()
    assert port.server.posts == {}
    assert "2 done, as the networks say." in shown(screen.queue)


def test_each_failure_is_a_line_and_the_rest_goes_on(
    window: Window, house: House, port: Port, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    port.connect(Power.DELETE)
    first = ids(house)[0]
    broken = int(house.store.catalogue.photo(first).key.partition("/")[0])
    answer = port.server._fix

    def refuses(method: str, post: int, powers: set[str]) -> tuple[int, object]:
        return (500, {}) if post == broken else answer(method, post, powers)

    monkeypatch.setattr(port.server, "_fix", refuses)
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=ids(house)))
    click(screen.preview.yes)
    settle()
    said = shown(screen.queue)
    assert "1 did not work" in said
    assert "What did not work" in said
    assert "The server says 500." in said
    assert [task.state for task in house.remover.tasks()].count(TaskState.DONE) == 2


def test_what_is_agreed_to_while_it_runs_is_done_as_well(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect(Power.DELETE)
    screen = removing(window, settle, TheQueue())
    house.remover.start(house.remover.plan(Action.DELETE, ids(house)))
    screen._ran(RunReport(done=1, left=3))
    settle()
    assert port.server.posts == {}
    assert "3 done, as the networks say." in shown(screen.queue)


def test_the_list_is_forgotten_only_after_a_second_yes(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect()
    house.remover.start(house.remover.plan(Action.DELETE, ids(house)))
    screen = removing(window, settle, TheQueue())
    assert "3 deletions wait." in shown(screen)
    click(screen.queue.drop)
    assert "Nothing is sent to any network." in shown(screen)
    assert house.remover.waiting() == 3
    press(screen.queue.sure, "Forget the list")
    settle()
    assert house.remover.waiting() == 0
    assert "deletions wait" not in shown(screen)
    assert "DELETE" not in port.server.methods()


def test_what_moved_back_is_one_calm_line_and_nothing_otherwise(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect(Power.CHANGE)
    screen = overview(window, settle)
    assert screen.news.isHidden()
    assert screen.queue.isHidden()
    (account,) = house.browser.accounts()
    house.checkup.fix(account.id, "new_posts")
    port.server.hidden.add(1)
    click(screen.again)
    settle()
    port.server.hidden.clear()
    port.server.settings["new_posts"] = "public"
    click(screen.again)
    settle()
    assert shown(screen.news) == "1 photo is in reach again, 1 setting changed."
    click(screen.again)
    settle()
    assert shown(screen.news) == "Nothing has changed."


def test_at_the_start_only_what_moved_back_is_told_and_only_to_who_wants_it(
    house: House, desk: Desk, port: Port, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened() -> OverviewScreen:
        window = open_window(desk)
        qtbot.addWidget(window)
        settle()
        screen = window.made("overview")
        assert isinstance(screen, OverviewScreen)
        return screen

    port.connect(Power.CHANGE)
    (account,) = house.browser.accounts()
    house.checkup.fix(account.id, "new_posts")
    house.syncer.sync()
    port.server.settings["new_posts"] = "public"
    asked = len(port.server.asked)
    assert opened().news.isHidden()
    desk.prefer(look_at_start=True)
    assert opened().news.isHidden()
    assert len(port.server.asked) == asked
    monkeypatch.setattr("app.ui.screens.overview.view.AT_START_AGAIN", timedelta(0))
    assert shown(opened().news) == "1 setting changed."
    assert opened().news.isHidden()


def test_photos_that_were_taken_down_are_looked_at_when_it_is_time(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect(Power.DELETE)
    house.remover.start(house.remover.plan(Action.DELETE, ids(house)[:1]))
    house.remover.run()
    screen = overview(window, settle)
    assert "It is time to look once more at 1 photo that you took down" in shown(screen.queue)
    press(screen.queue, "Look")
    settle()
    assert "Gone: 1" in shown(screen.news)
    assert screen.queue.isHidden()


def test_on_a_shared_screen_no_name_and_no_page_is_told(
    window: Window, desk: Desk, house: House, port: Port, settle: Settle
) -> None:
    port.connect(Power.DELETE)
    desk.prefer(screen_share=True)
    screen = removing(window, settle, ToRemove(action=Action.DELETE, photos=ids(house)[:1]))
    assert "mina" not in shown(screen)
    click(screen.preview.yes)
    settle()
    said = shown(screen.queue)
    assert "mina" not in said
    assert port.server.url not in said
    desk.prefer(screen_share=False)
