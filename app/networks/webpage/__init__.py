"""Any web page: which pictures it hands to machines, and whom it asks to stay away. No script is run."""

from __future__ import annotations

from app.networks.network import Network
from app.networks.webpage.checks import open_checks
from app.networks.webpage.names import KEY, perhaps, understand
from app.networks.webpage.profile import find, photos
from app.networks.webpage.stranger import copies, glimpse, page, sizes

NETWORK = Network(
    key=KEY,
    title="Web page",
    understand=understand,
    perhaps=perhaps,
    find=find,
    photos=photos,
    glimpse=glimpse,
    page=page,
    open_checks=open_checks,
    sizes=sizes,
    copies=copies,
)
