"""An app password signs in where the browser cannot; it is never kept, and nothing else is ever sent in its place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.problem import Limited, NetworkRefused, Problem, SignInStopped, WrongUse
from app.model.sign_in import Power
from app.networks.bluesky import NETWORK
from app.networks.session import Joined
from tests.networks.bluesky.authority import WISH
from tests.networks.bluesky.net import DID, PDS, network, opened, refusal
from tests.networks.replay import Canned, Replay, canned

CREATE = f"POST {PDS}/xrpc/com.atproto.server.createSession"
GIVEN = "abcd-efgh-ijkl-2345"
HANDED = {"accessJwt": "a.a.a", "refreshJwt": "r.r.r", "did": DID, "handle": "anna.bsky.social"}


def brought(answer: Canned, password: str = GIVEN, *powers: Power) -> tuple[Joined, Replay]:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    web, replay = opened(network() | {CREATE: answer})
    wish = replace(WISH, keys={"app_password": password}, powers=frozenset(powers))
    return NETWORK.sign_in.bring(web, wish), replay


def test_only_the_tokens_are_kept_and_only_what_was_asked_for_is_allowed() -> None:
    joined, replay = brought(canned(HANDED), f" {GIVEN}\n", Power.DELETE)
    assert joined.grant.secrets == {"access": "a.a.a", "refresh": "r.r.r", "resource": PDS}
    assert joined.grant.powers == {Power.READ, Power.DELETE}
    assert joined.account.kind == "connected"
    body = replay.asked[-1].body
    assert isinstance(body, bytes | str)
    assert json.loads(body) == {"identifier": DID, "password": GIVEN}
    assert not any(GIVEN in url for url in replay.urls)
    assert "a.a.a" not in repr(joined)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal("AuthenticationRequired", "Invalid identifier or password", 401), SignInStopped),
        (refusal("AuthFactorTokenRequired", "A sign in code has been sent", 401), SignInStopped),
        (refusal("InvalidRequest"), NetworkRefused),
        (canned({}, 500), NetworkRefused),
        (Canned(status=429, headers={"retry-after": "7200"}), Limited),
        (canned({}), NetworkRefused),
        (canned({**HANDED, "did": "did:plc:zzzzzzzzzzzzzzzzzzzzzzzz"}), NetworkRefused),
        (canned({**HANDED, "accessJwt": "no token"}), NetworkRefused),
        (canned({**HANDED, "refreshJwt": None}), NetworkRefused),
        (canned({**HANDED, "refreshJwt": f"{'r' * 9000}.r.r"}), NetworkRefused),
        (Canned(body=b"<html>"), NetworkRefused),
    ],
)
def test_a_refusal_becomes_words_with_a_remedy(answer: Canned, kind: type[Problem]) -> None:
    with pytest.raises(kind) as refused:
        brought(answer)
    assert refused.value.remedy is not None
    assert GIVEN not in f"{refused.value} {refused.value.remedy}"


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["correct horse battery", "abcdefghijklmnop", "abcd-efgh-ijkl", "ABCD-EFGH-IJKL-MNOP"]
        ),
    )
)
def test_what_may_be_somebody_s_own_password_is_never_sent(password: str) -> None:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    web, replay = opened(network())
    with pytest.raises(WrongUse) as told:
        NETWORK.sign_in.bring(web, replace(WISH, keys={"app_password": password}))
    assert replay.asked == []
    assert not password or str(told.value) == "This is no app password."
