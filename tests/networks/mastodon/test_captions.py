"""The HTML of a post becomes what a reader would see, and nothing in it is ever run."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks.mastodon.captions import LONGEST_CAPTION, plain_text


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>Tom &amp; Jerry &lt;3 &#128512;</p>", "Tom & Jerry <3 😀"),
        ('<a href="javascript:alert(1)">link</a>', "link"),
        ("<script>alert(1)</script>seen<style>p{}</style>", "seen"),
        ('<img src=x onerror="alert(1)">after', "after"),
        ("<p>  many   spaces\n and lines </p>", "many spaces\nand lines"),
        (
            '<a href="x"><span class="invisible">https://</span><span>fields.example</span></a>',
            "https://fields.example",
        ),
        ("plain text", "plain text"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("</script></style>x", "x"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("", ""),
    ],
)
def test_a_reader_sees_this(markup: str, plain: str) -> None:
    assert plain_text(markup) == plain


@pytest.mark.parametrize(
    "markup", ["<" * 200_000, "<a " * 100_000, "<!--" * 50_000, "&" * 200_000, "<p>" * 100_000]
)
def test_hostile_markup_takes_no_time(markup: str) -> None:
    before = time.monotonic()
    plain_text(markup)
    assert time.monotonic() - before < 2


@given(st.text(alphabet=st.sampled_from("<>/!-&;#xp abr\"'="), max_size=200))
def test_any_markup_becomes_short_text(markup: str) -> None:
    assert len(plain_text(markup)) <= LONGEST_CAPTION


OPENING = [
    "<p>",
    "<br>",
    "<br />",
    "<li>",
    '<span class="a b">',
    "<blockquote>",
    '<a href="https://x.example/?a&amp;b">',
]
WORDS = ["word", " ", "&amp;", "&lt;", "\n", "#", "é"]
PIECES = st.sampled_from([*OPENING, "</p>", "</li>", "</span>", "</a>", *WORDS])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_quick_way_reads_what_the_parser_reads(markup: str) -> None:
    # A comment sends the same markup through the parser.
    assert plain_text(markup) == plain_text(f"{markup}<!-- -->")
