"""Findings belong to their photos, and every count is the number of photos it says."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from app.model.account import NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.filter import Filter
from app.model.finding import Finding, FindingKind
from app.model.inspection import Place
from app.model.overview import Spot
from app.model.stranger import Reach
from app.model.text import say, say_count
from app.store.catalogue import Catalogue
from tests.store.nouns import NOON, SEOUL, account, inspection, photo, view


def _finding(kind: FindingKind = FindingKind.FACE, weight: int = 30, target: str = "") -> Finding:
    return Finding(
        kind=kind,
        weight=weight,
        says=say_count("{count} face", "{count} faces", 2),
        evidence=say("{px} pixels between the eyes", px=20.5),
        remedy=say("Cover it."),
        target=target,
    )


def test_findings_come_back_in_their_order_with_their_photo(catalogue: Catalogue) -> None:
    first, second = catalogue.keep_photos([photo("1"), photo("2")]).ids
    kept = [_finding(target="face 2"), _finding(FindingKind.PLACE), _finding(target="face 1")]
    catalogue.keep_findings(first, kept, 51)
    catalogue.keep_findings(second, [], 0)
    assert [(one.target, one.kind, one.photo) for one in catalogue.findings(photo=first)] == [
        ("face 2", FindingKind.FACE, first),
        ("", FindingKind.PLACE, first),
        ("face 1", FindingKind.FACE, first),
    ]
    assert [one.says for one in catalogue.findings(photo=first)] == [one.says for one in kept]
    assert list(catalogue.findings(photo=second)) == []


def test_new_findings_replace_the_old_ones(catalogue: Catalogue) -> None:
    (held,) = catalogue.keep_photos([photo()]).ids
    catalogue.keep_findings(held, [_finding(), _finding(FindingKind.PLACE)], 50)
    catalogue.keep_findings(held, [_finding(FindingKind.CAMERA)], 7)
    assert [one.kind for one in catalogue.findings(photo=held)] == [FindingKind.CAMERA]
    assert list(catalogue.risks()) == [7]


def test_findings_of_many_photos_come_with_the_riskiest_first(catalogue: Catalogue) -> None:
    ids = catalogue.keep_photos([photo(str(number), keep=number % 2 == 0) for number in range(1100)]).ids
    for held in ids:
        catalogue.keep_findings(held, [_finding(), _finding(FindingKind.PLACE)], held % 90)
    told = list(catalogue.findings(filter=Filter(keep=True)))
    assert len(told) == 1100
    assert [one.photo for one in told[::2]] == list(catalogue.ids(Filter(keep=True)))
    assert len(list(catalogue.findings())) == 2200


def test_kinds_are_counted_in_photos(catalogue: Catalogue) -> None:
    first, second = catalogue.keep_photos([photo("1"), photo("2")]).ids
    catalogue.keep_findings(
        first, [_finding(target="1"), _finding(target="2"), _finding(FindingKind.PLACE)], 9
    )
    catalogue.keep_findings(second, [_finding()], 9)
    assert dict(catalogue.finding_counts()) == {FindingKind.FACE: 2, FindingKind.PLACE: 1}


def test_audiences_and_answers_are_counted_and_what_nobody_tested_is_left_out(catalogue: Catalogue) -> None:
    audiences = [*Audience, Audience.PUBLIC, Audience.UNKNOWN]
    reaches = [None, *Reach, Reach.GONE]
    catalogue.keep_photos(
        [photo(f"a{n}", visibility=stated(one, Basis.ITEM)) for n, one in enumerate(audiences)]
    )
    catalogue.keep_photos([photo(f"r{n}", stranger=one and view(one)) for n, one in enumerate(reaches)])
    expected = Counter([*audiences, *[Audience.UNKNOWN] * len(reaches)])
    assert catalogue.audience_counts() == [(one, expected[one]) for one in Audience]
    assert dict(catalogue.reach_counts()) == Counter(one for one in reaches if one)


def test_risks_come_highest_first(catalogue: Catalogue) -> None:
    ids = catalogue.keep_photos([photo(str(number)) for number in range(4)]).ids
    for held, risk in zip(ids, (5, 90, 0, 17), strict=True):
        catalogue.keep_findings(held, [], risk)
    assert list(catalogue.risks()) == [90, 17, 5, 0]


def test_places_are_gathered_by_city_or_by_position(catalogue: Catalogue) -> None:
    nameless = Place(lat=48.137, lon=11.575, basis="network")
    catalogue.keep_photos(
        [
            photo("1", inspection=inspection(place=SEOUL), place=nameless),
            photo("2", place=Place(lat=SEOUL.lat + 0.02, lon=SEOUL.lon, basis="network", name="Seoul, KR")),
            photo("3", place=nameless),
            photo("4"),
        ]
    )
    seoul, other = catalogue.spots()
    assert (seoul.name, seoul.count) == ("Seoul, KR", 2)
    assert seoul.lat == pytest.approx(SEOUL.lat + 0.01)
    assert other == Spot(name="48.1, 11.6", lat=48.137, lon=11.575, count=1)


def test_networks_are_counted_in_photos(catalogue: Catalogue) -> None:
    catalogue.keep_account(account("empty.example", "flickr"))
    for number, (network, handle) in enumerate([("bluesky", "a"), ("mastodon", "b@s"), ("mastodon", "c@s")]):
        catalogue.keep_photos([photo(str(number), account_id(NetworkKey(network), handle))])
    assert catalogue.networks() == [("mastodon", 2), ("bluesky", 1)]


def test_an_empty_catalogue_counts_nothing(catalogue: Catalogue) -> None:
    assert catalogue.audience_counts() == []
    assert catalogue.reach_counts() == []
    assert catalogue.finding_counts() == []
    assert catalogue.spots() == []
    assert catalogue.networks() == []
    assert list(catalogue.risks()) == []
    assert catalogue.contacts() == []


def test_contacts_tell_first_last_and_how_often(catalogue: Catalogue) -> None:
    times = [NOON, NOON + timedelta(days=2), NOON + timedelta(days=1)]
    for at in times:
        catalogue.keep_contact("server.example", "list", at)
    catalogue.keep_contact("server.example", "file", NOON)
    assert catalogue.contacts() == [
        ("server.example", "list", times[0], times[1], 3),
        ("server.example", "file", NOON, NOON, 1),
    ]
