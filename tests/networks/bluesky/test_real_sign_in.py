"""People sign in to a real Bluesky server, change settings, delete photos, and leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import Problem, SignInExpired, SignInNeeded, SignInStopped, WrongUse
from app.model.setting import Check
from app.model.sign_in import Power
from app.model.stranger import Reach
from app.networks.bluesky import NETWORK
from app.networks.bluesky.renewal import renewed
from app.networks.session import Joined, Session
from app.networks.web import Web
from tests.networks.bluesky.signing import (
    EVERYTHING,
    Shelf,
    Way,
    contacts,
    joined_by_app_password,
    joined_in_browser,
    session_of,
    tokens,
    wish_of,
)
from tests.pds.pictures import drawn, with_gps
from tests.pds.server import PASSWORD, PROFILES, Pds, Person, Picture

# The first of them may have to install the server, and that compiles for minutes.
pytestmark = pytest.mark.timeout(960)
WAYS: list[Way] = [joined_in_browser, joined_by_app_password]


def own(session: Session) -> list[Photo]:
    assert NETWORK.own
    return [one for one in NETWORK.own(session, "") if isinstance(one, Photo)]


def checks(session: Session) -> dict[str, Check]:
    assert NETWORK.checks
    assert NETWORK.open_checks
    read = {one.key: one for one in NETWORK.checks(session)}
    opened = {one.key: one for one in NETWORK.open_checks(session.web, session.account)}
    assert {key: one.seen for key, one in read.items()} == {key: one.seen for key, one in opened.items()}
    return read


def change(session: Session, key: str, value: str) -> str | None:
    assert NETWORK.change
    NETWORK.change(session, key, value)
    return checks(session)[key].seen


def delete(session: Session, photos: Sequence[Photo]) -> Outcome:
    assert NETWORK.delete
    units = {NETWORK.delete.unit(photo) for photo in photos}
    assert len(units) == 1
    return NETWORK.delete.act(session, units.pop(), photos)


def reach(photo: Photo) -> tuple[Reach, Reach]:
    assert NETWORK.glimpse
    assert NETWORK.page
    web = Web(allow_loopback=True)
    return NETWORK.glimpse(web, photo).view.reach, NETWORK.page(web, photo).reach


def profile_of(pds: Pds, person: Person) -> Mapping[str, object]:
    said = pds.read("com.atproto.repo.getRecord", repo=person.did, collection=PROFILES, rkey="self")
    return cast("Mapping[str, object]", said["value"])


def furnished(pds: Pds, handle: str) -> Person:
    person = pds.account(handle)
    pds.profile(person, name="Mina Okafor-Lind", avatar=drawn(70), banner=drawn(71), labels=["other-label"])
    pds.post(person, "Home again.", [Picture(data=with_gps(72, 59.3, 18.0)), Picture(data=drawn(73))])
    pds.post(person, "One more", [Picture(data=drawn(74))])
    return person


def test_the_browser_signs_in_and_a_post_is_gone_afterwards(pds: Pds) -> None:
    person = furnished(pds, "browser.test")
    joined = joined_in_browser(pds, person)
    assert (joined.account.remote_id, joined.account.kind) == (person.did, "connected")
    assert joined.grant.powers == frozenset(Power)
    assert "transition:generic" not in joined.grant.scope
    session = session_of(joined)
    photos = own(session)
    assert [photo.kind for photo in photos[:2]] == [PhotoKind.AVATAR, PhotoKind.BANNER]
    assert {photo.visibility.value for photo in photos} == {Audience.PUBLIC}
    doomed = [photo for photo in photos if photo.caption == "Home again."]
    assert {reach(photo) for photo in doomed} == {(Reach.REACHABLE, Reach.REACHABLE)}
    assert delete(session, doomed) is Outcome.DONE
    assert {reach(photo) for photo in doomed} == {(Reach.GONE, Reach.GONE)}
    assert delete(session, doomed) is Outcome.WAS_GONE
    assert [photo.caption for photo in own(session)[2:]] == ["One more"]
    shown = repr((joined, session, joined.grant))
    assert not any(secret in shown for secret in tokens(joined.grant).values())


@pytest.mark.parametrize("way", WAYS)
def test_settings_are_changed_and_nothing_else_of_the_profile(pds: Pds, way: Way) -> None:
    person = furnished(pds, f"set{WAYS.index(way)}.test")
    before = profile_of(pds, person)
    session = session_of(way(pds, person, frozenset({Power.CHANGE})))
    assert {key: one.seen for key, one in checks(session).items()} == {
        "bsky.unauth": "off",
        "bsky.reco": "off",
        "bsky.avatar": "shown",
    }
    assert change(session, "bsky.unauth", "on") == "on"
    labels = [{"val": "other-label"}, {"val": "!no-unauthenticated"}]
    kind = "com.atproto.label.defs#selfLabels"
    assert profile_of(pds, person) == {**before, "labels": {"$type": kind, "values": labels}}
    assert change(session, "bsky.unauth", "off") == "off"
    assert profile_of(pds, person) == before
    assert change(session, "bsky.reco", "on") == "on"
    assert change(session, "bsky.reco", "off") == "off"
    avatar = own(session)[0]
    assert change(session, "bsky.avatar", "none") == "none"
    assert profile_of(pds, person) == {key: one for key, one in before.items() if key != "avatar"}
    assert reach(avatar) == (Reach.GONE, Reach.GONE)
    with pytest.raises(WrongUse):
        change(session, "bsky.avatar", "shown")
    with pytest.raises(SignInNeeded):
        delete(session, own(session)[-1:])


def test_an_account_without_a_profile_gets_one_with_just_the_wish(pds: Pds) -> None:
    person = pds.account("bare.test")
    session = session_of(joined_by_app_password(pds, person))
    assert change(session, "bsky.unauth", "on") == "on"
    assert change(session, "bsky.reco", "on") == "on"
    assert change(session, "bsky.unauth", "off") == "off"
    assert profile_of(pds, person) == {"$type": PROFILES}


def test_an_avatar_goes_and_the_one_that_came_after_stays(pds: Pds) -> None:
    person = furnished(pds, "avatars.test")
    session = session_of(joined_by_app_password(pds, person))
    avatar, banner = own(session)[:2]
    assert delete(session, [banner]) is Outcome.DONE
    pds.profile(person, name="Mina", avatar=drawn(75))
    assert delete(session, [avatar]) is Outcome.WAS_GONE
    assert {reach(avatar), reach(banner)} == {(Reach.GONE, Reach.GONE)}
    assert reach(own(session)[0]) == (Reach.REACHABLE, Reach.REACHABLE)


def test_a_file_in_two_posts_stays_in_reach_until_both_are_gone(pds: Pds) -> None:
    person = pds.account("shared.test")
    for words in ("Once", "Twice"):
        pds.post(person, words, [Picture(data=drawn(76))])
    session = session_of(joined_by_app_password(pds, person))
    second, first = own(session)
    assert delete(session, [first]) is Outcome.DONE
    assert reach(first) == (Reach.REACHABLE, Reach.GONE)
    assert reach(second) == (Reach.REACHABLE, Reach.REACHABLE)
    assert delete(session, [second]) is Outcome.DONE
    assert reach(first) == (Reach.GONE, Reach.GONE)


def test_what_was_not_allowed_in_the_browser_is_refused_by_us_and_by_the_server(pds: Pds) -> None:
    person = furnished(pds, "only-reads.test")
    joined = joined_in_browser(pds, person, frozenset({Power.READ}))
    assert (joined.grant.scope, joined.grant.powers) == ("atproto", frozenset({Power.READ}))
    honest, bold = session_of(joined), session_of(_bolder(joined))
    for session in (honest, bold):
        with pytest.raises(SignInNeeded) as needed:
            change(session, "bsky.unauth", "on")
        assert needed.value.power == "change"
        with pytest.raises(SignInNeeded) as needed:
            delete(session, own(session)[-1:])
        assert needed.value.power == "delete"
    assert len(own(honest)) == 5


def _bolder(joined: Joined) -> Joined:
    return replace(joined, grant=replace(joined.grant, powers=frozenset(Power)))


@pytest.mark.parametrize("way", WAYS)
def test_a_renewed_sign_in_is_shared_and_no_refresh_token_is_used_twice(pds: Pds, way: Way) -> None:
    person = furnished(pds, f"new{WAYS.index(way)}.test")
    joined = way(pds, person, EVERYTHING)
    shelf, asked = Shelf(joined.grant), list[str]()
    one, other = session_of(joined, shelf), session_of(joined, shelf, contacts(asked))
    renewed(one)
    assert shelf.read() == one.grant
    assert one.grant.secret("refresh") != joined.grant.secret("refresh")
    renewed(other)
    assert (other.grant, asked) == (one.grant, [])
    assert change(other, "bsky.unauth", "on") == "on"
    renewed(one)
    assert change(one, "bsky.unauth", "off") == "off"


def test_a_refresh_token_used_twice_ends_the_sign_in_and_that_is_said(pds: Pds) -> None:
    person = pds.account("replayed.test")
    joined = joined_in_browser(pds, person)
    one = session_of(joined)
    renewed(one)
    # As if the keyring had lost what came last: another shelf still holds the old token.
    with pytest.raises(SignInExpired):
        renewed(session_of(joined))
    with pytest.raises(SignInExpired):
        change(one, "bsky.unauth", "on")


@pytest.mark.parametrize("way", WAYS)
def test_a_sign_in_that_was_ended_is_worth_nothing(pds: Pds, way: Way) -> None:
    person = pds.account(f"left{WAYS.index(way)}.test")
    joined = way(pds, person, EVERYTHING)
    session = session_of(joined)
    assert change(session, "bsky.unauth", "on") == "on"
    assert NETWORK.sign_in
    assert NETWORK.sign_in.end
    NETWORK.sign_in.end(session)
    with pytest.raises(SignInExpired):
        renewed(session)
    NETWORK.sign_in.end(session)


def test_whoever_says_no_in_the_browser_is_not_signed_in(pds: Pds) -> None:
    with pytest.raises(SignInStopped, match="not allowed"):
        joined_in_browser(pds, pds.account("decliner.test"), press="Deny access")


def test_a_wrong_app_password_is_told_and_an_own_password_is_never_sent(pds: Pds) -> None:
    person = pds.account("wrong.test")
    assert NETWORK.sign_in
    bring = NETWORK.sign_in.bring
    assert bring
    with pytest.raises(SignInStopped):
        bring(Web(allow_loopback=True), wish_of(pds, person, app_password="abcd-efgh-ijkl-mnop"))
    asked = list[str]()
    with pytest.raises(WrongUse) as told:
        bring(contacts(asked), wish_of(pds, person, app_password=PASSWORD))
    assert asked == []
    assert PASSWORD not in f"{told.value} {told.value.remedy}"


def test_a_deactivated_account_is_not_taken_for_a_deleted_photo(pds: Pds) -> None:
    person = furnished(pds, "resting-now.test")
    session = session_of(joined_by_app_password(pds, person))
    photos = own(session)[-1:]
    pds.deactivate(person)
    with pytest.raises(Problem) as told:
        delete(session, photos)
    assert "switched off" in str(told.value)
