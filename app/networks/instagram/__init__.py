"""Instagram: the data export that everyone can order, and professional accounts with a token of the person's own."""

from app.model.text import say
from app.networks.glimpse import fetch
from app.networks.instagram.archive import read, recognise
from app.networks.instagram.live import SIGN_IN, own
from app.networks.instagram.names import KEY, understand
from app.networks.network import Network
from app.networks.signed_links import copies, sizes

NETWORK = Network(
    key=KEY,
    title="Instagram",
    understand=understand,
    glimpse=fetch,
    sizes=sizes,
    copies=copies,
    sign_in=SIGN_IN,
    own=own,
    recognise=recognise,
    read=read,
    never_told=(
        say("Who may see a single post; only the setting of the whole account is told."),
        say("Which stories are kept as highlights on your profile, or were for close friends only."),
        say("Who else tagged you, and whom you tagged: only names written into captions are there."),
        say("The places you chose for posts, and the addresses of the posts."),
    ),
)
