"""A quick look at a name lets nothing through that a careful one would refuse or change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.networks import container_names
from app.networks.container_names import normalised

PIECES = st.sampled_from(
    [
        "/",
        "//",
        "\\",
        ".",
        "..",
        " ",
        "con",
        "COM1",
        "nul",
        "aux.txt",
        "lpt9 ",
        "a",
        "Übung",
        "b.jpg",
        "C:",
        "-",
        "_",
        "1",
    ]
)
careful = container_names._normalised  # pyright: ignore[reportPrivateUsage]


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=80).map("".join) | st.text(alphabet="ab/. c:o\\n\x01é~", max_size=150))
def test_a_plain_name_is_what_a_careful_look_makes_of_it(raw: str) -> None:
    assert normalised(raw) == careful(raw)


@pytest.mark.parametrize(
    ("raw", "becomes"),
    [
        ("media/posts/a (1).jpg", "media/posts/a (1).jpg"),
        ("a/" * 63 + "b", "a/" * 63 + "b"),
        ("a/" * 64 + "b", container_names.TOO_DEEP),
        ("media/con.jpg", container_names.STRANGE_NAME),
        ("media/COM7/a.jpg", container_names.STRANGE_NAME),
        ("media/console.jpg", "media/console.jpg"),
        ("media/a.jpg ", container_names.STRANGE_NAME),
        ("media./a.jpg", container_names.STRANGE_NAME),
        ("/media/a.jpg", container_names.OUTSIDE),
        ("media/../a.jpg", container_names.OUTSIDE),
        ("media//a.jpg", "media/a.jpg"),
        ("./media/a.jpg", "media/a.jpg"),
    ],
)
def test_what_a_name_becomes(raw: str, becomes: object) -> None:
    assert normalised(raw) == becomes
