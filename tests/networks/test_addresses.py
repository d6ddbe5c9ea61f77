"""Only the open internet is contacted, and no address shows a secret."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.problem import AddressRefused
from app.networks.addresses import HIDDEN, allowed, is_open, redacted, split, system_lookup


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.251",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_on_the_open_internet_stays_shut(address: str) -> None:
    assert not is_open(ip_address(address))
    assert allowed([address], loopback=False) == []


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_the_open_internet_is_open(address: str) -> None:
    assert is_open(ip_address(address))


def test_loopback_opens_by_its_switch_and_nothing_private_with_it() -> None:
    answers = ["127.0.0.1", "::1", "10.0.0.1", "::ffff:127.0.0.1", "8.8.8.8"]
    assert [str(one) for one in allowed(answers, loopback=True)] == ["127.0.0.1", "::1", "8.8.8.8"]
    assert [str(one) for one in allowed(answers, loopback=True, only_loopback=True)] == ["127.0.0.1", "::1"]


@pytest.mark.parametrize(
    "url",
    [
        "http://server.example/",
        "ftp://server.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "https://",
        "https:///path",
        "https://name:hunter2@server.example/",
        "https://server.example:0/",
        "https://server.example:99999/",
        "https://[::1/",
        "https://server.example/a b",
        "https://server.example\\@other.example/",
        "https://server.example/\r\nX: y",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "",
    ],
)
def test_an_address_that_is_never_contacted_is_refused_before_any_look_up(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        split(url, loopback=False)
    assert "hunter2" not in str(refused.value)


def test_a_name_that_the_resolver_cannot_take_is_a_plain_failure() -> None:
    with pytest.raises(OSError, match="too long"):
        system_lookup("a" * 70 + ".example", 443)


def test_a_number_is_looked_up_as_itself() -> None:
    assert system_lookup("127.0.0.1", 443) == ["127.0.0.1"]


@pytest.mark.parametrize(
    "name",
    [
        "access_token",
        "token",
        "api_key",
        "apikey",
        "key",
        "sig",
        "signature",
        "X-Amz-Signature",
        "client_secret",
        "X-Amz-Credential",
        "password",
        "code",
        "state",
        "code_verifier",
        "oe",
        "jwt",
        "session_id",
        "Authorization",
    ],
)
def test_the_value_of_a_secret_name_is_hidden(name: str) -> None:
    shown = redacted(f"https://server.example/p?{name}=s3cr3t&q=1#access_token=s3cr3t")
    assert shown == f"https://server.example/p?{name}={HIDDEN}&q=1"


def test_what_is_no_secret_stays_readable() -> None:
    url = "https://server.example/api?acct=anna@x.example&limit=40&max_id=12"
    assert redacted(url) == url
    assert redacted("https://anna:pw@server.example/") == "https://server.example/"
    assert redacted("https://[") == HIDDEN


@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_apart_or_refused(url: str) -> None:
    for candidate in (url, f"https://{url}", f"https://server.example/{url}"):
        try:
            parts = split(candidate, loopback=False)
        except AddressRefused:
            continue
        assert parts.scheme == "https"
        assert urlsplit(candidate).hostname
