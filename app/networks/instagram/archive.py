"""Read an Instagram export of any year since 2018: found by content, whatever the folders are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from app.model.audience import UNKNOWN, Audience, Basis, stated
from app.model.photo import Existence, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.container_json import is_array, is_object
from app.networks.exports import films_left
from app.networks.instagram.names import KEY
from app.networks.instagram.settings import Privacy, read_account, read_privacy
from app.networks.meta_album import Album, Hanging
from app.networks.meta_files import opened
from app.networks.meta_held import held
from app.networks.meta_values import mapping, sequence, text

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

Entry: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _List:
    """One list of an export: the file names it can have, the key it stands under, and how its pictures hang."""

    files: re.Pattern[str]
    keys: tuple[str, ...]
    hanging: Callable[[Privacy, Entry], Hanging]


def _ordinary(privacy: Privacy, _: Entry) -> Hanging:
    return Hanging(kind=PhotoKind.PHOTO, visibility=privacy.visibility())


def _reel(privacy: Privacy, _: Entry) -> Hanging:
    return Hanging(kind=PhotoKind.VIDEO_STILL, visibility=privacy.visibility())


def _story(privacy: Privacy, _: Entry) -> Hanging:
    return Hanging(kind=PhotoKind.STORY, visibility=privacy.story())


def _avatar(privacy: Privacy, entry: Entry) -> Hanging:
    """Everyone sees the profile picture, also of a private account. Who can still get an old one is unknown."""
    if entry.get("is_active_profile") is False or entry.get("is_profile_picture") is False:
        return Hanging(kind=PhotoKind.OLD_AVATAR, visibility=UNKNOWN)
    seen = stated(Audience.PUBLIC, Basis.NETWORK_RULE, privacy.as_of, name="Profile picture")
    return Hanging(kind=PhotoKind.AVATAR, visibility=seen)


def _archived(privacy: Privacy, _: Entry) -> Hanging:
    return _put_away(privacy, "Archive", Existence.ARCHIVED)


def _deleted(privacy: Privacy, _: Entry) -> Hanging:
    return _put_away(privacy, "Recently deleted", Existence.TRASHED)


def _put_away(privacy: Privacy, name: str, existence: Existence) -> Hanging:
    hidden = stated(Audience.ONLY_ME, Basis.NETWORK_RULE, privacy.as_of, name=name)
    return Hanging(kind=PhotoKind.PHOTO, visibility=hidden, existence=existence)


def _other(_privacy: Privacy, _: Entry) -> Hanging:
    return Hanging(kind=PhotoKind.PHOTO, visibility=UNKNOWN)


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern})(?:_\d+)?\.json$")


# Before 2021 the files lay at the root under the same ideas: media.json holds several lists at once.
_LISTS = (
    _List(_named("profile_photos"), ("ig_profile_picture",), _avatar),
    _List(_named("media"), ("profile",), _avatar),
    _List(_named("posts"), (), _ordinary),
    _List(_named("media"), ("photos",), _ordinary),
    _List(_named("archived_posts"), ("ig_archived_post_media",), _archived),
    _List(
        _named("recently_deleted_content|recently_deleted_media"), ("ig_recently_deleted_media",), _deleted
    ),
    _List(_named("stories"), ("ig_stories",), _story),
    _List(_named("media"), ("stories",), _story),
    _List(_named("reels|igtv_videos"), ("ig_reels_media", "ig_igtv_media"), _reel),
    _List(_named("media"), ("videos",), _reel),
    _List(_named("other_content"), ("ig_other_media",), _other),
)
_LISTED = (".json", ".html")
_PROFILE = re.compile(r"^(?:personal_information|profile)\.json$")
_CHANGES = re.compile(r"^(?:account|profile)_privacy_changes(?:_\d+)?\.json$")
_MARKER = re.compile(
    r"(?:^|/)(?:your_instagram_activity/.+|(?:content|media|posts|profile|stories)/(?:[^/]+/)?)"
    r"(?:posts_\d+|archived_posts|stories|profile_photos|reels)\.(?P<form>json|html)$"
)
_PROFILE_PAGE = re.compile(r"(?:^|/)personal_information/(?:.+/)?personal_information\.html$")


def recognise(tree: Tree) -> bool:
    """Whether this is an Instagram export, as JSON or as HTML, whole or a part of it."""
    names = tree.ending(*_LISTED)
    if any(_MARKER.search(name) or _PROFILE_PAGE.search(name) for name in names):
        return True
    return any(
        _has_shape(tree, name, "profile_user") for name in tree.find("personal_information.json")
    ) or any(_has_shape(tree, name, "photos", "stories", "profile") for name in tree.find("media.json"))


def _has_shape(tree: Tree, name: str, *keys: str) -> bool:
    try:
        root = mapping(tree.json(name))
    except UnreadableArchive:
        return False
    return any(is_array(root.get(key)) for key in keys)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its privacy switch with the dated changes, then every picture, and what could not be read.

    Raises UnreadableArchive where the export is HTML, which holds neither places nor settings.
    """
    _refuse_pages(tree)
    troubles: list[Skipped] = []
    profiles = [
        (file.repaired(file.value), tree.modified(file.name)) for file in opened(tree, _PROFILE, troubles)
    ]
    logs = [file.repaired(file.value) for file in opened(tree, _CHANGES, troubles)]
    account = read_account(profiles, tree.origin)
    privacy = read_privacy(profiles, logs)
    yield account
    yield privacy.check(account.id)
    album = Album(tree=tree, account=account.id, network=KEY)
    for one in _LISTS:
        yield from _pictures(tree, one, privacy, album, troubles)
    yield from _portraits(profiles, album, privacy)
    yield from dict.fromkeys(troubles)
    if album.films:
        told = films_left(album.films)
        yield Skipped(where="Instagram", why=told)
    yield from held(tree, "Instagram")


def _refuse_pages(tree: Tree) -> None:
    forms = {match["form"] for name in tree.ending(*_LISTED) if (match := _MARKER.search(name))}
    pages = "html" in forms or any(_PROFILE_PAGE.search(name) for name in tree.ending(*_LISTED))
    if pages and "json" not in forms and not tree.find("personal_information.json"):
        raise UnreadableArchive(
            say("This Instagram export is made of web pages, which leave out places, times and settings."),
            say(
                "Order it again: in Instagram’s settings open Accounts Centre, Your information and permissions,"
                " Export your information; choose all time, high quality and the format JSON."
            ),
        )


def _pictures(
    tree: Tree, one: _List, privacy: Privacy, album: Album, troubles: list[Skipped]
) -> Iterator[Photo | Skipped]:
    for file in opened(tree, one.files, troubles):
        for number, entry in enumerate(_entries(file.value, one.keys), 1):
            where = f"{file.name}, {number}"
            if not is_object(entry):
                yield Skipped(where=where, why=say("One entry has a form that we do not know."))
                continue
            post = _as_of_today(mapping(file.repaired(entry)))
            yield from album.post(post, one.hanging(privacy, post), where)


def _entries(value: object, keys: tuple[str, ...]) -> Iterator[object]:
    """Yield the entries of a list: bare, or under one of its keys, or under any key where it was renamed since."""
    if is_array(value):
        yield from value
        return
    root = mapping(value)
    is_flat = {"photos", "stories", "profile", "videos"} & root.keys()
    found: list[object] = [root[key] for key in keys if key in root]
    if not found and not is_flat:
        found = [one for one in root.values() if is_array(one)]
    for one in found or ([root] if "media" in root else []):
        yield from sequence(one)


def _as_of_today(entry: Entry) -> Entry:
    """Give an entry of an export from before 2021 the keys of today."""
    if "path" not in entry or "uri" in entry:
        return entry
    return {
        **entry,
        "uri": entry["path"],
        "title": entry.get("caption"),
        "creation_timestamp": _seconds(entry.get("taken_at")),
    }


def _seconds(value: object) -> float | None:
    try:
        when = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def _portraits(
    profiles: list[tuple[object, datetime | None]], album: Album, privacy: Privacy
) -> Iterator[Photo | Skipped]:
    """Yield the profile picture that the personal information names, unless its own list had it."""
    for profile, _ in profiles:
        for user in sequence(mapping(profile).get("profile_user")):
            for media in mapping(user, "media_map_data").values():
                if is_object(media):
                    yield from album.picture(media, _avatar(privacy, media), "personal_information.json")
