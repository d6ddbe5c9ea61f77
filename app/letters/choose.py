"""Which law is on the person's side against a recipient, with which rights, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from app.model.law import Choice, Law, Right, Role
from app.model.person import Residence
from app.model.problem import NoLawApplies
from app.model.recipient import Entity, Recipient, RecipientKind
from app.model.text import Text, say

# The European Union, and the three countries of the EEA that took the GDPR over (EEA Joint Committee Decision
# 154/2018).
EEA = frozenset(
    {
        *(
            "AT",
            "BE",
            "BG",
            "HR",
            "CY",
            "CZ",
            "DK",
            "EE",
            "FI",
            "FR",
            "DE",
            "GR",
            "HU",
            "IE",
            "IT",
            "LV",
            "LT",
        ),
        *("LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"),
    }
)

# Codes that people type, or that the EU itself uses, for ISO 3166-1's GB and GR.
_ALIASES = {"UK": "GB", "EL": "GR"}

_FACES = frozenset({RecipientKind.FACE_SEARCH, RecipientKind.SEARCH_ENGINE, RecipientKind.BROKER})

# Access and source come first: asking only for deletion would destroy the answer to "from where?" and "to
# whom?". The objection stands with the erasure, because it turns the burden of proof around (Art 21(1)).
_GDPR_FACES = (
    "access",
    "source_disclosure",
    "recipients_disclosure",
    "object",
    "no_special_category_processing",
    "restrict",
    "delete",
    "notify_recipients",
)
_GDPR_POSTED = (
    "withdraw_consent",
    "delete",
    "recipients_disclosure",
    "notify_other_controllers",
    "notify_recipients",
)
_GDPR_DEPICTED = (
    "source_disclosure",
    "object",
    "restrict",
    "delete",
    "notify_other_controllers",
    "notify_recipients",
)
# Deletion covers only what was collected from the consumer (1798.105(a)), so the other two always go with it.
_CCPA = ("access", "delete", "opt_out_sale", "limit_sensitive", "notify_recipients", "no_retaliation")
# Duties of the company: nobody can demand deletion by request here, and there is no time to answer in.
_BIPA = (
    "public_retention_policy",
    "no_collection_without_written_release",
    "no_sale_or_profit",
    "no_disclosure_without_consent",
    "destroy_schedule",
)

_WANTED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "eu-gdpr": (_GDPR_FACES, _GDPR_POSTED, _GDPR_DEPICTED),
        "uk-gdpr": (
            (*_GDPR_FACES, "complain_to_controller"),
            (*_GDPR_POSTED, "complain_to_controller"),
            (*_GDPR_DEPICTED, "complain_to_controller"),
        ),
        "us-ca-ccpa": (_CCPA, _CCPA, _CCPA),
        "us-il-bipa": (_BIPA, _BIPA, _BIPA),
    }
)


def choose(
    residence: Residence, recipient: Recipient, role: Role, laws: Sequence[Law], today: date
) -> tuple[Choice, ...]:
    """Return the laws that cover a resident against a recipient, the leading one first.

    A law leads where it binds the recipient by its seat: its authority can reach the recipient. Raises
    NoLawApplies with what can be done instead.
    """
    found = list[tuple[bool, Choice]]()
    for law in laws:
        if law.in_force_since > today or law.id not in recipient.laws:
            continue
        seated = is_seated(law, recipient, residence)
        if not seated and not protects(law, residence):
            continue
        why = _why_seated(law, recipient) if seated else _why_resident(law, recipient)
        found.append(
            (
                not seated,
                Choice(
                    law=law,
                    rights=_rights(law, recipient, role),
                    why=why,
                    warnings=tuple(_warnings(law, recipient)),
                ),
            )
        )
    if not found:
        raise NoLawApplies(
            say(
                "No law that we know covers people in {place} against {name}.",
                place=str(residence),
                name=recipient.name,
            ),
            _remedy(residence),
        )
    return tuple(choice for _, choice in sorted(found, key=lambda one: (one[0], one[1].law.id)))


def under(law: Law, recipient: Recipient, role: Role) -> Choice:
    """Return the rights under a law that the person named; nothing is checked, and the warnings say so."""
    return Choice(
        law=law,
        rights=_rights(law, recipient, role),
        why=say("You named this law yourself."),
        warnings=(
            say(
                "We did not check whether {law} covers you against {name}. Say where you live, and we can.",
                law=law.short_name,
                name=recipient.name,
            ),
            *_warnings(law, recipient),
        ),
    )


def entity(recipient: Recipient, residence: Residence | None) -> Entity | None:
    """Return the company that answers for people of a residence, None where only one is known."""
    codes = _codes(residence) if residence is not None else ()
    for code in (*codes, "*"):
        for one in recipient.entities:
            if code in one.serves:
                return one
    return None


def protects(law: Law, residence: Residence) -> bool:
    """Whether a law protects the people of a place."""
    return not set(_codes(residence)).isdisjoint(law.residents)


def is_seated(law: Law, recipient: Recipient, residence: Residence | None) -> bool:
    """Whether the company that answers has its seat where a law binds every company."""
    answers = entity(recipient, residence)
    return (answers.country if answers else recipient.country) in law.seats


def _codes(residence: Residence) -> tuple[str, ...]:
    country = _ALIASES.get(residence.country, residence.country)
    region = (f"{country}-{residence.region}",) if residence.region else ()
    return (*region, country, *(("EEA",) if country in EEA else ()))


def _rights(law: Law, recipient: Recipient, role: Role) -> tuple[Right, ...]:
    faces, posted, depicted = _WANTED.get(law.id, ((), (), ()))
    own = posted if role is Role.POSTED else depicted
    wanted = faces if recipient.kind in _FACES else own
    rights = tuple(right for right in map(law.right, wanted) if right is not None)
    if not rights:
        raise ValueError(f"nobody has said which rights of {law.id} go into a letter")
    return rights


def _why_seated(law: Law, recipient: Recipient) -> Text:
    return say(
        "{name} has its seat where {law} holds, so it is bound whoever you are and wherever you live.",
        name=recipient.name,
        law=law.short_name,
    )


def _why_resident(law: Law, recipient: Recipient) -> Text:
    return say(
        "You live where {law} holds ({place}), and {name} handles pictures of people there.",
        law=law.short_name,
        place=law.jurisdiction,
        name=recipient.name,
    )


def _warnings(law: Law, recipient: Recipient) -> Iterator[Text]:
    if recipient.servers:
        yield say(
            "We do not know who runs this server, or where. "
            "One that a person runs for friends may be outside this law."
        )
    if recipient.kind is RecipientKind.FACE_SEARCH:
        yield say("Do not attach a picture of your face, even if a form asks for one.")
    if law.id == "us-ca-ccpa":
        yield say(
            "This law covers businesses above a certain size. We could not check the size of {name}.",
            name=recipient.name,
        )
        yield say(
            "Deletion covers only what you gave them yourself, "
            "so the letter also opts out of sale and limits use."
        )
    if law.id == "us-il-bipa":
        yield say(
            "This law knows no request for deletion. "
            "The letter demands the policy, the release and destruction."
        )
    if law.self_set is not None:
        yield say("This law sets no time to answer: the date in the letter is our own.")
    if law.right("complain_to_controller") is not None:
        yield say(
            "If the answer is no, complain to {name} first: the authority asks for that.", name=recipient.name
        )
    if law.recalled:
        yield say("Not yet confirmed at a source: {parts}.", parts=law.recalled)


def _remedy(residence: Residence) -> Text:
    if residence.country == "US" and not residence.region:
        return say("Some American states have such a law. Give your state too, like US-CA or US-IL.")
    return say(
        "Delete or close the photos where they were posted: then nobody can take them from there again."
    )
