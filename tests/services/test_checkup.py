"""A setting counts as changed only once the network shows it, and what only the person can see is theirs to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model.account import AccountId
from app.model.audience import Basis
from app.model.problem import ChangeNotSeen, NotFound, SignInExpired, SignInNeeded, WrongUse
from app.model.setting import Check, Level, Value
from app.model.sign_in import Power
from app.model.text import say
from app.services.house import House
from tests.services.harbour import HarbourServer
from tests.services.test_connect import MINA, connect

GUIDE = Check(
    account=AccountId(""),
    key="by_hand",
    says=say("Who can tag you"),
    safe="nobody",
    values=(Value(key="nobody", says=say("Nobody")), Value(key="everyone", says=say("Everyone"))),
    why=say("A tag names your face."),
    how=say("Open the app."),
    rank=1,
)


def guided(house: House) -> None:
    def guides(network: str) -> tuple[Check, ...]:
        return (GUIDE,) if network == "harbour" else ()

    object.__setattr__(house.parts, "guides", guides)


def test_what_was_read_and_what_only_the_person_sees_stand_together(
    house: House, server: HarbourServer
) -> None:
    guided(house)
    connect(house, server)
    checks = house.checkup.look(MINA)
    assert [(check.key, check.seen, check.is_safe) for check in checks] == [
        ("by_hand", None, None),
        ("new_posts", "public", False),
        ("stubborn", "open", False),
    ]
    assert {check.account for check in checks} == {MINA}


def test_an_answer_is_kept_as_the_persons_own_and_can_be_taken_back(
    house: House, server: HarbourServer
) -> None:
    guided(house)
    connect(house, server)
    said = house.checkup.answer(MINA, "by_hand", "nobody")
    assert (said.basis, said.is_safe) == (Basis.TOLD, True)
    assert house.checkup.checks(MINA)[0].seen == "nobody"
    assert house.checkup.answer(MINA, "by_hand", None).seen is None
    assert house.checkup.checks(MINA)[0].is_safe is None
    with pytest.raises(WrongUse):
        house.checkup.answer(MINA, "by_hand", "maybe")
    with pytest.raises(NotFound):
        house.checkup.answer(MINA, "no_such", "nobody")


def test_a_change_is_read_again_logged_and_can_be_undone(house: House, server: HarbourServer) -> None:
    connect(house, server, Power.CHANGE)
    house.checkup.look(MINA)
    after = house.checkup.fix(MINA, "new_posts")
    assert (after.seen, after.is_safe, after.changed_from) == ("only_me", True, "public")
    assert server.settings["new_posts"] == "only_me"
    house.checkup.look(MINA)
    assert house.checkup.checks(MINA)[0].changed_from == "public"
    assert house.checkup.undo(MINA, "new_posts").seen == "public"
    assert [deed.worked for deed in house.remover.deeds()] == [True, True]
    with pytest.raises(WrongUse):
        house.checkup.undo(MINA, "stubborn")


def test_a_yes_that_changes_nothing_is_not_believed(house: House, server: HarbourServer) -> None:
    connect(house, server, Power.CHANGE)
    house.checkup.look(MINA)
    with pytest.raises(ChangeNotSeen):
        house.checkup.fix(MINA, "stubborn")
    one, two = house.checkup.apply(MINA, [("stubborn", "closed"), ("new_posts", "only_me")])
    assert isinstance(one.problem, ChangeNotSeen)
    assert two.problem is None
    assert two.check.is_safe


def test_nothing_is_changed_without_the_right_to(house: House, server: HarbourServer) -> None:
    connect(house, server)
    house.checkup.look(MINA)
    with pytest.raises(SignInNeeded) as told:
        house.checkup.apply(MINA, [("new_posts", "only_me")])
    assert told.value.power == "change"
    assert server.settings["new_posts"] == "public"


@pytest.mark.parametrize(
    ("level", "changes", "by_hand"),
    [
        (Level.HIDDEN, {"new_posts": "only_me", "stubborn": "closed"}, ["by_hand"]),
        (Level.FRIENDS, {"new_posts": "friends", "stubborn": "closed"}, ["by_hand"]),
        (Level.AS_NOW, {}, []),
    ],
)
def test_a_level_is_shown_before_anything_is_sent(
    house: House, server: HarbourServer, level: Level, changes: dict[str, str], by_hand: list[str]
) -> None:
    guided(house)
    connect(house, server, Power.CHANGE)
    house.checkup.look(MINA)
    server.asked = []
    plan = house.checkup.plan(MINA, level)
    assert {check.key: value for check, value in plan.changes} == changes
    assert [check.key for check in plan.by_hand] == by_hand
    assert server.asked == []


def test_unknown_does_not_replace_what_is_known(house: House, server: HarbourServer) -> None:
    connect(house, server)
    (first, *_) = house.checkup.look(MINA)
    house.checkup._keep([replace(first, seen=None)])
    assert house.checkup.checks(MINA)[0].seen == "public"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [(("no_such", "x"), NotFound), (("new_posts", "everybody"), WrongUse), (("stubborn", ""), WrongUse)],
)
def test_a_mistake_in_one_setting_is_told_before_anything_is_changed(
    house: House, server: HarbourServer, wrong: tuple[str, str], problem: type[Exception]
) -> None:
    connect(house, server, Power.CHANGE)
    house.checkup.look(MINA)
    with pytest.raises(problem):
        house.checkup.apply(MINA, [("new_posts", "only_me"), wrong])
    assert server.settings["new_posts"] == "public"
    assert house.remover.deeds() == []


def test_changing_twice_does_not_forget_what_undoing_brings_back(house: House, server: HarbourServer) -> None:
    connect(house, server, Power.CHANGE)
    house.checkup.look(MINA)
    house.checkup.fix(MINA, "new_posts")
    assert house.checkup.fix(MINA, "new_posts").changed_from == "public"
    assert house.checkup.undo(MINA, "new_posts").seen == "public"


def test_what_concerns_all_changes_is_asked_once_and_told_for_each(
    house: House, server: HarbourServer
) -> None:
    connect(house, server, Power.CHANGE)
    house.checkup.look(MINA)
    server.tokens.clear()
    server.asked = []
    one, two = house.checkup.apply(MINA, [("new_posts", "only_me"), ("stubborn", "closed")])
    assert isinstance(one.problem, SignInExpired)
    assert two.problem is one.problem
    assert [path for method, path in server.asked if method == "PUT"] == ["/settings/new_posts"]
    (deed,) = house.remover.deeds()
    assert not deed.worked


def test_an_answer_to_what_the_app_can_change_leaves_it_changeable(
    house: House, server: HarbourServer
) -> None:
    connect(house, server, Power.CHANGE)
    guided(house)
    house.checkup.look(MINA)

    def guides(_network: str) -> tuple[Check, ...]:
        return (replace(GUIDE, key="new_posts", safe="only_me", values=()),)

    object.__setattr__(house.parts, "guides", guides)
    again = replace(house.checkup, guides=guides)
    again.answer(MINA, "new_posts", "only_me")
    (check,) = [one for one in again.checks(MINA) if one.key == "new_posts"]
    assert (check.basis, check.can_change) == (Basis.TOLD, True)
