"""A letter as text, as a web page, as a draft for a mail program; deadlines as a calendar. Nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import quote

from app.letters.clean import email as plain_email
from app.letters.clean import line
from app.letters.lines import joined, wrapped
from app.letters.wording import filled
from app.model.letter import Letter
from app.model.request import Request
from app.model.text import Translate, english, say

# Longer addresses are cut by Windows when it hands them to the mail program (about 2,000 characters).
MAILTO_LONGEST = 1800

_WIDTH = 78

_STYLE = (
    "body{font:11pt/1.45 Inter,'Segoe UI',system-ui,sans-serif;max-width:42em;margin:3em auto;padding:0 1.5em;"
    "color:#16181d;background:#fff;overflow-wrap:anywhere}"
    "h1{font-size:1em;margin:2em 0 1em}h2{font-size:1em;margin:2em 0 .5em}address{font-style:normal}"
    ".to{margin:2.5em 0}.date{margin:0 0 2em}li{margin:.4em 0}.sign{margin-top:3em}"
    "ul{list-style:none;padding:0}@media print{body{margin:0;max-width:none;padding:0}}"
)


def as_text(letter: Letter) -> str:
    """Return a letter as plain text, lines of at most 78 characters except for long addresses."""
    parts = [
        "\n".join(letter.sender),
        "\n".join(letter.addressee),
        letter.place_and_date,
        _wrapped(letter.subject),
        _body(letter),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def message(text: str, subject: str) -> str:
    """Return what `as_text` put below the subject, or all where none is found: a form has fields of its own for the rest.

    Each paragraph is one line, for a form breaks lines itself.
    """
    _, found, below = text.partition(f"\n\n{_wrapped(subject)}\n\n")
    return joined((below if found else text).strip())


def as_html(letter: Letter) -> str:
    """Return a letter as one page that loads nothing, runs nothing and can be printed; all text is escaped."""
    schedule = (
        f"<h2>{escape(letter.schedule_title)}</h2><ul>{_listed(letter.schedule)}</ul>"
        if letter.schedule
        else ""
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.language)}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(letter.subject)}</title><style>{_STYLE}</style></head><body>"
        f"<address>{_broken(letter.sender)}</address>"
        f'<address class="to">{_broken(letter.addressee)}</address>'
        f'<p class="date">{escape(letter.place_and_date)}</p>'
        f"<h1>{escape(letter.subject)}</h1>{_paragraphs(filled(letter.salutation))}"
        f"{_paragraphs(letter.opening)}<p>{escape(letter.demands_title)}</p><ol>{_listed(letter.demands)}</ol>"
        f"{_paragraphs(letter.closing)}{_paragraphs(filled(letter.farewell))}"
        f'<p class="sign">{escape(letter.signature)}</p>{schedule}</body></html>\n'
    )


def as_eml(letter: Letter, sender: str = "") -> bytes:
    """Return a letter as a draft message (RFC 5322 without its date, which the mail program sets on sending).

    `X-Unsent` makes classic Outlook open it for editing. A sender that is no plain e-mail address is left out,
    and so is the recipient where no address is known.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = line(letter.subject)
    address = plain_email(sender)
    if address:
        message["From"] = address
    if letter.to_email:
        message["To"] = letter.to_email
    message["X-Unsent"] = "1"
    message.set_content(_body(letter) + "\n", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def mailto(letter: Letter) -> str | None:
    """Return the address that opens a mail program with this letter, None where it is too long for that.

    Also None where no e-mail address of the recipient is known.
    """
    if not letter.to_email:
        return None
    body = quote(_body(letter).replace("\n", "\r\n"), safe="")
    url = f"mailto:{quote(letter.to_email, safe='@')}?subject={quote(letter.subject, safe='')}&body={body}"
    return url if len(url) <= MAILTO_LONGEST else None


def as_ics(requests: Sequence[Request], translate: Translate = english) -> bytes:
    """Return the deadlines of requests as whole days in a calendar (RFC 5545), with a reminder three days before.

    Requests without a deadline are left out. The same request keeps its UID, so a second import changes the first.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Overexposed//Deadlines//EN", "CALSCALE:GREGORIAN"]
    for request in requests:
        lines += _event(request, translate)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(one) for one in lines)


def _event(request: Request, translate: Translate) -> list[str]:
    if request.due is None:
        return []
    title = say("{name} must answer ({reference})", name=request.recipient_name, reference=request.id)
    told = _calendar_text(title.fill(translate))
    # The moment of the last change; taken from the ledger, so that the same ledger gives the same file.
    changed = request.steps[-1].on if request.steps else request.created_on
    return [
        "BEGIN:VEVENT",
        f"UID:{_calendar_text(request.id)}@overexposed.invalid",
        f"DTSTAMP:{changed:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{request.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{request.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{told}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{told}",
        "TRIGGER:-P3D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _calendar_text(text: str) -> str:
    """Escape text for a calendar (RFC 5545 section 3.3.11)."""
    return line(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(content: str) -> bytes:
    """Fold a line at 75 octets, never inside a letter (RFC 5545 section 3.1)."""
    rows = [b""]
    for sign in content:
        octets = sign.encode()
        if len(rows[-1]) + len(octets) > 75:
            rows.append(b" ")
        rows[-1] += octets
    return b"\r\n".join(rows) + b"\r\n"


def _body(letter: Letter) -> str:
    """Return what stands between the subject and the end: a message has the rest in its header."""
    numbered = [_wrapped(one, f"{number}. ") for number, one in enumerate(letter.demands, 1)]
    parts = [
        letter.salutation,
        *map(_wrapped, letter.opening),
        _wrapped(letter.demands_title),
        *numbered,
        *map(_wrapped, letter.closing),
        _wrapped(letter.farewell),
        letter.signature,
    ]
    if letter.schedule:
        parts += [_wrapped(letter.schedule_title), "\n".join(map(_wrapped, letter.schedule))]
    return "\n\n".join(part for part in parts if part)


def _wrapped(text: str, lead: str = "") -> str:
    return wrapped(text, _WIDTH, lead)


def _broken(lines: Sequence[str]) -> str:
    return "<br>".join(escape(one) for one in lines)


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in texts)


def _listed(texts: Sequence[str]) -> str:
    return "".join(f"<li>{escape(one)}</li>" for one in texts)
