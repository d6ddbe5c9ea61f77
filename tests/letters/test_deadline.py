"""Deadlines as each law counts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.letters.deadline import acknowledged_by, after, deadline, right_due
from app.letters.holidays import is_working_day
from app.model.law import Period, Unit
from tests.letters.orders import law

EU, UK, CA, IL = "eu-gdpr", "uk-gdpr", "us-ca-ccpa", "us-il-bipa"


@pytest.mark.parametrize(
    ("name", "received", "due"),
    [
        # Reg. (EEC, Euratom) 1182/71 Art 3: same-numbered day, last day if there is none, next working day.
        (EU, date(2026, 11, 23), date(2026, 12, 23)),
        (EU, date(2027, 1, 31), date(2027, 3, 1)),
        (EU, date(2028, 1, 31), date(2028, 2, 29)),
        (EU, date(2026, 12, 31), date(2027, 2, 1)),
        (EU, date(2026, 11, 25), date(2026, 12, 28)),
        (EU, date(2026, 12, 1), date(2027, 1, 4)),
        (EU, date(2027, 2, 28), date(2027, 3, 30)),
        # ICO: the corresponding date, the next working day after a weekend or a bank holiday.
        (UK, date(2026, 11, 25), date(2026, 12, 29)),
        (UK, date(2027, 7, 30), date(2027, 8, 31)),
        (UK, date(2027, 1, 31), date(2027, 3, 1)),
        # 11 CCR 7021(b): 45 calendar days from receipt, whatever day that is.
        (CA, date(2026, 11, 23), date(2027, 1, 7)),
        (CA, date(2026, 11, 19), date(2027, 1, 3)),
        # No statutory time: our own 30 days.
        (IL, date(2026, 11, 23), date(2026, 12, 23)),
    ],
)
def test_the_last_day_is_the_one_the_law_counts(name: str, received: date, due: date) -> None:
    # 28 February 2027 to 28 March 2027, Easter Sunday; the Monday is free too.
    assert deadline(law(name), received).due == due


@pytest.mark.parametrize(
    ("name", "latest"),
    [(EU, date(2027, 2, 23)), (UK, date(2027, 2, 23)), (CA, date(2027, 2, 21)), (IL, None)],
)
def test_an_extension_lengthens_the_period_from_receipt(name: str, latest: date | None) -> None:
    assert deadline(law(name), date(2026, 11, 23)).extended_to == latest


def test_a_date_of_our_own_is_not_called_the_laws() -> None:
    own = deadline(law(IL), date(2026, 11, 23))
    assert not own.set_by_law
    assert "our own" in str(own.counted)
    assert deadline(law(EU), date(2026, 11, 23)).set_by_law


def test_a_day_off_at_the_end_is_explained() -> None:
    assert "next working day" in str(deadline(law(EU), date(2027, 1, 31)).counted)


def test_california_confirms_within_ten_business_days_over_thanksgiving() -> None:
    # 26 November 2026 is Thanksgiving.
    assert acknowledged_by(law(CA), date(2026, 11, 23)) == date(2026, 12, 8)
    assert acknowledged_by(law(EU), date(2026, 11, 23)) is None


def test_fifteen_business_days_over_new_year() -> None:
    opt_out = law(CA).right("opt_out_sale")
    access = law(CA).right("access")
    assert opt_out is not None
    assert access is not None
    assert right_due(law(CA), opt_out, date(2026, 12, 18)) == date(2027, 1, 12)
    assert right_due(law(CA), access, date(2026, 12, 18)) is None


@pytest.mark.parametrize(("hours", "due"), [(48, date(2026, 11, 25)), (1, date(2026, 11, 24))])
def test_hours_become_whole_days(hours: int, due: date) -> None:
    assert after(date(2026, 11, 23), Period(value=hours, unit=Unit.HOURS), law(CA)) == due


def test_every_unit_is_told_in_words() -> None:
    spans = {
        Unit.HOURS: "48 hours",
        Unit.BUSINESS_DAYS: "48 business days",
        Unit.CALENDAR_DAYS: "48 days",
        Unit.MONTHS: "48 calendar months",
    }
    for unit, words in spans.items():
        changed = replace(law(CA), answer=Period(value=48, unit=unit), extension=None)
        assert str(deadline(changed, date(2026, 11, 23)).counted).startswith(words)


def test_an_extension_in_another_unit_follows_the_period() -> None:
    mixed = replace(law(CA), extension=Period(value=10, unit=Unit.BUSINESS_DAYS))
    assert deadline(mixed, date(2026, 11, 23)).extended_to == date(2027, 1, 22)


def test_a_law_without_any_time_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="neither"):
        deadline(replace(law(EU), answer=None), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        (EU, date(2027, 3, 29)),
        (UK, date(2026, 12, 28)),  # substitute: 26 December 2026 is a Saturday
        (UK, date(2022, 1, 3)),
        (UK, date(2027, 3, 26)),
        (CA, date(2027, 7, 5)),  # the 4th is a Sunday
        (CA, date(2021, 12, 31)),  # New Year 2022 is a Saturday
        (CA, date(2026, 11, 28)),
    ],
)
def test_a_holiday_is_no_working_day(name: str, day: date) -> None:
    assert not is_working_day(day, law(name).calendar)


def test_a_law_without_a_calendar_knows_weekends_only() -> None:
    assert is_working_day(date(2026, 12, 25), law(IL).calendar)
    assert not is_working_day(date(2026, 11, 22), law(IL).calendar)
