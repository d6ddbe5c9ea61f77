"""The words for what recipients are, what they ask for, and what one should not send them."""

from __future__ import annotations

from app.model.recipient import ChannelKind, RecipientKind
from app.model.text import Text, say

KINDS: dict[RecipientKind, tuple[str, Text]] = {
    RecipientKind.FACE_SEARCH: ("scan-face", say("Face search")),
    RecipientKind.PLATFORM: ("users", say("Network")),
    RecipientKind.SEARCH_ENGINE: ("search", say("Search engine")),
    RecipientKind.BROKER: ("database", say("Data broker")),
    RecipientKind.AI_DATASET: ("sparkles", say("Pictures for training")),
    RecipientKind.ARCHIVE: ("archive", say("Archive")),
    RecipientKind.COMPANY: ("building-2", say("Company")),
    RecipientKind.UPLOADER: ("user", say("Somebody who posted")),
}
CHANNELS: dict[ChannelKind, tuple[str, Text]] = {
    ChannelKind.EMAIL: ("mail", say("E-mail")),
    ChannelKind.FORM: ("file-text", say("Web form")),
    ChannelKind.POST: ("stamp", say("Post")),
}
_SENT: dict[str, Text] = {
    "face_photo": say("a photo of your face"),
    "gov_id": say("an identity document"),
    "phone": say("a telephone number"),
}


def sent(key: str) -> Text | str:
    """Return what is asked for in words; a key without words as it stands in the data."""
    return _SENT.get(key, key.replace("_", " "))
