"""E-mail addresses: how people write them, and the numbers by which Gravatar knows them."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import unquote

import idna

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("gravatar")

# What mail servers take in practice: the plain form of RFC 5321, without quoted parts and without a bare host name.
_ADDRESS: Final = re.compile(
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(?P<host>(?:[^\s@.,;:/\\<>()\[\]\"]{1,63}\.){1,10}[^\s@.,;:/\\<>()\[\]\"\d]{2,63})"
)
_NAMED: Final = re.compile(r"(?:mailto|gravatar|email|e-mail):\s*", re.IGNORECASE)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_PAGE: Final = re.compile(
    r"(?:https?://)?(?:www\.|[a-z]{2}\.|secure\.)?gravatar\.com/(?:avatar/)?(?P<hash>[0-9a-f]{64})(?:\.[a-z]{3,4})?/?(?:[?#].*)?",
    re.IGNORECASE,
)
# Mail providers whose names host no accounts of the fediverse, so that nobody is asked there. Recalled; a name that is
# missing here costs one question to the provider and nothing else.
_MAIL_HOSTS: Final = re.compile(
    r"(?:gmail|googlemail|icloud|me|mac|aol|zoho|fastmail|tutanota|tuta|hey|qq|163|126|naver|hanmail|daum|kakao|nate|"
    r"rediffmail|mail)\.com|(?:outlook|hotmail|live|msn|yahoo|ymail|gmx|yandex)\.[a-z]{2,3}(?:\.[a-z]{2})?|"
    r"(?:proton|pm)\.me|protonmail\.(?:com|ch)|mail\.ru|web\.de|t-online\.de|freenet\.de|posteo\.de|mailbox\.org|"
    r"orange\.fr|free\.fr|laposte\.net|sfr\.fr|wanadoo\.fr|libero\.it|virgilio\.it|(?:uol|bol|terra)\.com\.br|"
    r"(?:docomo|ezweb|softbank)\.ne\.jp|nate\.com|hanmail\.net|tutanota\.de|comcast\.net|btinternet\.com",
    re.IGNORECASE,
)


def understand(text: str) -> Target | None:
    """Read an address that can only be an e-mail address: "mailto:…", "gravatar:…", or one of a known mail provider.

    A number of 64 digits (the SHA-256 of an address) and the address of a Gravatar picture are read, too.
    """
    written = text.strip().strip("<>").strip()
    named = _NAMED.match(written)
    bare = written[named.end() :] if named else written
    page = _PAGE.fullmatch(bare)
    if page or (named and _HASH.fullmatch(bare.casefold())):
        return Target(network=KEY, handle=(page["hash"] if page else bare).casefold())
    # "mailto:" may carry a subject, and escapes.
    address = address_of(unquote(bare.partition("?")[0]) if named else bare)
    if address is None:
        return None
    is_sure = named is not None or _MAIL_HOSTS.fullmatch(address.rpartition("@")[2])
    return Target(network=KEY, handle=address) if is_sure else None


def perhaps(text: str) -> Target | None:
    """Read what may be an e-mail address though it looks like a handle. With an @ in front nobody means one."""
    address = address_of(text.strip().strip("<>").strip())
    return Target(network=KEY, handle=address) if address else None


def address_of(text: str) -> str | None:
    """Return an e-mail address as Gravatar counts it, trimmed and lower-case; None for what is none."""
    if len(text) > 320 or (match := _ADDRESS.fullmatch(text.strip())) is None:
        return None
    host, local = match["host"], match["local"]
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return None
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    return f"{local}@{name}".lower()


def sha256_of(handle: str) -> str:
    """Return the number that stands for an address in Gravatar's addresses: its SHA-256; a number stays what it is."""
    return handle if _HASH.fullmatch(handle) else hashlib.sha256(handle.encode()).hexdigest()


def md5_of(handle: str) -> str:
    """Return the older number of an address, which goes on leading to the picture (recalled); "" for a bare number."""
    if _HASH.fullmatch(handle):
        return ""
    return hashlib.md5(handle.encode(), usedforsecurity=False).hexdigest()
