"""Snapchat, through the data export that everyone can order; nothing is listed without signing in."""

from app.model.text import say
from app.networks.network import Network
from app.networks.snapchat.archive import read, recognise
from app.networks.snapchat.memories import KEY
from app.networks.snapchat.names import understand

NETWORK = Network(
    key=KEY,
    title="Snapchat",
    understand=understand,
    recognise=recognise,
    read=read,
    never_told=(
        say("Who saw or saved a snap, and what friends photographed of you."),
        say("Snaps that were sent and deleted."),
        say("Pictures in chats, which are not read here."),
    ),
)
