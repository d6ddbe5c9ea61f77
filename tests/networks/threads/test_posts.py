"""Threads: what is listed, what is deleted, and a whole visit to a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import Limited, NetworkRefused, NotThere, Problem, SignInExpired, SignInNeeded
from app.model.sign_in import Power
from app.networks.session import Session, Wish
from app.networks.threads import NETWORK
from app.networks.threads.own import FIELDS
from app.networks.web import Web
from tests.networks.graph_faults import refusal
from tests.networks.graph_server import TOKEN, ThreadsServer
from tests.networks.replay import Answering, Canned, canned
from tests.networks.signed_in import NOW, Shelf, Signed, answers, listed, signed_in

BASE = "https://graph.threads.net/v1.0"
QUOTA = f"{BASE}/me/threads_publishing_limit?fields=delete_quota_usage,delete_config"
REPLIES = f"{BASE}/me/replies?fields={FIELDS}&limit=100"
LEFT = canned({"data": [{"delete_quota_usage": 3, "delete_config": {"quota_total": 100}}]})
POST = "17900000000000001"


def test_pictures_of_posts_carousels_films_and_replies_are_listed() -> None:
    seen = listed(NETWORK, signed_in("threads").session)
    assert seen.problem is None
    assert [one[-2:] for one in seen.keys[1:]] == ["01", "21", "22", "03", "05", "08"]
    assert seen.photos[0].kind is PhotoKind.AVATAR
    assert [one.kind for one in seen.photos[3:5]] == [PhotoKind.VIDEO_STILL] * 2
    assert [one.where for one in seen.skipped] == ["17900000000000004"]
    assert {one.visibility.value for one in seen.photos[1:]} == {Audience.UNKNOWN}
    assert seen.marks == ["threads ", "threads QVFA2", "replies "]
    assert seen.photo(POST).alt_text == "a drawn hill"


def test_replies_that_are_not_told_are_named_and_the_posts_stay() -> None:
    instead = answers("threads", {REPLIES: refusal(10, 403)})
    seen = listed(NETWORK, signed_in("threads", instead).session)
    assert seen.problem is None
    assert len(seen.photos) == 6
    assert "threads_read_replies" in str(seen.skipped[-1].why)


@pytest.mark.parametrize(("answer", "kind"), [(refusal(190), SignInExpired), (refusal(4), Limited)])
def test_what_ends_everything_is_no_left_out_list(answer: Canned, kind: type[Problem]) -> None:
    seen = listed(NETWORK, signed_in("threads", answers("threads", {REPLIES: answer})).session)
    assert type(seen.problem) is kind


def delete(given: dict[str, Answering], unit: str = POST) -> tuple[Outcome, Signed]:
    assert NETWORK.delete
    held = signed_in("threads", given)
    return NETWORK.delete.act(held.session, unit, []), held


def test_the_quota_is_read_before_anything_is_deleted() -> None:
    outcome, held = delete(
        {QUOTA: LEFT, f"DELETE {BASE}/{POST}": canned({"success": True, "deleted_id": POST})}
    )
    assert outcome is Outcome.DONE
    assert [one.method for one in held.replay.asked] == ["GET", "DELETE"]


@pytest.mark.parametrize("seconds", [86400, None, 10**11])
def test_a_used_up_quota_stops_before_the_deletion(seconds: int | None) -> None:
    config = {"quota_total": 100, "quota_duration": seconds}
    held = signed_in(
        "threads", {QUOTA: canned({"data": [{"delete_quota_usage": 100, "delete_config": config}]})}
    )
    assert NETWORK.delete
    with pytest.raises(Limited) as told:
        NETWORK.delete.act(held.session, POST, [])
    assert told.value.until
    assert (told.value.until - NOW).days == 1
    assert held.sent == []


def test_gone_is_only_what_cannot_be_read_either() -> None:
    gone: dict[str, Answering] = {
        QUOTA: LEFT,
        f"DELETE {BASE}/{POST}": refusal(100, 400, 33),
        f"{BASE}/{POST}?fields=id": refusal(100, 400, 33),
    }
    assert delete(gone)[0] is Outcome.WAS_GONE
    with pytest.raises(NetworkRefused, match="does not let this token") as told:
        delete({**gone, f"{BASE}/{POST}?fields=id": canned({"id": POST})})
    assert not isinstance(told.value, NotThere)
    with pytest.raises(SignInExpired):
        delete({**gone, f"{BASE}/{POST}?fields=id": refusal(190)})


@pytest.mark.parametrize("said", [{"success": False}, {"success": "true"}, {"ok": 1}])
def test_a_yes_that_is_none_is_a_problem(said: object) -> None:
    with pytest.raises(NetworkRefused, match="did not say"):
        delete({QUOTA: LEFT, f"DELETE {BASE}/{POST}": canned(said)})


@pytest.mark.parametrize("unit", ["", "../me", "avatar:abc", "me"])
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    held = signed_in("threads")
    assert NETWORK.delete
    with pytest.raises(NetworkRefused, match="number of this post"):
        NETWORK.delete.act(held.session, unit, [])
    assert held.replay.asked == []


def test_a_post_goes_as_a_whole_and_a_portrait_does_not() -> None:
    seen = listed(NETWORK, signed_in("threads").session)
    assert NETWORK.delete
    assert {NETWORK.delete.unit(one) for one in seen.photos[2:4]} == {"17900000000000002"}
    assert NETWORK.delete.cannot(seen.photos[0]) is not None
    assert all(NETWORK.delete.cannot(one) is None for one in seen.photos[1:])
    assert "all its pictures" in str(NETWORK.delete.says(seen.photos[2:4]))


def test_without_the_right_to_delete_nothing_is_asked() -> None:
    held = signed_in("threads", powers=frozenset({Power.READ}))
    assert NETWORK.delete
    with pytest.raises(SignInNeeded):
        NETWORK.delete.act(held.session, POST, [])
    assert held.replay.asked == []


@pytest.fixture
def server() -> Iterator[ThreadsServer]:
    with ThreadsServer(posts=["11", "12", "13", "14", "15"]) as running:
        yield running


def connect(server: ThreadsServer) -> Session:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    web = Web(allow_loopback=True)
    joined = NETWORK.sign_in.bring(web, Wish(server=server.url, keys={"token": TOKEN}))
    assert joined.account.server == server.url
    return Session(web=web, account=joined.account, grant=joined.grant, shelf=Shelf(joined.grant))


def test_a_whole_visit(server: ThreadsServer) -> None:
    session = connect(server)
    assert session.grant.powers == {Power.READ, Power.DELETE}
    assert session.grant.expires_at
    seen = listed(NETWORK, session)
    assert (seen.problem, seen.keys) == (None, ["11", "12", "13", "14", "15"])
    fix = NETWORK.delete
    assert fix
    assert [fix.act(session, one, seen.photos[:1]) for one in ("11", "12")] == [Outcome.DONE] * 2
    assert fix.act(session, "11", seen.photos[:1]) is Outcome.WAS_GONE
    assert fix.act(session, "13", seen.photos[:1]) is Outcome.DONE
    with pytest.raises(Limited):
        fix.act(session, "14", seen.photos[:1])
    assert server.posts == ["14", "15"]
    assert listed(NETWORK, session).keys == ["14", "15"]
    assert not [one for one in server.asked if TOKEN in one or "access_token" in one]


def test_a_token_that_may_only_read_does_so(server: ThreadsServer) -> None:
    server.scopes = ("threads_basic",)
    session = connect(server)
    assert session.grant.powers == {Power.READ}
    assert len(listed(NETWORK, session).keys) == 5


def test_the_links_of_a_photo_end_and_that_is_said() -> None:
    photo: Photo = listed(NETWORK, signed_in("threads").session).photo(POST)
    assert NETWORK.copies
    assert "2026" in str(NETWORK.copies(photo)[0])
