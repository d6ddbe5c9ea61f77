"""Write an invented account as Instagram's export does: which lists there are, and how their letters are broken."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.services.samples_story import Posted, Profile

_ACTIVITY = "your_instagram_activity/media"
PERSON = "personal_information/personal_information/personal_information.json"
CHANGES = "security_and_login_information/login_and_profile_creation/profile_privacy_changes.json"


def pictures(profile: Profile) -> dict[str, tuple[Posted, ...]]:
    """Return the pictures of an account by the kind of list that they stand in."""
    return {
        "profile": profile.portraits,
        "posts": profile.posts,
        "stories": profile.stories,
        "archived_posts": profile.archived,
        "recently_deleted": profile.deleted,
    }


def uri(kind: str, one: Posted) -> str:
    """Return the path of a picture inside the export."""
    return f"media/{kind}/{one.at:%Y%m}/{one.name}.jpg"


def lists(profile: Profile) -> dict[str, object]:
    """Return the JSON values of an export of today (since 2024) by their paths."""
    portraits = [
        media("profile", one) | {"is_active_profile": not n} for n, one in enumerate(profile.portraits)
    ]
    lines = {"Username": profile.handle, "Name": profile.name, "Private Account": str(profile.is_private)}
    person = {"string_map_data": {key: {"value": value} for key, value in lines.items()}}
    history = [
        {"title": word.title(), "string_map_data": {"Time": {"timestamp": int(at.timestamp())}}}
        for at, word in profile.changes
    ]
    return {
        f"{_ACTIVITY}/profile_photos.json": {"ig_profile_picture": portraits},
        f"{_ACTIVITY}/posts_1.json": [{"media": [media("posts", one)]} for one in profile.posts],
        f"{_ACTIVITY}/stories.json": {"ig_stories": [media("stories", one) for one in profile.stories]},
        f"{_ACTIVITY}/archived_posts.json": {
            "ig_archived_post_media": [{"media": [media("archived_posts", one)]} for one in profile.archived]
        },
        f"{_ACTIVITY}/recently_deleted_content.json": {
            "ig_recently_deleted_media": [
                {"media": [media("recently_deleted", one)]} for one in profile.deleted
            ]
        },
        PERSON: {"profile_user": [person]},
        CHANGES: {"account_history_account_privacy_history": history},
    }


def media(kind: str, one: Posted) -> dict[str, object]:
    """Return a picture as Instagram lists it: no Exif is left in the file, but the list keeps what it said."""
    facts: list[dict[str, object]] = [{"date_time_original": f"{one.at:%Y:%m:%d %H:%M:%S}"}]
    if one.place:
        facts.append({"latitude": one.place[0], "longitude": one.place[1]})
    if one.model:
        facts.append({"lens_model": f"{one.model} back camera"})
    return {
        "uri": uri(kind, one),
        "creation_timestamp": int(one.at.timestamp()),
        "media_metadata": {"photo_metadata": {"exif_data": facts}},
        "title": one.caption,
    }


def as_written(value: Sequence[object] | Mapping[str, object] | object) -> bytes:
    """Return JSON as Instagram writes it: each byte of the UTF-8 form as a letter of its own, escaped."""
    broken = json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8").decode("latin-1")
    return broken.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
