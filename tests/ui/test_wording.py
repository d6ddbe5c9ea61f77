"""Words in the language of the person."""

from __future__ import annotations

import gettext
import importlib.util
import string
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.text import say, say_count, verbatim
from app.ui.wording import CATALOGUES, LANGUAGES, MIRRORED, STRETCHED, Wording, day, number, speak, words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def english_again(qtbot: QtBot) -> Iterator[None]:
    speak("en")
    yield
    speak("en")


def test_english_is_the_source() -> None:
    assert words(say("{name} is public.", name="Holiday")) == "Holiday is public."
    assert words(say_count("{count} photo", "{count} photos", 1)) == "1 photo"
    assert words(say_count("{count} photo", "{count} photos", 1204)) == "1,204 photos"


def test_german_is_spoken_with_its_own_plurals_numbers_and_days() -> None:
    speak("de")
    assert words(say("Photos")) == "Fotos"
    assert words(say_count("{count} face", "{count} faces", 1)) == "1 Gesicht"
    assert words(say_count("{count} face", "{count} faces", 2)) == "2 Gesichter"
    assert number(1204) == "1.204"
    assert day(date(2019, 3, 14)) == "14. März 2019"


def test_a_text_in_a_gap_is_translated_with_its_sentence() -> None:
    speak("de")
    assert words(say("{basis}: {audience}", basis=say("We saw it"), audience=say("Everyone"))) == (
        "Wir haben es gesehen: Alle"
    )


def test_foreign_text_stays_what_it_is() -> None:
    speak("de")
    assert words(verbatim("Photos {name} 100%")) == "Photos {name} 100%"


def test_what_has_no_translation_is_said_in_english() -> None:
    speak("de")
    assert words(say("A sentence that nobody translated.")) == "A sentence that nobody translated."


def test_the_stretched_language_is_two_fifths_longer_and_keeps_its_gaps() -> None:
    speak(STRETCHED)
    plain, stretched = (
        "{name} is public for everyone on the web.",
        words(say("{name} is public for everyone on the web.", name="{name}")),
    )
    assert "{name}" in stretched
    assert len(stretched) == pytest.approx(1.4 * len(plain), abs=3)


def test_the_mirrored_language_turns_the_window_round() -> None:
    speak(MIRRORED)
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    speak("en")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_moment_is_told_on_this_computers_clock() -> None:
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    local = at.astimezone()
    assert Wording("en").moment(at) == f"{local.day} November 2026, {local:%H:%M}"


def test_every_language_that_can_be_chosen_has_a_catalogue() -> None:
    for language in set(LANGUAGES) - {"en"}:
        assert gettext.find("overexposed", CATALOGUES, [language])


@pytest.mark.parametrize(
    "path", sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3]
)
def test_every_translation_has_the_gaps_of_its_source(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    checked = 0
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        for one in told:
            if message.id and one:
                checked += 1
                assert gaps(one) <= gaps(*ids), message.id
                # The singular of a plural may leave its number out ("one photo"); nothing else may be lost.
                assert gaps(*ids) - gaps(one) <= ({"count"} if len(ids) > 1 else set()), message.id
    assert checked > 100


def gaps(*patterns: object) -> set[str]:
    return {name for pattern in patterns for _, name, _, _ in string.Formatter().parse(str(pattern)) if name}


def test_the_catalogues_are_up_to_date_with_the_source() -> None:
    done = subprocess.run(
        [sys.executable, "packaging/translate.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "not up to date" not in done.stdout, "run python packaging/translate.py"


def test_the_sentences_of_the_settings_files_are_gathered_and_nothing_else_of_them(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(
        """
[[checks]]
key = "h1"
says = "Who finds you"
why = "Strangers find your face."
how = "Open Settings."
source = "the help pages"

[[checks.values]]
key = "on"
says = "Everyone"

[[networks]]
key = "pier"
closed = "The pier lists nothing."
""",
        encoding="utf-8",
    )
    gathered = [one.words for one in translating().gather_data(tmp_path)]
    assert gathered == [
        "Who finds you",
        "Strangers find your face.",
        "Open Settings.",
        "Everyone",
        "The pier lists nothing.",
    ]


def translating() -> ModuleType:
    """Load the program that gathers the words; it lies beside the app, not in it."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up by name.
    sys.modules["translate"] = loaded
    try:
        spec.loader.exec_module(loaded)
    finally:
        del sys.modules["translate"]
    return loaded
