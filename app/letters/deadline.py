"""Until when a recipient has to answer, counted as the law counts."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from app.letters.holidays import is_working_day
from app.model.law import Choice, Deadline, Law, Period, Right, Unit
from app.model.text import Text, say, say_count


def deadline(choice: Choice | Law, received: date) -> Deadline:
    """Return when the answer to a letter received on a day is due, and `extended_to` if there is more time.

    Where the law sets no time, the date is the one that the letter asks for, and `set_by_law` is False.
    """
    law = choice.law if isinstance(choice, Choice) else choice
    period = law.answer or law.self_set
    if period is None:
        raise ValueError(f"{law.id} has neither a time to answer nor one of our own")
    return Deadline(
        due=after(received, period, law),
        counted=_counted(law, period, received),
        extended_to=_extended(law, period, received),
        set_by_law=law.answer is not None,
    )


def acknowledged_by(law: Law, received: date) -> date | None:
    """Return until when receipt must be confirmed, None where the law does not ask for that."""
    return after(received, law.acknowledgement, law) if law.acknowledgement else None


def right_due(law: Law, right: Right, received: date) -> date | None:
    """Return until when one right must be honoured that has a time of its own, None where it has none."""
    return after(received, right.period, law) if right.period else None


def after(received: date, period: Period, law: Law) -> date:
    """Return the last day of a period that starts with an event on a day; that day itself does not count.

    A month ends on the day of the same number, or on the last day of a month that has no such day (Reg. (EEC,
    Euratom) 1182/71 Art 3(2)(c)); hours become whole days.
    """
    match period.unit:
        case Unit.MONTHS:
            end = _months(received, period.value)
        case Unit.BUSINESS_DAYS:
            end = _business_days(received, period.value, law)
        case Unit.CALENDAR_DAYS:
            end = received + timedelta(days=period.value)
        case Unit.HOURS:
            end = received + timedelta(days=-(-period.value // 24))
    while period.rolls_over and not is_working_day(end, law.calendar):
        end += timedelta(days=1)
    return end


def _months(start: date, count: int) -> date:
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _business_days(start: date, count: int, law: Law) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, law.calendar)
    return day


def _extended(law: Law, period: Period, received: date) -> date | None:
    """Count the extension as a longer period: one month and two are three months from receipt."""
    more = law.extension
    if more is None or law.answer is None:
        return None
    if more.unit is period.unit:
        whole = Period(value=period.value + more.value, unit=period.unit, rolls_over=more.rolls_over)
        return after(received, whole, law)
    return after(after(received, period, law), more, law)


def _counted(law: Law, period: Period, received: date) -> Text:
    span = _span(period)
    if law.answer is None:
        return say(
            "{span} after {day}: a date of our own, {law} sets none.",
            span=span,
            day=received,
            law=law.short_name,
        )
    plain = Period(value=period.value, unit=period.unit)
    if after(received, period, law) != after(received, plain, law):
        return say(
            "{span} after {day} ends on a day off, so the next working day counts ({law}).",
            span=span,
            day=received,
            law=law.short_name,
        )
    return say("{span} after {day} ({law}).", span=span, day=received, law=law.short_name)


def _span(period: Period) -> Text:
    match period.unit:
        case Unit.MONTHS:
            return say_count("{count} calendar month", "{count} calendar months", period.value)
        case Unit.BUSINESS_DAYS:
            return say_count("{count} business day", "{count} business days", period.value)
        case Unit.CALENDAR_DAYS:
            return say_count("{count} day", "{count} days", period.value)
        case Unit.HOURS:
            return say_count("{count} hour", "{count} hours", period.value)
