"""VK: what is listed, who may see it, and its errors, which come with the status 200."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import PhotoKind
from app.model.problem import (
    Limited,
    ListIncomplete,
    NetworkRefused,
    Problem,
    SignInExpired,
    SignInNeeded,
    SignInStopped,
)
from app.model.sign_in import Power
from app.networks.session import Wish
from app.networks.vk import NETWORK
from app.networks.web import Web
from tests.networks.replay import Answering, Canned, Replay, canned
from tests.networks.signed_in import NOW, answers, listed, no_wait, signed_in

BASE = "https://api.vk.com/method"


def url(method: str, **params: str | int) -> str:
    return f"{BASE}/{method}?{urlencode({**params, 'v': '5.199'})}"


USER = url("users.get", fields="is_closed")
FIRST = url("photos.getAll", owner_id="4242", count=200, offset=0, photo_sizes=1)
ALBUMS = url("photos.getAlbums", owner_id="4242", need_system=1)
BY_ID = url("photos.getById", photos="4242_9001")


def error(code: object) -> Canned:
    return canned({"error": {"error_code": code, "error_msg": "s3cret words", "request_params": []}})


def test_albums_say_who_may_see_their_photos_and_lists_of_people_stay_unknown() -> None:
    seen = listed(NETWORK, signed_in("vk").session)
    assert seen.problem is None
    assert {one.key: one.visibility.value for one in seen.photos} == {
        "301/9001": Audience.PUBLIC,
        "302/9002": Audience.ONLY_ME,
        "303/9003": Audience.UNKNOWN,
        "304/9004": Audience.FRIENDS,
        "-6/9005": Audience.UNKNOWN,
    }
    assert [one.where for one in seen.skipped] == ["9006"]
    assert seen.marks == ["3"]
    photo = seen.photo("301/9001")
    assert photo.place
    assert (photo.place.lat, photo.place.lon, photo.width) == (47.56, 7.59, 2560)
    assert photo.media_url.endswith("_w.jpg?quality=96")
    assert seen.photo("-6/9005").kind is PhotoKind.OLD_AVATAR


def test_a_closed_profile_narrows_what_its_albums_open() -> None:
    closed = canned({"response": [{"id": 4242, "is_closed": True}]})
    seen = listed(NETWORK, signed_in("vk", answers("vk", {USER: closed})).session)
    assert seen.photo("301/9001").visibility.value is Audience.FRIENDS
    assert seen.photo("302/9002").visibility.value is Audience.ONLY_ME
    assert seen.photo("303/9003").visibility.value is Audience.UNKNOWN


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, SignInExpired),
        (1117, SignInExpired),
        (9, Limited),
        (29, Limited),
        (6, Limited),
        *((code, NetworkRefused) for code in (7, 15, 30, 200, 14, 1, True, "5", None)),
    ],
)
def test_each_code_inside_a_200_is_the_problem_that_it_is(code: object, kind: type[Problem]) -> None:
    problem = listed(NETWORK, signed_in("vk", answers("vk", {FIRST: error(code)})).session).problem
    assert isinstance(problem, kind)
    assert isinstance(problem, SignInExpired | Limited) is (kind is not NetworkRefused)
    assert "s3cret" not in str(problem)
    assert problem.remedy


def test_what_was_asked_too_fast_is_asked_again() -> None:
    good = answers("vk")[FIRST]
    assert isinstance(good, Canned)
    held = signed_in("vk", answers("vk", {FIRST: [error(6), error(6), good]}))
    assert len(listed(NETWORK, held.session).photos) == 5


def test_fewer_photos_than_are_counted_is_a_problem() -> None:
    given = answers("vk", {FIRST: canned({"response": {"count": 6, "items": []}})})
    assert isinstance(listed(NETWORK, signed_in("vk", given).session).problem, ListIncomplete)


def test_an_album_is_closed_and_those_of_vk_itself_cannot_be() -> None:
    assert NETWORK.hide
    held = signed_in("vk", {f"POST {BASE}/photos.editAlbum": canned({"response": 1})})
    assert NETWORK.hide.act(held.session, "301", []) is Outcome.DONE
    assert held.sent == [("POST", "album_id=301&privacy_view=only_me&v=5.199")]
    seen = listed(NETWORK, signed_in("vk").session)
    assert NETWORK.hide.cannot(seen.photo("-6/9005")) is not None
    assert NETWORK.hide.cannot(seen.photo("301/9001")) is None


@pytest.mark.parametrize(
    ("people", "audience"),
    [
        (
            {"lists": {"allowed": [], "excluded": []}, "owners": {"allowed": [], "excluded": []}},
            Audience.ONLY_ME,
        ),
        (
            {"lists": {"allowed": [], "excluded": []}, "owners": {"allowed": [7], "excluded": []}},
            Audience.UNKNOWN,
        ),
        ({"lists": {"allowed": [28], "excluded": []}}, Audience.UNKNOWN),
        ({"owners": [7]}, Audience.UNKNOWN),
        ({"owners": None, "lists": []}, Audience.ONLY_ME),
    ],
)
def test_lists_of_people_that_name_nobody_change_nothing(
    people: dict[str, object], audience: Audience
) -> None:
    album = {"id": 301, "title": "Lake", "privacy_view": {"category": "only_me", **people}}
    held = signed_in("vk", answers("vk", {ALBUMS: canned({"response": {"count": 1, "items": [album]}})}))
    assert listed(NETWORK, held.session).photo("301/9001").visibility.value is audience


def test_of_sizes_without_measures_the_letter_tells_the_largest() -> None:
    sizes = [
        {"type": letter, "width": 0, "height": 0, "url": f"https://sun9.example/{letter}.jpg"}
        for letter in "smxowyz"
    ]
    page = {"count": 1, "items": [{"id": 9001, "album_id": 301, "sizes": sizes}]}
    seen = listed(NETWORK, signed_in("vk", answers("vk", {FIRST: canned({"response": page})})).session)
    assert seen.photos[0].media_url == "https://sun9.example/w.jpg"
    assert seen.photos[0].preview_url == "https://sun9.example/s.jpg"
    assert seen.photos[0].width is None


def settings(*albums: object, closed: object = False) -> dict[str, str | None]:
    """Read the settings of a page with these words for its albums."""
    items = [{"id": 300 + place, "privacy_view": word} for place, word in enumerate(albums)]
    given = answers(
        "vk",
        {
            USER: canned({"response": [{"id": 4242, "is_closed": closed}]}),
            ALBUMS: canned({"response": {"items": [{"id": -6}, *items]}}),
        },
    )
    assert NETWORK.checks
    return {one.key: one.seen for one in NETWORK.checks(signed_in("vk", given).session)}


def test_a_closed_profile_is_read_and_never_taken_for_granted() -> None:
    assert settings(closed=True)["vk2"] == "on"
    assert settings(closed=False)["vk2"] == "off"
    odds: list[object] = [None, 1, "true", {}]
    for odd in odds:
        assert settings(closed=odd)["vk2"] is None


@pytest.mark.parametrize(
    ("albums", "seen"),
    [
        ((), None),
        (("only_me",), "only_me"),
        (("only_me", ["friends"]), "friends"),
        (("friends", {"category": "friends_of_friends"}), "friends_of_friends"),
        (("only_me", {"category": "all"}), "public"),
        # One public album is open whatever the others are; otherwise one that nobody knows makes all unknown.
        ((["all"], {"category": "friends", "owners": {"allowed": [7]}}), "public"),
        (("friends", {"category": "friends", "owners": {"allowed": [7]}}), None),
        (("friends", None), None),
        (("friends", "a new word"), None),
    ],
)
def test_the_most_open_album_answers_for_all_and_an_unknown_one_is_never_safe(
    albums: tuple[object, ...], seen: str | None
) -> None:
    assert settings(*albums)["vk4"] == seen


def delete(given: dict[str, Answering], unit: str = "301/9001") -> Outcome:
    assert NETWORK.delete
    return NETWORK.delete.act(signed_in("vk", given).session, unit, [])


def test_a_photo_is_deleted_and_gone_is_only_what_is_not_listed_either() -> None:
    call = f"POST {BASE}/photos.delete"
    assert delete({call: canned({"response": 1})}) is Outcome.DONE
    assert delete({call: error(15), BY_ID: canned({"response": []})}) is Outcome.WAS_GONE
    with pytest.raises(NetworkRefused):
        delete({call: error(15), BY_ID: canned({"response": [{"id": 9001}]})})
    with pytest.raises(SignInExpired):
        delete({call: error(5), BY_ID: canned({"response": []})})
    odds: list[object] = [0, True, "1", {}]
    for odd in odds:
        with pytest.raises(NetworkRefused, match="did not say"):
            delete({call: canned({"response": odd})})


@pytest.mark.parametrize("unit", ["", "301", "301/../x", "-6/x"])
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    with pytest.raises(NetworkRefused, match="number of this photo"):
        delete({}, unit)


def test_without_the_right_to_delete_nothing_is_asked() -> None:
    held = signed_in("vk", powers=frozenset({Power.READ}))
    assert NETWORK.delete
    with pytest.raises(SignInNeeded):
        NETWORK.delete.act(held.session, "301/9001", [])
    assert held.replay.asked == []


def test_a_pasted_token_names_its_page() -> None:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    who = url("users.get", fields="domain")
    user = {"id": 4242, "domain": "mina_paper", "first_name": "Mina", "last_name": "Paper"}
    for answer, handle in (
        (canned({"response": [user]}), "mina_paper"),
        (canned({"response": [{"id": 7}]}), "id7"),
    ):
        replay = Replay({who: answer})
        web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
        joined = NETWORK.sign_in.bring(web, Wish(keys={"token": "vk1.token"}))
        assert joined.account.handle == handle
        assert "vk1.token" not in "".join(replay.urls) + repr(joined)
    for answer, kind in ((error(5), SignInStopped), (canned({"response": []}), NetworkRefused)):
        web = Web(adapter=Replay({who: answer}), now=lambda: NOW, sleep=no_wait)
        with pytest.raises(kind):
            NETWORK.sign_in.bring(web, Wish(keys={"token": "vk1.token"}))
