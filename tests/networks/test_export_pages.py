"""Pages of exports are walked in time that grows with their length, whatever stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.photo import Skipped
from app.networks import export_pages
from app.networks.container import open_tree
from app.networks.export_pages import Piece, decoded, front_pages, opened, pieces, plain
from tests.exports.instagram import write_folder

MB = 1024 * 1024


def names(markup: str) -> list[str]:
    return [("/" if one.is_end else "") + one.name for one in pieces(markup)]


def test_tags_and_the_words_before_them_come_in_order() -> None:
    markup = "<!DOCTYPE html><?xml x?>a<P Class=\"x\" class='y'>b<br/>c</p>d<!-- <img src=e> -->f"
    assert list(pieces(markup)) == [
        Piece(""),
        Piece(""),
        Piece("a", "p", is_end=False, raw=" Class=\"x\" class='y'"),
        Piece("b", "br", is_end=False, raw="/"),
        Piece("c", "p", is_end=True),
        Piece("d"),
        Piece("f"),
    ]
    assert list(pieces(markup))[2].attributes() == {"class": "x"}


def test_scripts_and_styles_hold_no_tags() -> None:
    markup = "<script>var a = '<img src=x>'</script><style><b></style ><textarea><i></textarea><u>"
    assert names(markup) == ["script", "/script", "style", "/style", "textarea", "/textarea", "u", ""]
    assert names("<script><img src=x>") == ["script"]


def test_quoted_marks_end_no_tag_and_references_are_words() -> None:
    (tag, _) = pieces('<a title="1 > 0 &amp; &#x1F388;" href=https://x.example/?a=1&amp;b=2>')
    assert tag.attributes() == {"title": "1 > 0 & 🎈", "href": "https://x.example/?a=1&b=2"}


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("  a\n\tb ", "a b"),
        ("&lt;b&gt;", "<b>"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#xD83D;", "\ufffd"),
        ("&#0;\x07\u202eevil", "\ufffdevil"),
        ("x" * 9000, "x" * 100),
    ],
)
def test_words_are_cleaned_and_cut(words: str, seen: str) -> None:
    assert plain(words, 100) == seen


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Лето".encode("windows-1251"), "Лето"),
        ("Лето".encode(), "Лето"),
        ("\ufeffЛето".encode(), "Лето"),
        ("Лето".encode()[:-1], "Лет"),
        (b'<meta charset="UTF-8">\xff', '<meta charset="UTF-8">\ufffd'),
        (b"\x98", "\ufffd"),
    ],
)
def test_a_page_is_read_in_whatever_encoding_it_has(data: bytes, words: str) -> None:
    assert decoded(data, "windows-1251") == words


# A reader that takes quadratic time needs hours for these, and the tests end after a minute.
@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000,
        "<" * 2_000_000,
        "<a " * 700_000,
        "<a '" * 500_000,
        "<a \"'" * 400_000,
        "<a '\"''\"" * 300_000,
        "<!--" * 500_000,
        "<script>" * 250_000,
        "<a x" + " y='1'" * 300_000,
        "<a =" + "=" * 2_000_000 + ">",
        "<a b" + " " * 2_000_000 + ">",
        "<![" * 600_000,
        "&#" * 1_000_000 + "<b>",
    ],
)
def test_markup_that_is_built_to_exhaust_us_is_walked_in_one_pass(markup: str) -> None:
    for piece in pieces(markup):
        piece.attributes()
        plain(piece.words, 5000)


@given(st.text(alphabet="<>!-/=\"' abscript&#;x0\n"))
def test_any_markup_ends_in_pieces(markup: str) -> None:
    for piece in pieces(markup):
        assert not piece.name or piece.name[0].isalpha()
        assert all(key == key.lower() for key in piece.attributes())


def test_a_page_that_is_too_large_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(64 * MB + 1)
    troubles: list[Skipped] = []
    with open_tree([path]) as tree:
        assert list(opened(tree, "a.html", troubles)) == []
    assert "larger than 64 MB" in str(troubles[0].why)


def test_only_few_pages_at_the_front_are_looked_at(tmp_path: Path) -> None:
    files = {f"{n:03}.html": b"x" for n in range(80)} | {"a/b/c.html": b"x", "a.txt": b"x"}
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert len(list(front_pages(tree))) == 50
    assert export_pages.is_page("A.HTM")
