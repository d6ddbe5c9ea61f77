"""Which law is on the person's side against a recipient, with which rights, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.model.law import Choice, Law, LawKind, Right, Role, Template
from app.model.person import Residence
from app.model.problem import NoLawApplies
from app.model.recipient import Entity, Origin, Recipient, RecipientKind
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

# Those who search, index or sell faces are asked for access and source before anything is deleted: else the answer to
# "from where?" and "to whom?" would be destroyed. The data of each law holds the order.
_FACES = frozenset(
    {RecipientKind.FACE_SEARCH, RecipientKind.SEARCH_ENGINE, RecipientKind.BROKER, RecipientKind.AI_DATASET}
)
# A law with a right to an answer leads before one that only names duties; a notice to a platform never leads.
_RANK = {
    LawKind.COMPREHENSIVE: 0,
    LawKind.BIOMETRIC: 1,
    LawKind.LIMITED: 2,
    LawKind.PLATFORM_NOTICE: 3,
}
# A reported customer of face search published nothing that we know of: what is about photos that are shown says nothing to it.
_OF_SHOWN_PHOTOS = frozenset({"object", "restrict", "withdraw_consent", "stop_disseminate"})
_CCPA, _DELETE_ACT = "us-ca-ccpa", "us-ca-delete-act"


def choose(
    residence: Residence, recipient: Recipient, role: Role, laws: Sequence[Law], today: date
) -> tuple[Choice, ...]:
    """Return the laws that cover a resident against a recipient, the leading one first.

    A law leads where it binds the recipient by its seat: its authority can reach the recipient. Behind that, the law of
    the place stands before that of the whole country. A law that makes no letter to this recipient (intimate pictures,
    a broker's registry) is never among them. Raises NoLawApplies with what can be done instead.
    """
    found = list[tuple[tuple[bool, int, bool, str], Choice]]()
    for law in laws:
        if law.in_force_since > today or law.id not in recipient.laws or law.kind not in _RANK:
            continue
        seated = is_seated(law, recipient, residence)
        rights = _rights(law, recipient, role)
        if not rights or not (seated or protects(law, residence)):
            continue
        why = _why_seated(law, recipient) if seated else _why_resident(law, recipient)
        choice = Choice(law=law, rights=rights, why=why, warnings=tuple(_warnings(law, recipient)))
        found.append(((not seated, _RANK[law.kind], not _is_local(law, residence), law.id), choice))
    if all(choice.law.kind is LawKind.PLATFORM_NOTICE for _, choice in found):
        if recipient.laws and all(one == _DELETE_ACT for one in recipient.laws):
            raise NoLawApplies(
                say("{name} takes no letter.", name=recipient.name),
                say(
                    "File the request on its own page, and note the day: the answer may take about 135 days."
                ),
            )
        raise NoLawApplies(
            say(
                "No law that we know covers people in {place} against {name}.",
                place=str(residence),
                name=recipient.name,
            ),
            _remedy(residence),
        )
    return tuple(choice for _, choice in sorted(found, key=lambda one: one[0]))


def under(law: Law, recipient: Recipient, role: Role) -> Choice:
    """Return the rights under a law that the person named; nothing is checked, and the warnings say so.

    Raises NoLawApplies where this law makes no letter to such a recipient at all.
    """
    rights = _rights(law, recipient, role)
    if not rights:
        raise NoLawApplies(
            say("{law} gives no letter to {name}.", law=law.short_name, name=recipient.name),
            say("Let the app choose the law: it then names the one that fits, and says why."),
        )
    return Choice(
        law=law,
        rights=rights,
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
    wanted = law.wanted.posted if role is Role.POSTED else law.wanted.depicted
    if recipient.kind in _FACES:
        wanted = law.wanted.faces
    elif recipient.customer_of:
        wanted = tuple(key for key in law.wanted.faces if key not in _OF_SHOWN_PHOTOS)
    return tuple(right for right in map(law.right, wanted) if right is not None)


def _is_local(law: Law, residence: Residence) -> bool:
    """Whether a law is that of the person's own region, and not of the whole country."""
    return bool(residence.region) and _codes(residence)[0] in law.residents


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
    yield from _about_recipient(recipient)
    yield from _about_reach(law, recipient)
    if law.self_set is not None:
        yield say("This law sets no time to answer: the date in the letter is our own.")
    if law.right("complain_to_controller") is not None:
        yield say(
            "If the answer is no, complain to {name} first: the authority asks for that.", name=recipient.name
        )
    if law.recalled:
        yield say("Not yet confirmed at a source: {parts}.", parts=law.recalled)


def _about_recipient(recipient: Recipient) -> Iterator[Text]:
    if recipient.servers:
        yield say(
            "We do not know who runs this server, or where. "
            "One that a person runs for friends may be outside this law."
        )
    elif recipient.origin is Origin.OWN:
        yield say(
            "You added {name} yourself: we could not check whether this law reaches it.", name=recipient.name
        )
    elif recipient.origin is Origin.IMPORTED:
        yield say(
            "{name} comes from the directory that you brought. We checked neither its address nor whether this law reaches "
            "it: look at its own page before you send.",
            name=recipient.name,
        )
    elif not recipient.confirmed:
        yield say(
            "The ways to reach {name} are recalled and not confirmed: look at its own page before you send.",
            name=recipient.name,
        )
    if recipient.kind is RecipientKind.FACE_SEARCH:
        yield say("Do not attach a picture of your face, even if a form asks for one.")


def _about_reach(law: Law, recipient: Recipient) -> Iterator[Text]:
    """Say where a law may end before it reaches this recipient, or these photos."""
    if law.applies_when and law.id.startswith("us-") and law.kind is not LawKind.BIOMETRIC:
        yield say(
            "This law covers only some businesses ({which}). We could not check that for {name}.",
            which=law.applies_when,
            name=recipient.name,
        )
    if law.id == _CCPA:
        yield say(
            "Deletion covers only what you gave them yourself, "
            "so the letter also opts out of sale and limits use."
        )
        if _DELETE_ACT in recipient.laws:
            yield say(
                "{name} is a registered data broker. A DROP request on privacy.ca.gov/drop reaches it too.",
                name=recipient.name,
            )
    if law.kind is LawKind.BIOMETRIC and law.self_set is not None:
        yield say(
            "This law knows no request for deletion. The letter names what {name} owes you and asks for proof.",
            name=recipient.name,
        )
    if law.template is Template.WEAK and recipient.kind is RecipientKind.FACE_SEARCH:
        yield say(
            "Under {law} a measurement made from a photo may not count as biometric, "
            "so the letter leans on the rights over personal data.",
            law=law.short_name,
        )


def _remedy(residence: Residence) -> Text:
    if residence.country == "US" and not residence.region:
        return say("Some American states have such a law. Give your state too, like US-CA or US-IL.")
    return say(
        "Delete or close the photos where they were posted: then nobody can take them from there again."
    )
