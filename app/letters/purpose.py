"""What a letter asks for when a person wants one thing, and not all that their law gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from app.model.law import Choice, Law, Right
from app.model.letter import Purpose
from app.model.problem import NoLawApplies
from app.model.text import say

_ACCESS = (
    "confirm",
    "access",
    "source_disclosure",
    "recipients_disclosure",
    "third_party_list",
    "use_and_disclosure_last_12_months",
    "provision_records",
    "biometric_database_declaration",
    "appropriate_purpose",
    "public_retention_policy",
    "no_collection_without_written_release",
    "no_disclosure_without_consent",
)
_SENSITIVE = (
    "no_special_category_processing",
    "no_special_processing",
    "no_sensitive_processing_without_consent",
    "no_sensitive_collection_without_consent",
    "sensitive_strictly_necessary",
)
_OBJECTION = ("object", "object_stop_processing", "object_automated", *_SENSITIVE)
_OPT_OUT = (
    "opt_out_sale",
    "opt_out_profiling",
    "limit_sensitive",
    "sensitive_notice_and_opt_out",
    "no_sale",
    "no_sale_or_profit",
    "stop_disclosure",
    "stop_third_party_provision",
    "no_retaliation",
)
_DELETION = (
    "delete",
    "rectify_delete",
    "delete_unlawful_or_excessive",
    "suspend_use_or_delete",
    "destroy_when_not_needed",
    "destroy_schedule",
    "stop_disseminate",
)
_TOLD = ("notify_other_controllers", "notify_recipients")
# A restriction lasts while an objection is decided (Art 18(1)(d) GDPR), and what is deleted after a withdrawal is deleted
# because of it (Art 17(1)(b) GDPR): those go together.
_KEYS: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.ACCESS: _ACCESS,
        Purpose.ERASURE: (*_OBJECTION, "withdraw_consent", *_DELETION, *_TOLD),
        Purpose.OBJECTION: (*_OBJECTION, "restrict", "suspend_processing"),
        Purpose.OPT_OUT: _OPT_OUT,
        Purpose.RESTRICTION: ("object", "restrict", "suspend_processing"),
        Purpose.WITHDRAWAL: ("withdraw_consent", "delete", "rectify_delete", "destroy_when_not_needed"),
    }
)
# Without one of these a letter would not ask for what it is called.
_CORE: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.ACCESS: _ACCESS,
        Purpose.ERASURE: _DELETION,
        Purpose.OBJECTION: _OBJECTION,
        Purpose.OPT_OUT: _OPT_OUT[:-1],
        Purpose.RESTRICTION: ("restrict", "suspend_processing"),
        Purpose.WITHDRAWAL: ("withdraw_consent",),
    }
)


def narrowed(choices: Sequence[Choice], purpose: Purpose) -> tuple[Choice, ...]:
    """Return the choices with the rights alone that serve a purpose; a law without any is left out.

    The rights come from all letters that a law makes, so that a person who only wants to withdraw can. Raises
    NoLawApplies where no law of these gives it.
    """
    if purpose is Purpose.EVERYTHING or not choices:
        return tuple(choices)
    found = tuple(
        replace(choice, rights=rights) for choice in choices if (rights := _rights(choice, purpose))
    )
    if not found:
        raise NoLawApplies(
            say("{law} has no right of this kind.", law=choices[0].law.short_name),
            say("Ask for everything that the law gives: the letter then names it."),
        )
    return found


def offers(law: Law, purpose: Purpose) -> bool:
    """Whether a law has a right that a letter of this purpose is named after."""
    return purpose is Purpose.EVERYTHING or not set(_CORE[purpose]).isdisjoint(_wanted(law))


def _rights(choice: Choice, purpose: Purpose) -> tuple[Right, ...]:
    law = choice.law
    if not offers(law, purpose):
        return ()
    own = [right.key for right in choice.rights]
    # On which ground something is deleted depends on who posted it; all else may be asked by anybody.
    if purpose is Purpose.ERASURE and not set(_DELETION).isdisjoint(own):
        wanted = [key for key in own if key in _KEYS[purpose]]
    else:
        held = _wanted(law)
        wanted = [key for key in _KEYS[purpose] if key in held]
    return tuple(right for right in map(law.right, wanted) if right is not None)


def _wanted(law: Law) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*law.wanted.faces, *law.wanted.posted, *law.wanted.depicted)))
