from __future__ import annotations

import pytest

from app.networks.instagram.names import understand


@pytest.mark.parametrize(
    "address",
    [
        "https://www.instagram.com/mara.sample/",
        "instagram.com/Mara.Sample",
        "http://instagram.com/@mara.sample?igsh=abc",
        "  https://m.instagram.com/mara.sample#top ",
    ],
)
def test_the_address_of_a_profile_is_understood(address: str) -> None:
    target = understand(address)
    assert target is not None
    assert (target.network, target.handle) == ("instagram", "mara.sample")


@pytest.mark.parametrize(
    "words",
    [
        "mara.sample",
        "@mara@server.example",
        "https://instagram.com.evil.example/mara",
        "https://www.instagram.com/p/Cabc123/",
        "https://www.instagram.com/explore/",
        "https://www.instagram.com/",
        "",
    ],
)
def test_anything_else_is_left_to_the_other_networks(words: str) -> None:
    assert understand(words) is None
