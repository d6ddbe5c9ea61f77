"""Find the lists of pictures in a Facebook export, and take the pictures out of their entries.

Five layouts are known: everything at the root (until about 2020), below `your_activity_across_facebook`, below
`your_facebook_activity`, that one below `personal_information/profile_information`, and below
`this_profile's_activity_across_facebook`, which has other file names. So a list is known by its folder and by the keys
in it, never by a whole path (public readers and samples of exports, seen 2026-11).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from app.model.problem import UnreadableArchive
from app.networks.container_json import JSON_CAP, is_array, is_object
from app.networks.exports import last
from app.networks.meta_files import Opened, opened_file
from app.networks.meta_values import inside, mapping, sequence, text

if TYPE_CHECKING:
    from app.model.photo import Skipped
    from app.networks.container import Tree


class Kind(IntEnum):
    """What a list is, by growing weight: where several lists have a picture, the heaviest decides what it is."""

    LOOSE = 0
    """A picture that no list names."""
    OTHER = 1
    POST = 2
    UNCATEGORISED = 3
    ALBUM = 4
    FILM = 5
    STORY = 6
    GROUP = 7
    ARCHIVE = 8
    TRASH = 9


PUT_AWAY: Final = frozenset({Kind.ARCHIVE, Kind.TRASH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One picture of one entry: its own object, the entry around it, and where that stood.

    `is_still` marks the picture that stands for a film. An entry that was put away may name no picture: then `media` is
    empty.
    """

    kind: Kind
    media: Mapping[str, object]
    entry: Mapping[str, object]
    where: str
    album: str = ""
    is_still: bool = False


# Possessive, so that no input makes it try twice. Paths with other letters than ASCII are not worth the look.
_URI: Final = re.compile(rb'"uri"\s*+:\s*+"([^"\\?#\x80-\xff]++)"')
_ROOTS: Final = r"(?:.+/)?(?:your_activity_across_facebook|your_facebook_activity|this_profile.{1,3}s_activity_across_facebook)/"
_ROOT: Final = re.compile(_ROOTS)
_POST_NAMES: Final = (
    r"(?:your_posts(?:_\d+)?|your_posts__check_ins__photos_and_videos_\d+|profile_posts_\d+|(?:your_)?uncategorized_photos"
    r"|archived_stories|posts_on_other_pages_and_profiles)"
)
_MARKER: Final = re.compile(
    rf"^(?:{_ROOTS}.+|(?:.+/)?{_POST_NAMES}|(?:.+/)?(?:photos_and_videos|posts)/album/\d+"
    r"|(?:.+/)?photos_and_videos/(?:your_photos|your_videos))\.(?P<form>json|html)$"
)
PROFILE: Final = re.compile(r"^profile_information(?:_\d+)?\.json$")
# Folders that hold what the person put up; pictures of messages are nobody else's business and are left alone.
_SHELVES: Final = frozenset(
    {"posts", "photos_and_videos", "album", "stories", "reels", "videos", "groups", "comments_and_reactions", "comments"}
)  # fmt: skip
_PRIVATE: Final = re.compile(r"(?:^|/)(?:messages|inbox|e2e_cutover|archived_threads|message_requests)/")
# What lies on these shelves without being a list of the person's own pictures.
_NO_LISTS: Final = re.compile(
    r"^(?:edits_you_made_to_posts|places_you_.+have_been_tagged_in|content_sharing_links_.+|birthday_media"
    r"|likes_and_reactions.*|facebook_editor|your_group_membership_activity|group_membership_activity|your_groups)\.json$"
)
_LOOSE: Final = re.compile(
    r"(?:^|/)(?:posts/media|photos_and_videos)/(?!(?:.*/)?(?:stickers_used|thumbnails)/)"
)
_FILM_KEYS: Final = ("videos_v2", "videos")
_PHOTO_KEYS: Final = ("other_photos_v2", "other_photos")
_STILLS: Final = ("thumbnail", "cover_photo", "cover")
_DEEPEST: Final = 16
_MOST_IN_ENTRY: Final = 10_000


def forms(tree: Tree) -> set[str]:
    """Return in which forms this is a Facebook export: "json", "html", both, or none of them."""
    return {match["form"] for name in tree.documents if (match := _MARKER.match(name))}


def is_private(name: str) -> bool:
    """Whether a file belongs to messages."""
    return bool(_PRIVATE.search(name))


def is_loose(name: str) -> bool:
    """Whether a file lies where Facebook keeps the pictures that the person put up."""
    return bool(_LOOSE.search(name)) and not is_private(name)


def key_of(uri: str) -> str:
    """Return what is the same of a picture's path in every layout, so that a later export meets the same photo."""
    return _ROOT.sub("", uri, count=1)


def pictures(tree: Tree, troubles: list[Skipped]) -> Iterator[Found | str]:
    """Yield every picture of every list, albums first; a string is where an entry stood that is none of ours."""
    for name in sorted(_lists(tree), key=lambda one: ("/album/" not in one, one)):
        for file in opened_file(tree, name, troubles):
            yield from _of_file(file)


def mentions(tree: Tree) -> Counter[int]:
    """Return how often lists seem to name each picture, by the hash of its key, from a quick look at their bytes.

    An estimate, from which the reader guesses that no further list will tell of a picture: parsing takes ten times longer.
    """
    found: Counter[int] = Counter()
    for name in _lists(tree):
        try:
            data = tree.read(name, JSON_CAP)
        except UnreadableArchive:
            # It is told where the list is read.
            continue
        found.update(hash(key_of(match[1].decode("ascii"))) for match in _URI.finditer(data))
    return found


def _lists(tree: Tree) -> list[str]:
    return [name for name in tree.ending(".json") if _is_list(name)]


def _is_list(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    if not file.endswith(".json") or is_private(name) or _NO_LISTS.match(file):
        return False
    return last(folder) in _SHELVES or bool(_MARKER.match(file))


def _of_file(file: Opened) -> Iterator[Found | str]:
    root = mapping(file.value)
    title = last(file.name)
    if is_array(root.get("photos")) and "messages" not in root:
        yield from _of_album(file, root)
    elif any(key in root for key in _FILM_KEYS):
        yield from _of_entries(file, root, _FILM_KEYS, Kind.FILM)
    elif any(key in root for key in _PHOTO_KEYS):
        yield from _of_entries(file, root, _PHOTO_KEYS, Kind.UNCATEGORISED)
    else:
        yield from _of_entries(file, file.value, (), _kind(file.name, title))


def _kind(name: str, title: str) -> Kind:
    plain = {"archive.json": Kind.ARCHIVE, "trash.json": Kind.TRASH}.get(title)
    if plain is not None:
        return plain
    if "stories/" in name or "stories" in title:
        return Kind.STORY
    if "groups/" in name or "group_posts" in title:
        return Kind.GROUP
    if "reels/" in name or "reels" in title:
        return Kind.FILM
    return Kind.POST if re.match(_POST_NAMES, title) else Kind.OTHER


def _of_album(file: Opened, root: Mapping[str, object]) -> Iterator[Found | str]:
    around = mapping(file.repaired({key: value for key, value in root.items() if key != "photos"}))
    name = text(around.get("name"))[:_MOST_IN_ENTRY]
    listed = sequence(root.get("photos"))
    for number, one in enumerate(listed, 1):
        where = f"{file.name}, {number}"
        media = mapping(file.repaired(one))
        if not isinstance(media.get("uri"), str):
            yield where
            continue
        yield from _with_still(Kind.ALBUM, media, {}, where, name)
    cover = mapping(around, "cover_photo")
    if isinstance(cover.get("uri"), str):
        yield from _with_still(Kind.ALBUM, cover, {}, file.name, name)


def _of_entries(file: Opened, value: object, keys: tuple[str, ...], kind: Kind) -> Iterator[Found | str]:
    for number, one in enumerate(_entries(value, keys), 1):
        where = f"{file.name}, {number}"
        if not is_object(one):
            yield where
            continue
        entry = mapping(file.repaired(one))
        medias = list(_medias(entry))
        for media in medias:
            if isinstance(media.get("uri"), str):
                yield from _with_still(kind, media, entry, where)
            else:
                yield where
        if not medias and kind in PUT_AWAY:
            yield Found(kind=kind, media={}, entry=entry, where=where)


def _entries(value: object, keys: tuple[str, ...]) -> Iterator[object]:
    """Yield the entries of a list: bare, under one of its keys, or under whatever key holds a list."""
    if is_array(value):
        yield from value
        return
    root = mapping(value)
    listed = [root[key] for key in keys if key in root]
    if not listed and "label_values" not in root and "attachments" not in root:
        listed = [one for one in root.values() if is_array(one)]
    for one in listed or ([root] if root else []):
        yield from sequence(one)


def _with_still(
    kind: Kind, media: Mapping[str, object], entry: Mapping[str, object], where: str, album: str = ""
) -> Iterator[Found]:
    """Yield a picture, and the still that stands for a film, where the export has one."""
    yield Found(kind=kind, media=media, entry=entry, where=where, album=album)
    for key in _STILLS:
        if key not in media:
            continue
        still = mapping(media[key])
        if isinstance(still.get("uri"), str):
            yield Found(
                kind=kind, media={**media, **still}, entry=entry, where=where, album=album, is_still=True
            )


def _medias(entry: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield every object in an entry that names a file, at whatever depth this year's layout has it."""
    waiting: list[tuple[object, int]] = [(entry, 0)]
    for _ in range(_MOST_IN_ENTRY):
        if not waiting:
            return
        value, depth = waiting.pop()
        if is_object(value) and "uri" in value:
            yield value
            continue
        if depth < _DEEPEST:
            waiting.extend(
                (one, depth + 1) for one in reversed(inside(value)) if is_object(one) or is_array(one)
            )
