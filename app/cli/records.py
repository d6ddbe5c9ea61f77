"""The JSON of the terminal door; its names are stable, null stands where nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.cli.command import spell
from app.model.photo import Photo

if TYPE_CHECKING:
    from app.model.account import Account
    from app.model.exposure import Score, WhatIf
    from app.model.finding import Finding
    from app.model.inspection import Face, Metadata, Place
    from app.model.law import Choice
    from app.model.letter import Delivery
    from app.model.problem import Problem
    from app.model.recipient import Recipient
    from app.model.report import ImportReport, SyncReport
    from app.model.setting import Check
    from app.services.follow import Standing
    from app.services.interview import Asked, Outcome
    from app.services.replies import Read

Record = dict[str, object]


def moment(when: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC: "2026-11-23T09:30:00Z"."""
    return None if when is None else when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def photo(one: Photo, findings: Sequence[Finding] = ()) -> Record:
    """Return the record of a photo with its findings."""
    inspection, stranger = one.inspection, one.stranger
    looked = inspection if inspection is not None and inspection.failed is None else None
    metadata = looked.metadata if looked else None
    from_file = looked.place if looked else None
    return {
        "id": one.id,
        "network": one.network or None,
        "account": one.account or None,
        "kind": one.kind.value,
        "url": one.url or None,
        "media_url": one.media_url or None,
        "caption": one.caption or None,
        "alt_text": one.alt_text or None,
        "taken_at": moment(one.taken_at or (metadata.taken_at if metadata else None)),
        "posted_at": moment(one.posted_at),
        "width": one.width or (looked.width if looked else None),
        "height": one.height or (looked.height if looked else None),
        "audience": {
            "value": one.visibility.value.value,
            "basis": one.visibility.basis.value,
            "as_of": moment(one.visibility.as_of),
        },
        "stranger": None
        if stranger is None
        else {
            "result": stranger.reach.value,
            "status": stranger.status,
            "seen_at": moment(stranger.seen_at),
            "sha256": stranger.sha256,
            "why": spell(stranger.why) if stranger.why else None,
        },
        "place": place(from_file or one.place),
        "people": [{"name": person.name, "basis": person.basis} for person in one.people],
        "faces": None if looked is None else [face(found) for found in looked.faces],
        "metadata": None if metadata is None else metadata_record(metadata),
        "codes": None
        if looked is None
        else [{"format": code.format, "text": code.text} for code in looked.codes],
        "twins": list(one.twins),
        "keep": one.keep,
        "sha256": looked.sha256 if looked else None,
        "picture_hash": (looked.picture_hash or None) if looked else None,
        "failed": spell(inspection.failed)
        if inspection is not None and inspection.failed is not None
        else None,
        "source_path": one.source_path or None,
        "findings": [finding(found) for found in findings],
    }


def place(found: Place | None) -> Record | None:
    """Return the record of a place."""
    if found is None:
        return None
    return {"lat": found.lat, "lon": found.lon, "basis": found.basis, "name": found.name or None}


def face(found: Face) -> Record:
    """Return the record of a face: its box in pixels of the upright picture, and its band."""
    return {
        "box": [round(value, 1) for value in found.box],
        "eyes_px": round(found.eyes_px, 1),
        "score": round(found.score, 3),
        "band": found.band.value,
    }


def metadata_record(found: Metadata) -> Record:
    """Return the record of a file's own details."""
    return {
        "camera": found.camera or None,
        "serial": found.serial or None,
        "lens_serial": found.lens_serial or None,
        "owner": found.owner or None,
        "copyright": found.copyright or None,
        "software": found.software or None,
        "description": found.description or None,
        "taken_at": moment(found.taken_at),
        "thumbnail": found.has_thumbnail,
        "thumbnail_differs": found.thumbnail_differs,
    }


def finding(found: Finding) -> Record:
    """Return the record of a finding."""
    return {
        "photo": found.photo,
        "kind": found.kind.value,
        "weight": found.weight,
        "severity": found.severity.value,
        "says": spell(found.says),
        "evidence": spell(found.evidence),
        "remedy": spell(found.remedy),
    }


def score(value: Score, changes: Sequence[WhatIf] = ()) -> Record:
    """Return the record of a score with its parts and what would change it."""
    return {
        "score": value.value,
        "parts": [{"points": round(part.points, 1), **finding(part.finding)} for part in value.parts],
        "what_if": [
            {"change": spell(one.change), "target": one.target, "before": one.before, "after": one.after}
            for one in changes
        ],
    }


def problem(one: Problem) -> Record:
    """Return the record of a problem."""
    return {"problem": spell(one.says), "remedy": spell(one.remedy) if one.remedy else None}


def imported(report: ImportReport) -> Record:
    """Return the record of a completeness report."""
    return {
        "network": report.network,
        "accounts": list(report.accounts),
        "complete": report.is_complete,
        "parts": report.parts,
        "parts_missing": list(report.parts_missing),
        "photos": report.new + report.known,
        "new": report.new,
        "known": report.known,
        "inspected": report.inspected,
        "missing": list(report.missing),
        "skipped": [{"where": one.where, "why": spell(one.why)} for one in report.skipped],
        "refused": [{"why": spell(why), "count": count} for why, count in report.refused],
        "never_told": [spell(one) for one in report.never_told],
        "remarks": [spell(one) for one in report.remarks],
    }


def synced(report: SyncReport) -> Record:
    """Return the record of one account's sync."""
    return {
        "account": report.account,
        "listed": report.listed,
        "new": report.new,
        "reachable": report.reachable,
        "gone": report.gone,
        "back_in_reach": report.back_in_reach,
        "skipped": [{"where": one.where, "why": spell(one.why)} for one in report.skipped],
        **(problem(report.problem) if report.problem else {"problem": None, "remedy": None}),
    }


def account(one: Account) -> Record:
    """Return the record of an account."""
    return {
        "account": one.id,
        "network": one.network,
        "handle": one.handle,
        "kind": one.kind.value,
        "server": one.server or None,
        "url": one.url or None,
        "software": one.software or None,
    }


def check(one: Check) -> Record:
    """Return the record of a setting: what was seen of it, what is safe, and how it is changed."""
    return {
        "account": one.account,
        "key": one.key,
        "says": spell(one.says),
        "seen": one.seen,
        "raw": one.raw or None,
        "history": [{"at": moment(change.at), "value": change.value} for change in one.history],
        "safe": one.safe,
        "is_safe": one.is_safe,
        "basis": one.basis.value,
        "as_of": moment(one.as_of),
        "why": spell(one.why),
        "how": spell(one.how),
        "link": one.link or None,
        "link_status": one.link_status.value,
        "can_change": one.can_change,
        "changed_from": one.changed_from,
        "asks_only": one.asks_only,
        "values": [value.key for value in one.values],
        "source": one.source or None,
        "checked_on": one.checked_on.isoformat() if one.checked_on else None,
        "confirmed": one.confirmed,
    }


def choice(one: Choice) -> Record:
    """Return the record of a law that applies, with the rights and why."""
    law = one.law
    return {
        "law": law.id,
        "name": law.name,
        "short_name": law.short_name,
        "why": spell(one.why),
        "warnings": [spell(warning) for warning in one.warnings],
        "rights": [{"right": right.key, "citation": right.citation} for right in one.rights],
        "answer": {"value": law.answer.value, "unit": law.answer.unit.value} if law.answer else None,
        "confirmed": law.confirmed,
        "source": law.source,
        "checked_on": law.checked_on.isoformat() if law.checked_on else None,
    }


def recipient(one: Recipient) -> Record:
    """Return the record of a recipient."""
    return {
        "id": one.id,
        "name": one.name,
        "legal_name": one.legal_name,
        "kind": one.kind.value,
        "country": one.country,
        "channels": [{"kind": channel.kind.value, "address": channel.address} for channel in one.channels],
        "asks_for": list(one.asks_for),
        "never_send": list(one.never_send),
        "notes": one.notes,
        "source": one.source,
        "origin": one.origin.value,
        "customer_of": list(one.customer_of),
        "source_as_of": one.source_as_of or None,
        "checked_on": one.checked_on.isoformat() if one.checked_on else None,
        "confirmed": one.confirmed,
    }


def standing(one: Standing) -> Record:
    """Return the record of a request as it stands today."""
    request = one.request
    return {
        "id": request.id,
        "recipient": request.recipient,
        "recipient_name": request.recipient_name,
        "laws": list(request.laws),
        "language": request.language,
        "state": request.state.value,
        "overdue": one.overdue,
        "created_on": request.created_on.isoformat(),
        "sent_on": request.sent_on.isoformat() if request.sent_on else None,
        "due": request.due.isoformat() if request.due else None,
        "due_at": moment(request.due_at),
        "earliest": one.deadline.earliest.isoformat() if one.deadline and one.deadline.earliest else None,
        "stopped_since": one.deadline.stopped_since.isoformat()
        if one.deadline and one.deadline.stopped_since
        else None,
        "days_left": one.days_left,
        "counted": spell(one.deadline.counted) if one.deadline else None,
        "extended_to": request.extended_to.isoformat() if request.extended_to else None,
        "photos": list(request.photos),
        "subject": request.subject,
        "steps": [
            {
                "state": step.state.value,
                "on": step.on.isoformat(),
                "note": step.note,
                "reason": step.reason or None,
                "files": list(step.files),
                "at": moment(step.at),
                "received_on": step.received_on.isoformat() if step.received_on else None,
                "tracking": step.tracking or None,
            }
            for step in request.steps
        ],
    }


def asked(one: Asked, *, confirmed: bool) -> Record:
    """Return the record of the questions "what did they answer?": how far they have come, and what it comes to."""
    question, reason = one.question, one.reason
    return {
        "way": list(one.way),
        "question": None
        if question is None
        else {
            "asks": spell(question.asks),
            "answers": [{"key": answer.key, "says": spell(answer.says)} for answer in question.answers],
        },
        "reason": reason.key if reason else None,
        "protocol": (reason.protocol or None) if reason else None,
        "words": one.words or None,
        "confirmed": confirmed,
    }


def outcome(one: Outcome) -> Record:
    """Return the record of what to do now: the request, a piece of advice, the letters that fit."""
    return {
        **standing(one.standing),
        "advice": spell(one.advice),
        "letters": [kind.value for kind in one.letters],
        "settled": spell(one.settled) if one.settled else None,
        "authority": None
        if one.authority is None
        else {
            "name": one.authority.name,
            "page": one.authority.complaint_url or one.authority.url or None,
            "time_limit": one.authority.time_limit or None,
        },
    }


def reply(one: Read) -> Record:
    """Return the record of an answer and what it may mean."""
    read = one.reply
    return {
        "sender": read.sender or None,
        "subject": read.subject or None,
        "received_on": read.received_on.isoformat() if read.received_on else None,
        "reference": read.reference or None,
        "attachments": list(read.attachments),
        "meanings": [
            {"state": meaning.state.value, "reason": meaning.reason, "words": meaning.words}
            for meaning in one.possible
        ],
    }


def delivery(one: Delivery) -> Record:
    """Return what to copy into their form, and the lines for the envelope."""
    return {
        "forms": [
            {"address": form.address, "purpose": form.purpose or None, "confirmed": form.confirmed}
            for form in one.forms
        ],
        "fields": [
            {"key": field.key, "name": spell(field.name), "value": field.value} for field in one.fields
        ],
        "to": one.name,
        "never_send": list(one.never_send),
        "asked_too": list(one.asked_too),
        "envelope": list(one.envelope),
    }
