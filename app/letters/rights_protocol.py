"""A letter as requests of the Data Rights Protocol 1.0, for those whose business can read them: one right a request.

The fields are those of the protocol (Consumer Reports, data-rights-protocol.md 1.0, Apache-2.0): `agent-id`, `business-id`,
`agent-request-id`, `issued-at`, `expires-at`, `drp.version`, `exercise`, `regime`, `relationships`, `status_callback`, and the
person's claims in words of schema.org with a `*_verified` flag each. We are no agent of its closed network: nothing is signed and
nothing is verified, so the flags are false and the identifiers are ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from app.letters import clean
from app.model.law import Choice
from app.model.letter import Item
from app.model.person import Person
from app.model.recipient import Recipient

VERSION = "1.0"
# The protocol speaks of one act; every other law is the empty regime.
_REGIMES: Mapping[str, str] = MappingProxyType({"us-ca-ccpa": "ccpa"})
# Our rights in the protocol's words, each of them once: what has no word there is left to the letter.
_EXERCISES: Mapping[str, str] = MappingProxyType(
    {
        "access": "access",
        "confirm": "access:categories",
        "delete": "deletion",
        "rectify_delete": "deletion",
        "delete_unlawful_or_excessive": "deletion",
        "destroy_schedule": "deletion",
        "destroy_when_not_needed": "deletion",
        "suspend_use_or_delete": "deletion",
        "opt_out_sale": "sale:opt-out",
        "no_sale": "sale:opt-out",
    }
)
# A request that nobody took up by then is sent anew; ours, the protocol names no length.
_GOOD_FOR = timedelta(days=90)


def as_protocol(
    reference: str,
    written_on: date,
    person: Person,
    recipient: Recipient,
    choices: Sequence[Choice],
    items: Sequence[Item] = (),
) -> bytes:
    """Return the requests of a letter as a JSON array; it is empty where no right of it has a word in the protocol."""
    issued = datetime.combine(written_on, time(), UTC)
    made = [
        {
            "agent-id": "overexposed",
            "business-id": clean.line(recipient.id),
            "agent-request-id": f"{clean.line(reference)}-{number}",
            "issued-at": _moment(issued),
            "expires-at": _moment(issued + _GOOD_FOR),
            "drp.version": VERSION,
            "exercise": exercise,
            "regime": regime,
            "relationships": [],
            "status_callback": "",
            **_claims(person),
            **({"items": [clean.line(one.url, clean.ADDRESS) for one in items]} if items else {}),
        }
        for number, (exercise, regime) in enumerate(_rights(choices), 1)
    ]
    return _written(made)


def _written(made: object) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


NOTHING = _written([])


def _rights(choices: Sequence[Choice]) -> Iterator[tuple[str, str]]:
    """Yield each exercise once, under the law that leads to it first."""
    told = set[str]()
    for choice in choices:
        for right in choice.rights:
            exercise = _EXERCISES.get(right.key)
            if exercise is not None and exercise not in told:
                told.add(exercise)
                yield exercise, _REGIMES.get(choice.law.id, "")


def _claims(person: Person) -> Mapping[str, object]:
    """Return what the person said about themselves: never more, and none of it verified."""
    said = {
        "name": clean.line(person.name),
        "email": clean.email(person.email),
        "address": ", ".join(clean.lines(person.address)),
    }
    claims: dict[str, object] = {}
    for key, value in said.items():
        if value:
            claims |= {key: value, f"{key}_verified": False}
    return claims


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")
