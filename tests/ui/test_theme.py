"""The look: contrast, letters, light and dark."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.resources import resource
from app.ui.icons import picture
from app.ui.style import style_sheet
from app.ui.theme import theme
from app.ui.tokens import DARK, LIGHT, Colours, Role, Shade, Tone

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_agrees_with_wcags_own_examples() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("words", ["text", "text2", "text3"])
@pytest.mark.parametrize("ground", ["ground", "sidebar", "card"])
def test_words_are_legible_on_every_ground(colours: Colours, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("tone", Tone)
def test_toned_words_are_legible_on_their_tint_and_on_cards(colours: Colours, tone: Tone) -> None:
    shade = colours.shade(tone)
    assert contrast(shade.text, shade.tint) >= 4.5
    assert contrast(shade.text, colours.card) >= 4.5


@pytest.mark.parametrize("colours", THEMES)
def test_buttons_and_borders_stand_out(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent.text) >= 4.5
    assert contrast(colours.control, colours.card) >= 3.0
    assert contrast(colours.accent.text, colours.ground) >= 3.0


@pytest.mark.parametrize("colours", THEMES)
def test_every_colour_is_written_in_full(colours: Colours) -> None:
    for field in fields(Colours):
        value = getattr(colours, field.name)
        named = [getattr(value, one.name) for one in fields(Shade)] if isinstance(value, Shade) else [value]
        assert all(re.fullmatch(r"#[0-9A-F]{6}", one) for one in named)


def test_choosing_a_theme_dresses_everything(qtbot: QtBot) -> None:
    look = theme()
    look.choose("dark", 100)
    assert look.is_dark
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.ground
    look.choose("light", 150)
    assert not look.is_dark
    assert look.px(14) == 21
    assert "font-size: 21px" in style_sheet(LIGHT, 1.5)
    look.choose("light", 100)


def test_inter_is_what_letters_are_drawn_with(qtbot: QtBot) -> None:
    theme().choose("light", 100)
    info = QFontInfo(theme().font(Role.TITLE))
    assert info.family() == "Inter"
    assert info.pixelSize() == 26


def test_an_icon_is_drawn_in_its_colour_at_the_screens_own_sharpness(qtbot: QtBot) -> None:
    image = picture("globe", "#FF0000", 16, 2.0)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (32, 32, 2.0)
    inked = [
        image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(colour.red() > 200 and colour.green() < 40 for colour in inked)


def test_only_icons_that_point_somewhere_are_mirrored(qtbot: QtBot) -> None:
    for name, turns in (("arrow-left", True), ("globe", False)):
        assert (picture(name, "#000000", 16) != picture(name, "#000000", 16, mirrored=True)) is turns


def test_every_icon_is_one_that_can_be_tinted() -> None:
    files = list(resource("icons").glob("*.svg"))
    assert len(files) > 40
    for path in files:
        assert "currentColor" in path.read_text(encoding="utf-8"), path.name
