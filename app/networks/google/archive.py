"""Read Google Photos out of a Takeout export, in whatever language and however many parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Reason, Visibility, effective
from app.model.photo import Existence, MediaState, Photo, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.exports import films_left, last
from app.networks.google import names
from app.networks.google.facts import KEY, Facts
from app.networks.google.library import Folder, Item, Library, folders_of
from app.networks.pictures import HEAD, is_named_film, is_named_picture, is_raw, picture_kind
from app.networks.takeout import address, owner

if TYPE_CHECKING:
    from app.model.inspection import Place
    from app.networks.container import Tree
    from app.networks.network import Imported

# The folders by year seldom have a file of their own. Where they do, it repeats their name, or a date in old exports.
# The words are recalled; a folder in another language counts as an album, which changes nothing but its title.
_BY_YEAR = re.compile(
    r"^(?:(?:photos from|photos de|fotos von|fotos de|foto del|foto da|foto's uit|фото за|bilder från|zdjęcia z)\s*)?"
    r"(?:18|19|20)\d\d(?:-\d\d-\d\d.*|年の写真|年的照片|년의 사진)?$",
    re.IGNORECASE,
)


def recognise(tree: Tree) -> bool:
    """Whether this is a Takeout export with Google Photos in it, or a part of one."""
    return bool(folders_of(tree))


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, then each photo once, then what is missing or could not be read."""
    account = _account(tree)
    troubles: list[Skipped] = []
    yield account
    yield from _photos(tree, account, troubles)
    yield from dict.fromkeys(troubles)


def _photos(tree: Tree, account: Account, troubles: list[Skipped]) -> Iterator[Photo | Skipped]:
    library = Library(tree, troubles)
    reader = _Reader(tree, account, {folder.name: folder for folder in library.folders})
    for items in library.same_photo():
        yield from reader.photo(items)
    for folder in library.folders:
        for sidecar, facts in folder.absent.items():
            yield reader.absent(folder, sidecar, facts)
    if reader.films:
        told = films_left(reader.films)
        yield Skipped(where="Google Photos", why=told)


def _account(tree: Tree) -> Account:
    """Return the account, with the name that the export gives it."""
    mail = address(tree)
    handle = owner(tree)
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        url="https://photos.google.com/" if mail else "",
    )


@dataclass(slots=True)
class _Reader:
    """Makes photos of files; films are counted, not read."""

    tree: Tree
    account: Account
    folders: dict[str, Folder]
    films: int = 0
    keys: set[str] = field(default_factory=set[str])

    def photo(self, items: Sequence[Item]) -> Iterator[Photo | Skipped]:
        """Yield the photo that these files are copies of, or why it is none."""
        main = min(items, key=lambda one: (self._is_album(one.folder), one.facts is None, one.path))
        if is_named_film(main.path) or names.extension(main.path) in names.FILMS:
            self.films += 1
            return
        why = self._no_picture(main.path)
        if why is None:
            yield self._photo(main, items)
        elif isinstance(why, Skipped):
            yield why

    def _no_picture(self, path: str) -> Skipped | bool | None:
        """Return None for a picture, why a file is none, or True where nobody would take it for one."""
        if is_raw(path):
            return Skipped(where=path, why=say("Unfinished camera files (RAW) cannot be looked at yet."))
        try:
            if picture_kind(self.tree.head(path, HEAD)) is not None:
                return None
        except UnreadableArchive as problem:
            return Skipped(where=path, why=problem.says)
        if is_named_picture(path):
            return Skipped(where=path, why=say("The file has the name of a picture, but it is none."))
        return True

    def _photo(self, main: Item, items: Sequence[Item]) -> Photo:
        facts = main.facts or Facts()
        album = next((one.folder for one in items if self._is_album(one.folder)), "")
        return Photo(
            account=self.account.id,
            network=KEY,
            key=self._key(f"{last(main.folder)}/{last(main.path)}", main.path),
            url=facts.url,
            caption=facts.caption,
            album=self._title(album),
            taken_at=facts.taken_at,
            posted_at=facts.posted_at,
            visibility=self._visibility(facts, [one.folder for one in items]),
            place=facts.place or self._place(album),
            people=facts.people,
            media_state=MediaState.PRESENT,
            existence=facts.existence,
            source_path=main.path,
        )

    def absent(self, folder: Folder, sidecar: str, facts: Facts) -> Photo:
        """Return a photo of which only the sidecar is there, as where a part of the export was left out.

        It has the key that the photo will have once its part is imported too.
        """
        name = f"{last(folder.name)}/{_file_name(facts, sidecar)}"
        return Photo(
            account=self.account.id,
            network=KEY,
            key=self._key(name, name),
            url=facts.url,
            caption=facts.caption,
            album=self._title(folder.name) if self._is_album(folder.name) else "",
            taken_at=facts.taken_at,
            posted_at=facts.posted_at,
            visibility=self._visibility(facts, [folder.name]),
            place=facts.place,
            people=facts.people,
            media_state=MediaState.MISSING,
            existence=facts.existence,
            source_path=name,
        )

    def _key(self, wanted: str, path: str) -> str:
        """Return a key that does not depend on how the parts were unpacked, unless two files would share it."""
        key = wanted if wanted not in self.keys else path
        self.keys.add(key)
        return key

    def _is_album(self, folder: str) -> bool:
        """Whether a folder is an album that the person made, and not one of those that Google fills by year."""
        known = self.folders.get(folder)
        return known is not None and known.album is not None and not _BY_YEAR.match(known.album.title)

    def _title(self, folder: str) -> str:
        known = self.folders.get(folder)
        return (known.album.title if known and known.album else "") or last(folder)

    def _place(self, folder: str) -> Place | None:
        known = self.folders.get(folder)
        return known.album.place if known and known.album else None

    def _visibility(self, facts: Facts, folders: Sequence[str]) -> Visibility:
        """Return who may see it: unknown in any case. Albums that others take part in are named as the reason."""
        albums = [self.folders[one].album for one in dict.fromkeys(folders) if one in self.folders]
        reasons = [
            reason for album in albums if album and album.is_shared for reason in album.visibility().reasons
        ]
        if facts.is_from_partner:
            reasons.append(
                Reason(
                    basis=Basis.ITEM,
                    audience=Audience.UNKNOWN,
                    name="Partner sharing",
                    raw="fromPartnerSharing",
                )
            )
        return effective(reasons) if reasons and facts.existence is not Existence.TRASHED else UNKNOWN


def _file_name(facts: Facts, sidecar: str) -> str:
    """Return the name that the file of a sidecar has: its title with the sidecar's counter, unless that is in it."""
    counter = next((one.counter for one in names.sidecar_readings(sidecar) if one.counter), "")
    return names.media_name(facts.safe_title, "" if f"({counter})" in facts.title else counter)
