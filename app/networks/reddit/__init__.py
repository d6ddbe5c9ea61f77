"""Reddit, by its data request, and for people who have an API client from before November 2025.

Reddit gives out no new clients.
"""

from __future__ import annotations

from app.model.text import say
from app.networks.network import Network
from app.networks.reddit.archive import read, recognise
from app.networks.reddit.look import LAG, copies, glimpse, sizes
from app.networks.reddit.names import KEY, understand
from app.networks.reddit.own import own
from app.networks.reddit.remove import DELETE
from app.networks.reddit.settings import change, checks
from app.networks.reddit.sign_in import SIGN_IN

NETWORK = Network(
    key=KEY,
    title="Reddit",
    understand=understand,
    glimpse=glimpse,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    change=change,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=(
        say("The pictures themselves: the export holds only links to them."),
        say("Whether the communities that you posted to are open to everybody."),
        say("The pictures of galleries, and your profile picture and banner."),
        say("Which of your posts were removed or deleted since."),
    ),
)
