"""Gather what all lists of a Facebook export tell of one picture, since one alone seldom tells all.

An album has the name and the description, the post has the words, the people and the place; the list of loose photos
has what no post has. In a long export a picture comes out as soon as no further list seems to name it, and the first few
at once, so that there is something to see; what turns out to be different later comes out once more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.model.audience import UNKNOWN, Audience, Basis, Reason, Visibility, effective, stated
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped, new_photo
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, last
from app.networks.facebook import labels
from app.networks.facebook.draft import Draft, joined
from app.networks.facebook.lists import Found, Kind, is_loose, key_of, mentions, pictures
from app.networks.facebook.names import KEY
from app.networks.facebook.told import Told, told
from app.networks.meta_values import inside, text
from app.networks.network import FIRST_SHOWN
from app.networks.pictures import HEAD, is_named_film, is_named_picture, picture_kind

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.networks.container import Tree

# From so many pictures on, they come out while the lists are read, and the first few at once.
_MANY: Final = 500
_MOST_PEOPLE: Final = 200
_LONGEST_NAME: Final = 500
_MOST_WORDS: Final = 64 * 1024
# The number that Facebook gave a photo stands in the name of its file and in the address of its page. An address has
# other numbers too, such as the person's own, which are in the names of many files and must not be taken for it.
_NUMBER: Final = re.compile(r"(?<!\d)\d{8,20}(?!\d)")
_PHOTO_PAGE: Final = re.compile(r"(?:[?&]fbid=|/photos/(?:[^/?#\s]{1,80}/)?)(\d{8,20})(?!\d)")


_PORTRAITS: Final = {PhotoKind.AVATAR: labels.PROFILE_ALBUMS, PhotoKind.BANNER: labels.COVER_ALBUMS}
_EXISTENCE: Final = {Kind.ARCHIVE: Existence.ARCHIVED, Kind.TRASH: Existence.TRASHED}
# Whom a group or a story shows its pictures is not in the export; what it is, is the reason that nobody knows.
_UNSURE: Final = {
    Kind.GROUP: Reason(basis=Basis.NONE, audience=Audience.UNKNOWN, name="Group"),
    Kind.STORY: Reason(basis=Basis.NONE, audience=Audience.UNKNOWN, name="Story"),
}


@dataclass(slots=True, kw_only=True)
class Gathering:
    """The pictures of one export by their keys, films counted, and what could not be read."""

    tree: Tree
    account: AccountId
    exported: datetime | None
    troubles: list[Skipped]
    films: set[str] = field(default_factory=set[str])
    _drafts: dict[str, Draft] = field(default_factory=dict[str, Draft])
    _put_away: dict[str, Kind] = field(default_factory=dict[str, Kind])
    _awaited: Counter[int] = field(default_factory=Counter[int])
    _alike: Counter[tuple[int, int | None]] = field(default_factory=Counter[tuple[int, int | None]])

    def read_lists(self) -> Iterator[Photo]:
        """Read every list of the export, and yield what is whole before the last one was read, if they are many."""
        self._awaited = mentions(self.tree)
        is_long = len(self._awaited) >= _MANY
        for one in pictures(self.tree, self.troubles):
            if isinstance(one, str):
                self.troubles.append(Skipped(where=one, why=UNKNOWN_FORM))
                continue
            draft = self._take(one)
            if draft is not None and is_long and (self._is_whole(draft) or len(self._drafts) <= FIRST_SHOWN):
                yield from self._early(draft)

    def _is_whole(self, draft: Draft) -> bool:
        """Whether the mention that was just read seems to be the last one; False where nobody knows."""
        key = hash(draft.key)
        if key not in self._awaited:
            return False
        self._awaited[key] -= 1
        return self._awaited[key] <= 0

    def _early(self, draft: Draft) -> Iterator[Photo]:
        """Yield a picture before the end; not what may still be found to be a copy, or what was put away.

        Whoever stops here must hold nothing that says more than is known.
        """
        if not draft.is_told and draft.put_away is None and self._is_single(draft):
            draft.is_told = True
            yield self._photo(draft, {})

    def _is_single(self, draft: Draft) -> bool:
        """Whether no other picture of the export can have the same bytes."""
        if draft.name is None:
            return True
        if not self._alike:
            self._alike.update(self.tree.likeness(name) for name in self.tree.names())
        return self._alike[self.tree.likeness(draft.name)] == 1

    def read_loose(self) -> None:
        """Add the pictures that no list names, as where the part with the lists is missing."""
        named = {draft.name for draft in self._drafts.values()}
        for name in self.tree.names():
            if name not in named and is_named_picture(name) and is_loose(name):
                self.add(Kind.LOOSE, name, Told())

    def _take(self, found: Found) -> Draft | None:
        """Add what a list tells of one picture, and return it; None for what is no picture by itself."""
        if not found.media:
            self._put_away.update(dict.fromkeys(_numbers(found.entry), found.kind))
            return None
        uri = text(found.media.get("uri"))
        if "://" in uri:
            # A signature behind "?" opens the file for some days; that is nothing to keep.
            uri = re.split(r"[?#]", uri, maxsplit=1)[0]
        if not uri:
            return None
        return self.add(found.kind, uri, told(found, self.exported), found.album, is_still=found.is_still)

    def add(
        self, kind: Kind, uri: str, more: Told, album: str = "", *, is_still: bool = False
    ) -> Draft | None:
        """Add what a list tells of the picture at this path, and return it; a film is counted."""
        key = key_of(uri)
        if is_named_film(uri):
            self.films.add(key)
            return None
        draft = self._drafts.get(key)
        if draft is None:
            name = None if "://" in uri else self.tree.at(uri)
            if name is not None and self._is_none(name, key):
                return None
            draft = self._drafts[key] = Draft(key=key, uri=uri, name=name, is_still=is_still)
        draft.add(kind, more, album)
        return draft

    def _is_none(self, name: str, key: str) -> bool:
        """Whether a file is no picture, by its first bytes where its name has no ending; then it is noted why."""
        if is_named_picture(name):
            return False
        try:
            head = self.tree.head(name, HEAD)
        except UnreadableArchive:
            return False
        if picture_kind(head) is not None:
            return False
        if head[4:8] == b"ftyp":
            self.films.add(key)
        else:
            self.troubles.append(Skipped(where=name, why=say("The file is no picture that we know.")))
        return True

    def photos(self) -> Iterator[Photo]:
        """Yield each picture that did not come out as it is now, copies of the same upload joined."""
        drafts = joined(self.tree, list(self._drafts.values()))
        current = {kind: _newest(drafts, names) for kind, names in _PORTRAITS.items()}
        self._put_away_by_number(drafts)
        for one in current.values():
            if one is not None:
                one.is_told = False
        for draft in drafts:
            if not draft.is_told:
                yield self._photo(draft, current)

    def _put_away_by_number(self, drafts: list[Draft]) -> None:
        """Mark what an entry of the archive or the trash names by number alone, where just one file can be meant."""
        files: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts if self._put_away else ():
            for number in _NUMBER.findall(last(draft.key)):
                files[number].append(draft)
        for number, kind in self._put_away.items():
            if len(files[number]) == 1:
                files[number][0].put_by_number(kind)

    def _photo(self, draft: Draft, current: Mapping[PhotoKind, Draft | None]) -> Photo:
        kind, visibility = self._hanging(draft, current)
        facts, put_away = draft.facts, draft.put_away
        return new_photo(
            account=self.account,
            network=KEY,
            key=draft.key,
            kind=kind,
            caption="\n\n".join(draft.captions)[:_MOST_WORDS],
            album=draft.album[:_LONGEST_NAME],
            taken_at=facts.taken_at,
            posted_at=facts.posted_at,
            width=facts.width,
            height=facts.height,
            visibility=visibility,
            place=facts.place,
            people=tuple(draft.people)[:_MOST_PEOPLE],
            media_state=_state(draft),
            existence=_EXISTENCE[put_away] if put_away else Existence.LIVE,
            source_path=draft.name or draft.uri,
        )

    def _hanging(
        self, draft: Draft, current: Mapping[PhotoKind, Draft | None]
    ) -> tuple[PhotoKind, Visibility]:
        """Return what a picture is and who may see it: unknown, for no export tells it of a single post.

        By Facebook's rule (recalled) everybody sees the profile picture and the cover of today, and nobody else sees
        what lies in the archive or in the trash.
        """
        if draft.put_away is not None:
            name = "Trash" if draft.put_away is Kind.TRASH else "Archive"
            hidden = stated(Audience.ONLY_ME, Basis.NETWORK_RULE, self.exported, name=name)
            return PhotoKind.VIDEO_STILL if draft.is_still else PhotoKind.PHOTO, hidden
        for kind, name in ((PhotoKind.AVATAR, "Profile picture"), (PhotoKind.BANNER, "Cover photo")):
            if draft is current.get(kind):
                return kind, stated(Audience.PUBLIC, Basis.NETWORK_RULE, self.exported, name=name)
        if draft.is_still:
            return PhotoKind.VIDEO_STILL, UNKNOWN
        if _is_called(draft.album, labels.PROFILE_ALBUMS):
            return PhotoKind.OLD_AVATAR, UNKNOWN
        reasons = _UNSURE.get(draft.kind)
        return (
            PhotoKind.STORY if draft.kind is Kind.STORY else PhotoKind.PHOTO,
            UNKNOWN if reasons is None else effective([reasons], None, self.exported),
        )


def _state(draft: Draft) -> MediaState:
    if draft.name is not None:
        return MediaState.PRESENT
    return MediaState.REMOTE if "://" in draft.uri else MediaState.MISSING


def _is_called(album: str, names: frozenset[str]) -> bool:
    return album.casefold() in names


def _newest(drafts: list[Draft], names: frozenset[str]) -> Draft | None:
    """Return the newest picture of an album: the one that hangs there today. Without times it cannot be told."""
    dated = [
        (draft.facts.posted_at, number)
        for number, draft in enumerate(drafts)
        if _is_called(draft.album, names)
        and draft.facts.posted_at
        and draft.put_away is None
        and not draft.is_still
    ]
    return drafts[max(dated)[1]] if dated else None


def _numbers(entry: Mapping[str, object]) -> Iterator[str]:
    """Yield the numbers of photos in an entry that names no file: its own number, and those in addresses of photos."""
    own = text(entry.get("fbid"))
    if _NUMBER.fullmatch(own):
        yield own
    for words in _strings(entry):
        yield from _PHOTO_PAGE.findall(words[:2000])


def _strings(value: object) -> Iterator[str]:
    waiting: list[object] = [value]
    for _ in range(1000):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        else:
            waiting.extend(inside(one))
