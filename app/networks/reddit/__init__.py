"""Reddit, for people who have an API client from before November 2025: Reddit gives out no new ones."""

from __future__ import annotations

from app.networks.network import Network
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
)
