"""Pinterest: what is listed, who may see it, and what is hidden and deleted."""

from __future__ import annotations

import pytest

from app.model.audience import Audience, Basis
from app.model.fix import Outcome
from app.model.photo import PhotoKind
from app.model.problem import ListIncomplete, NetworkRefused, SignInExpired, SignInNeeded, SignInStopped
from app.model.sign_in import Power
from app.networks.fields import record
from app.networks.pinterest import NETWORK
from app.networks.pinterest.names import number
from app.networks.session import Wish
from app.networks.web import Web
from tests.networks.replay import Answering, Canned, Replay, canned
from tests.networks.signed_in import NOW, answers, listed, no_wait, signed_in

BASE = "https://api.pinterest.com/v5"
FIRST = f"{BASE}/boards/71/pins?page_size=250"


def test_every_board_is_listed_and_says_who_may_see_its_pins() -> None:
    seen = listed(NETWORK, signed_in("pinterest").session)
    assert seen.problem is None
    told = {one.key: one.visibility.value for one in seen.photos[1:]}
    assert told == {
        "71/801": Audience.PUBLIC,
        "71/803": Audience.PUBLIC,
        "72/805": Audience.ONLY_ME,
        "73/806": Audience.CUSTOM,
        "74/807": Audience.UNKNOWN,
    }
    assert {one.visibility.basis for one in seen.photos[1:]} == {Basis.ALBUM}
    assert [one.where for one in seen.skipped] == ["71/804"]
    assert seen.marks == ["71 ", "71 Pk1==", "72 ", "73 ", "74 "]


def test_a_pin_has_its_largest_picture_and_its_words() -> None:
    seen = listed(NETWORK, signed_in("pinterest").session)
    photo = seen.photo("71/801")
    assert "1200x" in photo.media_url
    assert "150x150" in photo.preview_url
    assert (photo.width, photo.album, photo.caption) == (1200, "Faces", "pin 801\nwords")
    assert seen.photo("71/803").kind is PhotoKind.VIDEO_STILL


def test_a_bookmark_that_comes_again_ends_with_a_problem() -> None:
    turning = canned({"items": [], "bookmark": "Pk1=="})
    given = answers("pinterest", {FIRST: turning, f"{FIRST}&bookmark=Pk1==": turning})
    assert isinstance(listed(NETWORK, signed_in("pinterest", given).session).problem, ListIncomplete)


def hide(answer: Canned) -> tuple[Outcome, list[tuple[str, str]]]:
    assert NETWORK.hide
    held = signed_in("pinterest", {f"PATCH {BASE}/boards/71": answer}, refresh="")
    return NETWORK.hide.act(held.session, "71", []), held.sent


def test_a_board_is_made_secret_and_the_answer_must_say_so() -> None:
    assert hide(canned({"id": "71", "privacy": "SECRET"})) == (
        Outcome.DONE,
        [("PATCH", '{"privacy": "SECRET"}')],
    )
    assert hide(canned({"code": 40, "message": "x"}, 404))[0] is Outcome.WAS_GONE
    with pytest.raises(NetworkRefused, match="did not make"):
        hide(canned({"id": "71", "privacy": "PUBLIC"}))
    with pytest.raises(SignInExpired):
        hide(canned({"code": 2, "message": "x"}, 401))


def test_a_pin_is_deleted_once_and_the_second_time_is_no_fault() -> None:
    assert NETWORK.delete
    url = f"DELETE {BASE}/pins/801"
    held = signed_in("pinterest", {url: [Canned(status=204), canned({"code": 50}, 404)]})
    assert NETWORK.delete.act(held.session, "71/801", []) is Outcome.DONE
    assert NETWORK.delete.act(held.session, "71/801", []) is Outcome.WAS_GONE
    with pytest.raises(NetworkRefused):
        NETWORK.delete.act(signed_in("pinterest", {url: canned({}, 403)}).session, "71/801", [])


def secrecy(*boards: object) -> tuple[str | None, str]:
    """Read the setting of an account with these boards."""
    items = [{"id": str(70 + place), **record(board)} for place, board in enumerate(boards)]
    given = {f"{BASE}/boards?page_size=250": canned({"items": items, "bookmark": None})}
    assert NETWORK.checks
    (check,) = NETWORK.checks(signed_in("pinterest", given).session)
    return check.seen, check.raw


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ((), None),
        (("SECRET", "SECRET"), "secret"),
        (("SECRET", "PUBLIC", "PROTECTED"), "public"),
        (("SECRET", "PROTECTED"), None),
        (("SECRET", None), None),
        (("SECRET", "a new word"), None),
    ],
)
def test_one_public_board_is_open_and_a_word_that_nobody_explains_is_never_safe(
    words: tuple[object, ...], seen: str | None
) -> None:
    assert secrecy(*({"privacy": word} for word in words))[0] == seen


def test_a_board_without_pins_shows_nothing_and_decides_nothing() -> None:
    assert secrecy({"privacy": "SECRET"}, {"privacy": "PUBLIC", "pin_count": 0}) == ("secret", "SECRET")


@pytest.mark.parametrize("unit", ["", "avatar:x", "../me", "71/../x"])
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    held = signed_in("pinterest")
    for fix in (NETWORK.hide, NETWORK.delete):
        assert fix
        with pytest.raises(NetworkRefused):
            fix.act(held.session, unit, [])
    assert held.replay.asked == []


def test_units_are_boards_for_hiding_and_pins_for_deleting() -> None:
    seen = listed(NETWORK, signed_in("pinterest").session)
    assert NETWORK.hide
    assert NETWORK.delete
    assert {NETWORK.hide.unit(one) for one in seen.photos[1:3]} == {"71"}
    assert {NETWORK.delete.stem(one) for one in seen.photos[1:3]} == {"71/801", "71/803"}
    assert NETWORK.hide.cannot(seen.photos[0]) is not None
    assert NETWORK.hide.cannot(seen.photos[1]) is None
    held = signed_in("pinterest", powers=frozenset({Power.READ}))
    with pytest.raises(SignInNeeded):
        NETWORK.delete.act(held.session, "71/801", [])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(canned({"code": 2}, 401), SignInStopped), (canned({"username": "../x"}), NetworkRefused)],
)
def test_a_token_of_nobody_is_told(answer: Answering, kind: type[Exception]) -> None:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    bring = NETWORK.sign_in.bring
    wish = Wish(keys={"token": "pina_token"})
    with pytest.raises(kind):
        bring(Web(adapter=Replay({f"{BASE}/user_account": answer}), now=lambda: NOW, sleep=no_wait), wish)
    joined = bring(Web(adapter=Replay(answers("pinterest")), now=lambda: NOW, sleep=no_wait), wish)
    assert joined.account.id == "pinterest:mina_paper"
    assert "pina_token" not in repr(joined)


def pins(*media: dict[str, object]) -> Answering:
    items = [{"id": str(901 + place), "is_owner": True, "media": one} for place, one in enumerate(media)]
    return canned({"items": items, "bookmark": None})


def test_a_carousel_gives_each_of_its_pictures_and_goes_as_one() -> None:
    def size(name: str) -> dict[str, object]:
        return {"1200x": {"width": 1200, "height": 900, "url": f"https://i.pinimg.example/1200x/{name}.jpg"}}

    several = [{"item_type": "image", "images": size("a")}, {"item_type": "video", "images": size("b")}]
    carousel: dict[str, object] = {"media_type": "multiple_mixed", "items": [*several, {"images": None}]}
    given = answers("pinterest", {FIRST: pins(carousel)})
    seen = listed(NETWORK, signed_in("pinterest", given).session)
    first, second = (seen.photo(f"71/901/{place}") for place in (1, 2))
    assert (first.kind, second.kind) == (PhotoKind.PHOTO, PhotoKind.VIDEO_STILL)
    assert first.media_url.endswith("/a.jpg")
    assert first.url == second.url
    assert [one.where for one in seen.skipped] == ["71/901/3"]
    assert NETWORK.delete
    assert {NETWORK.delete.unit(one) for one in (first, second)} == {"71/901"}
    assert {NETWORK.delete.stem(one) for one in (first, second)} == {"71/901"}
    assert NETWORK.delete.cannot(second) is None


def test_a_film_that_has_its_cover_alone_is_listed_by_it() -> None:
    film: dict[str, object] = {"media_type": "video", "cover_image_url": "https://i.pinimg.example/cover.jpg"}
    seen = listed(NETWORK, signed_in("pinterest", answers("pinterest", {FIRST: pins(film)})).session)
    photo = seen.photo("71/901")
    assert (photo.kind, photo.media_url) == (PhotoKind.VIDEO_STILL, "https://i.pinimg.example/cover.jpg")
    assert (photo.width, photo.preview_url) == (None, "")


def test_of_sizes_without_measures_the_name_tells_the_largest() -> None:
    names = ("150x150", "1200x", "600x", "odd")
    images = {name: {"url": f"https://i.pinimg.com/{name}/aa.jpg"} for name in names}
    held = signed_in(
        "pinterest", answers("pinterest", {FIRST: pins({"media_type": "image", "images": images})})
    )
    photo = next(one for one in listed(NETWORK, held.session).photos if one.key.startswith("71/"))
    assert photo.media_url == "https://i.pinimg.com/1200x/aa.jpg"
    assert (photo.width, photo.height) == (None, None)
    whole = {**images, "originals": {"url": "https://i.pinimg.com/originals/aa.jpg"}}
    held = signed_in(
        "pinterest", answers("pinterest", {FIRST: pins({"media_type": "image", "images": whole})})
    )
    photo = next(one for one in listed(NETWORK, held.session).photos if one.key.startswith("71/"))
    assert photo.media_url == "https://i.pinimg.com/originals/aa.jpg"


@pytest.mark.parametrize(
    ("given", "told"),
    [("813744226420795884", "813744226420795884"), (813744226420795884, "813744226420795884")]
    + [(odd, "") for odd in (True, -1, 1.5, "12/..", "", None, "9" * 41, "pin_1")],
)
def test_a_number_is_read_as_text_and_as_a_number(given: object, told: str) -> None:
    assert number(given) == told
