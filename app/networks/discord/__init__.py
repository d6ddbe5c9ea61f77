"""Discord, through the data package that everyone can order: the avatar, never messages."""

from app.model.text import say
from app.networks.discord.archive import KEY, read, recognise
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Discord",
    recognise=recognise,
    read=read,
    never_told=(
        say(
            "Pictures in messages, which are not read here. Those in public servers can be seen by everyone there."
        ),
        say("Avatars that you had before, your banner, and those you use in single servers."),
    ),
)
