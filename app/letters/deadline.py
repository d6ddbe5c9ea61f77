"""Until when a recipient has to answer, counted as the law counts."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from app.letters.holidays import is_working_day
from app.model.law import Choice, Deadline, Law, Period, Right, Unit
from app.model.request import Stop
from app.model.text import Text, say, say_count


def deadline(
    choice: Choice | Law, received: date, stops: Sequence[Stop] = (), today: date | None = None
) -> Deadline:
    """Return when the answer to a letter received on a day is due, and `extended_to` if there is more time.

    `stops` are the times during which they waited for the person, the oldest first; whether one counts is for the law to
    say (`Law.clock`). One that has not ended is counted as if it ended `today`. A stop never makes the date earlier.
    Where the law sets no time, the date is the one that the letter asks for, and `set_by_law` is False.
    """
    law = choice.law if isinstance(choice, Choice) else choice
    period = law.answer or law.self_set
    if period is None:
        raise ValueError(f"{law.id} has neither a time to answer nor one of our own")
    bound = max(received, law.bound_since) if law.bound_since else received
    begins = after(bound, law.collection, law) if law.collection else bound
    stood = _stood(law, begins, period, stops, today)
    return Deadline(
        due=_ends(stood.begins, period, law, stood.days),
        counted=_told(law, period, bound, stood),
        extended_to=_extended(law, period, stood),
        set_by_law=law.answer is not None,
        earliest=after(bound, period, law) if law.collection else None,
        stopped_since=stood.since,
    )


def moment_due(law: Law, sent_at: datetime) -> datetime | None:
    """Return the moment at which hours are over, None where a law counts in days.

    Hours are hours: a clock that is put forward or back in between changes nothing, so they are counted in UTC.
    Raises ValueError for a moment without its time zone.
    """
    if law.answer is None or law.answer.unit is not Unit.HOURS:
        return None
    if sent_at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return sent_at.astimezone(UTC) + timedelta(hours=law.answer.value)


@dataclass(frozen=True, slots=True)
class _Stood:
    """How the time stood still: when it really began, and for how many days it paused afterwards."""

    begins: date
    days: int = 0
    since: date | None = None


def _stood(law: Law, received: date, period: Period, stops: Sequence[Stop], today: date | None) -> _Stood:
    stood = _Stood(received)
    if law.clock is None:
        return stood
    for stop in stops:
        asked = max(stop.since, received)
        # What is asked once the time is over cannot bring it back.
        if stop.since < law.clock.since or asked > _ends(stood.begins, period, law, stood.days):
            continue
        until = max(stop.until or today or asked, asked)
        if stop.reason in law.clock.begins_after:
            stood = replace(stood, begins=max(until, stood.begins))
        elif stop.reason in law.clock.pauses_for:
            stood = replace(stood, days=stood.days + max((until - max(asked, stood.begins)).days, 0))
        else:
            continue
        stood = replace(stood, since=stop.since if stop.until is None else None)
    return stood


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
    return _ends(received, period, law, 0)


def _ends(begins: date, period: Period, law: Law, paused: int) -> date:
    """Return the last day of a period that paused for some days; it rolls over a day off only at its very end."""
    match period.unit:
        case Unit.MONTHS:
            end = _months(begins, period.value)
        case Unit.BUSINESS_DAYS:
            end = _business_days(begins, period.value, law)
        case Unit.CALENDAR_DAYS:
            end = begins + timedelta(days=period.value)
        case Unit.HOURS:
            end = begins + timedelta(days=-(-period.value // 24))
    return _rolled(end + timedelta(days=paused), period, law)


def _rolled(end: date, period: Period, law: Law) -> date:
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


def _extended(law: Law, period: Period, stood: _Stood) -> date | None:
    """Count the extension as a longer period: one month and two are three months from receipt."""
    more = law.extension
    if more is None or law.answer is None:
        return None
    if more.unit is period.unit:
        whole = Period(value=period.value + more.value, unit=period.unit, rolls_over=more.rolls_over)
        return _ends(stood.begins, whole, law, stood.days)
    return after(_ends(stood.begins, period, law, stood.days), more, law)


def _told(law: Law, period: Period, received: date, stood: _Stood) -> Text:
    """Say how the date was counted, with what made the time longer."""
    if law.collection is not None:
        return say(
            "{collection} to fetch it and {span} to answer, after {day} ({law}).",
            collection=_span(law.collection),
            span=_span(period),
            day=received,
            law=law.short_name,
        )
    counted = _counted(law, period, stood.begins)
    if stood.since is not None:
        return say(
            "{counted} Their time has stood still since {day}, until you answer.",
            counted=counted,
            day=stood.since,
        )
    if stood.days:
        return say_count(
            "{counted} Their time stood still for {count} day while they waited for you.",
            "{counted} Their time stood still for {count} days while they waited for you.",
            stood.days,
            counted=counted,
        )
    if stood.begins > received:
        return say("{counted} It began only once you had given what they asked for.", counted=counted)
    return counted


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
