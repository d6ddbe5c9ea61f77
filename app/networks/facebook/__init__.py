"""Facebook: the data export that everyone can order, and a token of the person's own Meta app, which changes nothing."""

from __future__ import annotations

from app.model.text import say
from app.networks.facebook.archive import read, recognise
from app.networks.facebook.names import KEY
from app.networks.facebook.own import own
from app.networks.facebook.sign_in import SIGN_IN
from app.networks.glimpse import fetch
from app.networks.network import Network
from app.networks.signed_links import copies, sizes

NETWORK = Network(
    key=KEY,
    title="Facebook",
    glimpse=fetch,
    sizes=sizes,
    copies=copies,
    sign_in=SIGN_IN,
    own=own,
    recognise=recognise,
    read=read,
    never_told=(
        say("Who may see a single post or album; only who sees your future posts is told."),
        say("Photos that others posted of you, and where they tagged you."),
        say("Which of your posts a list of people, or somebody with a link, can see."),
        say("The addresses of your photos, so that we can look at them as a stranger."),
    ),
)
