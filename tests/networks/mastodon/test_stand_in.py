from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks.mastodon import media
from app.networks.mastodon.media import is_stand_in

HOST = "https://files.fields.example"
NAMES = st.sampled_from(
    [
        *(
            "missing.png",
            "Missing.PNG",
            "mi\u017f\u017fing.png",
            "default.jpg",
            "default_avatars",
            "DEFAULT_HEADERS",
        ),
        *(
            "default_avatar",
            "default_fields",
            "no-preview.webp",
            "images",
            "avi.png",
            "banner.png",
            "blank.png",
        ),
        *(
            "unknown-icon-a",
            "person-300.jpg",
            "friendica.png",
            "a0b1.jpeg",
            "",
            "?",
            "#",
            "avi.png?x",
            "person",
        ),
    ]
)


@given(st.lists(NAMES, max_size=4))
def test_the_quick_look_finds_what_the_pattern_finds(names: list[str]) -> None:
    url = "/".join([HOST, *names])
    assert is_stand_in(url) == bool(media._STAND_IN.search(re.split("[?#]", url, maxsplit=1)[0]))


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/avatars/original/missing.png", True),
        ("/headers/original/MISSING.png?1", True),
        ("/assets/default_avatars/GoToSocial_icon1.webp", True),
        ("/images/avi.png", True),
        ("/system/avi.png", False),
        ("/storage/avatars/default.jpg?v=0", True),
        ("/system/default_album/a.jpg", False),
        ("/system/original/a.jpg?to=/missing.png", False),
        ("/images/person-300.jpg", True),
    ],
)
def test_pictures_that_stand_in_for_none_are_known(path: str, is_one: bool) -> None:
    assert is_stand_in(f"{HOST}{path}") is is_one
