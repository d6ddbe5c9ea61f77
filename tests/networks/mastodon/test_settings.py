"""The privacy switches of each program are read as they stand, and only those are changed that can be."""

from __future__ import annotations

import pytest

from app.model.audience import Basis
from app.model.problem import NetworkRefused, SignInExpired, SignInNeeded, WrongUse
from app.model.setting import Check, Level, LinkStatus
from app.networks.mastodon import NETWORK
from app.networks.mastodon.switches import ALL
from app.networks.session import Session
from tests.networks.loopback import Reply, reply
from tests.networks.mastodon.member import pasted, session, signed_in, web
from tests.networks.member_programs import JA, PROGRAMS
from tests.networks.member_server import MemberServer


def read(of: Session) -> dict[str, Check]:
    assert NETWORK.checks
    found = list(NETWORK.checks(of))
    assert len({check.key for check in found}) == len(found)
    return {check.key: check for check in found}


def change(of: Session, key: str, value: str) -> None:
    assert NETWORK.change
    NETWORK.change(of, key, value)


def seen(of: Session) -> dict[str, str | None]:
    return {key: check.seen for key, check in read(of).items()}


def test_mastodon_tells_all_of_its_switches() -> None:
    with MemberServer() as server:
        assert seen(signed_in(server)) == {
            "mast.locked": "false",
            "mast.indexable": "true",
            "mast.discoverable": None,
            "mast.noindex": "false",
            "mast.privacy": "public",
            "mast.quote": "public",
            "mast.hide_collections": None,
            "mast.show_media": "true",
            "mast.show_media_replies": "true",
        }


def test_an_older_mastodon_has_fewer_and_another_page_for_new_posts() -> None:
    with MemberServer(PROGRAMS["mastodon_old"]) as server:
        found = read(signed_in(server))
        assert not {"mast.quote", "mast.show_media"} & found.keys()
        assert found["mast.privacy"].link == f"{server.url}/settings/preferences/other"
        assert all(one.path != "/api/v1/profile" for one in server.asked)
    with MemberServer() as server:
        assert (
            read(signed_in(server))["mast.privacy"].link
            == f"{server.url}/settings/preferences/posting_defaults"
        )


@pytest.mark.parametrize(
    ("given", "is_safe"), [(None, None), (False, True), (True, False), ("no", None), (0, None)]
)
def test_null_is_not_off(given: object, is_safe: bool | None) -> None:
    with MemberServer(member={"discoverable": given}) as server:
        check = read(signed_in(server))["mast.discoverable"]
        assert check.is_safe is is_safe
        assert check.basis is (Basis.NONE if is_safe is None else Basis.ACCOUNT_SETTING)


def test_gotosocial_leaves_out_what_is_off_and_has_its_own_switches() -> None:
    with MemberServer(PROGRAMS["gotosocial"], member={"enable_rss": False}) as server:
        of = signed_in(server)
        found = seen(of)
        assert (found["gts.web"], found["gts.rss"], found["mast.hide_collections"]) == (
            "public",
            "false",
            "false",
        )
        change(of, "gts.web", "none")
        change(of, "mast.hide_collections", "true")
        found = seen(of)
        assert (found["gts.web"], found["mast.hide_collections"]) == ("none", "true")


@pytest.mark.parametrize("word", ["mutuals_only", "direct", "private"])
def test_values_that_are_as_good_are_safe(word: str) -> None:
    with MemberServer(PROGRAMS["gotosocial"], source={"privacy": word}) as server:
        check = read(signed_in(server))["mast.privacy"]
        assert check.is_safe
        assert check.wanted(Level.HIDDEN) is None


@pytest.mark.parametrize("word", ["local", "home", "", "PRIVATE!"])
def test_a_value_that_nobody_knows_is_unknown_with_its_word(word: str) -> None:
    with MemberServer(source={"privacy": word}) as server:
        check = read(signed_in(server))["mast.privacy"]
        assert (check.seen, check.is_safe) == (None, None)
        assert check.raw == word.casefold()


def test_pixelfeds_word_for_new_posts_is_made_up_and_two_switches_can_only_be_set() -> None:
    with MemberServer(PROGRAMS["pixelfed"]) as server:
        of = signed_in(server)
        found = read(of)
        assert (found["mast.privacy"].seen, found["mast.privacy"].raw) == (None, "public")
        assert found["mast.locked"].seen == "false"
        for key in ("pix.crawl", "pix.embed", "mast.privacy"):
            assert (found[key].seen, found[key].can_change) == (None, True)
        change(of, "pix.crawl", "false")
        change(of, "pix.embed", "true")
        assert (server.member["crawlable"], server.member["disable_embeds"]) == (False, True)
        assert read(of)["pix.crawl"].seen is None


def test_friendica_has_no_lock_for_it_would_become_another_kind_of_account() -> None:
    with MemberServer(PROGRAMS["friendica"]) as server:
        of = signed_in(server)
        found = read(of)
        assert "mast.locked" not in found
        assert not any(check.can_change for check in found.values())
        for key, value in (("mast.locked", "true"), ("mast.privacy", "private")):
            with pytest.raises(NetworkRefused) as told:
                change(of, key, value)
            assert server.url in str(told.value.remedy)
        assert server.account_type == "person"
        assert server.changes() == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mast.locked", "true"),
        ("mast.indexable", "false"),
        ("mast.discoverable", "false"),
        ("mast.hide_collections", "true"),
        ("mast.privacy", "private"),
        ("mast.quote", "nobody"),
        ("mast.quote", "followers"),
        ("mast.show_media", "false"),
        ("mast.show_media_replies", "false"),
    ],
)
def test_what_is_changed_is_seen_when_it_is_read_again_and_nothing_else_moved(key: str, value: str) -> None:
    with MemberServer() as server:
        of = signed_in(server)
        before = seen(of)
        change(of, key, value)
        after = read(of)
        assert after[key].seen == value
        assert after[key].is_safe
        assert {**before, key: value} == {name: check.seen for name, check in after.items()}
        assert len(server.changes()) == 1


def test_a_yes_that_changed_nothing_is_seen_when_it_is_read_again() -> None:
    with MemberServer(PROGRAMS["akkoma"]) as server:
        of = signed_in(server)
        change(of, "mast.locked", "true")
        assert seen(of)["mast.locked"] == "false"


@pytest.mark.parametrize(
    ("key", "value"),
    [("mast.locked", "maybe"), ("nothing", "true"), ("mast.quote", "source[x]"), ("mast.privacy", "")],
)
def test_what_is_no_switch_or_no_value_is_never_sent(key: str, value: str) -> None:
    with MemberServer() as server:
        with pytest.raises(WrongUse):
            change(signed_in(server), key, value)
        assert server.changes() == []


def test_what_no_api_changes_leads_to_its_page() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        check = read(of)["mast.noindex"]
        assert (check.can_change, check.asks_only, check.is_safe) == (False, True, False)
        assert check.link == f"{server.url}/settings/privacy"
        assert check.link_status is LinkStatus.SEEN
        with pytest.raises(NetworkRefused):
            change(of, "mast.noindex", "true")


def test_a_change_needs_its_right_and_is_not_even_sent_without() -> None:
    with MemberServer() as server:
        of = session(pasted(server, "read", "write:statuses"))
        with pytest.raises(SignInNeeded) as told:
            change(of, "mast.locked", "true")
        assert told.value.power == "change"
        assert server.changes() == []


@pytest.mark.parametrize("status", [422, 403, 500, 404])
def test_a_refused_change_is_told_in_our_words(status: int) -> None:
    with MemberServer(language=JA) as server:
        of = signed_in(server)
        server.faults["/api/v1/accounts/update"] = lambda _asked: reply({"error": "検証"}, status)
        with pytest.raises(NetworkRefused) as told:
            change(of, "mast.locked", "true")
        assert str(status) in str(told.value)
        assert "検証" not in str(told.value)


def test_a_page_in_place_of_an_answer_is_no_yes() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        server.faults["/api/v1/accounts/update"] = lambda _asked: Reply(
            200, b"<!doctype html>Maintenance", {"content-type": "text/html"}
        )
        with pytest.raises(NetworkRefused):
            change(of, "mast.locked", "true")


def test_an_ended_sign_in_reads_and_changes_nothing() -> None:
    with MemberServer(language=JA) as server:
        of = signed_in(server)
        server.tokens.clear()
        with pytest.raises(SignInExpired):
            read(of)
        with pytest.raises(SignInExpired):
            change(of, "mast.locked", "true")


def test_every_switch_has_its_words_its_source_and_a_safe_value_of_its_own() -> None:
    for switch in ALL.values():
        assert switch.safe in {value.key for value in switch.values}
        assert str(switch.says)
        assert str(switch.why)
        assert str(switch.how).endswith(".")
        assert switch.source
        assert switch.page.startswith("/")
        assert switch.friends is None or switch.friends in {value.key for value in switch.values}
    assert len({switch.rank for switch in ALL.values()}) > len(ALL) // 2


ROBOTS = b"User-agent: GPTBot\nUser-agent: CCBot\nUser-agent: Amazonbot\nDisallow: /\n\nUser-agent: *\nDisallow: /media_proxy/\n"
PAGE = b'<!doctype html><meta content="noindex, noarchive" name="robots"><title>Anna</title>'


def opened(server: MemberServer) -> dict[str, str | None]:
    assert NETWORK.open_checks
    account = pasted(server).account
    return {check.key: check.seen for check in NETWORK.open_checks(web(), account)}


def test_a_stranger_reads_what_the_record_the_page_and_robots_txt_tell() -> None:
    with MemberServer() as server:
        server.faults["/api/v1/accounts/1100"] = lambda _asked: reply(server.entity())
        server.faults["/robots.txt"] = lambda _asked: Reply(200, ROBOTS, {"content-type": "text/plain"})
        assert opened(server) == {
            "mast.locked": "false",
            "mast.indexable": "true",
            "mast.discoverable": None,
            "mast.noindex": "false",
            "mast.robots": "true",
        }


@pytest.mark.parametrize(
    ("page", "header", "seen_as"),
    [
        (PAGE, "", "true"),
        (b"<!doctype html><meta name=robots content=none>", "", "true"),
        (b"<!doctype html><title>Anna</title>", "noindex, nofollow", "true"),
        (b"<!doctype html><title>noindex</title>", "", "false"),
        (b"{}", "", None),
    ],
)
def test_where_the_record_is_closed_the_page_tells(page: bytes, header: str, seen_as: str | None) -> None:
    with MemberServer(PROGRAMS["gotosocial"]) as server:
        kind = "text/html" if page.startswith(b"<") else "application/json"
        server.faults["/@anna"] = lambda _asked: Reply(
            200, page, {"content-type": kind, "X-Robots-Tag": header}
        )
        assert opened(server)["mast.noindex"] == seen_as


@pytest.mark.parametrize(
    ("answer", "seen_as"),
    [
        (Reply(404, b"", {}), "false"),
        (Reply(500, b"", {}), None),
        (Reply(200, b"<!doctype html>", {"content-type": "text/html"}), None),
        (Reply(200, b"User-agent: *\nDisallow:\n", {"content-type": "text/plain"}), "false"),
        (Reply(200, b"\xff\xfe\x00" * 100, {"content-type": "text/plain"}), "false"),
    ],
)
def test_robots_txt_is_a_wish_or_unknown(answer: Reply, seen_as: str | None) -> None:
    with MemberServer() as server:
        server.faults["/robots.txt"] = lambda _asked: answer
        assert opened(server)["mast.robots"] == seen_as
