"""Read an open directory of companies that the person brings: one JSON file a company, or their zip. Nothing is fetched.

The records are those of datarequests.org (github.com/datenanfragen/data, CC0 1.0): `slug`, `name`, `web`, `address`, `email`,
`fax`, `webform`, `relevant-countries`, `categories`, `runs`, `sources`, `quality`, `request-language`,
`suggested-transport-medium` (recalled). Everything in them is foreign: each field is read alone, cut and cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.letters import clean
from app.model.law import LawId
from app.model.problem import UnreadableArchive
from app.model.recipient import Channel, ChannelKind, Origin, Recipient, RecipientId, RecipientKind
from app.model.text import say
from app.networks.container import Tree, open_tree
from app.networks.fields import record, rows, text
from app.services.progress import SILENT, Progress

SOURCE = "datarequests.org directory (CC0), as you brought it"
# A record is a few kilobytes, and the whole directory holds some thousands of them (recalled).
RECORD_CAP = 256 * 1024
MOST = 20_000
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_LONGEST, _LONGEST_ADDRESS = 200, 1000
_MEDIA = {"email": ChannelKind.EMAIL, "letter": ChannelKind.POST, "webform": ChannelKind.FORM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a directory held: the recipients that are new, how many of them we know better, and what could not be read."""

    recipients: tuple[Recipient, ...]
    known: int
    skipped: int


def read_companies(
    path: Path,
    laws: tuple[LawId, ...],
    ours: Sequence[Recipient],
    today: date,
    progress: Progress = SILENT,
) -> Brought:
    """Read every company record at a path. Raises UnreadableArchive where there is none."""
    known = {name for one in ours for name in _names(one)}
    found: dict[str, Recipient] = {}
    better = skipped = 0
    with open_tree([path]) as tree:
        names = [name for name in tree.names() if name.endswith(".json")]
        for number, name in enumerate(names[:MOST]):
            progress.step(number, min(len(names), MOST), say("Reading the directory …"))
            read = _one(tree, name, laws, today)
            if read is None:
                skipped += 1
            elif not known.isdisjoint(_names(read)):
                better += 1
            else:
                found.setdefault(read.id, read)
    skipped += max(len(names) - MOST, 0)
    if not found and not better:
        raise UnreadableArchive(
            say("There is no company record in “{name}”.", name=path.name),
            say("Choose a JSON file, the folder, or the zip of the companies of datarequests.org."),
        )
    return Brought(recipients=tuple(found.values()), known=better, skipped=skipped)


def _one(tree: Tree, name: str, laws: tuple[LawId, ...], today: date) -> Recipient | None:
    try:
        if tree.size(name) > RECORD_CAP:
            return None
        held = record(tree.json(name))
    except UnreadableArchive:
        # One record that cannot be read costs no other; it is counted.
        return None
    slug, title = text(held.get("slug"), 80), clean.line(text(held.get("name"), _LONGEST))
    channels = tuple(_channels(held))
    if not _SLUG.fullmatch(slug) or not title or not channels:
        return None
    written = tree.modified(name)
    as_of = min(written.date(), today) if written is not None else today
    return Recipient(
        id=RecipientId(f"dr-{slug}"),
        name=title,
        legal_name=title,
        kind=_kind(held),
        country=_country(held),
        channels=channels,
        laws=laws,
        language=_language(held),
        notes=_notes(held),
        source=SOURCE,
        source_as_of=as_of.isoformat(),
        checked_on=as_of,
        origin=Origin.IMPORTED,
    )


def _channels(held: Mapping[str, object]) -> Iterator[Channel]:
    found = {
        ChannelKind.EMAIL: clean.email(text(held.get("email"), _LONGEST)),
        ChannelKind.FORM: _page(held.get("webform")),
        ChannelKind.POST: "\n".join(clean.lines(text(held.get("address"), _LONGEST_ADDRESS), most=8)),
    }
    first = _MEDIA.get(text(held.get("suggested-transport-medium"), 20))
    for kind in sorted(found, key=lambda one: one is not first):
        if found[kind]:
            yield Channel(kind=kind, address=found[kind], confirmed=False)


def _page(value: object) -> str:
    address = clean.line(text(value, _LONGEST_ADDRESS), clean.ADDRESS)
    return address if re.fullmatch(r"https://[^\s<>\"\\]+", address) else ""


def _kind(held: Mapping[str, object]) -> RecipientKind:
    # The directory's own categories: those who sell addresses and credit files are brokers, networks are platforms.
    kinds = {text(one, 40) for one in rows(held.get("categories"))[:20]}
    if kinds & {"addresses", "credit agency"}:
        return RecipientKind.BROKER
    return RecipientKind.PLATFORM if "social media" in kinds else RecipientKind.COMPANY


def _country(held: Mapping[str, object]) -> str:
    """Return where a company is, as far as its address says so in its last line: never guessed from whom it serves."""
    lines = clean.lines(text(held.get("address"), _LONGEST_ADDRESS), most=8)
    return _COUNTRIES.get(lines[-1].casefold(), "") if lines else ""


def _language(held: Mapping[str, object]) -> str:
    language = text(held.get("request-language"), 10).casefold()
    return language if re.fullmatch("[a-z]{2}", language) else "en"


def _notes(held: Mapping[str, object]) -> str:
    """Return how good the record says it is, and which services it runs: foreign words, shown as plain text."""
    runs = [clean.line(text(one, 80)) for one in rows(held.get("runs"))[:8]]
    quality = clean.line(text(held.get("quality"), 20))
    parts = (
        f"Also runs: {', '.join(filter(None, runs))}." if any(runs) else "",
        f"Quality: {quality}." if quality else "",
    )
    return " ".join(part for part in parts if part)


def _names(one: Recipient) -> set[str]:
    """Return by what two records are the same company: the id, the name, the e-mail address."""
    plain = one.id.removeprefix("dr-")
    mail = one.channel(ChannelKind.EMAIL)
    return {
        plain.casefold(),
        one.name.casefold(),
        one.legal_name.casefold(),
        *((mail.address.casefold(),) if mail else ()),
    }


# The last line of an address as the directory writes it, for the countries whose law asks where a company has its seat.
_COUNTRIES = {
    **dict.fromkeys(("germany", "deutschland"), "DE"),
    **dict.fromkeys(("austria", "österreich"), "AT"),
    **dict.fromkeys(("switzerland", "schweiz", "suisse"), "CH"),
    **dict.fromkeys(("united kingdom", "great britain", "england"), "GB"),
    **dict.fromkeys(("united states of america", "united states", "usa"), "US"),
    **dict.fromkeys(("ireland",), "IE"),
    **dict.fromkeys(("france", "frankreich"), "FR"),
    **dict.fromkeys(("netherlands", "the netherlands", "nederland", "niederlande"), "NL"),
    **dict.fromkeys(("luxembourg", "luxemburg"), "LU"),
    **dict.fromkeys(("belgium", "belgien", "belgië", "belgique"), "BE"),
    **dict.fromkeys(("spain", "españa", "spanien"), "ES"),
    **dict.fromkeys(("italy", "italia", "italien"), "IT"),
    **dict.fromkeys(("poland", "polska", "polen"), "PL"),
    **dict.fromkeys(("denmark", "danmark", "dänemark"), "DK"),
    **dict.fromkeys(("sweden", "sverige", "schweden"), "SE"),
    **dict.fromkeys(("finland", "suomi", "finnland"), "FI"),
}
