"""Deadlines as each law counts them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.letters.deadline import acknowledged_by, after, deadline, moment_due, right_due
from app.letters.holidays import is_working_day
from app.model.law import Law, Period, Unit
from app.model.request import Stop
from app.store.data import laws
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


RECEIVED = date(2026, 3, 2)


def _stop(reason: str, since: int, until: int | None) -> Stop:
    last = RECEIVED + timedelta(days=until) if until is not None else None
    return Stop(reason=reason, since=RECEIVED + timedelta(days=since), until=last)


@pytest.mark.parametrize(
    ("stops", "due", "says"),
    [
        ((), date(2026, 4, 2), "1 calendar month after 2026-03-02"),
        # DUAA 2025: the month begins once the proof is there; 12 April is a Sunday.
        ((_stop("identity", 3, 10),), date(2026, 4, 13), "began only once"),
        # It pauses for nine days: 2 April and nine is 11 April, a Saturday.
        ((_stop("clarification", 3, 12),), date(2026, 4, 13), "9 days"),
        ((_stop("clarification", 3, 4),), date(2026, 4, 7), "1 day"),  # 3 April is Good Friday
        ((_stop("form", 3, 12),), date(2026, 4, 2), "calendar month"),
        ((_stop("clarification", 40, 60),), date(2026, 4, 2), "calendar month"),
        ((_stop("identity", 3, 10), _stop("clarification", 12, 15)), date(2026, 4, 15), "3 days"),
    ],
    ids=["none", "identity", "clarification", "one day", "form", "too late", "both"],
)
def test_the_british_clock_stands_still_while_the_person_is_asked(
    stops: tuple[Stop, ...], due: date, says: str
) -> None:
    counted = deadline(law(UK), RECEIVED, stops)
    assert counted.due == due
    assert says in str(counted.counted)
    assert counted.stopped_since is None


def test_an_open_question_says_since_when_the_clock_stands_still() -> None:
    stops = (_stop("clarification", 4, None),)
    counted = deadline(law(UK), RECEIVED, stops, RECEIVED + timedelta(days=11))
    assert counted.stopped_since == RECEIVED + timedelta(days=4)
    assert counted.due == date(2026, 4, 9)
    assert "stood still since 2026-03-06" in str(counted.counted)


def test_what_was_asked_before_the_british_act_stops_nothing() -> None:
    received = date(2026, 1, 12)
    stop = Stop(reason="identity", since=date(2026, 1, 20), until=date(2026, 2, 10))
    assert deadline(law(UK), received, (stop,)).due == date(2026, 2, 12)


def test_california_does_not_wait_for_a_proof() -> None:
    # 11 CCR 7021(b): 45 days from receipt, however long verification takes.
    assert deadline(law(CA), RECEIVED, (_stop("identity", 3, 30),)) == deadline(law(CA), RECEIVED)


STOPS = st.lists(
    st.tuples(
        st.sampled_from(["identity", "fee", "clarification", "form"]),
        st.integers(0, 60),
        st.one_of(st.none(), st.integers(0, 90)),
    ),
    max_size=4,
).map(lambda rows: tuple(_ordered(rows)))


def _ordered(rows: list[tuple[str, int, int | None]]) -> list[Stop]:
    """Return stops one after the other, as a request keeps them; only the last may be open."""
    found: list[Stop] = []
    day = 0
    for number, (reason, wait, lasts) in enumerate(rows, 1):
        is_open = lasts is None and number == len(rows)
        until = None if is_open else day + wait + (lasts or 0)
        found.append(_stop(reason, day + wait, until))
        day = until or day
    return found


@given(st.sampled_from(laws()), st.dates(date(2026, 1, 1), date(2031, 12, 31)), STOPS, st.integers(0, 200))
def test_no_date_is_before_the_letter_and_nothing_that_is_granted_shortens_it(
    one: Law, received: date, stops: tuple[Stop, ...], passed: int
) -> None:
    moved = tuple(
        replace(
            stop,
            since=received + (stop.since - RECEIVED),
            until=received + (stop.until - RECEIVED) if stop.until else None,
        )
        for stop in stops
    )
    plain = deadline(one, received)
    stood = deadline(one, received, moved, received + timedelta(days=passed))
    assert plain.due >= received
    assert stood.due >= plain.due
    assert plain.extended_to is None or plain.extended_to >= plain.due
    assert stood.extended_to is None or stood.extended_to >= stood.due
    assert stood.earliest is None or received <= stood.earliest <= stood.due
    for n in range(len(moved)):
        assert deadline(one, received, moved[:n]).due <= deadline(one, received, moved[: n + 1]).due


def test_a_drop_request_has_an_earliest_and_a_latest_day() -> None:
    # Fetched at least every 45 days, then 90 days to answer; nobody was bound before 1 August 2026.
    counted = deadline(law("us-ca-delete-act"), date(2026, 11, 27))
    assert (counted.earliest, counted.due) == (date(2027, 2, 25), date(2027, 4, 11))
    assert "45 days to fetch it and 90 days" in str(counted.counted)
    early = deadline(law("us-ca-delete-act"), date(2026, 1, 5))
    assert (early.earliest, early.due) == (date(2026, 10, 30), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        # New York puts the clock forward on 8 March 2026 and back on 1 November: 48 hours stay 48 hours.
        ("2026-03-07T10:00-05:00", "2026-03-09T11:00-04:00"),
        ("2026-10-31T10:00-04:00", "2026-11-02T09:00-05:00"),
        ("2026-12-31T23:30+09:00", "2027-01-02T23:30+09:00"),
        ("2028-02-28T00:00+00:00", "2028-03-01T00:00+00:00"),
    ],
)
def test_forty_eight_hours_are_counted_from_the_moment(sent: str, due: str) -> None:
    counted = moment_due(law("us-take-it-down"), datetime.fromisoformat(sent))
    assert counted == datetime.fromisoformat(due)


def test_only_a_law_of_hours_has_a_moment() -> None:
    assert moment_due(law(EU), datetime(2026, 11, 23, tzinfo=UTC)) is None
    with pytest.raises(ValueError, match="zone"):
        moment_due(law("us-take-it-down"), datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize(
    ("name", "received", "due"),
    [
        # British Columbia counts 30 business days: Christmas and New Year are none of them.
        ("ca-bc-pipa", date(2026, 12, 1), date(2027, 1, 14)),
        ("nz-privacy", date(2026, 12, 18), date(2027, 1, 21)),
        ("kr-pipa", date(2026, 12, 28), date(2027, 1, 7)),
        ("br-lgpd", date(2026, 12, 24), date(2027, 1, 8)),
        ("tr-kvkk", date(2028, 1, 30), date(2028, 2, 29)),
        ("za-popia", date(2026, 12, 2), date(2027, 1, 1)),
        ("us-ia-icdpa", date(2026, 12, 1), date(2027, 3, 1)),
    ],
)
def test_days_over_the_turn_of_the_year(name: str, received: date, due: date) -> None:
    assert deadline(law(name), received).due == due


# Month ends of a common year and a leap year, a Saturday, Thanksgiving, and the days before New Year.
_DAYS = [
    date(2027, 1, 31),
    date(2028, 1, 31),
    date(2027, 2, 28),
    date(2026, 11, 21),
    date(2026, 11, 25),
    date(2026, 12, 18),
    date(2026, 12, 31),
]
_TABLE = Path(__file__).parent / "golden" / "deadlines.tsv"


def test_the_deadlines_of_every_law_are_as_approved() -> None:
    """A change of one is read before it is approved: OVEREXPOSED_WRITE_GOLDEN=1 writes the table anew."""
    rows = ["law\treceived\tdue\textended to"]
    for one in laws():
        if one.answer is None and one.self_set is None:
            continue
        for received in _DAYS:
            counted = deadline(one, received)
            rows.append(f"{one.id}\t{received}\t{counted.due}\t{counted.extended_to or '-'}")
            if one.answer is not None and one.answer.unit is Unit.CALENDAR_DAYS and one.collection is None:
                assert counted.due >= received + timedelta(days=one.answer.value), one.id
    written = "\n".join(rows) + "\n"
    if os.environ.get("OVEREXPOSED_WRITE_GOLDEN"):
        _TABLE.write_text(written, encoding="utf-8", newline="\n")
    assert written == _TABLE.read_text(encoding="utf-8")
