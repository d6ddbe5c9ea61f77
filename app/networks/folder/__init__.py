"""A folder of pictures on this computer, or an archive of them: nobody's network, and no audience is known."""

from app.model.text import say
from app.networks.folder.archive import KEY, read, recognise
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Folder",
    recognise=recognise,
    read=read,
    never_told=(
        say("Where else these pictures were posted, and who can see them there."),
        say("Who is in them."),
    ),
)
