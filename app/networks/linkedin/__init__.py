"""LinkedIn, through the copy of their data that everyone can order: posts and uploaded pictures, as links."""

from app.model.text import say
from app.networks.linkedin.archive import KEY, read, recognise
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="LinkedIn",
    recognise=recognise,
    read=read,
    never_told=(
        say("The pictures themselves: the export holds only links to them."),
        say("Who may see your profile photo and your public profile."),
        say("Whether a post for your “member network” is open to everybody."),
    ),
)
