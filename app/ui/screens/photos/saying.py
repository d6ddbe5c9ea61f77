"""One photo of the grid, in words: what a person hears who cannot see it."""

from __future__ import annotations

from app.model.audience import Basis, Reason
from app.model.inspection import Place
from app.model.text import Text, say, say_count, verbatim
from app.model.tile import Tile
from app.ui.terms import AUDIENCES, BASES, REACHES, network_name
from app.ui.wording import day, words


def tile_words(tile: Tile) -> str:
    """Return "Han river evening, Instagram, 14 May 2019, Everyone, 3 faces, has a place"."""
    name = network_name(tile.network)
    parts: list[Text] = [verbatim(tile.title)] if tile.title else []
    parts.append(verbatim(name) if isinstance(name, str) else name)
    if tile.when is not None:
        parts.append(verbatim(day(tile.when)))
    parts.append(AUDIENCES[tile.audience].says)
    if tile.reach is not None:
        parts.append(REACHES[tile.reach].word)
    if tile.faces:
        parts.append(say_count("{count} face", "{count} faces", tile.faces))
    if tile.has_place:
        parts.append(say("has a place"))
    if tile.is_tagged:
        parts.append(say("names people"))
    if tile.keep:
        parts.append(say("kept"))
    parts.append(say("risk {score}", score=tile.risk))
    return ", ".join(words(part) for part in parts)


def reason_text(reason: Reason) -> Text:
    """Return one link of the chain that explains who may see a photo."""
    if reason.note is not None:
        return reason.note
    audience = AUDIENCES[reason.audience].word
    basis, name = BASES[reason.basis], reason.name
    if not name:
        return say("{basis}: {audience}", basis=basis, audience=audience)
    match reason.basis:
        case Basis.ACCOUNT_SETTING:
            return say("Because of the account’s setting “{name}”: {audience}", name=name, audience=audience)
        case Basis.ALBUM:
            return say("Because of the album “{name}”: {audience}", name=name, audience=audience)
        case _:
            return say("{basis}, “{name}”: {audience}", basis=basis, name=name, audience=audience)


def place_text(place: Place) -> Text:
    """Return where a position is, and how it is known."""
    sources = {
        "file": say("The position is in the file"),
        "network": say("The network holds this position"),
        "place_tag": say("A place tag in the post says so"),
        "album": say("The album says so"),
    }
    return sources.get(place.basis, say("The source says so"))
