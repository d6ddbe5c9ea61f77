"""A letter on paper: what is printed can be selected, fits its page, and comes whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.letters.compose import compose
from app.model.letter import Item, Letter
from app.ui.paper import write_pdf
from tests.letters.orders import DAY, items, order

POINTS = {"A4": (595, 842), "Letter": (612, 792)}


def words(text: str) -> str:
    # Inter draws the letter U+02EE with the sign of the closing quotation mark, and a PDF knows signs only.
    return "".join(text.replace("\u02ee", "\u201d").split())


def everything(letter: Letter) -> list[str]:
    return [
        *letter.sender,
        *letter.addressee,
        letter.place_and_date,
        letter.subject,
        letter.salutation,
        *letter.opening,
        *letter.demands,
        *letter.closing,
        letter.farewell,
        letter.signature,
        *letter.schedule,
    ]


@pytest.mark.parametrize(
    ("law", "language", "paper"), [("eu-gdpr", "de", "A4"), ("us-ca-ccpa", "en", "Letter")]
)
def test_all_the_words_of_a_letter_can_be_selected(
    qapp: object, tmp_path: Path, law: str, language: str, paper: str
) -> None:
    letter = compose(order(law, "clearview-ai", language=language, photos=items(30)))
    write_pdf(letter, tmp_path / "letter.pdf")
    reader = PdfReader(tmp_path / "letter.pdf")
    pages = [page.extract_text() for page in reader.pages]
    # The foot of each page stands between two halves of a text that goes on.
    foots = [f"{letter.reference} {number} / {len(pages)}" for number in range(1, len(pages) + 1)]
    told = words("".join(pages))
    for foot in foots:
        assert words(foot) in told
        told = told.replace(words(foot), "")
    missing = [text for text in everything(letter) if words(text) not in told]
    assert not missing
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == POINTS[paper]
    assert reader.metadata is not None
    assert reader.metadata.title == letter.subject


def test_the_fonts_are_in_the_file(qapp: object, tmp_path: Path) -> None:
    write_pdf(compose(order("eu-gdpr", "bluesky")), tmp_path / "letter.pdf")
    resources = cast("DictionaryObject", PdfReader(tmp_path / "letter.pdf").pages[0]["/Resources"])
    fonts = cast("dict[str, DictionaryObject]", resources["/Font"])
    assert fonts
    for name in fonts:
        font = cast("DictionaryObject", fonts[name].get_object())
        below = cast("list[DictionaryObject]", font["/DescendantFonts"])[0].get_object()
        shape = cast("DictionaryObject", cast("DictionaryObject", below)["/FontDescriptor"])
        assert "Inter" in str(cast("DictionaryObject", below)["/BaseFont"])
        assert "/FontFile2" in cast("DictionaryObject", shape.get_object())


def test_words_from_outside_are_printed_as_words(qapp: object, tmp_path: Path) -> None:
    photos = (Item(url="https://x.example/<b>bold</b><img src=x>", seen_on=DAY),)
    write_pdf(compose(order("eu-gdpr", "bluesky", photos=photos)), tmp_path / "letter.pdf")
    told = words("".join(page.extract_text() for page in PdfReader(tmp_path / "letter.pdf").pages))
    assert "<b>bold</b><imgsrc=x>" in told


def test_the_name_stands_on_the_page_of_the_farewell(qapp: object, tmp_path: Path) -> None:
    # Lengths around a page's end: each number of photos moves the farewell a little further down.
    for count in range(4):
        letter = compose(order("uk-gdpr", "lenso-ai", photos=items(count)))
        write_pdf(letter, tmp_path / "letter.pdf")
        pages = [words(page.extract_text()) for page in PdfReader(tmp_path / "letter.pdf").pages]
        last = next(page for page in pages if words(letter.farewell) in page)
        assert words(letter.signature) in last[last.index(words(letter.farewell)) :]


def test_a_letter_that_cannot_be_written_leaves_nothing_behind(qapp: object, tmp_path: Path) -> None:
    taken = tmp_path / "letter.pdf"
    taken.mkdir()
    with pytest.raises(OSError, match=r"directory|denied|exists"):
        write_pdf(compose(order("eu-gdpr", "bluesky")), taken)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_the_terminal_writes_a_letter_without_a_screen_or_an_application(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.ui.paper import write_pdf;"
        "from app.letters.compose import compose; from tests.letters.orders import order;"
        "write_pdf(compose(order('eu-gdpr', 'bluesky')), Path(sys.argv[1]))"
    )
    path = tmp_path / "letter.pdf"
    ended = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=50, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert path.read_bytes().startswith(b"%PDF-")
