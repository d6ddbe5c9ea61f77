"""Google Photos, through the Takeout export that everyone can order; nothing is asked over the network."""

from app.model.text import say
from app.networks.google.archive import read, recognise
from app.networks.google.facts import KEY
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Google Photos",
    recognise=recognise,
    read=read,
    never_told=(
        say("Who may see a photo or an album, and which albums were shared by a link."),
        say("Whether Google linked faces to names that you did not give yourself."),
        say("Pictures in Drive, Gmail, Chat and on your profile."),
    ),
)
