"""The settings of an account are read by anybody, and written without losing anything beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pytest

from app.model.problem import (
    NetworkRefused,
    WrongUse,
)
from app.model.setting import Check, Level
from app.networks.bluesky import NETWORK
from tests.networks.bluesky.authority import (
    account,
    proof_of,
    session,
    web_of,
)
from tests.networks.bluesky.changes import (
    DONE,
    HELD,
    MINE,
    NO_RECORD,
    change,
    sent,
    served,
)
from tests.networks.bluesky.net import (
    DID,
    document,
    refusal,
)
from tests.networks.replay import NOTHING, Answering, Canned, canned


def checks(given: Mapping[str, Answering]) -> dict[str, Check]:
    assert NETWORK.open_checks
    return {one.key: one for one in NETWORK.open_checks(web_of(given), account())}


def test_an_account_out_of_a_file_is_asked_at_the_server_that_its_document_names() -> None:
    assert NETWORK.open_checks
    web = web_of(served() | {f"https://plc.directory/{DID}": canned(document())})
    found = {one.key: one.seen for one in NETWORK.open_checks(web, replace(account(), server=""))}
    assert found == {one.key: one.seen for one in checks(served()).values()}


@pytest.mark.parametrize(
    ("profile", "declared", "seen"),
    [
        (HELD, NO_RECORD, ("off", "off", "shown")),
        (NO_RECORD, NO_RECORD, ("off", "off", "none")),
        (
            canned({"cid": "b", "value": {"labels": {"values": [{"val": "!no-unauthenticated"}]}}}),
            canned({"cid": "b", "value": {"hideFromAlgorithmicRecommendations": True}}),
            ("on", "on", "none"),
        ),
        (
            canned({"cid": "b", "value": {"labels": {"$type": "new.kind"}}}),
            canned({"cid": "b", "value": {"hideFromAlgorithmicRecommendations": "sometimes"}}),
            (None, None, "none"),
        ),
        (
            canned({"cid": "b", "value": {"labels": {"values": [5, {}, {"val": ["!no-unauthenticated"]}]}}}),
            canned({"cid": "b", "value": {"$type": "x"}}),
            ("off", None, "none"),
        ),
    ],
)
def test_settings_are_read_without_any_sign_in_and_the_unknown_stays_unknown(
    profile: Canned, declared: Canned, seen: tuple[str | None, ...]
) -> None:
    read = checks(served(held=profile, declared=declared))
    assert tuple(read[key].seen for key in ("bsky.unauth", "bsky.reco", "bsky.avatar")) == seen
    assert [read[key].asks_only for key in ("bsky.unauth", "bsky.reco", "bsky.avatar")] == [True, True, False]
    assert all(one.can_change and one.link_status == "recalled" for one in read.values())
    assert all((one.basis == "none") is (one.seen is None) for one in read.values())


def test_an_unknown_value_keeps_its_raw_word() -> None:
    odd = canned({"cid": "b", "value": {"hideFromAlgorithmicRecommendations": "sometimes"}})
    assert checks(served(declared=odd))["bsky.reco"].raw == "sometimes"


def test_the_level_for_friends_leaves_the_avatar() -> None:
    avatar = checks(served())["bsky.avatar"]
    assert (avatar.wanted(Level.HIDDEN), avatar.wanted(Level.FRIENDS)) == ("none", None)


@pytest.mark.parametrize(
    "answer", [refusal("RepoDeactivated"), NOTHING, canned({}, 500), canned({"value": 5}), Canned()]
)
def test_settings_that_cannot_be_read_are_a_problem(answer: Canned) -> None:
    with pytest.raises(NetworkRefused):
        checks(served(held=answer))


def test_a_change_writes_the_record_back_whole_and_only_over_what_was_read() -> None:
    held, _, replay = session(served())
    change(held)
    (body,) = sent(replay)
    kind = "com.atproto.label.defs#selfLabels"
    assert body["record"] == {
        **MINE,
        "$type": "app.bsky.actor.profile",
        "labels": {"$type": kind, "values": [{"val": "!no-unauthenticated"}]},
    }
    assert (body["repo"], body["rkey"], body["swapRecord"]) == (DID, "self", "bafyone")
    change(held, "bsky.reco", "on")
    assert sent(replay)[1]["swapRecord"] is None
    proofs = [proof_of(one) for one in replay.asked if "DPoP" in one.headers]
    assert len(proofs) == 2
    assert not any("acc.e.ss" in url for url in replay.urls)


def test_without_the_id_of_what_was_read_nothing_is_written() -> None:
    held, _, replay = session(served(held=canned({"value": MINE})))
    with pytest.raises(NetworkRefused):
        change(held)
    assert sent(replay) == []


def test_what_is_as_wished_already_is_not_written_again() -> None:
    told = canned({"cid": "b", "value": {"$type": "app.bsky.actor.contentVisibilityDeclaration"}})
    held, _, replay = session(served(declared=told))
    change(held, "bsky.avatar", "none")
    assert len(sent(replay)) == 1
    label = {"values": [{"val": "!no-unauthenticated"}], "$type": "com.atproto.label.defs#selfLabels"}
    value = {"$type": "app.bsky.actor.profile", "labels": label}
    held, _, replay = session(served(held=canned({"cid": "b", "value": value})))
    change(held)
    assert sent(replay) == []


def test_who_writes_in_between_is_not_written_over() -> None:
    newer = canned({"cid": "bafytwo", "value": {**MINE, "displayName": "Ann"}})
    held, _, replay = session(served(held=[HELD, newer], put=[refusal("InvalidSwap"), DONE]))
    change(held)
    last = sent(replay)[-1]
    assert last["swapRecord"] == "bafytwo"
    assert cast("Mapping[str, object]", last["record"])["displayName"] == "Ann"
    held, _, _ = session(served(put=refusal("InvalidSwap")))
    with pytest.raises(NetworkRefused, match="something else"):
        change(held)


@pytest.mark.parametrize(
    ("key", "value"), [("bsky.avatar", "shown"), ("bsky.unauth", "maybe"), ("x.y", "on"), ("", "")]
)
def test_what_cannot_be_set_is_wrong_use(key: str, value: str) -> None:
    held, _, replay = session(served())
    with pytest.raises(WrongUse):
        change(held, key, value)
    assert replay.asked == []
