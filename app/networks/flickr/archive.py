"""Read a Flickr export: one JSON file for each photo in some of its parts, the pictures in others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.photo import MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.text import say, say_count
from app.networks.exports import clock, films_left, last, opened
from app.networks.fields import record, text
from app.networks.flickr import told
from app.networks.flickr.joining import Joined, join
from app.networks.flickr.names import KEY, SITE, alias, member
from app.networks.flickr.photos import photo_id
from app.networks.flickr.settings import exported, licence
from app.networks.pictures import is_named_film, is_named_picture

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.container import Tree
    from app.networks.network import Imported

_PHOTO = re.compile(r"^photo_([0-9]{1,20})(?: ?\([0-9]{1,3}\))?\.json$", re.IGNORECASE)
_PROFILE = "account_profile.json"
_PAGE = re.compile(r"flickr\.com/(?:people|photos)/(?P<name>[A-Za-z0-9_@-]{1,60})/?")
_MOST_LOOKED_INTO = 5
_LONGEST_NAME = 200
_MOST_IN_ALBUMS = 1_000_000


def recognise(tree: Tree) -> bool:
    """Whether this is a Flickr export, or a part with the details of photos; its pictures alone tell nothing."""
    if any(_is_profile(tree, name) for name in tree.find(_PROFILE)):
        return True
    listed = [name for name in tree.documents if _PHOTO.match(last(name))]
    return any(_is_photo(tree, name) for name in listed[:_MOST_LOOKED_INTO])


def _is_profile(tree: Tree, name: str) -> bool:
    profile = record(opened(tree, name, []))
    return bool(member(profile.get("nsid"))) or "screen_name" in profile


def _is_photo(tree: Tree, name: str) -> bool:
    one = record(opened(tree, name, []))
    return "photopage" in one or {"date_imported", "privacy"} <= one.keys()


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, then each photo with its own audience, then settings, and what is missing."""
    troubles: list[Skipped] = []
    files = {match[1]: name for name in tree.documents if (match := _PHOTO.match(last(name)))}
    profile, as_of = _profile(tree, troubles)
    account = _account(tree, profile, next(iter(files.values()), ""))
    yield account
    reader = _Reader(tree=tree, account=account, joined=_joined(tree, files))
    reader.albums.update(_albums(tree, troubles))
    for key, name in files.items():
        yield reader.photo(key, record(opened(tree, name, troubles)), tree.modified(name))
    yield from reader.alone()
    privacy = text(record(profile.get("settings")).get("privacy"), 60)
    if privacy:
        yield exported(account.id, privacy, as_of)
    if reader.licences:
        yield licence(account.id, reader.licences, as_of)
    yield from _lost_details(reader.albums, files)
    yield from reader.left()
    yield from dict.fromkeys(troubles)


def _profile(tree: Tree, troubles: list[Skipped]) -> tuple[Mapping[str, object], datetime | None]:
    for name in tree.find(_PROFILE):
        profile = record(opened(tree, name, troubles))
        if profile:
            return profile, tree.modified(name)
    return {}, None


def _account(tree: Tree, profile: Mapping[str, object], first: str) -> Account:
    """Return the account, named as a sign-in names it: by the name in its address, else by its number."""
    nsid = member(profile.get("nsid"))
    pages = [profile.get("profile_url")]
    if first:
        pages.append(record(opened(tree, first, [])).get("photopage"))
    named = next((match["name"] for page in pages if (match := _PAGE.search(text(page, 300)))), "")
    known = alias(named) or nsid or member(named)
    handle = known or (tree.origin[0].stem if tree.origin else "") or "flickr"
    return Account(
        id=account_id(KEY, handle[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle[:_LONGEST_NAME],
        name=told.words(profile.get("real_name"), _LONGEST_NAME)
        or told.words(profile.get("screen_name"), _LONGEST_NAME),
        remote_id=nsid or member(named),
        url=f"{SITE}/photos/{known}/" if known else "",
    )


def _joined(tree: Tree, files: Mapping[str, str]) -> Joined:
    return join((name for name in tree.names() if is_named_picture(name) or is_named_film(name)), files)


def _albums(tree: Tree, troubles: list[Skipped]) -> Mapping[str, str]:
    """Return the title of the (first) album of each photo."""
    found: dict[str, str] = {}
    for name in tree.find("albums.json"):
        for title, photos in told.album_titles(opened(tree, name, troubles)):
            for one in photos:
                if len(found) < _MOST_IN_ALBUMS and (key := photo_id(one)):
                    found.setdefault(key, title)
    return found


@dataclass(slots=True)
class _Reader:
    """Makes photos of what is told, and counts what the person should hear of."""

    tree: Tree
    account: Account
    joined: Joined
    albums: dict[str, str] = field(default_factory=dict[str, str])
    licences: Counter[str] = field(default_factory=Counter[str])
    scaled: int = 0
    films: int = 0

    def photo(self, key: str, one: Mapping[str, object], as_of: datetime | None) -> Photo:
        """Return one photo; of a film, the still picture that stands for it."""
        member_name = self.joined.files.get(key, "")
        original = told.own_address(one.get("original"))
        is_film = is_named_film(member_name or original)
        spot, is_scaled = told.place(one)
        self.scaled += is_scaled
        self.films += is_film
        self.licences[text(one.get("license"), 100)] += 1
        state = MediaState.PRESENT if member_name else MediaState.MISSING
        return Photo(
            account=self.account.id,
            network=KEY,
            key=key,
            kind=PhotoKind.VIDEO_STILL if is_film else PhotoKind.PHOTO,
            url=told.own_address(one.get("photopage")) or self._page(key),
            media_url="" if is_named_film(original) else original,
            caption=told.caption(one),
            album=self.albums.get(key, ""),
            taken_at=told.taken(one),
            posted_at=clock(one.get("date_imported")),
            visibility=told.visibility(one, as_of),
            place=spot,
            people=tuple(Tagged(name=name, basis="tag") for name in told.people(one)),
            media_state=MediaState.REMOTE if is_film else state,
            source_path="" if is_film else member_name or last(original) or f"{key}_o",
        )

    def alone(self) -> Iterator[Photo]:
        """Yield pictures of photos of which nothing is told, as where a part with details was left out."""
        for key, name in self.joined.alone.items():
            if is_named_film(name):
                self.films += 1
                continue
            yield Photo(
                account=self.account.id,
                network=KEY,
                key=key,
                url=self._page(key),
                media_state=MediaState.PRESENT,
                source_path=name,
            )

    def _page(self, key: str) -> str:
        return f"{self.account.url}{key}/" if self.account.url else ""

    def left(self) -> Iterator[Skipped]:
        """Say which files are nobody's, and what was read with less than full certainty."""
        joined = self.joined
        for names, why in (
            (joined.doubtful, say("The name fits several photos, so it was given to none.")),
            (joined.copies, say("Another file of the export is of the same photo; that one was read.")),
            (joined.nameless, say("The name tells no photo of the export.")),
        ):
            yield from (Skipped(where=name, why=why) for name in names)
        if self.scaled:
            why = say_count(
                "The place of {count} photo is written as a whole number, which we took for millionths of a degree. "
                "Look at the map whether it is right.",
                "The places of {count} photos are written as whole numbers, which we took for millionths of a degree. "
                "Look at the map whether they are right.",
                self.scaled,
            )
            yield Skipped(where="Flickr", why=why)
        if self.films:
            why = films_left(self.films)
            yield Skipped(where="Flickr", why=why)


def _lost_details(albums: Mapping[str, str], files: Mapping[str, str]) -> Iterator[Skipped]:
    count = len(albums.keys() - files.keys())
    if count:
        why = say_count(
            "{count} photo in the albums has no details here. Is a part of the export missing?",
            "{count} photos in the albums have no details here. Is a part of the export missing?",
            count,
        )
        yield Skipped(where="albums.json", why=why)
