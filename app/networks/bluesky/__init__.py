"""Bluesky, and every other server that speaks the AT Protocol."""

from __future__ import annotations

from app.networks.bluesky.account import find
from app.networks.bluesky.listing import photos
from app.networks.bluesky.names import KEY, understand
from app.networks.bluesky.stranger import glimpse
from app.networks.network import Network

NETWORK = Network(key=KEY, title="Bluesky", understand=understand, find=find, photos=photos, glimpse=glimpse)
