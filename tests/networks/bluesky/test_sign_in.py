"""The sign-in in the browser keeps to the rules that make it safe, and every refusal becomes words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.problem import NetworkRefused, Problem, SignInStopped, UnknownTarget
from app.model.sign_in import Power
from app.networks.bluesky import NETWORK
from app.networks.bluesky.scopes import everything, granted, least
from app.networks.session import Joined, Wish
from tests.networks.bluesky.authority import (
    AUTH,
    BACK,
    PUSHED,
    SCOPE,
    WISH,
    answered,
    answers,
    begun,
    form_of,
    metadata,
    nonce,
    proof_of,
    token,
)
from tests.networks.bluesky.net import DID, HANDLE, PDS
from tests.networks.replay import Answering, Canned, canned


def posts(replay_urls: list[str]) -> list[str]:
    return [urlsplit(url).path for url in replay_urls if "/oauth/" in url]


def test_what_is_asked_for_is_handed_in_before_the_browser_opens() -> None:
    errand, replay = begun(answers())
    pushed = replay.asked[-1]
    form = form_of(pushed)
    page = urlsplit(errand.url)
    query = parse_qs(page.query)
    assert f"{page.scheme}://{page.netloc}{page.path}" == f"{AUTH}/oauth/authorize"
    assert query == {
        "client_id": [form["client_id"]],
        "request_uri": ["urn:ietf:params:oauth:request_uri:req-1"],
    }
    assert (form["response_type"], form["redirect_uri"], form["login_hint"]) == ("code", BACK, HANDLE)
    assert (form["scope"], form["code_challenge_method"]) == (SCOPE, "S256")
    assert errand.proof == ("state", form["state"])
    client = urlsplit(form["client_id"])
    assert (client.scheme, client.netloc, client.path) == ("http", "localhost", "")
    assert parse_qs(client.query) == {"redirect_uri": ["http://127.0.0.1/callback"], "scope": [SCOPE]}
    assert "nonce" not in proof_of(pushed)


def test_the_code_is_exchanged_with_the_same_key_and_the_right_verifier() -> None:
    errand, replay = begun(answers())
    joined = errand.finish(answered(errand))
    pushed, exchanged = replay.asked[-2:]
    form = form_of(exchanged)
    assert (form["grant_type"], form["code"], form["redirect_uri"]) == ("authorization_code", "cod-1", BACK)
    assert form["client_id"] == form_of(pushed)["client_id"]
    assert 43 <= len(form["code_verifier"]) <= 128
    assert proof_of(pushed)["jti"] != proof_of(exchanged)["jti"]
    assert (joined.account.remote_id, joined.grant.powers) == (DID, frozenset(Power))
    assert (joined.grant.secret("refresh"), joined.grant.secret("resource")) == ("ref-1", PDS)
    assert all(len(secret) < 1200 for secret in joined.grant.secrets.values())
    assert "ref-1" not in repr((errand, joined))


def test_a_nonce_is_sent_after_it_was_asked_for_and_only_to_that_server() -> None:
    errand, replay = begun(answers(par=[nonce("n-1"), PUSHED], token=[canned(token(), DPoP_Nonce="n-2")]))
    errand.finish(answered(errand))
    assert posts(replay.urls) == ["/oauth/par", "/oauth/par", "/oauth/token"]
    first, second, third = [proof_of(one) for one in replay.asked if "/oauth/" in str(one.url)]
    assert (first.get("nonce"), second["nonce"], third["nonce"]) == (None, "n-1", "n-1")
    assert len({first["jti"], second["jti"], third["jti"]}) == 3


def test_a_server_that_never_has_enough_of_nonces_is_asked_twice_only() -> None:
    with pytest.raises(SignInStopped):
        begun(answers(par=[nonce("n-1"), nonce("n-2")]))


@pytest.mark.parametrize("error", ["invalid_scope", "invalid_client_metadata"])
def test_a_server_that_knows_no_small_permissions_is_asked_for_the_large_one(error: str) -> None:
    errand, replay = begun(answers(par=[canned({"error": error}, 400), PUSHED]))
    assert form_of(replay.asked[-1])["scope"] == everything()
    assert (
        everything().split()[1]
        in parse_qs(urlsplit(form_of(replay.asked[-1])["client_id"]).query)["scope"][0]
    )
    assert errand.url.startswith(AUTH)


def test_where_reading_is_all_that_is_wanted_nothing_larger_is_asked_for() -> None:
    wish = replace(WISH, powers=frozenset({Power.READ}))
    _, replay = begun(answers(), wish)
    assert form_of(replay.asked[-1])["scope"] == "atproto"
    with pytest.raises(SignInStopped):
        begun(answers(par=[canned({"error": "invalid_scope"}, 400), PUSHED]), wish)
    with pytest.raises(SignInStopped):
        begun(
            answers(
                par=[canned({"error": "invalid_scope"}, 400), PUSHED],
                metadata=canned(metadata(scopes_supported=["atproto"])),
            )
        )


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("protected", canned({}, 404)),
        ("protected", canned({}, 500)),
        ("protected", Canned(body=b"<html>")),
        ("protected", canned([])),
        ("protected", canned({"resource": PDS})),
        ("protected", canned({"resource": PDS, "authorization_servers": []})),
        ("protected", canned({"resource": PDS, "authorization_servers": [AUTH, "https://b.example"]})),
        ("protected", canned({"resource": PDS, "authorization_servers": ["http://auth.example"]})),
        ("protected", canned({"resource": PDS, "authorization_servers": [f"{AUTH}/path"]})),
        ("protected", canned({"resource": "https://other.example", "authorization_servers": [AUTH]})),
        ("protected", canned({"authorization_servers": [AUTH]})),
        ("metadata", canned({}, 404)),
        ("metadata", canned(metadata(issuer="https://evil.example"))),
        ("metadata", canned(metadata(issuer=f"{AUTH}/"))),
        ("metadata", canned(metadata(code_challenge_methods_supported=["plain"]))),
        ("metadata", canned(metadata(dpop_signing_alg_values_supported=["RS256"]))),
        ("metadata", canned(metadata(authorization_response_iss_parameter_supported="yes"))),
        ("metadata", canned(metadata(token_endpoint=f"http{AUTH[5:]}/oauth/token"))),
        ("metadata", canned(metadata(pushed_authorization_request_endpoint=None))),
        ("metadata", canned(metadata(authorization_endpoint="javascript:alert(1)"))),
        ("par", canned({}, 201)),
        ("par", canned({"error": "invalid_request"}, 400)),
        ("par", canned({"error": "invalid_dpop_proof"}, 400)),
        ("par", canned({}, 503)),
        ("par", Canned(status=200, body=b"<html>")),
    ],
)
def test_a_server_that_is_not_fit_gets_nobody_to_its_page(part: str, answer: Canned) -> None:
    given: dict[str, Answering] = {part: answer}
    with pytest.raises(Problem) as refused:
        begun(answers(**given))
    assert isinstance(refused.value, NetworkRefused | SignInStopped)
    assert refused.value.remedy is not None


def test_a_well_known_place_that_leads_to_another_server_is_not_believed() -> None:
    elsewhere = "https://evil.example/.well-known/oauth-protected-resource"
    moved = Canned(status=302, headers={"location": elsewhere})
    given = answers(protected=moved) | {elsewhere: canned({"resource": PDS, "authorization_servers": [AUTH]})}
    with pytest.raises(NetworkRefused):
        begun(given)


def test_a_clock_that_is_off_is_named() -> None:
    with pytest.raises(SignInStopped) as told:
        begun(answers(par=canned({"error": "invalid_dpop_proof"}, 400)))
    assert "date and time" in str(told.value.remedy)


@pytest.mark.parametrize(
    "instead",
    [
        {"state": "guessed"},
        {"state": ""},
        {"iss": "https://evil.example"},
        {"iss": ""},
        {"iss": f"{AUTH}/"},
    ],
)
def test_an_answer_that_is_not_ours_is_not_exchanged(instead: dict[str, str]) -> None:
    errand, replay = begun(answers())
    with pytest.raises(SignInStopped):
        errand.finish(answered(errand, **instead))
    assert "/oauth/token" not in posts(replay.urls)


def test_a_no_in_the_browser_is_no_fault() -> None:
    errand, replay = begun(answers())
    answer = answered(errand, error="access_denied")
    del answer["code"]
    with pytest.raises(SignInStopped, match="not allowed"):
        errand.finish(answer)
    assert "/oauth/token" not in posts(replay.urls)


@pytest.mark.parametrize(
    "said",
    [
        token(sub="did:plc:zzzzzzzzzzzzzzzzzzzzzzzz"),
        token(sub=None),
        token(scope="atproto"),
        token(scope=SCOPE.removeprefix("atproto ")),
        token(scope=None),
        token(scope=SCOPE.replace("post?action=delete", "post?action=create")),
    ],
)
def test_tokens_that_are_not_what_was_asked_for_are_given_back(said: dict[str, object]) -> None:
    errand, replay = begun(answers(token=canned(said)))
    with pytest.raises(SignInStopped) as told:
        errand.finish(answered(errand))
    assert told.value.remedy is not None
    assert posts(replay.urls)[-1] == "/oauth/revoke"
    assert form_of(replay.asked[-1])["token"] == "ref-1"


@pytest.mark.parametrize(
    "answer",
    [
        canned({"error": "invalid_grant"}, 400),
        canned({}, 500),
        canned(token(token_type="Bearer")),
        canned(token(access_token="")),
        canned(token(access_token="a b\nc")),
        canned(token(access_token=5)),
        canned({}),
        Canned(body=b"<html>"),
    ],
)
def test_a_code_that_brings_nothing_usable_is_told(answer: Canned) -> None:
    errand, _ = begun(answers(token=answer))
    with pytest.raises(Problem) as told:
        errand.finish(answered(errand))
    assert told.value.remedy is not None


def test_who_signs_in_must_be_named() -> None:
    for handle in ("", "not a handle", "@a@b.example"):
        with pytest.raises(UnknownTarget):
            begun(answers(), Wish(handle=handle))


def test_the_least_is_asked_for_and_what_was_granted_is_read_in_every_form() -> None:
    assert least({Power.READ}) == "atproto"
    assert least(set(Power)) == SCOPE
    assert granted("atproto transition:generic", set(Power)) == frozenset(Power)
    assert granted("atproto repo:*", {Power.DELETE}) == {Power.READ, Power.DELETE}
    assert granted(
        "atproto repo?collection=app.bsky.feed.post&collection=app.bsky.actor.profile", {Power.DELETE}
    ) == {
        Power.READ,
        Power.DELETE,
    }
    for small in (
        "",
        "atproto",
        "atproto repo:app.bsky.feed.post",
        "atproto rpc:*?aud=*",
        "atproto repo:*?action=create",
    ):
        assert granted(small, set(Power)) == {Power.READ}


def test_the_doorway_says_what_it_does() -> None:
    assert NETWORK.sign_in
    doorway = NETWORK.sign_in.doorway
    assert doorway.in_browser
    assert doorway.powers == frozenset(Power)
    assert [(need.key, need.is_optional, need.is_secret) for need in doorway.needs] == [
        ("app_password", True, True)
    ]
    assert doorway.warning is not None


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(["protected", "metadata", "par", "token"]),
    st.one_of(
        st.binary(max_size=80),
        st.sampled_from(
            [b"[]", b"{}", b"null", b'{"error":5}', b'{"error":"use_dpop_nonce"}', b'"' + b"a" * 70]
        ),
    ),
    st.sampled_from([200, 201, 204, 301, 400, 401, 403, 404, 500]),
    st.sampled_from(["", "n-1", "n\x7f", "n" * 600, "a b"]),
)
def test_whatever_a_server_answers_only_a_problem_comes_out(
    part: str, body: bytes, status: int, word: str
) -> None:
    odd: dict[str, Answering] = {part: Canned(status=status, headers={"dpop-nonce": word}, body=body)}
    with suppress(Problem):
        errand, _ = begun(answers(**odd))
        assert isinstance(errand.finish(answered(errand)), Joined)
