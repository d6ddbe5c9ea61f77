"""From a handle to what a stranger gets, kept, looked at again, closed, and seen to be gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.model.account import AccountId, AccountKind
from app.model.filter import Filter
from app.model.finding import FindingKind
from app.model.law import LawId
from app.model.photo import PhotoId, PhotoKind
from app.model.problem import ListIncomplete, ListRefused, NotFound, NotThere, UnknownTarget
from app.model.recipient import RecipientId
from app.model.request import Request, RequestId, State
from app.model.stranger import Reach, Verdict
from app.services.follow import Told
from app.services.house import House
from tests.networks.fediverse import FediverseServer


@pytest.fixture
def server() -> Iterator[FediverseServer]:
    with FediverseServer() as one:
        yield one


def test_a_handle_is_enough_to_see_what_a_stranger_gets(house: House, server: FediverseServer) -> None:
    heard: list[str] = []
    look = house.looker.look(server.handle, on_photo=lambda seen: heard.append(seen.photo.url))
    assert look.problem is None
    assert len(heard) == len(look.photos)
    kinds = {seen.photo.kind for seen in look.photos}
    assert {PhotoKind.AVATAR, PhotoKind.BANNER, PhotoKind.PHOTO} <= kinds
    worst = look.worst
    assert worst is not None
    found = {finding.kind for finding in worst.findings}
    assert {FindingKind.OPEN, FindingKind.FACE, FindingKind.PLACE, FindingKind.CAMERA} <= found
    reaches = {seen.photo.url.rsplit("/", 1)[-1]: seen.photo.stranger for seen in look.photos}
    gone = reaches["300"]
    assert gone is not None
    assert gone.reach is Reach.GONE
    assert server.secrets == []


def test_looking_keeps_nothing(house: House, server: FediverseServer, tmp_path: Path) -> None:
    house.looker.look(server.handle, limit=2)
    assert house.open_store is None
    assert list(tmp_path.rglob("*")) == []


def test_a_limit_ends_the_look(house: House, server: FediverseServer) -> None:
    assert len(house.looker.look(server.handle, limit=2).photos) == 2
    assert len([path for path in server.asked if path.startswith("/files/")]) == 2


def test_a_kept_look_becomes_a_watched_account(house: House, server: FediverseServer) -> None:
    look = house.looker.look(server.handle)
    ids = house.keeper.keep(look)
    (account,) = house.browser.accounts()
    assert account.kind is AccountKind.WATCHED
    assert account.added_at is not None
    page = house.browser.page(ids[look.photos.index(look.worst)] if look.worst else PhotoId(0))
    assert page.score.value == max(seen.score.value for seen in look.photos)
    assert round(sum(part.points for part in page.score.parts)) == page.score.value
    assert page.what_if[0].after < page.score.value
    assert house.browser.thumbnail(page.photo.id or 0)


def test_a_server_that_lists_nothing_to_strangers_is_could_not_look_and_never_private(
    house: House, server: FediverseServer
) -> None:
    server.lists = False
    look = house.looker.look(server.handle)
    assert isinstance(look.problem, ListRefused)
    assert look.problem.remedy is not None
    assert not any(seen.photo.visibility.value in {"only_me", "direct"} for seen in look.photos)


def test_a_file_behind_a_sign_in_page_is_a_login_wall_and_not_a_photo(
    house: House, server: FediverseServer
) -> None:
    server.walled.add("face.jpg")
    look = house.looker.look(server.handle)
    (seen,) = [seen for seen in look.photos if seen.photo.url.endswith("/900")]
    assert seen.photo.stranger is not None
    assert seen.photo.stranger.reach is Reach.LOGIN_WALL
    assert seen.photo.inspection is None


def test_what_cannot_be_understood_or_found_is_said_with_a_remedy(
    house: House, server: FediverseServer
) -> None:
    with pytest.raises(UnknownTarget) as unknown:
        house.looker.look("???")
    assert unknown.value.remedy is not None
    with pytest.raises(NotThere):
        house.looker.look(server.handle.replace("anna", "nobody"))


def test_a_sync_finds_what_is_new_and_what_is_gone(house: House, server: FediverseServer) -> None:
    new_post = server.posts.pop(0)
    house.keeper.keep(house.looker.look(server.handle))
    server.posts.insert(0, new_post)
    server.delete("600")
    (report,) = house.syncer.sync()
    assert report.problem is None
    assert report.new == 1
    assert report.gone == 2
    (again,) = house.syncer.sync()
    assert (again.new, again.back_in_reach) == (0, 0)


def test_a_sync_that_finds_nothing_where_something_was_is_a_problem_and_loses_nothing(
    house: House, server: FediverseServer
) -> None:
    house.keeper.keep(house.looker.look(server.handle))
    before = house.browser.count(Filter())
    server.posts.clear()
    server.files = {
        name: data for name, data in server.files.items() if name not in {"avatar.jpg", "banner.jpg"}
    }
    (report,) = house.syncer.sync()
    assert isinstance(report.problem, ListIncomplete)
    assert house.browser.count(Filter()) == before


def test_one_account_that_fails_does_not_stop_the_next(house: House, server: FediverseServer) -> None:
    with FediverseServer(user="bea") as other:
        house.keeper.keep(house.looker.look(other.handle, limit=3))
        house.keeper.keep(house.looker.look(server.handle, limit=3))
    reports = {report.account: report for report in house.syncer.sync()}
    assert reports[AccountId(f"mastodon:{server.handle[1:]}")].problem is None
    assert reports[AccountId(f"mastodon:{other.handle[1:]}")].problem is not None
    with pytest.raises(NotFound):
        house.syncer.sync([AccountId("mastodon:nobody@example.org")])


def test_gone_is_said_only_when_it_was_seen(house: House, server: FediverseServer) -> None:
    look = house.looker.look(server.handle)
    ids = house.keeper.keep(look)
    chosen = [
        photo_id for photo_id, seen in zip(ids, look.photos, strict=True) if seen.photo.url.endswith("/900")
    ]
    assert [one.verdict for one in house.verifier.verify(chosen)] == [Verdict.STILL_THERE]
    server.delete("900")
    assert [one.verdict for one in house.verifier.verify(chosen)] == [Verdict.GONE]
    page = house.browser.page(chosen[0])
    assert page.photo.stranger is not None
    assert page.photo.stranger.reach is Reach.GONE
    assert page.photo.inspection is not None, "what was seen of the file before is evidence, and stays"


def test_what_they_say_is_done_is_looked_at_at_once_and_after_30_and_90_days(
    house: House, server: FediverseServer
) -> None:
    look = house.looker.look(server.handle)
    ids = house.keeper.keep(look)
    chosen = [one for one, seen in zip(ids, look.photos, strict=True) if seen.photo.url.endswith("/900")]
    today = house.parts.today()
    request = Request(
        id=RequestId("OX-2026-K7QXRM"),
        recipient=RecipientId("mastodon-server"),
        recipient_name="Mastodon",
        laws=(LawId("eu-gdpr"),),
        language="en",
        created_on=today,
        photos=tuple(chosen),
    )
    house.store.ledger.keep(request)
    house.follower.step(request.id, State.SENT, Told(on=today))
    assert house.verifier.due() == (), "nobody has said that it is done"
    house.follower.step(request.id, State.DONE, Told(on=today))
    assert house.verifier.due() == tuple(chosen)
    assert [one.verdict for one in house.verifier.look_due()] == [Verdict.STILL_THERE]
    assert house.follower.one(request.id).request.state is State.DONE, "nobody is believed"
    server.delete("900")
    assert [one.verdict for one in house.verifier.look_due()] == [Verdict.GONE]
    assert house.follower.one(request.id).request.state is State.VERIFIED_GONE
    view = house.browser.page(chosen[0]).photo.stranger
    assert view is not None
    for days, is_due in ((1, False), (29, False), (30, True), (31, True), (89, True), (90, True)):
        at = view.seen_at + timedelta(days=days)
        later = replace(house.verifier, eyes=replace(house.verifier.eyes, now=lambda at=at: at))
        assert (later.due() == tuple(chosen)) is is_due, days
    again = replace(view, seen_at=view.seen_at + timedelta(days=31))
    house.store.catalogue.keep_stranger(chosen[0], again)
    for days, is_due in ((60, False), (89, False), (90, True)):
        at = view.seen_at + timedelta(days=days)
        later = replace(house.verifier, eyes=replace(house.verifier.eyes, now=lambda at=at: at))
        assert (later.due() == tuple(chosen)) is is_due, days


def test_an_account_is_forgotten_with_all_that_was_seen_of_it(house: House, server: FediverseServer) -> None:
    house.keeper.keep(house.looker.look(server.handle))
    (account,) = house.browser.accounts()
    house.vault.keep(account.id, "a secret of this account")
    house.eraser.account(account.id)
    assert house.vault.read(account.id) is None
    assert house.browser.accounts() == []
    assert house.browser.count(Filter()) == 0
    assert list(house.browser.findings(Filter())) == []


def test_everything_is_erased_with_its_files(house: House, server: FediverseServer, tmp_path: Path) -> None:
    house.keeper.keep(house.looker.look(server.handle, limit=3))
    house.eraser.everything()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
