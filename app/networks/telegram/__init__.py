"""Telegram, through the export of its desktop program: profile pictures and stories, never chats."""

from app.model.text import say
from app.networks.network import Network
from app.networks.telegram.archive import KEY, read, recognise

NETWORK = Network(
    key=KEY,
    title="Telegram",
    recognise=recognise,
    read=read,
    never_told=(
        say("Who may see your profile pictures and stories."),
        say("Pictures in chats, groups and channels, which are not read here."),
    ),
)
