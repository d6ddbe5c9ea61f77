"""Which addresses may be contacted at all, and how an address is shown without its secrets."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit, urlunsplit

from app.model.problem import AddressRefused
from app.model.text import Text, say

Address: TypeAlias = IPv4Address | IPv6Address
# Host and port -> the addresses that answer for that name; raises OSError.
Lookup: TypeAlias = Callable[[str, int], Sequence[str]]

# Python's is_global changed its mind about these between patch releases, so they are named here (IANA special-purpose
# registries): protocol assignments, 6to4 relays, documentation.
_NOT_OPEN_V4 = tuple(ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "192.31.196.0/24"))
# All of today's public IPv6 lies in 2000::/3. Teredo and other protocol assignments, documentation and 6to4 lie inside
# it and may carry any IPv4 address within them, so they stay shut.
_OPEN_V6 = IPv6Network("2000::/3")
_NOT_OPEN_V6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
# RFC 6052: on an IPv6-only line the resolver writes every IPv4 address in this form. It is as open as what it carries.
_NAT64 = IPv6Network("64:ff9b::/96")
_LOOPBACK_V4, _LOOPBACK_V6 = ip_network("127.0.0.0/8"), IPv6Address("::1")
_UNREADABLE = re.compile(r"[\x00-\x20\x7f\\]")

_SECRET_NAME = re.compile(
    r"token|secret|passw|pwd|signature|credential|authori[sz]ation|session"
    r"|^(?:sig|sign|key|api_?key|auth|code|state|jwt|hmac|assertion|oh|oe|hdnts|policy|verifier|code_verifier)$",
    re.IGNORECASE,
)
HIDDEN = "hidden"


def is_loopback(address: Address) -> bool:
    """Whether an address is this computer: 127.0.0.0/8 or ::1, and nothing that merely wraps one of them."""
    return address in _LOOPBACK_V4 if address.version == 4 else address == _LOOPBACK_V6


def is_open(address: Address) -> bool:
    """Whether an address belongs to the open internet: not private, shared, link-local, multicast or reserved."""
    if isinstance(address, IPv4Address):
        is_special = (
            address.is_multicast or address.is_reserved or any(address in net for net in _NOT_OPEN_V4)
        )
        return address.is_global and not is_special
    if address in _NAT64:
        return is_open(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _OPEN_V6 and not any(address in net for net in _NOT_OPEN_V6)


def system_lookup(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a host, in its order of preference; raises OSError."""
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise OSError("a part of the name is empty or too long") from error


def allowed(answers: Sequence[str], *, loopback: bool, only_loopback: bool = False) -> list[Address]:
    """Keep the addresses that may be contacted; the caller connects to exactly these, so no later answer counts."""
    # A link-local address comes with its interface ("fe80::1%eth0"); ip_address reads that too.
    found = [ip_address(answer) for answer in answers]
    return [
        address
        for address in found
        if (loopback and is_loopback(address)) or (is_open(address) and not only_loopback)
    ]


def split(url: str, *, loopback: bool) -> SplitResult:
    """Take an address apart and refuse what is never contacted whatever its host resolves to; raises AddressRefused.

    Plain http is let through only where loopback is allowed; that it really is loopback is seen when connecting.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _refused(url, say("it cannot be read")) from error
    if not host or port == 0 or _UNREADABLE.search(url):
        raise _refused(url, say("it cannot be read"))
    if "@" in parts.netloc:
        raise _refused(url, say("it carries a name or a password"))
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise _refused(url, say("it is not https"))
    if _is_shut(host, loopback=loopback):
        raise not_open(host)
    return parts


@lru_cache(maxsize=64)
def _is_shut(host: str, *, loopback: bool) -> bool:
    """Whether a host written as a number is one that may not be contacted; names are judged when they are looked up.

    Nobody is asked for this, so that what was found once stays true.
    """
    try:
        return not allowed([host], loopback=loopback)
    except ValueError:
        return False


def not_open(host: str) -> AddressRefused:
    """Return the Problem of a host that is not on the open internet."""
    return AddressRefused(
        say("“{host}” does not lead to the open internet, so we did not contact it.", host=host),
        say("Overexposed only contacts public servers over https. Check the address for a typing mistake."),
    )


def _refused(url: str, reason: Text) -> AddressRefused:
    return AddressRefused(
        say("We do not contact the address {url}: {reason}.", url=redacted(url)[:200], reason=reason),
        say("Overexposed only contacts public servers over https. Check the address for a typing mistake."),
    )


def redacted(url: str) -> str:
    """Return an address fit to be shown or kept: no user name, no fragment, no value of a token-like name."""
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, netloc, parts.path, _without_secrets(parts.query), ""))
    except ValueError:
        return HIDDEN


def _without_secrets(query: str) -> str:
    kept: list[str] = []
    for pair in query.split("&") if query else ():
        name, equals, _ = pair.partition("=")
        kept.append(f"{name}={HIDDEN}" if equals and _SECRET_NAME.search(name) else pair)
    return "&".join(kept)
