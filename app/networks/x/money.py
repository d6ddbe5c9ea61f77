"""What X charges for an answer, and the limit that the person set before the first one.

The count stands beside the token in the keyring: it is written before a question is sent, and set right afterwards, so
that a crash can only make it too high. It holds for one sign-in; a new one starts at nothing again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from app.model.problem import Limited, SignInStopped
from app.model.sign_in import Grant
from app.model.text import say

if TYPE_CHECKING:
    from app.networks.session import Session

CAP: Final = "cap_usd"
SPENT: Final = "spent_usd"

# US dollars; xdevplatform/docs pricing.mdx of 2026-08, for an app that belongs to the account itself. That a profile
# counts like a post of one's own is recalled.
PER_POST: Final = Decimal("0.001")
PER_PROFILE: Final = Decimal("0.001")
PER_DELETION: Final = Decimal("0.010")
# The newest that X lists (docs.x.com), so what a whole list can cost at most.
NEWEST: Final = 3_200
WHOLE_LIST: Final = NEWEST * PER_POST

_MOST = Decimal(1000)
_NONE = Decimal(0)


def amount(written: str) -> Decimal | None:
    """Return an amount of dollars as people write it ("5", "2.50", "2,50"); None where it is none."""
    plain = written.strip().removeprefix("$").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,6})?", plain, re.ASCII):
        return None
    value = Decimal(plain)
    return value if _NONE < value <= _MOST else None


def asked_cap(written: str) -> str:
    """Return the limit that the person set, as it is kept; raises SignInStopped where it is none."""
    value = amount(written)
    if value is None:
        raise SignInStopped(
            say("“{text}” is no amount of US dollars.", text=written[:40]),
            say(
                "Write the most that X may charge you, for example 5. A whole list costs up to 3.20 US dollars."
            ),
        )
    return str(value)


def left(grant: Grant) -> Decimal:
    """Return how much of the limit is left, in US dollars; nothing where no limit is known."""
    cap, spent = amount(grant.secret(CAP)), grant.secret(SPENT)
    return (cap or _NONE) - _spent(spent)


def book(session: Session, dollars: Decimal) -> None:
    """Count an expense (or, below nothing, one that did not come to pass) in the keyring; raises SignInExpired."""
    booked = False

    def add(held: Grant) -> Grant:
        nonlocal booked
        booked = True
        total = max(_NONE, _spent(held.secret(SPENT)) + dollars)
        return replace(held, secrets={**held.secrets, SPENT: str(total)})

    # Where another window wrote in between, the first round only takes up what it wrote.
    while not booked:
        session.renew(add)


def afford(session: Session, dollars: Decimal) -> None:
    """Raise Limited, before anything is asked, where an answer would cost more than is left of the limit."""
    if dollars <= left(session.grant):
        return
    raise Limited(
        say(
            "The limit of {cap} US dollars for X is reached: {spent} are spent, and the next answer could cost {price}.",
            cap=session.grant.secret(CAP) or "0",
            spent=str(_spent(session.grant.secret(SPENT)).normalize()),
            price=str(dollars.normalize()),
        ),
        say("Nothing more is asked. To go on where it stopped, sign in again with a higher limit."),
    )


def _spent(kept: str) -> Decimal:
    # What somebody else's hand wrote there must not make everything free.
    return Decimal(kept) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", kept, re.ASCII) else _NONE
