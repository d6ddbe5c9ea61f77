"""What stands in the way of a letter, in which language it is written, and what to know before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.letters.language import LANGUAGES
from app.model.followup import FollowUpKind
from app.model.law import Law
from app.model.letter import Item, Letter
from app.model.person import Person, Residence
from app.model.problem import ChannelUnchecked, NoChannel, WrongUse
from app.model.recipient import Origin, Recipient, RecipientKind
from app.model.request import Request
from app.model.text import Text, say, say_count


def refuse_unreachable(recipient: Recipient) -> None:
    """Raise NoChannel where a letter would reach nobody. How to reach a person is for those who know them to say."""
    if recipient.servers or recipient.kind is RecipientKind.UPLOADER:
        return
    if recipient.channels and not recipient.operator_unknown:
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


def is_to_be_looked_at(recipient: Recipient, today: date) -> bool:
    """Whether a person should look at a recipient's own page first, and say so: its ways are old, or were never confirmed."""
    if recipient.origin is Origin.OWN or not recipient.channels:
        return False
    return recipient.is_old(today) or not recipient.confirmed


def refuse_unchecked(recipients: Sequence[Recipient], today: date) -> None:
    """Raise ChannelUnchecked, naming those whose page a person should look at before a letter to them is written."""
    unsure = dict.fromkeys(one.name for one in recipients if is_to_be_looked_at(one, today))
    if unsure:
        raise ChannelUnchecked(
            say("How to reach these is old or not confirmed: {names}.", names=", ".join(unsure)),
            say(
                "Look at their pages first. If these are still the ways to reach them, say so with --channel-checked."
            ),
        )


def first_language(wished: str, recipient: Recipient, law: Law | None) -> str:
    """Return the language of a first letter: the one wished for, else the recipient's, else English.

    A recipient's own language counts where letters under the law are written in it: a Japanese company is asked under
    Japanese law in Japanese, and under European law in English. Raises WrongUse for a language that we lack.
    """
    _refuse_unknown(wished)
    own = recipient.language
    is_fitting = own in LANGUAGES and (law is None or not law.languages or own in law.languages)
    return wished or (own if is_fitting else "en")


def following_language(
    wished: str, kind: FollowUpKind, request: Request, law: Law, residence: Residence | None
) -> str:
    """Return the language of a letter that follows: that of the first one, to an authority its own where that is known."""
    _refuse_unknown(wished)
    authority = law.authority_for(residence.country if residence else "")
    own = authority.language if authority is not None and kind is FollowUpKind.COMPLAINT else ""
    return next((one for one in (wished, own, request.language) if one in LANGUAGES), "en")


def warnings(
    letter: Letter, person: Person, recipient: Recipient, items: Sequence[Item], today: date
) -> tuple[Text, ...]:
    """Return what a person should know before they send a letter."""
    found = list[Text]()
    left_out = sum(not (item.seen_on and item.url.startswith("http")) for item in items)
    if recipient.kind is RecipientKind.FACE_SEARCH and left_out:
        found.append(
            say_count(
                "{count} photo is not named in the letter: a face-search company is told no address that strangers "
                "were not seen to open. The letter asks for all photos of you even so.",
                "{count} photos are not named in the letter: a face-search company is told no address that strangers "
                "were not seen to open. The letter asks for all photos of you even so.",
                left_out,
            )
        )
    if not letter.reviewed:
        found.append(
            say(
                "Nobody whose first language this is has read our wording yet. "
                "If you can, let somebody read it before you send it, or choose English."
            )
        )
    if not person.name.strip():
        found.append(say("The letter has no name yet. Write yours under it by hand before you send it."))
    if recipient.kind is not RecipientKind.UPLOADER and recipient.is_old(today):
        found.append(
            say(
                "Nobody has checked the contact of {name} for a year. Look at their page first.",
                name=recipient.name,
            )
        )
    return tuple(found)


def _refuse_unknown(wished: str) -> None:
    if wished and wished not in LANGUAGES:
        raise WrongUse(
            say("Letters cannot be written in “{language}” yet.", language=wished),
            say("Choose one of: {names}.", names=", ".join(LANGUAGES)),
        )
