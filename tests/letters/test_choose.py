"""Who is covered by what, against whom: the table a lawyer would check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.letters.choose import EEA, choose, under
from app.model.law import Law, LawKind, Role, Wanted
from app.model.person import Residence, parse_residence
from app.model.problem import NoLawApplies
from app.model.recipient import Recipient
from app.store.data import laws, recipients
from tests.letters.orders import DAY, law, recipient

TO = ("clearview-ai", "pimeyes", "lenso-ai", "instagram", "bluesky", "mastodon-server")
EU, UK, CA, IL = "eu-gdpr", "uk-gdpr", "us-ca-ccpa", "us-il-bipa"
CH, TX, AU, QC = "ch-fadp", "us-tx-cubi", "au-privacy-act", "ca-qc-law25"

# One row per residence, the leading law of each recipient in the order above; "" where none applies.
TABLE = {
    "DE": (EU, EU, EU, EU, EU, EU),
    "DE-BY": (EU, EU, EU, EU, EU, EU),
    "FR": (EU, EU, EU, EU, EU, EU),
    "NO": (EU, EU, EU, EU, EU, EU),
    "IS": (EU, EU, EU, EU, EU, EU),
    "LI": (EU, EU, EU, EU, EU, EU),
    "EL": (EU, EU, EU, EU, EU, EU),
    # No EEA: only those whose seat binds them. Meta serves Switzerland from Ireland.
    "CH": (CH, CH, EU, EU, "", ""),
    "GB": (UK, UK, EU, UK, UK, UK),
    "UK": (UK, UK, EU, UK, UK, UK),
    "US-CA": (CA, CA, EU, CA, CA, ""),
    "US-IL": (IL, IL, EU, IL, "", ""),
    "US-TX": (TX, TX, EU, TX, "", ""),
    "US": ("", "", EU, "", "", ""),
    "KR": ("", "", EU, "", "", ""),
    "AU": (AU, "", EU, "", "", ""),
}
CASES = [
    (home, to, leading, role)
    for home, row in TABLE.items()
    for to, leading in zip(TO, row, strict=True)
    for role in Role
]


def home(code: str) -> Residence:
    residence = parse_residence(code)
    assert residence is not None
    return residence


@pytest.mark.parametrize(("code", "to", "leading", "role"), CASES)
def test_the_leading_law_follows_from_residence_recipient_and_role(
    code: str, to: str, leading: str, role: Role
) -> None:
    if not leading:
        with pytest.raises(NoLawApplies) as told:
            choose(home(code), recipient(to), role, laws(), DAY)
        assert told.value.remedy is not None
        return
    found = choose(home(code), recipient(to), role, laws(), DAY)
    assert found[0].law.id == leading
    assert str(found[0].why)


def test_a_briton_against_a_polish_company_has_both_laws() -> None:
    found = choose(home("GB"), recipient("lenso-ai"), Role.DEPICTED, laws(), DAY)
    assert [one.law.id for one in found] == [EU, UK]


@pytest.mark.parametrize("name", [EU, UK, CA, IL])
def test_no_law_is_chosen_before_it_is_in_force(name: str) -> None:
    future = tuple(replace(one, in_force_since=date(2026, 11, 24)) for one in laws() if one.id == name)
    code = {EU: "DE", UK: "GB", CA: "US-CA", IL: "US-IL"}[name]
    with pytest.raises(NoLawApplies):
        choose(home(code), recipient("clearview-ai"), Role.POSTED, future, DAY)
    assert choose(home(code), recipient("clearview-ai"), Role.POSTED, future, date(2026, 11, 24))


@pytest.mark.parametrize("one", recipients(), ids=[one.id for one in recipients()])
def test_no_law_is_chosen_outside_its_reach_or_the_recipients_list(one: Recipient) -> None:
    for code in TABLE:
        try:
            found = choose(home(code), one, Role.DEPICTED, laws(), DAY)
        except NoLawApplies:
            continue
        assert {choice.law.id for choice in found} <= set(one.laws)


def test_an_american_without_a_state_is_asked_for_it() -> None:
    with pytest.raises(NoLawApplies) as told:
        choose(home("US"), recipient("bluesky"), Role.POSTED, laws(), DAY)
    assert "state" in str(told.value.remedy)


def keys(name: str, to: str, role: Role) -> list[str]:
    return [right.key for right in under(law(name), recipient(to), role).rights]


@pytest.mark.parametrize("name", [EU, UK])
def test_face_search_is_asked_for_access_and_source_before_erasure(name: str) -> None:
    found = keys(name, "clearview-ai", Role.DEPICTED)
    assert found[:2] == ["access", "source_disclosure"]
    assert found.index("source_disclosure") < found.index("object") < found.index("delete")
    assert "no_special_category_processing" in found


@pytest.mark.parametrize("to", TO)
@pytest.mark.parametrize("role", Role)
def test_california_always_opts_out_and_limits(to: str, role: Role) -> None:
    assert {"delete", "opt_out_sale", "limit_sensitive"} <= set(keys(CA, to, role))


@pytest.mark.parametrize("role", Role)
def test_illinois_never_claims_a_right_to_deletion(role: Role) -> None:
    found = keys(IL, "clearview-ai", role)
    assert "delete" not in found
    assert "private_action" not in found
    assert {"public_retention_policy", "no_collection_without_written_release", "destroy_schedule"} <= set(
        found
    )


def test_britain_complains_to_the_controller_first() -> None:
    assert keys(UK, "bluesky", Role.POSTED)[-1] == "complain_to_controller"


def test_who_posted_withdraws_consent_and_who_is_depicted_objects() -> None:
    assert "withdraw_consent" in keys(EU, "bluesky", Role.POSTED)
    assert "object" in keys(EU, "bluesky", Role.DEPICTED)
    assert "withdraw_consent" not in keys(EU, "bluesky", Role.DEPICTED)


def test_a_law_named_by_the_person_carries_the_warning_that_its_reach_was_not_checked() -> None:
    choice = under(law(IL), recipient("bluesky"), Role.POSTED)
    assert "did not check" in str(choice.warnings[0])


def test_what_is_only_recalled_is_said() -> None:
    choice = under(law(EU), recipient("bluesky"), Role.POSTED)
    assert any("Not yet confirmed" in str(warning) for warning in choice.warnings)


def test_the_data_and_the_code_mean_the_same_countries_by_the_eea() -> None:
    assert set(law(EU).residents) == EEA == set(law(EU).seats)


@pytest.mark.parametrize(
    ("code", "to", "expected"),
    [
        # The pairs that the notes on law name, each with what stands behind the leading law.
        ("US-IL", "clearview-ai", [IL]),
        ("CA-QC", "google-search", [QC]),
        ("CA-QC", "clearview-ai", [QC, "ca-pipeda"]),
        ("CA-BC", "clearview-ai", ["ca-bc-pipa", "ca-pipeda"]),
        ("GB", "x", [EU, UK]),
        ("DE", "x", [EU, "eu-dsa"]),
        ("US-TX", "spokeo", ["us-tx-tdpsa"]),
        ("US-MN", "best-buy", ["us-mn-mcdpa"]),
        ("JP", "line", ["jp-appi"]),
        ("KR", "naver", ["kr-pipa"]),
        ("BR", "instagram", ["br-lgpd"]),
        ("TR", "yandex", ["tr-kvkk"]),
    ],
)
def test_the_pairs_that_matter(code: str, to: str, expected: list[str]) -> None:
    found = choose(home(code), recipient(to), Role.DEPICTED, laws(), DAY)
    assert [one.law.id for one in found] == expected


@pytest.mark.parametrize(("code", "to"), [("US", "line"), ("US-CA", "line"), ("IN", "instagram")])
def test_no_law_is_claimed_where_none_reaches_or_none_is_in_force(code: str, to: str) -> None:
    with pytest.raises(NoLawApplies):
        choose(home(code), recipient(to), Role.POSTED, laws(), DAY)


@pytest.mark.parametrize("one", recipients(), ids=[one.id for one in recipients()])
@pytest.mark.parametrize("role", Role)
def test_intimate_pictures_and_registries_are_never_a_letter_and_a_notice_never_leads(
    one: Recipient, role: Role
) -> None:
    for code in ("DE", "US-CA", "US-TX", "US"):
        try:
            found = choose(home(code), one, role, laws(), DAY)
        except NoLawApplies:
            continue
        kinds = [choice.law.kind for choice in found]
        assert LawKind.NCII not in kinds
        assert LawKind.BROKER not in kinds
        assert kinds[0] is not LawKind.PLATFORM_NOTICE


@pytest.mark.parametrize("one", laws(), ids=[one.id for one in laws()])
def test_every_law_knows_its_letters_or_is_of_a_kind_that_has_none(one: Law) -> None:
    if one.kind in {LawKind.NCII, LawKind.BROKER}:
        assert one.wanted == Wanted()
    elif one.in_force_since <= DAY and one.id != "us-wa-bio":
        assert one.wanted.posted
        assert one.wanted.depicted


def test_texas_sorts_by_who_made_the_photo_public() -> None:
    assert "public_photo_is_not_consent" in keys(TX, "instagram", Role.DEPICTED)
    assert "public_photo_is_not_consent" not in keys(TX, "instagram", Role.POSTED)


def test_a_registered_broker_is_named_as_one_to_californians() -> None:
    (first, *_) = choose(home("US-CA"), recipient("spokeo"), Role.DEPICTED, laws(), DAY)
    assert any("DROP" in str(warning) for warning in first.warnings)


def test_a_law_that_makes_no_letter_says_so_when_it_is_named() -> None:
    with pytest.raises(NoLawApplies) as told:
        under(law("us-take-it-down"), recipient("bluesky"), Role.POSTED)
    assert told.value.remedy is not None


def test_a_way_that_is_only_recalled_is_said() -> None:
    choice = under(law(CA), recipient("best-buy"), Role.DEPICTED)
    assert any("recalled and not confirmed" in str(warning) for warning in choice.warnings)


def test_a_registry_takes_no_letter_and_its_own_page_is_named() -> None:
    with pytest.raises(NoLawApplies) as told:
        choose(home("US-CA"), recipient("ca-drop"), Role.DEPICTED, laws(), DAY)
    assert "its own page" in str(told.value.remedy)
