"""The command line is read as the documentation says."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from app.cli import COMMANDS
from app.cli.command import Exit, Out, one_line, spell, tell_problem
from app.cli.run import read_arguments
from app.model.person import Residence
from app.model.problem import NotFound
from app.model.text import say, verbatim

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def test_without_a_command_the_window_is_meant() -> None:
    asked = read_arguments([])
    assert asked.command is None
    assert (asked.json, asked.data_dir, asked.plain_home) == (False, None, False)


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "--data-dir", "here", "--plain-home", "photos"],
        ["photos", "--json", "--data-dir", "here", "--plain-home"],
        ["--json", "photos", "--plain-home", "--data-dir", "here"],
    ],
)
def test_common_options_stand_before_or_after_the_command(words: list[str]) -> None:
    asked = read_arguments(words)
    assert (asked.command, asked.json, asked.data_dir, asked.plain_home) == (
        "photos",
        True,
        Path("here"),
        True,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["look"],
        ["photo", "0"],
        ["photo", "one"],
        ["photo", "9" * 30],
        ["laws", "--resident", "Germany", "--to", "pimeyes"],
        ["letter", "--to", "pimeyes"],
        ["request", "OX-1", "sent", "--on", "yesterday"],
        ["request", "OX-1", "draft"],
        ["letter", "--to", "x", "--out", "a.pdf", "--role", "somebody"],
    ],
)
def test_a_wrong_command_line_ends_with_code_two(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(words)
    assert ended.value.code == Exit.WRONG_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


def test_values_are_read_into_the_words_of_the_model() -> None:
    asked = read_arguments(["laws", "--resident", "us-il", "--to", "clearview-ai"])
    assert asked.resident == Residence(country="US", region="IL")
    assert read_arguments(["request", "OX-1", "sent", "--on", "2026-11-23"]).on == date(2026, 11, 23)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_is_documented_and_explains_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"`{name}" in DOCUMENTED
    with pytest.raises(SystemExit) as ended:
        read_arguments([name, "--help"])
    assert ended.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_control_characters_never_reach_the_terminal() -> None:
    assert one_line("a\x1b[2Jb\u202ec\x07") == "a [2Jb c "


def test_with_json_stdout_holds_json_alone() -> None:
    out, err = io.StringIO(), io.StringIO()
    talks = Out(as_json=True, out=out, err=err)
    talks.line(say("Words for a person."))
    talks.say(say("A message."))
    talks.record({"caption": "한강 \x1b[2J"})
    tell_problem(NotFound(say("Not here."), say("Look elsewhere.")), talks)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines == [{"caption": "한강 \x1b[2J"}, {"problem": "Not here.", "remedy": "Look elsewhere."}]
    assert "\x1b" not in out.getvalue()
    assert err.getvalue().splitlines() == ["A message.", "Not here.", "Look elsewhere."]


def test_a_gap_from_outside_cannot_open_further_gaps() -> None:
    assert spell(say("“{caption}”", caption=verbatim("{name} {0.__class__}"))) == "“{name} {0.__class__}”"
