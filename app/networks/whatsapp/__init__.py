"""WhatsApp, through the account report that everyone can order: the profile picture, never chats."""

from app.model.text import say
from app.networks.network import Network
from app.networks.whatsapp.archive import KEY, read, recognise

NETWORK = Network(
    key=KEY,
    title="WhatsApp",
    recognise=recognise,
    read=read,
    never_told=(
        say("Pictures in chats and in your status, which are not read here."),
        say("Profile pictures that you had before."),
    ),
)
