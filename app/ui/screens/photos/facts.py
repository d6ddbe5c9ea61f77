"""What is known of one photo, fact by fact: three that are kept apart, what it gives away, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.model.finding import Severity
from app.model.fix import Action, Sight
from app.model.overview import Spot
from app.model.photo import Photo
from app.model.stranger import Verdict
from app.model.text import Text, say, say_count
from app.ui.screens.photos.saying import place_text, reason_text
from app.ui.terms import (
    AUDIENCES,
    FINDING_ICONS,
    FINDING_WORDS,
    REACHES,
    SEVERITIES,
    VERDICTS,
    WHERES,
    exposure_term,
)
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button
from app.ui.widgets.card import Divider, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.tag import Tag
from app.ui.widgets.world import Map
from app.ui.wording import clock, day, moment, words

if TYPE_CHECKING:
    from app.services.browse import PhotoPage, Removal
    from app.services.verify import Seen


def facts_of(
    page: PhotoPage, seen: Seen | None, look: Callable[[], object], *, hides: bool
) -> Iterator[QWidget]:
    """Yield the facts of a photo.

    `seen` is what a look of this session gave, address by address; `look` looks again. `hides` names nobody and no
    place.
    """
    yield from _three(page, seen, look, hides=hides)
    yield from _given_away(page, hides=hides)
    if page.what_if:
        yield Divider()
        yield Heading(say("What would change it"), Role.CAPTION)
    for one in page.what_if:
        tag = Tag(
            say("{before} → {after}", before=one.before, after=one.after), exposure_term(one.after).tone
        )
        yield Fact("wand-sparkles", one.change, tone=Tone.ACCENT, end=tag)
    yield from _more(page.photo, hides=hides)


def _three(
    page: PhotoPage, seen: Seen | None, look: Callable[[], object], *, hides: bool
) -> Iterator[QWidget]:
    """Yield three facts that are never mixed: the network's word, our own look, and where copies may remain."""
    photo = page.photo
    yield Heading(say("What the network says"), Role.CAPTION)
    yield _claimed(photo, hides=hides)
    if page.removal is not None:
        yield _removed(page.removal)
    yield Divider()
    yield Heading(say("What a stranger got"), Role.CAPTION)
    yield from _got(photo, seen, look, hides=hides)
    if page.copies:
        yield Divider()
        yield Heading(say("Where copies may remain"), Role.CAPTION)
    for one in page.copies:
        yield Fact("copy", one, tone=Tone.MEDIUM)


def _given_away(page: PhotoPage, *, hides: bool) -> Iterator[QWidget]:
    photo = page.photo
    if page.findings:
        yield Divider()
        yield Heading(say("What it gives away"), Role.CAPTION)
    for finding in sorted(page.findings, key=lambda one: -one.weight):
        tone = SEVERITIES[finding.severity].tone if finding.severity is not Severity.LOW else Tone.PLAIN
        points = next((part.points for part in page.score.parts if part.finding is finding), 0.0)
        # A finding's own words may name people and places.
        says = FINDING_WORDS[finding.kind] if hides else finding.says
        evidence = "" if hides else finding.evidence
        fact = Fact(FINDING_ICONS[finding.kind], says, evidence, tone, end=_points(points))
        fact.setToolTip(words(finding.remedy))
        fact.setAccessibleDescription(words(finding.remedy))
        yield fact
    place = (photo.inspection.place if photo.inspection else None) or photo.place
    if place is not None and not hides:
        yield Fact("map-pin", place.name or f"{place.lat:.3f}, {place.lon:.3f}", place_text(place), Tone.HIGH)
        yield Map([Spot(name=place.name, lat=place.lat, lon=place.lon, count=1)], names=False)


def _points(points: float) -> Tag | None:
    return Tag(say("+{points}", points=round(points)), Tone.PLAIN) if points >= 1 else None


def _claimed(photo: Photo, *, hides: bool) -> Fact:
    """Say who can see it by the network's word, with the chain that explains it."""
    term = AUDIENCES[photo.visibility.value]
    reasons = photo.visibility.reasons
    chain = [reason_text(replace(reason, name="") if hides else reason) for reason in reasons]
    because = "\n".join(words(text) for text in chain)
    if photo.visibility.as_of is not None:
        because += "\n" + words(say("As of {day}", day=day(photo.visibility.as_of)))
    return Fact(term.icon, term.says, because.strip() or say("Nothing tells us who can."), term.tone)


def _removed(removal: Removal) -> Fact:
    """Say what the app did to it. It counts as gone only once a stranger no longer gets it."""
    on = day(removal.at)
    if removal.action is Action.DELETE:
        says, icon = say("Deleted from here on {day}", day=on), "trash-2"
    else:
        says, icon = say("Hidden from here on {day}", day=on), "eye-off"
    looked = say_count("Looked at {count} time since", "Looked at {count} times since", removal.looks)
    return Fact(icon, says, looked if removal.looks else say("Not looked at since"), Tone.ACCENT)


def _got(photo: Photo, seen: Seen | None, look: Callable[[], object], *, hides: bool) -> Iterator[QWidget]:
    """Say what anonymous requests really got: each address by itself where it was looked at now."""
    again = Button(say("Look again"), "refresh-cw", on_click=look)
    again.setEnabled(bool(photo.media_url or photo.url))
    if seen is not None:
        term = VERDICTS[seen.verdict]
        says = term.says
        if seen.verdict is Verdict.TOO_EARLY and seen.until is not None:
            says = say("Look again after {moment}.", moment=clock(seen.until))
        yield Fact(term.icon, term.word, says, term.tone)
        for sight in seen.sights:
            yield _sight(sight, hides=hides)
    elif photo.stranger is None:
        why = say("That does not mean private.")
        yield Fact("circle-help", say("Not tested as a stranger yet"), why, Tone.MEDIUM)
    else:
        yield _view(photo)
    yield again


def _view(photo: Photo) -> Fact:
    seen = photo.stranger
    if seen is None:
        raise ValueError(photo.id)
    reach = REACHES[seen.reach]
    said = say("{when}, status {status}", when=moment(seen.seen_at), status=str(seen.status))
    told = said if seen.status is not None else say("{when}", when=moment(seen.seen_at))
    detail = words(told) if seen.why is None else f"{words(seen.why)}\n{words(told)}"
    return Fact(reach.icon, reach.says, detail, reach.tone)


def _sight(sight: Sight, *, hides: bool) -> QWidget:
    """Say what one address gave, and which it was."""
    term = VERDICTS[sight.verdict]
    tag = Tag(term.word, term.tone, term.icon)
    head = row(Label(WHERES[sight.where], Role.SMALL, wraps=True), tag, gap=8)
    head.setStretch(0, 1)
    if hides:
        return boxed(head)
    return boxed(column(head, Label(sight.url, Role.SMALL, quiet=True, elides=True), gap=2))


def _more(photo: Photo, *, hides: bool) -> Iterator[QWidget]:
    """Say what else is known: people, twins, the file itself."""
    lines: list[tuple[str, Text, Text | str]] = []
    if photo.people and not hides:
        lines.append(("tag", say("People named"), ", ".join(person.name for person in photo.people)))
    if photo.twins:
        count = len(photo.twins)
        told = say_count(
            "The same picture in {count} other place", "The same picture in {count} other places", count
        )
        lines.append(("copy", told, say("Deleting this one does not help while the other stays.")))
    inspection = photo.inspection
    if inspection is not None and inspection.failed is not None:
        lines.append(("image-off", say("The file could not be read"), inspection.failed))
    elif inspection is not None and not hides:
        lines.append(("camera", say("In the file"), _file_words(photo)))
    if lines:
        yield Divider()
        yield Heading(say("More"), Role.CAPTION)
    for icon, says, detail in lines:
        yield Fact(icon, says, detail)


def _file_words(photo: Photo) -> str:
    inspection = photo.inspection
    if inspection is None:
        return ""
    told = inspection.metadata
    size = say("{width} × {height} pixels", width=inspection.width, height=inspection.height)
    parts = [
        told.camera,
        told.owner and words(say("Owner: {name}", name=told.owner)),
        told.serial and words(say("Serial number: {number}", number=told.serial)),
        told.software,
        moment(told.taken_at),
        words(size),
    ]
    return "\n".join(part for part in parts if part)
