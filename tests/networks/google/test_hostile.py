from __future__ import annotations

from pathlib import Path

import pytest

from app.networks import google, youtube
from app.networks.network import Network
from tests.exports.google import CHANNEL, PHOTOS, VIDEOS, YEAR, photo, videos
from tests.exports.instagram import Files, picture
from tests.exports.mutations import stands_everything

SHAPES = Path(__file__).parents[1] / "data" / "google" / "sidecars"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("net", [google.NETWORK, youtube.NETWORK], ids=lambda one: one.title)
def test_whatever_a_takeout_holds_only_photos_checks_and_reasons_come_out(net: Network) -> None:
    files: Files = {
        f"{YEAR}/IMG_2041.jpg": picture(),
        f"{YEAR}/IMG_2041.jpg.supplemental-metadata.json": (SHAPES / "photo.json").read_bytes(),
        f"{PHOTOS}/Lake/IMG_2041.jpg": picture(),
        f"{PHOTOS}/Lake/metadata.json": (SHAPES / "album_old.json").read_bytes(),
        **photo(f"{PHOTOS}/Lake", "b.jpg", 3),
        VIDEOS: videos("dQw0example,61000,A walk,Public,Processed,2020-06-01T11:00:00+00:00,"),
        CHANNEL: b"Channel ID,Channel Title (Original),Channel Visibility\nUC1,Mara,Public\n",
        "Takeout/archive_browser.html": b"mara@mail.example",
    }
    stands_everything(net, files, cases=500)
