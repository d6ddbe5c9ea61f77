"""Each analyser has a photo that triggers it and one that does not."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

import app.analysis
from app.analysis import (
    ANALYSERS,
    Analyser,
    audience,
    camera,
    codes,
    faces,
    findings,
    people,
    place,
    reach,
    unreadable,
)
from app.model.audience import UNKNOWN, Audience, Basis, stated
from app.model.exposure import score, what_if
from app.model.finding import Finding, FindingKind
from app.model.inspection import Code, Place
from app.model.photo import Photo, PhotoKind, Tagged
from app.model.stranger import Reach
from app.model.text import say
from tests.analysis.photos import PHOTO, broken, face, looked_into, photo, with_metadata

SEOUL = Place(lat=37.5665, lon=126.978, basis="file", name="Seoul, KR")
PASS = "M1EXAMPLE/ADA         EABC123 FRAICNLH 0042 327Y018A0001 100"


def one(found: tuple[Finding, ...] | list[Finding]) -> Finding:
    (finding,) = found
    return finding


def asked(analyser: Analyser, about: Photo) -> list[Finding]:
    return list(analyser(about))


@pytest.mark.parametrize(
    ("analyser", "triggers", "does_not", "kind"),
    [
        (audience.look, photo(Audience.PUBLIC), photo(Audience.FRIENDS), FindingKind.OPEN),
        (reach.look, photo(reach=Reach.REACHABLE), photo(reach=Reach.GONE), FindingKind.OPEN),
        (faces.look, looked_into(faces=(face(30),)), looked_into(), FindingKind.FACE),
        (place.look, looked_into(place=SEOUL), looked_into(), FindingKind.PLACE),
        (camera.look, with_metadata(serial="42"), with_metadata(), FindingKind.SERIAL),
        (people.look, replace(PHOTO, people=(Tagged(name="Ada", basis="tag"),)), PHOTO, FindingKind.TAGGED),
        (codes.look, looked_into(codes=(Code(format="Aztec", text=PASS),)), looked_into(), FindingKind.CODE),
        (unreadable.look, broken(), looked_into(), FindingKind.UNREADABLE),
    ],
)
def test_an_analyser_finds_what_is_there_and_nothing_else(
    analyser: Analyser, triggers: Photo, does_not: Photo, kind: FindingKind
) -> None:
    found = one(asked(analyser, triggers))
    assert found.kind is kind
    assert (found.photo, found.account) == (7, PHOTO.account)
    assert asked(analyser, does_not) == []


def test_every_module_that_looks_is_in_the_list() -> None:
    names = [module.name for module in pkgutil.iter_modules(app.analysis.__path__)]
    looks = [getattr(importlib.import_module(f"app.analysis.{name}"), "look", None) for name in names]
    assert {look for look in looks if look is not None} == set(ANALYSERS)
    assert len(ANALYSERS) == len(set(ANALYSERS))


@pytest.mark.parametrize("about", [PHOTO, photo(), broken()], ids=["unseen", "public", "unreadable"])
def test_a_photo_that_nobody_looked_into_gives_no_file_findings(about: Photo) -> None:
    kinds = {found.kind for found in findings(about)}
    assert not kinds & {FindingKind.FACE, FindingKind.PLACE, FindingKind.CAMERA, FindingKind.CODE}


# audience and reach


@pytest.mark.parametrize(
    ("who", "seen", "expected"),
    [
        (Audience.PUBLIC, None, [(FindingKind.OPEN, 22)]),
        (Audience.UNLISTED, None, [(FindingKind.OPEN, 18)]),
        (Audience.UNKNOWN, None, [(FindingKind.REACH_UNKNOWN, 10)]),
        (Audience.FRIENDS, None, []),
        (Audience.PUBLIC, Reach.REACHABLE, [(FindingKind.OPEN, 22)]),
        (Audience.UNKNOWN, Reach.REACHABLE, [(FindingKind.OPEN, 22)]),
        (Audience.PUBLIC, Reach.LOGIN_WALL, [(FindingKind.OPEN, 11)]),
        (Audience.UNKNOWN, Reach.LOGIN_WALL, [(FindingKind.REACH_UNKNOWN, 10)]),
        (Audience.PUBLIC, Reach.GONE, []),
        (Audience.PUBLIC, Reach.COULD_NOT_LOOK, [(FindingKind.OPEN, 22)]),
        (Audience.FOLLOWERS, Reach.COULD_NOT_LOOK, [(FindingKind.REACH_UNKNOWN, 5)]),
        (Audience.FOLLOWERS, Reach.LOGIN_WALL, []),
    ],
)
def test_a_door_is_reported_once(
    who: Audience, seen: Reach | None, expected: list[tuple[FindingKind, int]]
) -> None:
    assert [(found.kind, found.weight) for found in findings(photo(who, seen))] == expected


@pytest.mark.parametrize(
    "who", [who for who in Audience if who not in {Audience.PUBLIC, Audience.UNLISTED, Audience.UNKNOWN}]
)
def test_a_photo_that_is_said_to_be_closed_but_was_got_is_the_worst_door(who: Audience) -> None:
    found = one(findings(photo(who, Reach.REACHABLE)))
    assert (found.kind, found.weight) == (FindingKind.DISAGREEMENT, 45)
    assert "without signing in" in str(found.evidence)


def test_a_photo_of_unknown_audience_is_never_without_a_finding() -> None:
    for seen in (None, Reach.COULD_NOT_LOOK, Reach.LOGIN_WALL, Reach.REACHABLE):
        assert findings(photo(Audience.UNKNOWN, seen)), seen


def test_a_word_that_would_mislead_is_explained_beside_the_unknown() -> None:
    told = stated(Audience.UNKNOWN, Basis.ITEM, raw="home", note=say("Most servers show it."))
    assert str(one(findings(replace(PHOTO, visibility=told))).evidence) == "Most servers show it."


def test_a_file_that_hangs_nowhere_has_no_audience() -> None:
    assert findings(replace(PHOTO, network="", visibility=UNKNOWN)) == ()


def test_why_nobody_could_look_is_the_evidence() -> None:
    told = one(findings(photo(Audience.FRIENDS, Reach.COULD_NOT_LOOK, say("The server was silent."))))
    assert str(told.evidence) == "The server was silent."
    assert str(one(findings(photo(Audience.FRIENDS, Reach.COULD_NOT_LOOK))).evidence)


@pytest.mark.parametrize(
    ("basis", "name", "words"),
    [
        (Basis.ALBUM, "Holiday", "It is open because the album “Holiday” is."),
        (Basis.ALBUM, "", "It is open because its album is."),
        (Basis.ACCOUNT_SETTING, "Private account", "because of the account's setting “Private account”"),
        (Basis.ACCOUNT_SETTING, "", "because the account is"),
        (Basis.SHARE_LINK, "", "a link to it was shared"),
        (Basis.NETWORK_RULE, "", "this network shows such pictures"),
        (Basis.ITEM, "ignored", "the post itself is"),
        (Basis.SEEN_BY_US, "", "without signing in"),
        (Basis.NONE, "", "what its source says"),
    ],
)
def test_the_reason_names_the_place_of_the_remedy(basis: Basis, name: str, words: str) -> None:
    told = replace(PHOTO, visibility=stated(Audience.PUBLIC, basis, name=name))
    assert words in str(one(findings(told)).evidence)


def test_a_public_photo_without_a_reason_still_has_evidence() -> None:
    told = replace(PHOTO, visibility=replace(UNKNOWN, value=Audience.PUBLIC))
    assert str(one(findings(told)).evidence) == "That is what its source says."


# faces


@pytest.mark.parametrize(("eyes", "weight"), [(16.0, 63), (15.9, 30), (12.0, 30), (11.9, 5)])
def test_a_face_weighs_by_its_band(eyes: float, weight: int) -> None:
    found = asked(faces.look, looked_into(photo(), faces=(face(eyes),)))
    assert one(found).weight == weight


def test_faces_are_told_the_clearest_first_with_their_own_number() -> None:
    found = asked(faces.look, looked_into(photo(), faces=(face(10), face(40), face(20))))
    assert [finding.target for finding in found] == ["face 2", "face 3", "face 1"]
    assert "pixels from eye to eye" in str(found[0].evidence)


def test_a_crowd_is_told_by_its_twenty_clearest_faces() -> None:
    crowd = tuple(face(10 + number, left=number * 10) for number in range(60))
    assert len(asked(faces.look, looked_into(faces=crowd))) == 20


def test_a_face_in_a_profile_picture_stands_beside_the_name() -> None:
    avatar = replace(looked_into(photo(), faces=(face(30),)), kind=PhotoKind.AVATAR)
    found = one(asked(faces.look, avatar))
    assert found.weight == 70
    assert str(found.says) == "A clear face stands beside your name"


def test_covering_the_face_of_an_open_photo_brings_71_down_to_22() -> None:
    found = findings(looked_into(photo(reach=Reach.REACHABLE), faces=(face(30),)))
    assert score(found).value == 71
    assert {(str(one.change), one.after) for one in what_if(found)} == {
        ("Cover this face", 22),
        ("Close or delete this photo", 6),
    }


# place


def test_a_place_in_the_file_and_one_at_the_network_are_two_leaks() -> None:
    both = replace(looked_into(photo(), place=SEOUL), place=replace(SEOUL, basis="network"))
    in_file, at_network = asked(place.look, both)
    assert (in_file.kind, in_file.weight) == (FindingKind.PLACE, 45)
    assert (at_network.kind, at_network.weight) == (FindingKind.PLACE_KNOWN, 30)
    assert "37.56650" in str(in_file.evidence)
    assert "Seoul, KR" in str(in_file.says)


@pytest.mark.parametrize(
    ("basis", "weight"), [("network", 30), ("place_tag", 20), ("album", 10), ("odd", 30)]
)
def test_a_place_weighs_by_what_it_rests_on(basis: str, weight: int) -> None:
    tagged = replace(photo(), place=Place(lat=1, lon=2, basis=basis))
    assert one(asked(place.look, tagged)).weight == weight


def test_a_place_without_a_city_is_still_told() -> None:
    nowhere = looked_into(place=Place(lat=0.5, lon=-30, basis="file"))
    assert str(one(asked(place.look, nowhere)).says) == "The file says where it was taken"


def test_braces_in_a_place_name_are_shown_as_they_are() -> None:
    odd = looked_into(place=replace(SEOUL, name="{lat} {0}"))
    assert "{lat} {0}" in str(one(asked(place.look, odd)).says)


# camera


def test_each_detail_of_the_file_is_its_own_finding() -> None:
    taken = datetime(2019, 5, 14, 10, 42, tzinfo=UTC)
    told = with_metadata(
        photo(),
        make="Canon",
        model="EOS 5D",
        serial="42",
        owner="Ada",
        software="Firmware 1.1",
        taken_at=taken,
        thumbnail_differs=True,
    )
    found = {finding.kind: finding for finding in asked(camera.look, told)}
    assert {kind: finding.weight for kind, finding in found.items()} == {
        FindingKind.OWNER: 35,
        FindingKind.THUMBNAIL: 25,
        FindingKind.SERIAL: 20,
        FindingKind.CAMERA: 5,
        FindingKind.SOFTWARE: 3,
    }
    assert "2019-05-14" in str(found[FindingKind.CAMERA].evidence)
    assert "Canon EOS 5D" in str(found[FindingKind.CAMERA].says)


@pytest.mark.parametrize("differs", [None, False])
def test_a_thumbnail_is_reported_only_where_it_was_seen_to_differ(differs: bool | None) -> None:
    assert asked(camera.look, with_metadata(has_thumbnail=True, thumbnail_differs=differs)) == []


def test_a_copyright_names_the_owner_and_a_lens_has_a_number_too() -> None:
    found = {
        finding.kind: str(finding.evidence)
        for finding in asked(camera.look, with_metadata(copyright="(c) Ada", lens_serial="LX-77"))
    }
    assert "(c) Ada" in found[FindingKind.OWNER]
    assert "LX-77" in found[FindingKind.SERIAL]


def test_a_camera_without_a_moment_is_told() -> None:
    assert "model" in str(one(asked(camera.look, with_metadata(model="Pixel 9"))).evidence)


# people


@pytest.mark.parametrize(("basis", "weight"), [("tag", 25), ("face_group", 20), ("mention", 10), ("odd", 10)])
def test_people_weigh_by_how_they_are_named(basis: str, weight: int) -> None:
    assert (
        one(asked(people.look, replace(photo(), people=(Tagged(name="Ada", basis=basis),)))).weight == weight
    )


def test_a_person_named_twice_is_one_person() -> None:
    named = (
        Tagged(name="Ada", basis="mention"),
        Tagged(name="Ada", basis="tag"),
        Tagged(name="Bo", basis="tag"),
    )
    found = one(asked(people.look, replace(photo(), people=named)))
    assert str(found.says) == "2 people are named with this photo"
    assert found.weight == 25
    assert str(found.evidence).startswith("Named: Ada, Bo. ")


def test_of_many_people_eight_are_listed() -> None:
    many = tuple(Tagged(name=f"P{number}", basis="tag") for number in range(11))
    assert "and 3 more" in str(one(asked(people.look, replace(photo(), people=many))).evidence)


# codes


@pytest.mark.parametrize(
    ("text", "weight", "words"),
    [
        (PASS, 50, "boarding pass"),
        ("M1EXAMPLE", 8, "A code"),
        ("otpauth://totp/Ada?secret=JBSWY3DPEHPK3PXP", 60, "sign-in code"),
        ("WIFI:S:Home;T:WPA;P:hunter22;;", 40, "Wi-Fi"),
        ("BEGIN:VCARD\nFN:Ada\nEND:VCARD", 30, "contact card"),
        ("MECARD:N:Ada;;", 30, "contact card"),
        ("BCD\n002\n1\nSCT", 20, "Payment"),
        ("https://user:word@tickets.example.org/x?t=1", 5, "tickets.example.org"),
        ("https://[bad", 8, "A code"),
        ("https://", 8, "A code"),
        ("PARCEL 0042", 8, "A code"),
    ],
)
def test_a_code_weighs_by_what_it_opens(text: str, weight: int, words: str) -> None:
    found = one(asked(codes.look, looked_into(photo(), codes=(Code(format="QRCode", text=text),))))
    assert found.weight == weight
    assert words in str(found.says)


def test_a_products_bar_code_hardly_matters() -> None:
    milk = looked_into(photo(), codes=(Code(format="EAN13", text="4006381333931"),))
    assert one(asked(codes.look, milk)).weight == 1


@pytest.mark.parametrize("secret", ["JBSWY3DPEHPK3PXP", "hunter22", "user:word", "ABC123"])
def test_no_secret_of_a_code_is_repeated_in_words(secret: str) -> None:
    texts = (
        PASS,
        "otpauth://totp/Ada?secret=JBSWY3DPEHPK3PXP",
        "WIFI:S:Home;T:WPA;P:hunter22;;",
        "https://user:word@tickets.example.org/x",
    )
    found = asked(codes.look, looked_into(codes=tuple(Code(format="QRCode", text=text) for text in texts)))
    assert [finding.target for finding in found] == ["code 1", "code 2", "code 3", "code 4"]
    assert all(secret not in f"{finding.says} {finding.evidence} {finding.remedy}" for finding in found)


# all of them


def everything(about: Photo) -> Photo:
    """Return a photo that triggers every analyser of files."""
    full = with_metadata(
        about, owner="Ada", serial="42", model="Pixel 9", software="x", thumbnail_differs=True
    )
    assert full.inspection is not None
    inspection = replace(
        full.inspection,
        faces=(face(30), face(13), face(5)),
        place=SEOUL,
        codes=(Code(format="QRCode", text=PASS),),
    )
    return replace(full, inspection=inspection, place=SEOUL, people=(Tagged(name="Ada", basis="tag"),))


@pytest.mark.parametrize(
    "told", list(product(Audience, [None, *Reach])), ids=lambda told: f"{told[0]}-{told[1]}"
)
def test_every_finding_has_weight_evidence_and_remedy_in_whole_sentences(
    told: tuple[Audience, Reach | None],
) -> None:
    for finding in (*findings(everything(photo(*told))), *findings(broken(photo(*told)))):
        assert 0 <= finding.weight <= 100
        assert str(finding.says)[-1] not in ".!"
        assert str(finding.evidence).endswith(".")
        assert str(finding.remedy).endswith(".")
        assert "{" not in f"{finding.says}{finding.evidence}{finding.remedy}"


def test_a_photo_weighs_most_where_the_door_is_open_and_least_where_it_is_closed() -> None:
    values = [
        score(findings(everything(photo(who)))).value
        for who in (Audience.PUBLIC, Audience.UNKNOWN, Audience.FRIENDS)
    ]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == 3


def test_targets_tell_findings_of_one_kind_apart() -> None:
    found = findings(everything(photo()))
    keys = [(finding.kind, finding.target) for finding in found]
    assert len(keys) == len(set(keys))
