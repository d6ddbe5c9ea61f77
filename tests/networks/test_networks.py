"""What a person types is understood as the network that is meant, or answered with help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.problem import NotFound, UnknownTarget
from app.networks import NETWORKS, network, understand


def test_every_network_has_its_own_key_and_is_found_by_it() -> None:
    assert len({one.key for one in NETWORKS}) == len(NETWORKS)
    assert all(network(one.key) is one for one in NETWORKS)
    assert {"mastodon", "instagram", "folder"} <= {one.key for one in NETWORKS}


def test_a_network_that_is_not_there_is_a_problem_that_names_the_others() -> None:
    with pytest.raises(NotFound) as unknown:
        network("myspace")
    assert "mastodon" in str(unknown.value.remedy)


def test_a_network_that_lists_can_also_be_found_and_looked_at() -> None:
    for one in NETWORKS:
        assert (one.find is None) is (one.photos is None)
        assert one.photos is None or (one.understand is not None and one.glimpse is not None)


@pytest.mark.parametrize(
    ("text", "help_with"),
    [
        ("", "copy the address"),
        ("   ", "copy the address"),
        ("anna", "@anna@server.example"),
        ("@anna", "@anna@server.example"),
        ("not a handle at all", "@name@server.example"),
        ("@anna@localhostile", "@name@server.example"),
        ("x" * 100_000, "@name@server.example"),
    ],
)
def test_what_is_no_handle_is_answered_with_an_example(text: str, help_with: str) -> None:
    with pytest.raises(UnknownTarget) as unknown:
        understand(text)
    assert help_with in str(unknown.value.remedy) or len(text) > 1000
    assert len(str(unknown.value)) < 300


@pytest.mark.parametrize(
    ("server", "base"),
    [
        ("", ""),
        ("  ", ""),
        ("social.example", "https://social.example"),
        ("https://social.example/", "https://social.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
    ],
)
def test_a_server_may_be_named_with_or_without_https(server: str, base: str) -> None:
    assert understand("@anna@fields.example", server).server == base


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_a_target_or_a_problem(text: str, server: str) -> None:
    try:
        target = understand(text, server)
    except UnknownTarget:
        return
    assert network(target.network).understand is not None
