"""Markup that is made to hurt takes no more time than honest markup, and robots.txt is read by its standard."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.photo import PhotoKind
from app.networks.webpage.markup import MOST_PICTURES, read
from app.networks.webpage.robots import read as read_robots
from app.networks.webpage.scan import tags

BASE = "https://anna.example/dir/page"
SIZE = 2 * 1024 * 1024
PIECES = st.lists(
    st.sampled_from(
        [
            "<meta ", "property=og:image ", "content='", '"', ">", "<!--", "-->", "<script type=application/ld+json>",
            '{"image":', "[", "]", "}", "</script>", "<link rel=image_src href=", "/a.jpg", "<title>", "</title>", "\x00",
            "&#x41;", "<base href=//evil.example/>", "é", "<![CDATA[", "<?php",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "bomb",
    [
        "<",
        "<!--",
        "<!",
        "<meta ",
        "<meta property='",
        '<meta content="',
        "<meta a=b ",
        "<meta property=og:image content=/a.jpg>",
        "<script>",
        "<script type=application/ld+json>",
        "<script></script>",
        "<title>",
        "<!---->",
        "<![CDATA[",
        "</",
        "&#",
        "<meta content='>",
        "<meta '\">",
    ],
)
def test_a_page_of_two_megabytes_is_read_in_moments(bomb: str) -> None:
    body = (bomb * (SIZE // len(bomb))).encode()
    begun = time.perf_counter()
    assert len(read(body, BASE).pictures) <= MOST_PICTURES
    assert time.perf_counter() - begun < 10


def test_descriptions_that_nest_without_end_are_left() -> None:
    deep = '{"image":' * 5000 + '"x"' + "}" * 5000
    wide = json.dumps({"@graph": [{"image": f"/{at}.jpg"} for at in range(5000)]})
    for value in (deep, wide):
        page = read(f"<script type='application/ld+json'>{value}</script>".encode(), BASE)
        assert len(page.pictures) <= MOST_PICTURES


@settings(max_examples=300, deadline=None)
@given(PIECES | st.text(max_size=200))
def test_any_markup_is_read(markup: str) -> None:
    page = read(markup.encode("utf-8", "replace"), BASE)
    assert all(one.url.startswith(("https://", "http://")) for one in page.pictures)
    assert all(url.startswith("https://anna.example/") for url in page.embeds)


def test_what_stands_in_comments_scripts_and_styles_is_no_markup() -> None:
    meta = "<meta property=og:image content=/no.jpg>"
    hidden = f"<!-- {meta} --><script>{meta}</script><style>{meta}</style><template>{meta}</template><textarea>{meta}</textarea>"
    page = read(f"{hidden}<title>{meta}</title><meta property=og:image content=/yes.jpg>".encode(), BASE)
    assert [one.url for one in page.pictures] == ["https://anna.example/yes.jpg"]


def test_quoted_angles_and_first_attributes_are_read_as_browsers_do() -> None:
    (tag,) = tags("""<meta name="description" content="a > b &lt; c" content="second" CONTENT=third>""")
    assert tag.attributes == {"name": "description", "content": "a > b < c"}


def test_a_base_at_another_server_is_not_believed() -> None:
    for base, url in (
        ("/other/", "https://anna.example/other/a.jpg"),
        ("//evil.example/", "https://anna.example/dir/a.jpg"),
    ):
        page = read(f"<base href='{base}'><meta property=og:image content=a.jpg>".encode(), BASE)
        assert [one.url for one in page.pictures] == [url]


def test_a_person_in_a_description_has_an_avatar_and_an_article_a_photo() -> None:
    value = {
        "@type": "ProfilePage",
        "mainEntity": {"@type": ["Person"], "image": "/p.jpg"},
        "x": [{"image": {"url": "/q.jpg"}}],
    }
    page = read(f"<script type='application/ld+json'>{json.dumps(value)}</script>".encode(), BASE)
    assert {one.url.rpartition("/")[2]: one.kind for one in page.pictures}["p.jpg"] is PhotoKind.AVATAR
    plain = read(b'<script type=\'application/ld+json\'>{"image":"/a.jpg"}</script>', BASE)
    assert plain.pictures[0].kind is PhotoKind.PHOTO


# --- robots.txt


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/anna", False),
        ("User-agent: *\nDisallow:", "/anna", True),
        ("User-agent: *\nDisallow: /\nAllow: /anna", "/anna", True),
        ("User-agent: *\nAllow: /\nDisallow: /anna", "/anna/x", False),
        ("User-agent: *\nDisallow: /anna\nAllow: /anna", "/anna", True),
        ("User-agent: GPTBot\nDisallow: /\nUser-agent: *\nAllow: /", "/anna", False),
        ("User-agent: GPTBot\nAllow: /\n\nUser-agent: *\nDisallow: /", "/anna", True),
        ("User-agent: gptbot/1.0 # ours\nDisallow: /", "/anna", False),
        ("User-agent: a\nUser-agent: GPTBot\nDisallow: /", "/anna", False),
        (
            "User-agent: GPTBot\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: GPTBot\nDisallow: /n",
            "/nn",
            False,
        ),
        ("User-agent: *\nDisallow: /*.jpg$", "/a/b.jpg", False),
        ("User-agent: *\nDisallow: /*.jpg$", "/a/b.jpg?x", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b-c-d", False),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /ann%61", "/anna", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "/", False),
        ("Disallow: /", "/", True),
        ("<html>no robots</html>", "/", True),
        ("User-agent: *\nCrawl-delay: 3\nDisallow: /x", "/x", False),
    ],
)
def test_the_longest_rule_of_the_right_group_counts(rules: str, path: str, allowed: bool) -> None:
    assert read_robots(rules.encode()).allows("GPTBot", path) is allowed


def test_a_pattern_of_a_thousand_stars_takes_no_time() -> None:
    rules = "User-agent: *\n" + "Disallow: /" + "*a" * 499 + "b$\n"
    begun = time.perf_counter()
    assert read_robots((rules * 20).encode()).allows("GPTBot", "/" + "a" * 900)
    assert time.perf_counter() - begun < 5


@given(st.binary(max_size=300), st.text(max_size=50))
def test_any_bytes_are_a_robots_txt(body: bytes, path: str) -> None:
    assert read_robots(body).allows("GPTBot", path) in {True, False}
