"""Instagram through its API: professional accounts, with a token of the person's own."""

from __future__ import annotations

import pytest

from app.model.audience import Audience
from app.model.photo import PhotoKind, Tagged
from app.model.problem import NetworkRefused, SignInStopped
from app.networks.instagram import NETWORK
from app.networks.instagram.live import SHELVES
from app.networks.session import Wish
from app.networks.web import Web
from tests.networks.graph_faults import refusal
from tests.networks.replay import Answering, Replay, canned
from tests.networks.signed_in import NOW, answers, listed, no_wait, signed_in

BASE = "https://graph.instagram.com/v25.0"
ME = f"{BASE}/me?fields=id,user_id,username,name,media_count"
TAGS = f"{BASE}/me/tags?fields={SHELVES['tags'].fields}&limit=100"


def test_posts_come_with_all_their_pictures_then_those_of_others() -> None:
    held = signed_in("instagram")
    seen = listed(NETWORK, held.session)
    assert seen.problem is None
    assert [one[-2:] for one in seen.keys[1:]] == ["01", "21", "22", "03", "05", "08"]
    assert seen.keys[2] == "17900000000000002/17900000000000021"
    assert seen.keys[-1] == "tagged:17900000000000008"
    assert seen.photos[-1].people == (Tagged(name="mina.paper", basis="tag"),)
    assert seen.photos[2].people == ()
    assert seen.photos[3].kind is PhotoKind.VIDEO_STILL
    assert "still" in seen.photos[3].media_url
    assert {one.visibility.value for one in seen.photos[1:]} == {Audience.UNKNOWN}
    assert not [one for one in held.replay.urls if "access_token" in one]


def test_tags_that_are_not_told_are_named_and_the_posts_stay() -> None:
    seen = listed(NETWORK, signed_in("instagram", answers("instagram", {TAGS: refusal(100)})).session)
    assert seen.problem is None
    assert len(seen.photos) == 6
    assert "tagged" in str(seen.skipped[-1].why)


def test_a_pasted_token_names_its_account_under_the_name_that_an_export_has() -> None:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    replay = Replay(answers("instagram"))
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    joined = NETWORK.sign_in.bring(web, Wish(keys={"token": "IGtoken"}))
    assert joined.account.id == "instagram:mina.paper"
    assert (joined.account.remote_id, joined.account.claimed_posts) == ("17841400000000001", 5)
    assert "IGtoken" not in "".join(replay.urls)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(190), SignInStopped),
        (refusal(10), NetworkRefused),
        (canned({"id": "1", "username": "a/../b"}), NetworkRefused),
        (canned([]), NetworkRefused),
    ],
)
def test_a_token_of_nobody_is_told(answer: Answering, kind: type[Exception]) -> None:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    web = Web(adapter=Replay(answers("instagram", {ME: answer})), now=lambda: NOW, sleep=no_wait)
    with pytest.raises(kind):
        NETWORK.sign_in.bring(web, Wish(keys={"token": "IGtoken"}))


def test_the_warning_advises_nobody_to_open_a_personal_account() -> None:
    assert NETWORK.sign_in
    assert "leave it so" in str(NETWORK.sign_in.doorway.warning)
