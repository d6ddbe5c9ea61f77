"""A sign-in that is too small, ran out or ends: what is sent, what is kept, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import PreparedRequest

from app.model.fix import Outcome
from app.model.problem import (
    Limited,
    NetworkRefused,
    Offline,
    Problem,
    SignInExpired,
    SignInNeeded,
)
from app.model.sign_in import Power
from app.networks.bluesky import NETWORK
from app.networks.bluesky.renewal import renewed
from app.networks.session import Session
from tests.networks.bluesky.authority import (
    by_app_password,
    form_of,
    nonce,
    proof_of,
    session,
    token,
)
from tests.networks.bluesky.changes import (
    DONE,
    REFRESH,
    change,
    delete,
    sent,
    served,
)
from tests.networks.bluesky.net import (
    CID,
    DID,
    NOW,
    refusal,
)
from tests.networks.replay import NOTHING, Canned, canned


@pytest.mark.parametrize("act", [change, delete])
def test_a_power_that_was_not_given_is_asked_for_before_anything_is_sent(
    act: Callable[[Session], object],
) -> None:
    held, _, replay = session(served(), frozenset({Power.READ}))
    with pytest.raises(SignInNeeded) as needed:
        act(held)
    assert needed.value.power == ("change" if act is change else "delete")
    assert all(one.method == "GET" for one in replay.asked)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal("ScopeMissingError", 'Missing required scope "repo:x"', 403), SignInNeeded),
        (refusal("InvalidToken", "Bad token scope"), SignInNeeded),
        (refusal("InvalidToken", "Token could not be verified"), SignInExpired),
        (refusal("AuthenticationRequired", "", 401), SignInExpired),
        (refusal("invalid_dpop_proof", "", 401), SignInExpired),
        (refusal("AccountTakedown", "", 401), NetworkRefused),
        (refusal("Forbidden", "", 403), NetworkRefused),
        (refusal("InvalidRequest", "odd"), NetworkRefused),
        (canned({}, 500), NetworkRefused),
        (Canned(status=429, headers={"retry-after": "7200"}), Limited),
        (cast("Canned", [ConnectionResetError()]), Offline),
    ],
)
@pytest.mark.parametrize("act", [change, delete])
def test_a_refusal_becomes_words_with_a_remedy(
    answer: Canned, kind: type[Problem], act: Callable[[Session], object]
) -> None:
    held, _, _ = session(served(put=answer, delete=answer))
    with pytest.raises(kind) as refused:
        act(held)
    assert refused.value.remedy is not None


def test_a_token_that_ran_out_is_renewed_once_and_the_nonces_of_both_servers_are_kept_apart() -> None:
    over = canned({"error": "invalid_token", "message": "expired"}, 401)
    fresh = canned(token(access_token="acc.e.ss2", refresh_token="ref-2"))
    held, shelf, replay = session(
        served(put=[nonce("res-1", 401), over, DONE], token=[nonce("auth-1"), fresh]), access="acc.e.ss1"
    )
    change(held)
    told = [one for one in replay.asked if "DPoP" in one.headers]
    assert [one.headers.get("Authorization") for one in told] == [
        "DPoP acc.e.ss1",
        "DPoP acc.e.ss1",
        None,
        None,
        "DPoP acc.e.ss2",
    ]
    assert [proof_of(one).get("nonce") for one in told] == [None, "res-1", None, "auth-1", "res-1"]
    assert form_of(told[2])["refresh_token"] == "ref-1"
    assert held.grant == shelf.read()
    assert held.grant.secret("refresh") == "ref-2"


def test_a_token_is_renewed_before_it_runs_out() -> None:
    held, shelf, replay = session(served(token=canned(token(access_token="new.er", refresh_token="ref-2"))))
    held.grant = replace(held.grant, expires_at=NOW + timedelta(seconds=30))
    shelf.write(held.grant)
    change(held)
    assert [str(one.url).rpartition("/")[2] for one in replay.asked if one.method == "POST"] == [
        "token",
        "com.atproto.repo.putRecord",
    ]
    assert held.grant.expires_at == NOW + timedelta(seconds=3599)


def test_a_token_that_is_over_for_good_is_told() -> None:
    over = refusal("ExpiredToken", "Token has expired")
    held, _, replay = session(served(put=over, token=canned(token(refresh_token="ref-2"))))
    with pytest.raises(SignInExpired):
        change(held)
    assert len(sent(replay)) == 2


def test_an_app_password_s_session_says_expired_with_400_and_is_renewed() -> None:
    fresh = canned({"accessJwt": "b.b.b", "refreshJwt": "s.s.s", "did": DID})
    held, shelf, replay = by_app_password(served(put=[refusal("ExpiredToken"), DONE]) | {REFRESH: fresh})
    change(held)
    used = [one.headers.get("Authorization") for one in replay.asked if one.method == "POST"]
    assert used == ["Bearer a.a.a", "Bearer r.r.r", "Bearer b.b.b"]
    assert shelf.read() == held.grant
    assert held.grant.secret("refresh") == "s.s.s"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (canned({"error": "invalid_grant"}, 400), SignInExpired),
        (canned(token(sub="did:plc:zzzzzzzzzzzzzzzzzzzzzzzz")), SignInExpired),
        (canned(token(refresh_token=None)), SignInExpired),
        (canned({"error": "invalid_dpop_proof"}, 400), SignInExpired),
        (canned({}, 500), Problem),
        (canned({"token_type": "DPoP"}), NetworkRefused),
    ],
)
def test_a_renewal_that_fails_is_told_and_what_is_kept_stays(answer: Canned, kind: type[Problem]) -> None:
    held, shelf, _ = session(served(token=answer))
    before = held.grant
    with pytest.raises(kind) as told:
        renewed(held)
    assert isinstance(told.value, SignInExpired) is (kind is SignInExpired)
    assert shelf.read() == before


def test_a_server_that_sends_its_people_elsewhere_to_sign_in_gets_no_tokens() -> None:
    held, _, replay = session(served(), issuer="https://former.example")
    with pytest.raises(NetworkRefused, match="changed who signs"):
        renewed(held)
    assert all(one.method == "GET" for one in replay.asked)


@pytest.mark.parametrize("server", ["https://former.example", "", "http://127.0.0.1:2583"])
def test_tokens_go_to_the_server_that_they_were_made_for_and_to_no_other(server: str) -> None:
    for held, _, replay in (session(served(), resource=server), by_app_password(served(), server)):
        for act in (change, renewed):
            with pytest.raises(SignInExpired):
                act(held)
        assert all(one.method == "GET" and "Authorization" not in one.headers for one in replay.asked)


@pytest.mark.parametrize("key", ["x", "AAAA", "A" * 43, "/" * 43])
def test_a_key_that_the_keyring_spoilt_is_an_expired_sign_in(key: str) -> None:
    held, _, replay = session(served(), key=key)
    for act in (change, renewed):
        with pytest.raises(SignInExpired):
            act(held)
    assert all(one.method == "GET" for one in replay.asked)


def test_leaving_gives_the_tokens_back_and_never_fails() -> None:
    assert NETWORK.sign_in
    end = NETWORK.sign_in.end
    assert end
    held, _, replay = session(served())
    end(held)
    assert form_of(replay.asked[-1])["token"] == "ref-1"
    held, _, replay = by_app_password(served())
    end(held)
    assert str(replay.asked[-1].url).endswith("com.atproto.server.deleteSession")
    assert replay.asked[-1].headers["Authorization"] == "Bearer r.r.r"
    for broken in (served(protected=NOTHING), served(revoke=canned({}, 500)), {}):
        end(session(broken)[0])
        end(session(broken, key="spoilt")[0])


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(["held", "declared", "post", "put", "delete", "token", REFRESH]),
    st.one_of(
        st.binary(max_size=60), st.sampled_from([b"{}", b"[]", b'{"error":"ExpiredToken"}', b'{"value":[]}'])
    ),
    st.sampled_from([200, 204, 301, 400, 401, 403, 404, 500]),
)
def test_whatever_a_server_answers_only_a_problem_comes_out(part: str, body: bytes, status: int) -> None:
    def odd(_request: PreparedRequest) -> Canned:
        return Canned(status=status, body=body)

    acts: list[Callable[[Session], object]] = [change, delete, renewed, _take_avatar_down]
    for made in (session, by_app_password):
        for act in acts:
            with suppress(Problem):
                act(made(served(**{part: odd}))[0])


def _take_avatar_down(held: Session) -> Outcome:
    return delete(held, f"avatar:{CID}")
