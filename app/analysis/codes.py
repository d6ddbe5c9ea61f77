"""Is there a ticket, a pass or another code that a machine can read?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from app.analysis.door import way_in
from app.model.finding import Finding, FindingKind
from app.model.inspection import Code
from app.model.photo import Photo
from app.model.text import Text, say


class _Kind(NamedTuple):
    begins: re.Pattern[str]
    weight: int
    says: Text
    seen: Text


# What a code says is known by how it begins: IATA Resolution 792 (boarding passes), the Wi-Fi and otpauth
# forms that phones read, vCard and MECARD, the European payment form BCD.
_KINDS = (
    _Kind(
        re.compile(r"M[1-9][A-Z]"),
        50,
        say("A boarding pass can be read"),
        say("Its code holds the name and the booking number, which is enough to change the trip."),
    ),
    _Kind(
        re.compile(r"otpauth(-migration)?://", re.IGNORECASE),
        60,
        say("The key for a sign-in code can be read"),
        say("Its code is the secret of a second sign-in step."),
    ),
    _Kind(
        re.compile(r"WIFI:", re.IGNORECASE),
        40,
        say("A Wi-Fi password can be read"),
        say("Its code holds the name of a network and the way in."),
    ),
    _Kind(
        re.compile(r"BEGIN:VCARD|MECARD:", re.IGNORECASE),
        30,
        say("A contact card can be read"),
        say("Its code holds a name and ways to reach that person."),
    ),
    _Kind(
        re.compile(r"BCD\n|bitcoin:|ethereum:", re.IGNORECASE),
        20,
        say("Payment details can be read"),
        say("Its code holds an account to pay to."),
    ),
)
_BOARDING_PASS_LENGTH = 58
LINK = 5
OTHER = 8


def look(photo: Photo) -> Iterator[Finding]:
    """Report each code with what it is for. Passwords and keys in a code are never repeated in words."""
    if photo.inspection is None:
        return
    way = way_in(photo)
    for number, code in enumerate(photo.inspection.codes, 1):
        weight, says, seen = _judged(code)
        yield Finding(
            kind=FindingKind.CODE,
            weight=way.weigh(weight),
            says=says,
            evidence=way.evidence(seen),
            remedy=say(
                "Delete the photo or cover the code, and have the code replaced if it opens anything."
            ),
            photo=photo.id,
            account=photo.account,
            target=f"code {number}",
        )


def _judged(code: Code) -> tuple[int, Text, Text]:
    for kind in _KINDS:
        if kind.begins.match(code.text) and (
            kind is not _KINDS[0] or len(code.text) >= _BOARDING_PASS_LENGTH
        ):
            return kind.weight, kind.says, kind.seen
    host = _host(code.text)
    if host:
        return (
            LINK,
            say("A link can be read: {host}", host=host),
            say("The code holds an address on {host}.", host=host),
        )
    if code.format.startswith("EAN"):
        return 1, say("A product's bar code can be read"), say("It names a product, not a person.")
    return (
        OTHER,
        say("A code can be read"),
        say("A machine can read the {format} code in the picture.", format=code.format),
    )


def _host(text: str) -> str:
    if not text.lower().startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""
