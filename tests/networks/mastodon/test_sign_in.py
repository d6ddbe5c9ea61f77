"""An account of each server program is connected in the browser, with no more rights than are needed."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from app.model.account import AccountKind
from app.model.problem import NetworkRefused, Problem, SignInStopped, UnknownTarget
from app.model.sign_in import Power
from app.networks import understand
from app.networks.mastodon import NETWORK
from app.networks.mastodon.registration import powers, scopes
from app.networks.session import Wish
from app.networks.web import Web
from tests.networks.loopback import Asked, Reply, reply
from tests.networks.mastodon.member import EVERY_POWER, in_browser, pasted, session, way, web
from tests.networks.member_programs import JA, KEY_PATH, PROGRAMS
from tests.networks.member_server import MemberServer
from tests.networks.replay import Replay, canned

CALLBACK = "http://127.0.0.1:40001/callback"


def authorized(server: MemberServer) -> dict[str, str]:
    return next(one.query for one in server.asked if one.path == "/oauth/authorize")


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_every_program_signs_its_member_in(name: str) -> None:
    with MemberServer(PROGRAMS[name]) as server:
        joined = in_browser(server)
        asked = authorized(server)
        assert asked["scope"] == ("read:accounts read:statuses" if PROGRAMS[name].fine else "read")
        assert asked["code_challenge_method"] == "S256"
        assert joined.grant.powers == {Power.READ}
        assert joined.account.kind is AccountKind.CONNECTED
        assert joined.account.handle == server.handle
        assert joined.account.software.casefold().startswith(PROGRAMS[name].name[:5])
        assert server.tokens[joined.grant.secret("token")] == asked["scope"]


def test_who_signed_in_is_the_same_account_as_the_one_that_was_looked_up() -> None:
    with MemberServer() as server:
        server.faults["/api/v1/accounts/lookup"] = lambda _asked: reply(server.entity())
        assert NETWORK.find
        watched = NETWORK.find(web(), understand(f"@{server.handle}"))
        joined = in_browser(server).account
        assert (joined.id, joined.remote_id, joined.server, joined.url) == (
            watched.id,
            watched.remote_id,
            watched.server,
            watched.url,
        )


def test_the_app_is_made_known_with_every_scope_and_the_port_of_the_answer() -> None:
    with MemberServer() as server:
        in_browser(server)
        form = next(one.form for one in server.asked if one.path == "/api/v1/apps")
        assert form["scopes"] == "read:accounts read:statuses write:accounts write:statuses"
        assert form["redirect_uris"] == authorized(server)["redirect_uri"]
        assert urlsplit(form["redirect_uris"]).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    ("power", "fine", "coarse"),
    [(Power.CHANGE, "write:accounts", "write"), (Power.DELETE, "write:statuses", "write")],
)
def test_a_second_round_adds_one_right_alone(power: Power, fine: str, coarse: str) -> None:
    for name, word in (("mastodon", f"read:accounts read:statuses {fine}"), ("pixelfed", f"read {coarse}")):
        with MemberServer(PROGRAMS[name]) as server:
            joined = in_browser(server, {Power.READ, power})
            assert authorized(server)["scope"] == word
            assert power in joined.grant.powers


def test_pixelfed_is_always_told_the_scope_and_never_grants_all() -> None:
    with MemberServer(PROGRAMS["pixelfed"]) as server:
        joined = in_browser(server)
        assert server.tokens[joined.grant.secret("token")] == "read"
        assert joined.grant.scope == "read"
        assert joined.grant.expires_at is not None
        assert joined.grant.secret("refresh_token")


def test_a_server_that_does_not_know_the_narrow_scopes_is_asked_with_the_wide_ones() -> None:
    # A program whose name nobody knows, without narrow scopes.
    with MemberServer(PROGRAMS["takahe"]) as server:
        server.faults["/nodeinfo/2.0"] = lambda _asked: reply(
            {"software": {"name": "brandnew", "version": "1"}}
        )
        joined = in_browser(server)
        assert [one.form["scopes"] for one in server.asked if one.path == "/api/v1/apps"] == [
            "read:accounts read:statuses write:accounts write:statuses",
            "read write",
        ]
        assert joined.grant.powers == {Power.READ}


def test_what_a_server_says_of_its_scopes_comes_before_its_name() -> None:
    with MemberServer(PROGRAMS["pixelfed"]) as server:
        server.faults[KEY_PATH] = lambda _asked: reply(
            {"issuer": server.url, "scopes_supported": ["read", "write"]}
        )
        in_browser(server)
        assert authorized(server)["scope"] == "read"
    with MemberServer(PROGRAMS["takahe"]) as server:
        known = ["read", "read:accounts", "read:statuses"]
        server.faults[KEY_PATH] = lambda _asked: reply({"scopes_supported": known})
        begin(server, web())
        form = next(one.form for one in server.asked if one.path == "/api/v1/apps")
        assert form["scopes"].startswith("read:accounts")


def begin(server: MemberServer, through: Web) -> str:
    start = way().begin
    assert start
    return start(through, Wish(server=server.url), CALLBACK).url


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint"])
def test_a_gate_at_another_server_is_not_believed(name: str) -> None:
    with MemberServer() as server:
        server.faults[KEY_PATH] = lambda _asked: reply(
            {"issuer": server.url, name: "https://thief.example/oauth"}
        )
        assert begin(server, web()).startswith(f"{server.url}/oauth/authorize?")
        in_browser(server)
        assert any(one.path == "/oauth/token" for one in server.asked)


@pytest.mark.parametrize(
    "odd",
    [
        Reply(200, b"<!doctype html>", {"content-type": "text/html"}),
        reply([]),
        reply({"issuer": 7}),
        Reply(500, b""),
    ],
)
def test_a_gate_that_cannot_be_read_is_the_usual_one(odd: Reply) -> None:
    with MemberServer() as server:
        server.faults[KEY_PATH] = lambda _asked: odd
        assert in_browser(server).grant.powers == {Power.READ}


def test_a_no_on_the_page_of_the_server_changes_nothing() -> None:
    with MemberServer(says_no=True) as server:
        with pytest.raises(SignInStopped) as told:
            in_browser(server)
        assert "Nothing was changed" in str(told.value)
        assert server.tokens == {}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"code": "c"},
        {"code": "c", "state": "guessed"},
        {"code": "c", "state": "RIGHT", "iss": "https://other.example"},
    ],
)
def test_an_answer_that_is_not_ours_is_not_taken(answer: dict[str, str]) -> None:
    with MemberServer() as server:
        start = way().begin
        assert start
        errand = start(web(), Wish(server=server.url), CALLBACK)
        given = {name: errand.proof[1] if value == "RIGHT" else value for name, value in answer.items()}
        with pytest.raises(SignInStopped):
            errand.finish(given)
        assert all(one.path != "/oauth/token" for one in server.asked)


def test_a_code_is_good_once_and_an_error_in_japanese_is_one_all_the_same() -> None:
    with MemberServer(language=JA) as server:
        start = way().begin
        assert start
        errand = start(web(), Wish(server=server.url), CALLBACK)
        with pytest.raises(SignInStopped) as told:
            errand.finish({"code": "never-given", "state": errand.proof[1]})
        assert told.value.remedy is not None


def test_somebody_else_in_the_browser_is_not_taken_for_the_person_who_was_named() -> None:
    with MemberServer() as server, pytest.raises(SignInStopped, match="anna"):
        in_browser(server, handle=f"@bea@127.0.0.1:{server.port}")


def test_a_server_that_names_another_servers_member_is_not_believed() -> None:
    with MemberServer() as server:
        with MemberServer() as other:
            server.member["acct"] = f"anna@127.0.0.1:{other.port}"
            joined = pasted(server)
        assert joined.account.handle == server.handle


def test_a_name_whose_own_server_is_away_is_no_reason_to_stop() -> None:
    with MemberServer(PROGRAMS["takahe"]) as server:
        away = {**server.entity(), "acct": "anna@127.0.0.1:9"}
        server.faults["/api/v1/accounts/verify_credentials"] = lambda _asked: reply(away)
        assert in_browser(server).account.handle == server.handle


def test_where_nothing_tells_the_server_nobody_is_asked() -> None:
    start = way().begin
    assert start
    replay = Replay({})
    for handle in ("", "anna", "not a handle"):
        with pytest.raises(UnknownTarget):
            start(Web(adapter=replay), Wish(handle=handle), CALLBACK)
    assert replay.asked == []


def test_a_pasted_token_is_taken_with_what_its_server_says_of_it() -> None:
    with MemberServer() as server:
        assert pasted(server, "read").grant.powers == {Power.READ}
        assert pasted(server, "read", "write:statuses").grant.powers == {Power.READ, Power.DELETE}
    with MemberServer(PROGRAMS["mastodon_old"]) as server:
        assert pasted(server, "read", powers={Power.READ, Power.DELETE}).grant.powers == {
            Power.READ,
            Power.DELETE,
        }


@pytest.mark.parametrize("token", ["", "two words", "tokén", "line\nbreak", "stale-token"])
def test_a_token_that_is_none_is_told(token: str) -> None:
    with MemberServer(language=JA) as server:
        bring = way().bring
        assert bring
        with pytest.raises(SignInStopped) as told:
            bring(web(), Wish(server=server.url, keys={"token": token}))
        assert token not in str(told.value) or not token


def test_disconnecting_takes_the_token_back_and_never_fails() -> None:
    with MemberServer() as server:
        joined = in_browser(server)
        end = way().end
        assert end
        end(session(joined))
        assert server.tokens == {}
    end(session(joined))


def test_a_pasted_token_stays_the_persons_own() -> None:
    with MemberServer() as server:
        joined = pasted(server)
        end = way().end
        assert end
        end(session(joined))
        assert list(server.tokens) == [joined.grant.secret("token")]


def test_no_secret_stands_in_an_address_a_log_a_record_or_an_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with MemberServer() as server:
        joined = in_browser(server, EVERY_POWER)
        asked = [f"{one.path}?{one.query}" for one in server.asked]
        server.tokens.clear()
        assert NETWORK.checks
        with pytest.raises(Problem) as told:
            list(NETWORK.checks(session(joined)))
    shown = repr((joined, asked, told.value, told.value.remedy)) + caplog.text
    for secret in joined.grant.secrets.values():
        assert secret.startswith("client-") or secret not in shown


def test_the_page_to_open_carries_no_secret_of_the_app() -> None:
    with MemberServer() as server:
        query = parse_qs(urlsplit(begin(server, web())).query)
        assert "client_secret" not in query
        assert "code_verifier" not in query


def test_a_registration_that_is_refused_is_told() -> None:
    with MemberServer() as server:
        for odd in (
            Reply(403, b"<html>Forbidden", {"content-type": "text/html"}),
            reply({}),
            reply({"client_id": 7}),
        ):
            server.faults["/api/v1/apps"] = lambda _asked, odd=odd: odd
            with pytest.raises(NetworkRefused) as told:
                begin(server, web())
            assert told.value.remedy is not None


def test_a_redirect_of_the_token_request_carries_nothing_away() -> None:
    away = canned("", 307, location="https://169.254.169.254/latest/meta-data")
    replay = Replay(
        {
            "https://s.example/.well-known/nodeinfo": canned({}),
            "POST https://s.example/api/v1/apps": canned({"client_id": "k", "client_secret": "s3cret"}),
            "POST https://s.example/oauth/token": away,
        }
    )
    start = way().begin
    assert start
    errand = start(Web(adapter=replay, sleep=lambda _s: None), Wish(server="https://s.example"), CALLBACK)
    with pytest.raises(SignInStopped):
        errand.finish({"code": "c0de", "state": errand.proof[1]})
    assert all("169.254" not in url for url in replay.urls)


def test_scopes_and_powers_are_each_others_mirror() -> None:
    for fine in (True, False):
        assert powers(scopes(Power, fine=fine)) == EVERY_POWER
        assert powers(scopes({Power.READ}, fine=fine)) == {Power.READ}
    assert powers("read:accounts") == frozenset()
    assert powers("read,write") == EVERY_POWER
    assert powers("") == frozenset()


def test_what_is_to_be_brought_is_said_before() -> None:
    doorway = way().doorway
    assert doorway.in_browser
    assert doorway.powers == EVERY_POWER
    assert [need.key for need in doorway.needs if not need.is_optional] == []
    assert "0.19" in str(doorway.warning)


def test_a_fault_names_what_was_asked() -> None:
    # The server of these tests must itself refuse what real ones refuse.
    with MemberServer() as server:
        bad = Asked("GET", "/oauth/authorize", {"client_id": "nobody"}, {}, {})
        assert server.respond(bad).status == 400
        assert server.respond(Asked("GET", "/api/v1/accounts/verify_credentials", {}, {}, {})).status == 401
