"""The files of an X archive by the post that they belong to, and the pictures of the profile."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.model.audience import UNKNOWN
from app.model.photo import MediaState, Photo, PhotoKind
from app.model.problem import UnreadableArchive
from app.networks.exports import last
from app.networks.fields import address
from app.networks.pictures import HEAD, is_named_film, is_named_picture, picture_kind
from app.networks.portraits import portrait
from app.networks.x.names import KEY, SITE

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.x.owner import Owner

# A file is called by the number of its post (or, for the profile, of the account), and the last part of its address.
_FILE: Final = re.compile(r"^(?P<number>\d{1,20})-(?P<rest>.+)$")
_MESSAGES: Final = re.compile(r"(?:^|/)direct_messages?(?:_group)?(?:_media)?/")
_PROFILE: Final = re.compile(r"(?:^|/)profile_media/")
_OTHERS: Final = re.compile(r"(?:^|/)(?:moments|ads|grok|spaces|periscope|professional)\w*/")


class Shelf:
    """The files of the archive, looked up by post; films and messages are counted, not read."""

    def __init__(self, tree: Tree, owner: Owner) -> None:
        self.tree = tree
        self.owner = owner
        self.films = 0
        self.private = 0
        self.seen: set[str] = set()
        self.posts: set[str] = set()
        self.profile: dict[str, str] = {}
        self._files: dict[str, dict[str, str]] = defaultdict(dict)
        for name in tree.names():
            self._put(name)

    def _put(self, name: str) -> None:
        file = last(name)
        match = _FILE.match(file)
        if _MESSAGES.search(name):
            self.private += is_named_picture(name) or is_named_film(name)
        elif match is None or _OTHERS.search(name):
            return
        elif _PROFILE.search(name):
            self.profile.setdefault(file, name)
        else:
            self._files[match["number"]].setdefault(match["rest"], name)

    def file(self, number: str, url: str) -> str | None:
        """Return the file of a post's picture or film, by the last part of its address; None where it is not there."""
        return self._files.get(number, {}).get(_tail(url))

    def left(self, number: str, taken: set[str]) -> list[str]:
        """Return the pictures of a post that no address has claimed, in the order of their names."""
        files = self._files.get(number, {})
        return sorted(name for name in files.values() if name not in taken and is_named_picture(name))


def expected(number: str, url: str) -> str:
    """Return the name that the file of an address would have."""
    return f"{number}-{_tail(url)}"


def _tail(url: str) -> str:
    return re.split(r"[?#]", url, maxsplit=1)[0].rpartition("/")[2]


def portraits(shelf: Shelf, as_of: datetime | None) -> Iterator[Photo]:
    """Yield avatar and banner, which stay open even on a protected account, then other pictures of the profile."""
    owner = shelf.owner
    claimed: set[str] = set()
    for kind, url in (
        (PhotoKind.AVATAR, address(owner.avatar, SITE)),
        (PhotoKind.BANNER, address(owner.banner, SITE)),
    ):
        if not url or "default_profile" in url:
            continue
        wanted = expected(owner.account.remote_id, url)
        plain = wanted.replace("_normal.", ".")
        name = shelf.profile.get(wanted) or shelf.profile.get(plain) or _without_ending(shelf, wanted)
        claimed.add(name or "")
        hung = portrait(owner.account, kind, url.replace("_normal.", "."), as_of, preview=url)
        state = MediaState.REMOTE if name is None else MediaState.PRESENT
        yield replace(hung, media_state=state, source_path=name or "")
    for file, name in shelf.profile.items():
        if name not in claimed and _is_picture(shelf.tree, name):
            yield Photo(
                account=owner.account.id,
                network=KEY,
                key=f"profile_media/{file}",
                kind=PhotoKind.OLD_AVATAR,
                visibility=UNKNOWN,
                media_state=MediaState.PRESENT,
                source_path=name,
            )


def _without_ending(shelf: Shelf, wanted: str) -> str | None:
    """Return the file of a banner, whose address has no ending though its file may have one."""
    found = [name for file, name in shelf.profile.items() if file.rpartition(".")[0] == wanted]
    return found[0] if len(found) == 1 else None


def _is_picture(tree: Tree, name: str) -> bool:
    try:
        return picture_kind(tree.head(name, HEAD)) is not None
    except UnreadableArchive:
        return False
