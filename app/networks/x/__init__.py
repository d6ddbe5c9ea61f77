"""X: the archive that everyone can order, and an app of the person's own, where every question costs money."""

from __future__ import annotations

from app.model.text import say
from app.networks.network import Network
from app.networks.x.archive import read, recognise
from app.networks.x.look import LAG, copies, glimpse, sizes
from app.networks.x.names import KEY, understand
from app.networks.x.own import own
from app.networks.x.remove import DELETE
from app.networks.x.settings import checks
from app.networks.x.sign_in import SIGN_IN

NETWORK = Network(
    key=KEY,
    title="X",
    understand=understand,
    glimpse=glimpse,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=(
        say("Who could see a single post; only whether all your posts are protected is told."),
        say("Whom you tagged in a photo, and photos of others that you are tagged in."),
        say("Who quoted, saved or copied your posts."),
    ),
)
