"""The pictures of an export of Instagram or Threads: file, time, words and place of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.inspection import Place
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.meta_values import camera_time, facts, finite, mapping, moment, sequence, text
from app.networks.pictures import HEAD, is_named_film, is_named_picture, picture_kind

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.account import AccountId, NetworkKey
    from app.model.audience import Visibility
    from app.networks.container import Tree

# Instagram's rule for names: letters, digits, full stop and underscore, at most 30.
_MENTION = re.compile(r"(?<![\w.@/])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)")
_MOST_MENTIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """How the pictures of one list hang: what they are, who may see them, whether the posts still stand."""

    kind: PhotoKind
    visibility: Visibility
    existence: Existence = Existence.LIVE


@dataclass(slots=True, kw_only=True)
class Album:
    """The pictures of one account as they are read: each file once, and films counted, not read."""

    tree: Tree
    account: AccountId
    network: NetworkKey
    seen: set[str] = field(default_factory=set[str])
    films: int = 0

    def post(self, post: Mapping[str, object], hanging: Hanging, where: str) -> Iterator[Photo | Skipped]:
        """Yield the pictures of one post; the words and time of the post hold for all its pictures."""
        listed = sequence(post.get("media")) or (post,)
        for one in listed:
            found = mapping(one)
            if not isinstance(found.get("uri"), str):
                yield Skipped(where=where, why=say("One entry has a form that we do not know."))
                continue
            yield from self.picture(found, hanging, where, post)
            yield from self._cover(found, hanging, where, post)

    def picture(
        self,
        media: Mapping[str, object],
        hanging: Hanging,
        where: str,
        post: Mapping[str, object] | None = None,
    ) -> Iterator[Photo | Skipped]:
        """Yield one picture, or why it is none; nothing for a film or a picture that another list had already."""
        uri = text(media.get("uri"))
        if "://" in uri:
            # An address on the web may carry a key to the picture behind its "?"; that is nothing to keep.
            uri = re.split(r"[?#]", uri)[0]
        if not uri or uri in self.seen:
            return
        self.seen.add(uri)
        if is_named_film(uri):
            self.films += 1
            return
        name = None if "://" in uri else self.tree.at(uri)
        if name is not None and not self._is_picture(name):
            yield Skipped(where=f"{where}: {name}", why=say("The file is no picture that we know."))
            return
        yield self._photo(media, hanging, post or media, (uri, name))

    def _is_picture(self, name: str) -> bool:
        """Whether a file is a picture. Some have no ending, so those are looked into."""
        if is_named_picture(name):
            return True
        try:
            return picture_kind(self.tree.head(name, HEAD)) is not None
        except UnreadableArchive:
            return True

    def _photo(
        self,
        media: Mapping[str, object],
        hanging: Hanging,
        post: Mapping[str, object],
        file: tuple[str, str | None],
    ) -> Photo:
        uri, name = file
        told = facts(media)
        caption = text(post.get("title")) or text(media.get("title"))
        return Photo(
            account=self.account,
            network=self.network,
            key=uri,
            kind=hanging.kind,
            caption=caption,
            taken_at=_taken(told),
            posted_at=moment(post.get("creation_timestamp")) or moment(media.get("creation_timestamp")),
            visibility=hanging.visibility,
            place=_place(told),
            people=_mentioned(caption),
            media_state=_state(uri, name),
            existence=hanging.existence,
            source_path=name or uri,
        )

    def _cover(
        self, media: Mapping[str, object], hanging: Hanging, where: str, post: Mapping[str, object]
    ) -> Iterator[Photo | Skipped]:
        """Yield the still picture that stands for a film, where the export has one."""
        covers = [key for key in ("cover_photo", "cover", "thumbnail") if key in media]
        if not covers:
            return
        still = Hanging(
            kind=PhotoKind.VIDEO_STILL, visibility=hanging.visibility, existence=hanging.existence
        )
        for key in covers:
            yield from self.picture(mapping(media, key), still, where, post)


def _state(uri: str, name: str | None) -> MediaState:
    if name is not None:
        return MediaState.PRESENT
    return MediaState.REMOTE if "://" in uri else MediaState.MISSING


def _taken(told: Mapping[str, object]) -> datetime | None:
    clock = told.get("date_time_original") or told.get("date_time_digitized")
    return camera_time(clock) or moment(told.get("taken_timestamp"))


def _place(told: Mapping[str, object]) -> Place | None:
    """Return the position that the platform holds; zero and zero is how a missing one is written."""
    lat, lon = finite(told.get("latitude")), finite(told.get("longitude"))
    if lat is None or lon is None or (lat == 0 and lon == 0) or abs(lat) > 90 or abs(lon) > 180:
        return None
    return Place(lat=lat, lon=lon, basis="network")


def _mentioned(caption: str) -> tuple[Tagged, ...]:
    names = dict.fromkeys(match.casefold() for match in _MENTION.findall(caption))
    return tuple(Tagged(name=name, basis="mention") for name in list(names)[:_MOST_MENTIONS])
