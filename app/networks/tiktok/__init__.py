"""TikTok, through the data export that everyone can order; nothing is listed without signing in."""

from app.model.text import say
from app.networks.network import Network
from app.networks.tiktok.archive import read, recognise
from app.networks.tiktok.names import KEY, understand

NETWORK = Network(
    key=KEY,
    title="TikTok",
    understand=understand,
    recognise=recognise,
    read=read,
    never_told=(
        say(
            "The films and pictures themselves: the export holds only links to them, which end after some days."
        ),
        say("Who else is in a film, and who copied it by Duet, Stitch or download."),
        say("Where a film was made, other than the name of a place that you chose."),
    ),
)
