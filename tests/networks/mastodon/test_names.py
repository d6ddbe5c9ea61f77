"""Every way of writing a fediverse handle means the same account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks.mastodon.names import base_url, server_name, understand


@pytest.mark.parametrize(
    "text",
    [
        "@anna@fields.example",
        "anna@fields.example",
        "  anna@fields.example ",
        "acct:anna@fields.example",
        "<anna@fields.example>",
        "anna@Fields.Example",
        "anna@fields.example.",
        "https://fields.example/@anna",
        "http://fields.example/@anna",
        "fields.example/@anna",
        "https://fields.example/@anna/",
        "https://fields.example/@anna/115400000000000005",
        "https://fields.example/@anna/media?x=1#y",
        "https://fields.example/%40anna",
        "https://fields.example/users/anna",
        "https://fields.example/users/anna/statuses/7",
        "https://fields.example/web/@anna",
        "https://fields.example/deck/@anna",
        "https://fields.example/profile/anna",
        "https://fields.example/profile/anna/photos",
        "https://fields.example/anna",
        "https://fields.example:443/anna/",
        "https://takahe.example/@anna@fields.example/",
        "https://other.example/@anna@fields.example",
        "https://other.example/web/@anna@fields.example/7",
    ],
)
def test_all_these_are_one_account(text: str) -> None:
    target = understand(text)
    assert target is not None
    assert (target.network, target.handle, target.server) == ("mastodon", "anna@fields.example", "")


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("@anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
        ("https://пример.example/@anna", "anna@xn--e1afmkfd.example"),
        ("@anna@fields.example:8443", "anna@fields.example:8443"),
        ("@anna.b_c-d@fields.example", "anna.b_c-d@fields.example"),
        ("@anna@127.0.0.1:3000", "anna@127.0.0.1:3000"),
        ("http://127.0.0.1:3000/@anna", "anna@127.0.0.1:3000"),
        ("http://localhost:3000/@anna", "anna@localhost:3000"),
        ("http://[::1]:3000/@anna", "anna@[::1]:3000"),
    ],
)
def test_names_of_servers_are_written_as_the_wire_wants_them(text: str, handle: str) -> None:
    target = understand(text)
    assert target is not None
    assert target.handle == handle


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "@anna",
        "anna.bsky.social",
        "@anna.bsky.social",
        "https://bsky.app/profile/anna.example",
        "https://www.instagram.com/anna",
        "https://www.facebook.com/anna",
        "https://www.threads.com/@anna",
        "https://www.tiktok.com/@anna",
        "https://youtube.com/@anna",
        "https://medium.com/@anna",
        "https://x.com/anna",
        "https://www.pinterest.co.uk/anna",
        "https://fields.example/",
        "https://fields.example/about",
        "https://fields.example/explore",
        "https://fields.example/index.html",
        "https://fields.example/a/b",
        "fields.example/anna",
        "anna+tag@mail.example",
        "anna@fields",
        "anna@10.0.0.1",
        "anna@192.168.1.1:8080",
        "anna@fields..example",
        "anna@-fields.example",
        "anna@fields.example:0",
        "anna@fields.example:99999",
        "@@anna@fields.example",
        "anna@fields.example@x",
        "-anna@fields.example",
        "anna@fields .example",
        "javascript:alert(1)",
        "a" * 70 + "@fields.example",
        "anna@" + "a" * 64 + ".example",
    ],
)
def test_these_are_nobody_of_ours(text: str) -> None:
    assert understand(text) is None


def test_only_this_computer_is_asked_over_plain_http() -> None:
    assert base_url("127.0.0.1:3000") == "http://127.0.0.1:3000"
    assert base_url("[::1]:3000") == "http://[::1]:3000"
    assert base_url("localhost") == "http://localhost"
    assert base_url("localhost.example") == "https://localhost.example"
    assert base_url("fields.example") == "https://fields.example"


@given(st.text(max_size=60))
def test_a_server_name_is_plain_ascii_or_none(text: str) -> None:
    name = server_name(text)
    assert name is None or (name.isascii() and not set(name) & set("/@?# \\"))
