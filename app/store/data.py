"""The laws and the recipients that come with the program, read from their files and checked.

One law is one file in resources/laws, one recipient one file in resources/recipients. The keys are the fields
of `Law` and `Recipient`; `[answer]`, `[extension]`, `[self_set]` and `[acknowledgement]` are periods (`value`,
`unit`, `rolls_over`), so are `[appeal]`, `[appeal_extension]` and `[collection]`; `[clock]` says when the time stands still, `[hearing]` that a complaint goes to the recipient first; `[letters]` names the rights that a letter asks for;
`[[rights]]`, `[[objections]]`, `[[settlements]]` (money claims that were settled), `[[authorities]]`, `[[channels]]` and `[[entities]]` are lists, `[authority]` is one. Every file says its `source` and the date it was `checked_on`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.model.law import (
    Authority,
    Clock,
    Hearing,
    Law,
    LawId,
    LawKind,
    Objection,
    Period,
    Right,
    Settlement,
    Template,
    Unit,
    Wanted,
)
from app.model.recipient import Channel, ChannelKind, Entity, Recipient, RecipientId, RecipientKind
from app.resources import resource
from app.store.table import DataInvalid, Table, read_file

__all__ = ["DataInvalid", "laws", "read_laws", "read_recipients", "recipients"]


@cache
def laws() -> tuple[Law, ...]:
    """Return every law, by id. Raises DataInvalid with the file and the key that is wrong."""
    return read_laws(resource("laws"))


@cache
def recipients() -> tuple[Recipient, ...]:
    """Return every recipient, by id. Raises DataInvalid, also for a law that no file describes."""
    return read_recipients(resource("recipients"), frozenset(law.id for law in laws()))


def read_laws(folder: Path) -> tuple[Law, ...]:
    """Read every law in a folder."""
    return tuple(read_file(path, _law) for path in sorted(folder.glob("*.toml")))


def read_recipients(folder: Path, known: frozenset[str] | frozenset[LawId]) -> tuple[Recipient, ...]:
    """Read every recipient in a folder; the laws they name must be among the known ones."""
    found = tuple(read_file(path, _recipient) for path in sorted(folder.glob("*.toml")))
    for one in found:
        unknown = sorted(set(one.laws) - known)
        if unknown:
            raise DataInvalid(f"{one.id}.toml: laws names {unknown[0]!r}, and there is no such law")
    return found


def _law(table: Table) -> Law:
    law = Law(
        id=LawId(table.text("id")),
        name=table.text("name"),
        short_name=table.text("short_name"),
        jurisdiction=table.text("jurisdiction"),
        rights=table.each("rights", _right),
        in_force_since=table.day("in_force_since"),
        answer=table.maybe("answer", _period),
        extension=table.maybe("extension", _period),
        extension_condition=table.text("extension_condition", ""),
        self_set=table.maybe("self_set", _period),
        acknowledgement=table.maybe("acknowledgement", _period),
        fee=table.text("fee", ""),
        identity_rule=table.text("identity_rule", ""),
        objections=table.each("objections", _objection),
        authority=table.maybe("authority", _authority),
        confirmed=table.flag("confirmed"),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        recalled=table.text("recalled", ""),
        residents=table.words("residents"),
        seats=table.words("seats"),
        kind=table.one_of("kind", LawKind),
        wanted=table.maybe("letters", _wanted) or Wanted(),
        calendar=table.text("calendar", ""),
        counting=table.text("counting", ""),
        applies_when=table.text("applies_when", ""),
        in_force_note=table.text("in_force_note", ""),
        agent_rule=table.text("agent_rule", ""),
        request_contents=table.words("request_contents"),
        template=table.one_of("template", Template, Template.UNKNOWN),
        template_note=table.text("template_note", ""),
        private_action=table.text("private_action", ""),
        languages=table.words("languages"),
        appeal=table.maybe("appeal", _period),
        appeal_extension=table.maybe("appeal_extension", _period),
        appeal_note=table.text("appeal_note", ""),
        authorities=table.each("authorities", _authority),
        clock=table.maybe("clock", _clock),
        hearing=table.maybe("hearing", _hearing),
        collection=table.maybe("collection", _period),
        bound_since=table.maybe_day("bound_since"),
        settlements=table.each("settlements", _settlement),
    )
    if not law.rights:
        raise table.wrong("rights", "is missing")
    keys = [right.key for right in law.rights]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise table.wrong("rights", f"has {twice!r} twice")
    if (law.answer is None) == (law.self_set is None):
        raise table.wrong("answer", "or self_set must be there, and not both")
    for wanted in (law.wanted.faces, law.wanted.posted, law.wanted.depicted):
        unknown = next((key for key in wanted if key not in keys), None)
        if unknown is not None:
            raise table.wrong("letters", f"names {unknown!r}, and there is no such right")
    return law


def _wanted(table: Table) -> Wanted:
    return Wanted(faces=table.words("faces"), posted=table.words("posted"), depicted=table.words("depicted"))


def _right(table: Table) -> Right:
    return Right(
        key=table.text("key"),
        citation=table.text("citation"),
        note=table.text("note", ""),
        period=table.maybe("period", _period),
    )


def _period(table: Table) -> Period:
    return Period(
        value=table.number("value"), unit=table.one_of("unit", Unit), rolls_over=table.flag("rolls_over")
    )


def _clock(table: Table) -> Clock:
    return Clock(
        since=table.day("since"),
        begins_after=table.words("begins_after"),
        pauses_for=table.words("pauses_for"),
    )


def _settlement(table: Table) -> Settlement:
    recipients = table.words("recipients")
    if not recipients:
        raise table.wrong("recipients", "is missing")
    return Settlement(
        recipients=recipients,
        citation=table.text("citation"),
        settled_on=table.day("settled_on"),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
    )


def _hearing(table: Table) -> Hearing:
    acknowledgement = table.maybe("acknowledgement", _period)
    if acknowledgement is None:
        raise table.wrong("acknowledgement", "is missing")
    return Hearing(since=table.day("since"), acknowledgement=acknowledgement)


def _objection(table: Table) -> Objection:
    return Objection(
        ground=table.text("ground"), citation=table.text("citation"), rebuttal=table.text("rebuttal")
    )


def _authority(table: Table) -> Authority:
    return Authority(
        name=table.text("name"),
        url=table.text("url", ""),
        time_limit=table.text("time_limit", ""),
        complaint_url=table.text("complaint_url", ""),
        email=table.text("email", ""),
        address=table.text("address", ""),
        country=table.text("country", ""),
        language=table.text("language", ""),
    )


def _recipient(table: Table) -> Recipient:
    recipient = Recipient(
        id=RecipientId(table.text("id")),
        name=table.text("name"),
        legal_name=table.text("legal_name", ""),
        kind=table.one_of("kind", RecipientKind),
        country=table.text("country", ""),
        channels=table.each("channels", _channel),
        entities=table.each("entities", _entity),
        asks_for=table.words("asks_for"),
        never_send=table.words("never_send"),
        laws=table.words("laws"),
        networks=table.words("networks"),
        servers=table.flag("servers"),
        language=table.text("language", "en"),
        notes=table.text("notes", ""),
        needs=table.words("needs"),
        delete_account=table.text("delete_account", ""),
        operator_unknown=table.flag("operator_unknown"),
        source=table.text("source"),
        source_as_of=table.text("source_as_of"),
        checked_on=table.day("checked_on"),
        confirmed=table.flag("confirmed"),
        customer_of=table.words("customer_of"),
    )
    if recipient.servers and (recipient.channels or recipient.country):
        raise table.wrong("servers", "is true, so nothing may be said about where or how to reach it")
    if not recipient.servers and not recipient.legal_name:
        raise table.wrong("legal_name", "is missing")
    return recipient


def _channel(table: Table) -> Channel:
    return Channel(
        kind=table.one_of("kind", ChannelKind),
        address=table.text("address"),
        purpose=table.text("purpose", ""),
        confirmed=table.flag("confirmed", default=True),
    )


def _entity(table: Table) -> Entity:
    return Entity(
        name=table.text("name"),
        country=table.text("country"),
        serves=table.words("serves"),
        address=table.text("address", ""),
        email=table.text("email", ""),
    )
