"""Posts are deleted as a whole, files included; what was gone is no error; nothing else is ever touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import Limited, NetworkRefused, Problem, SignInExpired, SignInNeeded
from app.model.sign_in import Power
from app.networks.mastodon import NETWORK
from app.networks.network import Fix
from app.networks.session import Session
from tests.networks.loopback import Reply, reply
from tests.networks.mastodon.member import own, pasted, photos, session, signed_in
from tests.networks.member_programs import JA, PROGRAMS
from tests.networks.member_server import MemberServer


def delete() -> Fix:
    assert NETWORK.delete
    return NETWORK.delete


def hide() -> Fix:
    assert NETWORK.hide
    return NETWORK.hide


def units(of: Session, fix: Fix) -> dict[str, list[Photo]]:
    found: dict[str, list[Photo]] = {}
    for photo in photos(own(of)):
        found.setdefault(fix.unit(photo), []).append(photo)
    return found


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_post_goes_as_a_whole_with_its_files(name: str) -> None:
    with MemberServer(PROGRAMS[name]) as server:
        of = signed_in(server)
        here = units(of, delete())
        assert len(here["905"]) == 2
        assert delete().act(of, "905", here["905"]) is Outcome.DONE
        assert "905" not in [post["id"] for post in server.posts]
        assert server.kept_media == []
        assert delete().act(of, "905", here["905"]) is Outcome.WAS_GONE
        assert "905" not in units(of, delete())


def test_only_the_posts_own_address_is_ever_sent_to() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        for unit, held in units(of, delete()).items():
            if unit.isdigit():
                delete().act(of, unit, held)
        assert {(one.method, one.path) for one in server.changes()} == {
            ("DELETE", f"/api/v1/statuses/{number}") for number in (901, 902, 903, 904, 905)
        }


def test_a_photo_in_a_private_message_is_left_alone() -> None:
    with MemberServer() as server:
        told = {unit: delete().cannot(held[0]) for unit, held in units(signed_in(server), delete()).items()}
        assert "private message" in str(told.pop("902"))
        assert set(told.values()) == {None}


def test_a_profile_picture_is_taken_down_by_itself() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        unit, held = next(iter(units(of, delete()).items()))
        assert unit.startswith("avatar:")
        assert delete().act(of, unit, held) is Outcome.DONE
        assert [(one.method, one.path) for one in server.changes()] == [("DELETE", "/api/v1/profile/avatar")]
        assert delete().act(of, unit, held) is Outcome.WAS_GONE
        assert len(server.changes()) == 1
        assert len(server.posts) == 5


def test_a_new_profile_picture_is_not_taken_for_the_old_one() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        unit, held = next(iter(units(of, delete()).items()))
        server.member["avatar"] = f"{server.url}/files/newer.jpg"
        assert delete().act(of, unit, held) is Outcome.WAS_GONE
        assert server.changes() == []


def test_a_profile_picture_needs_the_right_to_change_the_account() -> None:
    with MemberServer() as server:
        of = session(pasted(server, "read", "write:statuses"))
        unit, held = next(iter(units(of, delete()).items()))
        with pytest.raises(SignInNeeded) as told:
            delete().act(of, unit, held)
        assert told.value.power == "change"


def test_a_server_that_takes_no_profile_picture_down_says_where_to_do_it() -> None:
    with MemberServer(PROGRAMS["pixelfed"]) as server:
        of = signed_in(server)
        unit, held = next(iter(units(of, delete()).items()))
        with pytest.raises(NetworkRefused) as told:
            delete().act(of, unit, held)
        assert server.url in str(told.value.remedy)


def test_without_the_right_nothing_is_sent() -> None:
    with MemberServer() as server:
        of = session(pasted(server, "read", "write:accounts"))
        with pytest.raises(SignInNeeded) as told:
            delete().act(of, "905", units(of, delete())["905"])
        assert told.value.power == delete().power == Power.DELETE
        assert server.changes() == []


@pytest.mark.parametrize(
    "answer",
    [
        reply({"error": "検証"}, 422),
        reply({"error": "許可"}, 403),
        Reply(500, b"<html>500", {"content-type": "text/html"}),
        Reply(200, b"<!doctype html>Sign in", {"content-type": "text/html"}),
        Reply(404, b"<!doctype html>Maintenance", {"content-type": "text/html"}),
        Reply(200, b'{"id": ', {"content-type": "application/json"}),
        Reply(302, b"", {"location": "https://169.254.169.254/"}),
    ],
)
def test_what_is_no_yes_is_no_deletion(answer: Reply) -> None:
    with MemberServer(language=JA) as server:
        of = signed_in(server)
        held = units(of, delete())["905"]
        server.faults["/api/v1/statuses/"] = lambda _asked: answer
        with pytest.raises(Problem) as told:
            delete().act(of, "905", held)
        assert told.value.remedy is not None


def test_the_limit_of_deletions_names_the_time_when_it_goes_on() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        held = units(of, delete())["905"]
        until = (of.web.now() + timedelta(minutes=20)).isoformat()
        html = Reply(429, b"<html>Too many", {"content-type": "text/html", "X-RateLimit-Reset": until})
        server.faults["/api/v1/statuses/"] = lambda _asked: html
        with pytest.raises(Limited) as told:
            delete().act(of, "905", held)
        assert told.value.until is not None
        assert told.value.until > of.web.now() + timedelta(minutes=15)


def test_an_ended_sign_in_deletes_nothing() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        held = units(of, delete())["905"]
        server.tokens.clear()
        with pytest.raises(SignInExpired):
            delete().act(of, "905", held)
        assert len(server.posts) == 5


@pytest.mark.parametrize("unit", ["", "..", "../accounts", "905?x=1", "905/../../apps", "9 05"])
def test_a_unit_never_becomes_another_address(unit: str) -> None:
    with MemberServer() as server:
        of = signed_in(server)
        for fix in (delete(), hide()):
            with pytest.raises(NetworkRefused):
                fix.act(of, unit, [])
        assert server.changes() == []


def test_pixelfed_hides_one_post_in_its_archive() -> None:
    with MemberServer(PROGRAMS["pixelfed"]) as server:
        of = signed_in(server)
        here = units(of, hide())
        assert [hide().cannot(photo) for photo in here["905"]] == [None, None]
        assert hide().act(of, "905", here["905"]) is Outcome.DONE
        assert server.archived == ["905"]
        assert hide().act(of, "77", here["905"]) is Outcome.WAS_GONE
        assert "905" not in units(of, hide())
        assert len(server.posts) == 5


@pytest.mark.parametrize("name", sorted(set(PROGRAMS) - {"pixelfed"}))
def test_no_other_program_can_hide_and_that_is_told_before(name: str) -> None:
    with MemberServer(PROGRAMS[name]) as server:
        of = signed_in(server)
        for held in units(of, hide()).values():
            assert hide().cannot(held[0]) is not None
        with pytest.raises(NetworkRefused):
            hide().act(of, "905", [])
        assert server.changes() == []


def test_what_will_happen_is_told_with_the_number_of_photos() -> None:
    with MemberServer() as server:
        here = units(signed_in(server), delete())
        assert "these 2 photos" in str(delete().says(here["905"]))
        assert "this photo" in str(delete().says(here["904"]))
        avatar = next(iter(here.values()))
        assert "profile picture" in str(delete().says(avatar))
        assert "banner" in str(delete().says([replace(avatar[0], kind=PhotoKind.BANNER)]))
        assert "archive" in str(hide().says(here["905"]))
        assert any("Not every server obeys" in str(one) for one in delete().remarks)


def test_the_pace_is_mastodons_own() -> None:
    pace = delete().pace
    assert pace is not None
    assert (pace.count, pace.per) == (30, timedelta(minutes=30))
    assert "rate-limits" in pace.source
