"""Handles, identities and profile addresses are read in every form in which people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks import understand as whose
from app.networks.bluesky.names import KEY, base_of, did_of, handle_of, is_this_computer, understand

DID = "did:plc:abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize(
    ("written", "handle"),
    [
        ("anna.bsky.social", "anna.bsky.social"),
        ("@anna.bsky.social", "anna.bsky.social"),
        (" @Anna.Fields.Example ", "anna.fields.example"),
        ("\u202a@anna.bsky.social\u202c", "anna.bsky.social"),
        ("mina.test", "mina.test"),
        ("@jürgen.example", "xn--jrgen-kva.example"),
        (DID, DID),
        ("did:web:anna.example", "did:web:anna.example"),
        ("https://bsky.app/profile/anna.bsky.social", "anna.bsky.social"),
        ("bsky.app/profile/anna.example/post/3kabc?x=1#y", "anna.example"),
        (f"https://bsky.app/profile/{DID}", DID),
        (f"https://bsky.app/profile/{DID.replace(':', '%3A')}/", DID),
        ("https://anna.bsky.social/", "anna.bsky.social"),
        (f"at://{DID}/app.bsky.feed.post/3kabc", DID),
        ("@photo.jpg", "photo.jpg"),
    ],
)
def test_a_handle_is_understood(written: str, handle: str) -> None:
    target = understand(written)
    assert target is not None
    assert (target.network, target.handle, target.server) == (KEY, handle, "")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "anna",
        "@anna",
        "anna@fields.example",
        "@anna@fields.example",
        "https://fields.example/@anna",
        "https://fields.example/",
        "https://www.instagram.com/anna/",
        "https://bsky.app/",
        "https://bsky.app/profile/",
        "ftp://bsky.app/profile/anna.example",
        "photo.jpg",
        "instagram-export.zip",
        "127.0.0.1",
        "anna..example",
        "-anna.example",
        "did:plc:tooshort",
        "did:key:abcdefghijklmnopqrstuvwx",
        "did:web:",
        "javascript:alert(1)",
        "https://bsky.app/profile/../../etc",
        "http://[::1/profile/anna.example",
        "a." * 200 + "example",
    ],
)
def test_what_is_none_is_left_to_others(written: str) -> None:
    assert understand(written) is None


def test_neighbouring_networks_keep_their_own() -> None:
    assert whose("@anna@fields.example").network == "mastodon"
    assert whose("anna.bsky.social").network == KEY
    assert whose("mina.test", "http://127.0.0.1:2583").server == "http://127.0.0.1:2583"


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://pds.example", "https://pds.example"),
        ("https://PDS.example:8443/", "https://pds.example:8443"),
        ("http://127.0.0.1:2583", "http://127.0.0.1:2583"),
        ("http://[::1]:2583", "http://[::1]:2583"),
        ("http://pds.example", ""),
        ("https://pds.example/path", ""),
        ("https://pds.example?x", ""),
        ("https://user@pds.example", ""),
        ("https://pds.example:0", ""),
        ("https://pds.example:99999", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_only_a_bare_https_address_is_a_server(url: object, base: str) -> None:
    assert base_of(url) == base


def test_only_this_computer_is_this_computer() -> None:
    assert all(is_this_computer(url) for url in ("http://localhost:1", "http://127.0.0.9", "http://[::1]"))
    assert not any(
        is_this_computer(url) for url in ("https://localhost.example", "http://10.0.0.1", "", "https://[")
    )


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(written: str) -> None:
    target = understand(written)
    assert (
        target is None or did_of(target.handle) == target.handle or handle_of(target.handle) == target.handle
    )
