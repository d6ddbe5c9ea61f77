"""What Meta holds of photos and took out of their files, told as a whole: the facts themselves are not kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say

if TYPE_CHECKING:
    from app.model.text import Text
    from app.networks.container import Tree

# The lists of pictures by their folders. Each tells the same of all its pictures, so the beginnings of some are enough.
_LISTS = re.compile(r"(?:^|/)(?:posts|album|photos_and_videos|stories|reels|media|content)/[^/]+\.json$")
_MOST_LISTS, _HEAD = 40, 64 * 1024
# Field names of "exif_data" as public readers of such exports have them (timelinize, Waultar, read 2026-11).
_ADDRESS = re.compile(rb'"upload_ip"\s*:\s*"[^"]')
_CAMERA = re.compile(
    rb'"(?:camera_make|camera_model|device_id|lens_model|camera_metadata)"\s*:\s*["{]\s*[^"}\s]'
)


def held(tree: Tree, network: str) -> Iterator[Skipped]:
    """Yield what the network knows of how photos were taken and uploaded, as remarks on the whole export.

    `network` is its title, as the person knows it.
    """
    names = [name for name in tree.ending(".json") if _LISTS.search(name)]
    known: dict[re.Pattern[bytes], Text] = {
        _ADDRESS: say(
            "{network} keeps the internet address (IP) from which you uploaded photos. Strangers do not see it, it is not in"
            " the files, and it is not kept here.",
            network=network,
        ),
        _CAMERA: say(
            "{network} keeps with which camera or phone photos were taken, although the files do not tell it any more.",
            network=network,
        ),
    }
    starts = list(_starts(tree, names[:_MOST_LISTS]))
    for mark, why in known.items():
        if any(mark.search(start) for start in starts):
            yield Skipped(where=network, why=why)


def _starts(tree: Tree, names: Iterable[str]) -> Iterator[bytes]:
    for name in names:
        try:
            yield tree.head(name, _HEAD)
        except UnreadableArchive:
            # Why, is told by whoever reads the list itself.
            continue
