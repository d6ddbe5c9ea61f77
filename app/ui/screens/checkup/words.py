"""How a privacy setting reads: its value, whether it is open, how that is known, and where the facts come from."""

from __future__ import annotations

from app.model.account import AccountKind
from app.model.audience import Basis
from app.model.setting import Check, Level, LinkStatus
from app.model.text import Text, say, verbatim
from app.ui.terms import Term
from app.ui.tokens import Tone
from app.ui.wording import day

# What most networks call the values that we know; others are shown as the network writes them.
_VALUES: dict[str, Text] = {
    "public": say("Public"),
    "private": say("Private"),
    "on": say("On"),
    "off": say("Off"),
    "true": say("On"),
    "false": say("Off"),
}

LEVELS: dict[Level, Term] = {
    Level.HIDDEN: Term(
        icon="shield-check",
        word=say("Hidden from strangers"),
        says=say("Every setting at its safest. People whom you let in still see what you show them."),
        tone=Tone.OK,
    ),
    Level.FRIENDS: Term(
        icon="users",
        word=say("Friends see it"),
        says=say("Strangers and scrapers stay out. Friends find you and see everything."),
        tone=Tone.ACCENT,
    ),
    Level.AS_NOW: Term(
        icon="globe",
        word=say("As open as now"),
        says=say("Nothing is changed. The check-up says when a setting moves by itself."),
    ),
}


def value_text(check: Check, value: str) -> Text:
    """Return how a value of a setting reads."""
    named = next((one.says for one in check.values if one.key == value), None)
    return named or _VALUES.get(value) or verbatim(value)


def state(check: Check) -> Term:
    """Return whether a setting is open, in a word with an icon; unknown is never shown as closed."""
    if check.seen is None:
        return Term(icon="circle-help", word=say("Unknown"), says=say("Unknown"), tone=Tone.MEDIUM)
    shown = value_text(check, check.seen)
    if check.asks_only:
        if check.is_safe:
            return Term(icon="flag", word=say("Asks politely"), says=shown)
        return Term(icon="flag", word=shown, says=shown, tone=Tone.MEDIUM)
    if check.is_safe:
        return Term(icon="shield-check", word=shown, says=shown, tone=Tone.OK)
    return Term(icon="shield-alert", word=shown, says=shown, tone=Tone.CRITICAL)


def known_by(check: Check, kind: AccountKind) -> Text:
    """Return how the value is known, and since when."""
    on = day(check.as_of)
    if check.seen is None and check.raw:
        return say("Your export tells it in words that we do not know.")
    if check.seen is None:
        return say("You could not tell on {day}.", day=on) if on else say("Nobody has looked yet.")
    if check.basis is Basis.TOLD:
        return say("You said so on {day}.", day=on)
    if check.basis is Basis.SEEN_BY_US:
        return say("Seen without signing in on {day}.", day=on)
    if kind is AccountKind.IMPORTED:
        return say("As of {day}, from your export.", day=on)
    return say("Read on {day}.", day=on)


def history(check: Check) -> list[Text]:
    """Return the dated changes, as the network's own log tells them, the oldest first."""
    lines: list[Text] = []
    for earlier, later in zip(check.history, check.history[1:], strict=False):
        lines.append(
            say(
                "{value} from {start} until {end}",
                value=value_text(check, earlier.value),
                start=day(earlier.at),
                end=day(later.at),
            )
        )
    if check.history:
        last = check.history[-1]
        lines.append(say("{value} since {start}", value=value_text(check, last.value), start=day(last.at)))
    return lines


def doubts(check: Check) -> list[Text]:
    """Return what is not sure about a setting."""
    told: list[Text] = []
    if check.seen is None and check.raw:
        told.append(say("In the network’s own words: {raw}", raw=verbatim(check.raw)))
    if not check.confirmed:
        told.append(say("From memory, not confirmed: names and places may differ."))
    elif check.link and check.link_status is LinkStatus.RECALLED:
        told.append(say("We could not confirm the page’s address: it may have moved."))
    return told


def facts(check: Check) -> list[Text]:
    """Return where the facts about a setting come from, and how sure they are."""
    told = doubts(check)
    if check.source and check.checked_on is not None:
        told.append(say("Checked on {day}. Source: {source}", day=day(check.checked_on), source=check.source))
    elif check.source:
        told.append(say("Source: {source}", source=check.source))
    return told
