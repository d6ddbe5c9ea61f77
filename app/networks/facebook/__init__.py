"""Facebook, with a token of the person's own Meta app: it shows photos and who may see them, and changes nothing."""

from __future__ import annotations

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
)
