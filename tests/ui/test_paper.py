"""A letter on paper: what is printed can be selected, fits its page, and comes whole or not at all."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.letters.compose import compose
from app.letters.followup import compose_followup
from app.letters.language import LANGUAGES
from app.letters.polite import compose_polite
from app.model.followup import FollowUpKind
from app.model.law import Role
from app.model.letter import Item, Letter, Purpose
from app.model.person import Person
from app.model.problem import Unprintable
from app.model.request import State
from app.store.data import laws
from app.ui.paper import write_pdf
from app.ui.paper_fonts import unprintable
from tests.letters.orders import DAY, items, order
from tests.letters.test_followup import CASES
from tests.letters.test_followup import order as following

POINTS = {"A4": (595, 842), "Letter": (612, 792)}


def words(text: str) -> str:
    return "".join(text.split())


def printed(path: Path, letter: Letter, pages: int) -> str:
    """Read a PDF as others do (poppler), without spaces and without the foot of each page."""
    read = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    told = words(read.stdout)
    for number in range(1, pages + 1):
        foot = words(f"{letter.reference} {number} / {pages}")
        assert foot in told
        told = told.replace(foot, "")
    return told


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("law", "paper"), [("eu-gdpr", "A4"), ("us-ca-ccpa", "Letter")])
def test_all_the_words_of_a_letter_can_be_selected(
    qapp: object, tmp_path: Path, law: str, language: str, paper: str
) -> None:
    letter = compose(order(law, "clearview-ai", language=language, photos=items(30)))
    write_pdf(letter, tmp_path / "letter.pdf")
    reader = PdfReader(tmp_path / "letter.pdf")
    told = printed(tmp_path / "letter.pdf", letter, len(reader.pages))
    assert not [text for text in everything(letter) if words(text) not in told]
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == POINTS[paper]
    assert reader.metadata is not None
    assert reader.metadata.title == letter.subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_letter_is_read_back_from_its_pdf(qapp: object, tmp_path: Path, language: str) -> None:
    path = tmp_path / "letter.pdf"
    first = order("eu-gdpr", "google-search", role=Role.DEPICTED, language=language)
    made = [compose(replace(first, purpose=purpose)) for purpose in Purpose if purpose is not Purpose.OPT_OUT]
    made.append(compose_polite(replace(order("eu-gdpr", "uploader", language=language), choices=())))
    made += [
        compose_followup(following(kind, language, name=name, state=state, excuse=excuse))
        for kind, excuse, name, state in CASES
    ]
    for letter in made:
        write_pdf(letter, path)
        told = printed(path, letter, len(PdfReader(path).pages))
        assert not [text for text in everything(letter) if words(text) not in told], letter.subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_demand_and_no_paragraph_is_parted_by_the_end_of_a_page(
    qapp: object, tmp_path: Path, language: str
) -> None:
    for count in range(4):
        letter = compose(order("uk-gdpr", "lenso-ai", language=language, photos=items(count)))
        write_pdf(letter, tmp_path / "letter.pdf")
        pages = [words(page.extract_text()) for page in PdfReader(tmp_path / "letter.pdf").pages]
        for text in (*letter.opening, *letter.demands, *letter.closing):
            assert any(words(text) in page for page in pages), text


def test_a_date_at_the_head_of_a_line_is_no_number_of_a_photo(qapp: object, tmp_path: Path) -> None:
    made = compose_followup(following(FollowUpKind.COMPLAINT, "de", state=State.REFUSED))
    write_pdf(made, tmp_path / "letter.pdf")
    read = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "letter.pdf"), "-"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "31. August 2026: Ich schrieb den Antrag." in read.stdout
    assert re.search(r"^1\. {2,}https://photos\.example/ada/1", read.stdout, re.MULTILINE)


def test_names_in_many_scripts_are_printed(qapp: object, tmp_path: Path) -> None:
    person = Person(name="김민지 高橋 Žółć Ελένη Ольга", address="〒100-0001 東京都千代田区二〇二六")
    letter = compose(order("eu-gdpr", "bluesky", person=person))
    assert unprintable(letter) == ()
    write_pdf(letter, tmp_path / "letter.pdf")
    told = printed(tmp_path / "letter.pdf", letter, len(PdfReader(tmp_path / "letter.pdf").pages))
    assert words(person.name) in told
    assert words(person.address) in told


@pytest.mark.parametrize("name", ["สมชาย", "Ada 🌻", "أمل", "अदा", "𠮷野"])
def test_a_sign_that_no_font_has_is_told_and_nothing_is_written(
    qapp: object, tmp_path: Path, name: str
) -> None:
    letter = compose(order("eu-gdpr", "bluesky", person=Person(name=name)))
    with pytest.raises(Unprintable) as told:
        write_pdf(letter, tmp_path / "letter.pdf")
    assert unprintable(letter)[0] in str(told.value.says)
    assert told.value.remedy is not None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_our_own_wording_can_be_printed(qapp: object, language: str) -> None:
    for one in laws():
        if one.wanted.faces and one.wanted.posted:
            for to in ("instagram", "clearview-ai"):
                letter = compose(order(one.id, to, role=Role.DEPICTED, language=language))
                assert unprintable(letter) == ()


def test_hostile_words_are_printed_as_words_in_every_language(qapp: object, tmp_path: Path) -> None:
    evil = "=cmd|'/c calc'!A1 <script>alert(1)</script>{{ 7*7 }}\r\nBcc: x@evil.example\u202e"
    for language in LANGUAGES:
        photos = (Item(url=f"https://x.example/{evil}", seen_on=DAY),)
        letter = compose(
            order("eu-gdpr", "bluesky", language=language, photos=photos, person=Person(name=evil))
        )
        write_pdf(letter, tmp_path / "letter.pdf")
        told = printed(tmp_path / "letter.pdf", letter, len(PdfReader(tmp_path / "letter.pdf").pages))
        assert words("=cmd|'/c calc'!A1 <script>alert(1)</script>{{ 7*7 }} Bcc: x@evil.example") in told
        assert "\u202e" not in told


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {"Inter-Regular", "Inter-SemiBold"}),
        *(
            (
                one,
                {
                    "Inter-Regular",
                    "Inter-SemiBold",
                    "OverexposedEastAsian-Regular",
                    "OverexposedEastAsian-SemiBold",
                },
            )
            for one in ("ko", "ja")
        ),
    ],
)
def test_the_fonts_are_in_the_file(qapp: object, tmp_path: Path, language: str, expected: set[str]) -> None:
    write_pdf(compose(order("eu-gdpr", "bluesky", language=language)), tmp_path / "letter.pdf")
    resources = cast("DictionaryObject", PdfReader(tmp_path / "letter.pdf").pages[0]["/Resources"])
    fonts = cast("dict[str, DictionaryObject]", resources["/Font"])
    found = set[str]()
    for name in fonts:
        font = cast("DictionaryObject", fonts[name].get_object())
        below = cast("list[DictionaryObject]", font["/DescendantFonts"])[0].get_object()
        shape = cast("DictionaryObject", cast("DictionaryObject", below)["/FontDescriptor"])
        found.add(str(cast("DictionaryObject", below)["/BaseFont"]).rpartition("+")[2].lstrip("/"))
        assert "/FontFile2" in cast("DictionaryObject", shape.get_object())
    assert found == expected


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
