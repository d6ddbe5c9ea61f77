"""Mastodon and the servers that speak its language: GoToSocial, Pixelfed, Friendica, Akkoma, Pleroma, Takahē."""

from __future__ import annotations

from app.networks.mastodon.account import find
from app.networks.mastodon.listing import photos
from app.networks.mastodon.names import KEY, understand
from app.networks.mastodon.stranger import glimpse
from app.networks.network import Network

NETWORK = Network(key=KEY, title="Mastodon", understand=understand, find=find, photos=photos, glimpse=glimpse)
