"""Names of servers: as they are sent over the wire, and the address that answers for them."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import idna


def base_url(host: str) -> str:
    """Return the base address of a server by its name; plain http only for a server on this computer."""
    return f"{'http' if is_this_computer(host) else 'https'}://{host}"


def is_this_computer(host: str) -> bool:
    """Whether a server's name, with or without a port, can only mean this computer."""
    name = _parts(host)
    if name is None:
        return False
    try:
        return name.hostname == "localhost" or ip_address(name.hostname or "").is_loopback
    except ValueError:
        return False


def server_name(host: str) -> str | None:
    """Return a server's name as it is sent over the wire: lower-case, punycode, with its port if it has one.

    None where it is no name that a server of the open internet, or of this computer, can have.
    """
    parts = _parts(host)
    if parts is None or not parts.hostname:
        return None
    port = f":{parts.port}" if parts.port and parts.port != 443 else ""
    if is_this_computer(host):
        return f"[{parts.hostname}]{port}" if ":" in parts.hostname else f"{parts.hostname}{port}"
    try:
        name = idna.encode(parts.hostname.rstrip("."), uts46=True).decode("ascii").casefold()
    except (idna.IDNAError, UnicodeError):
        return None
    is_number = name.rpartition(".")[2].isdigit()
    return f"{name}{port}" if "." in name and not is_number else None


def base_of(typed: str) -> str | None:
    """Return the base address of a server that a person typed, with or without https:// or a path; None for none."""
    written = typed.strip()
    try:
        parts = urlsplit(written if "://" in written else f"//{written}")
    except ValueError:
        return None
    name = server_name(parts.netloc) if "@" not in parts.netloc else None
    return base_url(name) if name and parts.scheme in {"", "https", "http"} else None


def _parts(host: str) -> SplitResult | None:
    try:
        parts = urlsplit(f"//{host}")
        is_plain = parts.port != 0 and not parts.path
    except ValueError:
        return None
    return parts if is_plain else None
