"""What the commands of a signed-in account say, and what they send before a yes: nothing but GET and HEAD."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.model.filter import Filter
from app.model.fix import Action
from app.model.photo import PhotoId
from app.model.sign_in import Power
from app.services.house import House
from tests.services.harbour import HarbourServer
from tests.services.test_connect import MINA, connect

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass
class Said:
    """How a command ended, and what it printed."""

    code: Exit
    out: str
    err: str

    @property
    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Said]


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    # A command closes its house at the end; this one lives as long as the test.
    def stay(_house: House) -> None:
        """Leave it open."""

    monkeypatch.setattr(House, "close", stay)

    def command(*words: str, as_json: bool = True) -> Said:
        out, err = io.StringIO(), io.StringIO()
        code = run_command(read_arguments(words), lambda: house, Out(as_json=as_json, out=out, err=err))
        return Said(code, out.getvalue(), err.getvalue())

    return command


@pytest.fixture
def ready(house: House, server: HarbourServer) -> Sequence[str]:
    server.fill(3)
    connect(house, server, Power.CHANGE, Power.DELETE)
    house.syncer.sync()
    house.checkup.look(MINA)
    server.asked = []
    return [str(one) for one in house.browser.first_ids(Filter())]


@pytest.mark.parametrize("as_json", [True, False])
def test_nothing_is_changed_before_a_yes(
    run: Run,
    server: HarbourServer,
    ready: Sequence[str],
    *,
    as_json: bool,
) -> None:
    for words in (
        ("hide", *ready),
        ("delete", *ready),
        ("delete", "--no-copy", ready[0]),
        ("checkup", "--held"),
        ("checkup", MINA),
        ("checkup", "--level", "hidden"),
        ("checkup", "--level", "friends", MINA),
        ("verify", "--due"),
        ("connect",),
    ):
        said = run(*words, as_json=as_json)
        assert said.code in {Exit.DONE, Exit.NEEDS_YOU}, said.err
    assert not {method for method, _ in server.asked} & CHANGING
    assert len(server.posts) == 3
    assert run("hide", as_json=as_json).code is Exit.WRONG_USE


def test_a_yes_says_first_what_waits_from_before(
    house: House,
    run: Run,
    server: HarbourServer,
    ready: Sequence[str],
) -> None:
    house.remover.start(house.remover.plan(Action.DELETE, [PhotoId(int(ready[0]))]), copies=False)
    preview = run("delete", ready[1])
    assert "1 piece that was agreed to before waits still" in preview.err
    assert len(server.posts) == 3
    plan, done, *_ = run("delete", ready[1], "--yes", "--no-copy").records
    assert len(plan["units"]) == 1
    assert (done["done"], done["left"], done["problem"]) == (2, 0, None)


def test_a_problem_with_one_account_does_not_hide_the_settings_of_the_next(
    house: House,
    run: Run,
    server: HarbourServer,
    ready: Sequence[str],
) -> None:
    assert ready
    connect(house, server, who="otto")
    token = house.connector.grants.read(MINA)
    assert token is not None
    server.tokens.pop(token.secret("token"))
    said = run("checkup")
    assert said.code is Exit.PROBLEM
    assert "no longer good" in said.err
    checks = [one for one in said.records if "key" in one]
    assert {one["account"] for one in checks} == {"harbour:mina", "harbour:otto"}
    (problem,) = [one for one in said.records if "problem" in one]
    assert problem["account"] == MINA
    assert run("checkup", "harbour:nobody").code is Exit.PROBLEM


def test_a_right_that_is_missing_is_told_with_the_command_that_asks_for_it(
    house: House,
    run: Run,
    server: HarbourServer,
) -> None:
    server.fill(1)
    connect(house, server, Power.CHANGE)
    house.syncer.sync(look=False)
    said = run("delete", "1", "--yes", "--no-copy")
    assert said.code is Exit.PROBLEM
    assert "connect harbour --power change --power delete" in said.err
    assert len(server.posts) == 1


def test_a_pause_is_told_where_nobody_watches_a_terminal() -> None:
    err = io.StringIO()
    out = Out(as_json=True, out=io.StringIO(), err=err)
    until = datetime(2026, 11, 27, 14, 32, tzinfo=UTC)
    progress = out.progress()
    progress.step(3, 10)
    progress.waits(until)
    assert err.getvalue() == "The network asked for a pause; going on at 2026-11-27 14:32 UTC.\n"
