"""The small rules of the nouns: ids, bands, names, ages, completeness."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app.model
from app.model.account import Account, AccountId, AccountKind, NetworkKey, account_id
from app.model.exposure import Score
from app.model.inspection import Band, Face, Metadata, band
from app.model.law import Law, LawId, Right
from app.model.look import Look, SeenPhoto
from app.model.person import Residence, parse_residence
from app.model.photo import Photo, Skipped
from app.model.problem import Limited, Problem
from app.model.recipient import Channel, ChannelKind, Recipient, RecipientId, RecipientKind
from app.model.report import ImportReport
from app.model.setting import Check
from app.model.text import Text, say

ACCOUNT = AccountId("bluesky:ada.example")
TODAY = date(2026, 11, 23)


def test_the_same_identity_always_has_the_same_id() -> None:
    key = NetworkKey("bluesky")
    assert account_id(key, "Ada.Example") == account_id(key, "ada.example") == "bluesky:ada.example"


MODULES = [
    importlib.import_module(f"app.model.{module.name}") for module in pkgutil.iter_modules(app.model.__path__)
]
NOUNS = [
    noun
    for module in MODULES
    for noun in vars(module).values()
    if isinstance(noun, type) and is_dataclass(noun) and noun.__module__ == module.__name__
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_noun_is_frozen_small_and_built_by_name(noun: type) -> None:
    assert cast("Any", noun).__dataclass_params__.frozen
    assert "__slots__" in vars(noun)
    # A text is written so often that its words need no name.
    assert noun is Text or all(field.kw_only for field in fields(noun))


def test_a_noun_is_never_changed_in_place() -> None:
    photo = Photo(account=ACCOUNT, network=NetworkKey("bluesky"), key="1")
    with pytest.raises(FrozenInstanceError):
        photo.caption = "new"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("eyes", "expected"),
    [
        (0.0, Band.UNLIKELY),
        (11.99, Band.UNLIKELY),
        (12.0, Band.MAYBE),
        (15.99, Band.MAYBE),
        (16.0, Band.SEARCHABLE),
    ],
)
def test_a_face_is_banded_by_the_pixels_between_its_eyes(eyes: float, expected: Band) -> None:
    assert band(eyes) is expected
    assert Face(box=(0, 0, 1, 1), eyes_px=eyes, score=1).band is expected


@given(st.floats(0, 5000), st.floats(0, 5000))
def test_a_larger_face_is_never_less_searchable(one: float, other: float) -> None:
    order = [Band.UNLIKELY, Band.MAYBE, Band.SEARCHABLE]
    small, large = sorted([one, other])
    assert order.index(band(small)) <= order.index(band(large))


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("Apple", "iPhone 8", "Apple iPhone 8"),
        ("Apple", "", "Apple"),
        ("", "Pixel 9", "Pixel 9"),
        ("", "", ""),
    ],
)
def test_a_camera_is_named_without_saying_its_maker_twice(make: str, model: str, camera: str) -> None:
    assert Metadata(make=make, model=model).camera == camera


@pytest.mark.parametrize(
    ("text", "residence"),
    [
        ("DE", Residence(country="DE")),
        (" de ", Residence(country="DE")),
        ("us-il", Residence(country="US", region="IL")),
        ("US IL", Residence(country="US", region="IL")),
        ("FR-75C", Residence(country="FR", region="75C")),
        ("", None),
        ("D", None),
        ("DEU", None),
        ("D1", None),
        ("ÄÖ", None),
        ("ß", None),
        ("US-", None),
        ("US-CALI", None),
        ("US-I!", None),
        ("US-IL-2", None),
    ],
)
def test_a_residence_is_a_code_or_nothing(text: str, residence: Residence | None) -> None:
    assert parse_residence(text) == residence
    if residence is not None:
        assert parse_residence(str(residence)) == residence


@given(st.text(max_size=8))
def test_any_words_are_a_residence_in_capitals_or_none(text: str) -> None:
    found = parse_residence(text)
    assert found is None or (found.country.isascii() and found.country.isupper() and len(found.country) == 2)


def test_a_law_knows_its_rights() -> None:
    right = Right(key="delete", citation="Art 17(1)")
    law = Law(
        id=LawId("gdpr"),
        name="General Data Protection Regulation",
        short_name="GDPR",
        jurisdiction="EU",
        rights=(right,),
        in_force_since=date(2018, 5, 25),
    )
    assert law.right("delete") is right
    assert law.right("sue") is None


def test_a_recipient_has_channels_and_grows_old() -> None:
    mail = Channel(kind=ChannelKind.EMAIL, address="privacy@example.org")
    recipient = Recipient(
        id=RecipientId("x"),
        name="X",
        legal_name="X Inc.",
        kind=RecipientKind.BROKER,
        country="US",
        channels=(mail, replace(mail, address="second@example.org")),
    )
    assert recipient.channel(ChannelKind.EMAIL) is mail
    assert recipient.channel(ChannelKind.POST) is None
    assert recipient.is_old(TODAY)
    assert not replace(recipient, checked_on=TODAY - timedelta(days=365)).is_old(TODAY)
    assert replace(recipient, checked_on=TODAY - timedelta(days=366)).is_old(TODAY)


@pytest.mark.parametrize(("seen", "safe"), [(None, None), ("private", True), ("public", False), ("", False)])
def test_a_setting_is_safe_unsafe_or_unknown(seen: str | None, safe: bool | None) -> None:
    check = Check(
        account=ACCOUNT, key="visible", says=say("x"), safe="private", why=say("y"), how=say("z"), seen=seen
    )
    assert check.is_safe is safe


def test_an_import_is_complete_only_if_nothing_is_missing() -> None:
    report = ImportReport(network="instagram", accounts=(ACCOUNT,), parts=1, new=3, known=0, inspected=3)
    assert report.is_complete
    assert not replace(report, missing=("a.jpg",)).is_complete
    assert not replace(report, skipped=(Skipped(where="a", why=say("x")),)).is_complete
    assert not replace(report, refused=((say("x"), 1),)).is_complete


def test_the_worst_photo_of_a_look_is_the_one_with_the_highest_score() -> None:
    account = Account(
        id=ACCOUNT, network=NetworkKey("bluesky"), kind=AccountKind.WATCHED, handle="ada.example"
    )
    photo = Photo(account=ACCOUNT, network=NetworkKey("bluesky"), key="1")
    seen = [SeenPhoto(photo=photo, findings=(), score=Score(value=value)) for value in (10, 71, 22)]
    assert Look(account=account, photos=tuple(seen)).worst is seen[1]
    assert Look(account=account).worst is None


def test_a_problem_speaks_and_has_a_remedy() -> None:
    problem = Limited(say("Too many requests."), say("Wait."), until=None)
    assert isinstance(problem, Problem)
    assert (str(problem), str(problem.remedy), problem.until) == ("Too many requests.", "Wait.", None)
    assert Problem(say("Bad.")).remedy is None
