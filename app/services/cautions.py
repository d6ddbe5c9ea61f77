"""What stops a letter, and what a person should know before they send one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.model.letter import Item
from app.model.person import Person
from app.model.problem import NoChannel
from app.model.recipient import Recipient, RecipientKind
from app.model.text import Text, say, say_count


def refuse_unreachable(recipient: Recipient) -> None:
    """Raise NoChannel, with what to do instead, where no letter reaches a recipient: an address is never guessed."""
    if recipient.servers or (recipient.channels and not recipient.operator_unknown):
        return
    if recipient.operator_unknown:
        raise NoChannel(
            say("Nobody knows who runs {name}, so a letter would reach nobody.", name=recipient.name),
            say(
                "Close the photos at their source, so that nobody can take them again. Your authority takes complaints."
            ),
        )
    raise NoChannel(
        say("No way to write to {name} is known.", name=recipient.name),
        say(
            "We do not guess addresses. Close the photos at their source instead, so that nobody can take them again."
        ),
    )


def cautions(person: Person, recipient: Recipient, items: Sequence[Item], today: date) -> tuple[Text, ...]:
    """Return what the person should know before they send a letter."""
    warnings = list[Text]()
    left_out = sum(not (item.seen_on and item.url.startswith("http")) for item in items)
    if recipient.kind is RecipientKind.FACE_SEARCH and left_out:
        warnings.append(
            say_count(
                "{count} photo is not named in the letter: a face-search company is told no address that strangers "
                "were not seen to open. The letter asks for all photos of you even so.",
                "{count} photos are not named in the letter: a face-search company is told no address that strangers "
                "were not seen to open. The letter asks for all photos of you even so.",
                left_out,
            )
        )
    if not person.name.strip():
        warnings.append(say("The letter has no name yet. Write yours under it by hand before you send it."))
    if recipient.is_old(today):
        warnings.append(
            say(
                "Nobody has checked the contact of {name} for a year. Look at their page first.",
                name=recipient.name,
            )
        )
    return tuple(warnings)
