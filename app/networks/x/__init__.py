"""X, with an app of the person's own: every question costs money, so it stops at the limit that the person set."""

from __future__ import annotations

from app.networks.network import Network
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
)
