"""The words, icons and tones for who may see a photo, what a stranger got, and how much something matters."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.audience import Audience, Basis
from app.model.filter import Order
from app.model.finding import FindingKind, Severity
from app.model.fix import Action, Where
from app.model.inspection import Band
from app.model.request import State
from app.model.sign_in import Power
from app.model.stranger import Reach, Verdict
from app.model.text import Text, say
from app.ui.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: an icon, a short word, a longer sentence, and a tone."""

    icon: str
    word: Text
    says: Text
    tone: Tone = Tone.PLAIN


AUDIENCES: dict[Audience, Term] = {
    Audience.PUBLIC: Term(
        icon="globe", word=say("Everyone"), says=say("Everyone, without signing in"), tone=Tone.CRITICAL
    ),
    Audience.UNLISTED: Term(
        icon="link",
        word=say("Everyone with the link"),
        says=say("Everyone who has the link"),
        tone=Tone.CRITICAL,
    ),
    Audience.FOLLOWERS: Term(
        icon="users", word=say("Followers"), says=say("Your followers"), tone=Tone.MEDIUM
    ),
    Audience.FRIENDS_OF_FRIENDS: Term(
        icon="users", word=say("Friends of friends"), says=say("Friends of your friends"), tone=Tone.HIGH
    ),
    Audience.FRIENDS: Term(
        icon="user-check", word=say("Friends"), says=say("Your friends"), tone=Tone.ACCENT
    ),
    Audience.CUSTOM: Term(
        icon="list", word=say("Chosen people"), says=say("People you chose"), tone=Tone.ACCENT
    ),
    Audience.DIRECT: Term(
        icon="mail", word=say("Recipients"), says=say("Those it was sent to"), tone=Tone.ACCENT
    ),
    Audience.ONLY_ME: Term(icon="lock", word=say("Only you"), says=say("Nobody but you"), tone=Tone.OK),
    Audience.UNKNOWN: Term(
        icon="shield-question-mark",
        word=say("Unknown"),
        says=say("Nobody told us. That does not mean private."),
        tone=Tone.MEDIUM,
    ),
}

BASES: dict[Basis, Text] = {
    Basis.ITEM: say("The post itself says so"),
    Basis.ALBUM: say("Its album says so"),
    Basis.SHARE_LINK: say("A link to share it exists"),
    Basis.ACCOUNT_SETTING: say("The account’s setting says so"),
    Basis.NETWORK_RULE: say("This network shows every post to everyone"),
    Basis.SEEN_BY_US: say("We saw it"),
    Basis.TOLD: say("You said so"),
    Basis.NONE: say("Nothing tells"),
}

REACHES: dict[Reach, Term] = {
    Reach.REACHABLE: Term(
        icon="eye",
        word=say("A stranger gets it"),
        says=say("We got the file without signing in"),
        tone=Tone.CRITICAL,
    ),
    Reach.LOGIN_WALL: Term(
        icon="lock", word=say("Sign-in asked"), says=say("The network asked us to sign in"), tone=Tone.OK
    ),
    Reach.GONE: Term(
        icon="circle-check", word=say("Gone"), says=say("The file is no longer there"), tone=Tone.OK
    ),
    Reach.COULD_NOT_LOOK: Term(
        icon="circle-help",
        word=say("Could not look"),
        says=say("We could not look. That does not mean private."),
        tone=Tone.MEDIUM,
    ),
}

SEVERITIES: dict[Severity, Term] = {
    Severity.CRITICAL: Term(
        icon="triangle-alert", word=say("Critical"), says=say("Critical exposure"), tone=Tone.CRITICAL
    ),
    Severity.HIGH: Term(icon="circle-alert", word=say("High"), says=say("High exposure"), tone=Tone.HIGH),
    Severity.MEDIUM: Term(icon="info", word=say("Medium"), says=say("Medium exposure"), tone=Tone.MEDIUM),
    Severity.LOW: Term(icon="shield-check", word=say("Low"), says=say("Low exposure"), tone=Tone.OK),
}

FINDING_ICONS: dict[FindingKind, str] = {
    FindingKind.OPEN: "globe",
    FindingKind.REACH_UNKNOWN: "shield-question-mark",
    FindingKind.DISAGREEMENT: "shield-alert",
    FindingKind.FACE: "scan-face",
    FindingKind.PLACE: "map-pin",
    FindingKind.PLACE_KNOWN: "map-pin",
    FindingKind.CAMERA: "camera",
    FindingKind.SERIAL: "camera",
    FindingKind.OWNER: "user-round",
    FindingKind.SOFTWARE: "pen-line",
    FindingKind.THUMBNAIL: "image",
    FindingKind.TAGGED: "tag",
    FindingKind.CODE: "qr-code",
    FindingKind.HISTORY: "clock",
    FindingKind.UNREADABLE: "image-off",
}

FINDING_WORDS: dict[FindingKind, Text] = {
    FindingKind.OPEN: say("Open to strangers"),
    FindingKind.REACH_UNKNOWN: say("Audience not known"),
    FindingKind.DISAGREEMENT: say("Open although it should be closed"),
    FindingKind.FACE: say("A face"),
    FindingKind.PLACE: say("A place"),
    FindingKind.PLACE_KNOWN: say("A place"),
    FindingKind.CAMERA: say("The camera"),
    FindingKind.SERIAL: say("A serial number"),
    FindingKind.OWNER: say("The owner’s name"),
    FindingKind.SOFTWARE: say("The software"),
    FindingKind.THUMBNAIL: say("A hidden small picture"),
    FindingKind.TAGGED: say("Names of people"),
    FindingKind.CODE: say("A code"),
    FindingKind.HISTORY: say("Its history"),
    FindingKind.UNREADABLE: say("An unreadable file"),
}
"""What is given away, in words that name nobody and no place: for a screen that others see."""

BANDS: dict[Band, Term] = {
    Band.SEARCHABLE: Term(
        icon="scan-face", word=say("Searchable"), says=say("Large enough for face search"), tone=Tone.CRITICAL
    ),
    Band.MAYBE: Term(
        icon="scan-face", word=say("Maybe"), says=say("Perhaps large enough for face search"), tone=Tone.HIGH
    ),
    Band.UNLIKELY: Term(
        icon="scan-face", word=say("Small"), says=say("Probably too small for face search"), tone=Tone.PLAIN
    ),
}

ORDERS: dict[Order, Text] = {
    Order.RISK: say("Riskiest first"),
    Order.NEWEST: say("Newest first"),
    Order.OLDEST: say("Oldest first"),
}

STATES: dict[State, Term] = {
    State.DRAFT: Term(icon="pen-line", word=say("Draft"), says=say("Written, not sent yet")),
    State.SENT: Term(
        icon="send", word=say("Sent"), says=say("Sent, waiting for an answer"), tone=Tone.ACCENT
    ),
    State.BOUNCED: Term(
        icon="undo-2", word=say("Came back"), says=say("It could not be delivered"), tone=Tone.CRITICAL
    ),
    State.ACKNOWLEDGED: Term(
        icon="check", word=say("Received"), says=say("They confirmed that they have it"), tone=Tone.ACCENT
    ),
    State.WANTS_MORE: Term(
        icon="circle-help", word=say("Wants more"), says=say("They ask for something"), tone=Tone.HIGH
    ),
    State.EXTENDED: Term(
        icon="hourglass", word=say("Extended"), says=say("They took more time"), tone=Tone.MEDIUM
    ),
    State.NO_MATCH: Term(
        icon="search", word=say("No match"), says=say("They say that they hold nothing"), tone=Tone.MEDIUM
    ),
    State.PARTLY: Term(
        icon="circle-alert", word=say("Partly"), says=say("They did a part of it"), tone=Tone.MEDIUM
    ),
    State.REFUSED: Term(icon="circle-x", word=say("Refused"), says=say("They said no"), tone=Tone.CRITICAL),
    State.DONE: Term(
        icon="circle-check", word=say("Done"), says=say("They say that it is done"), tone=Tone.OK
    ),
    State.COMPLAINED: Term(
        icon="scale", word=say("Complaint"), says=say("A complaint was made"), tone=Tone.ACCENT
    ),
    State.WITHDRAWN: Term(icon="x", word=say("Withdrawn"), says=say("You withdrew it")),
    State.VERIFIED_GONE: Term(
        icon="shield-check", word=say("Gone"), says=say("We looked again, and it is gone"), tone=Tone.OK
    ),
}

# A score is worded like its heaviest kind of finding; the steps are those of the severities, on 0 to 100.
_EXPOSURES = ((70, Severity.CRITICAL), (45, Severity.HIGH), (20, Severity.MEDIUM), (0, Severity.LOW))


def exposure_term(score: int) -> Term:
    """Return the word and the tone for a score from 0 to 100."""
    return SEVERITIES[next(severity for least, severity in _EXPOSURES if score >= least)]


VERDICTS: dict[Verdict, Term] = {
    Verdict.GONE: Term(
        icon="circle-check", word=say("Gone"), says=say("A stranger no longer gets it"), tone=Tone.OK
    ),
    Verdict.STILL_THERE: Term(
        icon="eye", word=say("Still there"), says=say("A stranger still gets it"), tone=Tone.CRITICAL
    ),
    Verdict.TOO_EARLY: Term(
        icon="hourglass",
        word=say("Too early to tell"),
        says=say("Still served, as this network is known to do for a while"),
        tone=Tone.MEDIUM,
    ),
    Verdict.COULD_NOT_LOOK: Term(
        icon="circle-help",
        word=say("Could not look"),
        says=say("We could not look. That does not mean gone."),
        tone=Tone.MEDIUM,
    ),
}

WHERES: dict[Where, Text] = {
    Where.PAGE: say("The page of the post"),
    Where.FILE: say("The file"),
    Where.SIZE: say("The file in another size"),
    Where.COPY: say("A copy at another server"),
}

POWERS: dict[Power, Term] = {
    Power.READ: Term(icon="eye", word=say("May read"), says=say("See your photos and settings")),
    Power.CHANGE: Term(
        icon="pen-line", word=say("May change"), says=say("Change settings and who may see a photo")
    ),
    Power.DELETE: Term(icon="trash-2", word=say("May delete"), says=say("Delete photos, one by one")),
}

ACTIONS: dict[Action, Term] = {
    Action.HIDE: Term(icon="eye-off", word=say("Hide"), says=say("Hide photos")),
    Action.DELETE: Term(icon="trash-2", word=say("Delete"), says=say("Delete photos"), tone=Tone.CRITICAL),
}

NETWORKS: dict[str, str] = {
    "bluesky": "Bluesky",
    "mastodon": "Fediverse",
    "deviantart": "DeviantArt",
    "google": "Google Photos",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "vk": "VK",
    "whatsapp": "WhatsApp",
    "youtube": "YouTube",
    "folder": "",
}


def network_name(key: str) -> Text | str:
    """Return a network's name as people know it; a folder on this computer has one in words."""
    return NETWORKS.get(key, key.title()) or say("Folder on this computer")
