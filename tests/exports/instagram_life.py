"""The invented person's Instagram export, as it would have been handed out in different years and languages.

The lists of today are those of "Try with sample photos" (`app/services/samples_export.py`); here the same life is put
into the layouts of 2019, 2021 and 2023, and given the oddities that public samples of real exports showed: carousels with
the words outside, posts with the words inside, Exif facts as one object or as many, a picture without an ending, a film
with its still picture, the same file in two lists, a list in two files, and dates before 1970.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from app.services.samples_export import CHANGES, PERSON, as_written
from app.services.samples_story import OPEN
from tests.exports.instagram import Files
from tests.exports.person import (
    ARCHIVED,
    DELETED,
    HANDLE,
    LIFE,
    MAIL,
    NAME,
    PORTRAITS,
    STORIES,
    Shot,
    film,
    jpeg,
)

YEARS = (2019, 2021, 2023, 2025)
# The words for: user name, name, e-mail address, private account, no, time. From public samples in the first three
# languages; the others are Instagram's own words for the same switches.
LABELS = {
    "en": ("Username", "Name", "Email", "Private Account", "False", "Time"),
    "de": ("Benutzername", "Name", "E-Mail-Adresse", "Privates Konto", "Nein", "Zeit"),
    "fr": ("Nom d’utilisateur", "Nom", "Adresse e-mail", "Compte privé", "Non", "Heure"),
    "ko": ("사용자 이름", "이름", "이메일", "비공개 계정", "False", "시간"),
    "ar": ("اسم المستخدم", "الاسم", "البريد الإلكتروني", "حساب خاص", "False", "الوقت"),
}
_MEDIA = {
    2021: "content",
    2023: "your_instagram_activity/content",
    2025: "your_instagram_activity/media",
}
_PERSON = {
    2021: "account_information/personal_information.json",
    2023: "personal_information/personal_information.json",
    2025: PERSON,
}
FILM = "media/reels/202405/film.mp4"
STILL = "media/reels/202405/film_still.jpg"
BARE = "media/other/202405/17900000000000001"


def export(shots: Sequence[Shot] = LIFE, year: int = 2025, language: str = "en") -> Files:
    """Return the files of an export with these posts, in the layout of a year (one of YEARS) and a language."""
    if year == YEARS[0]:
        return _flat(shots) | _pictures(shots)
    folder = _MEDIA[year]
    half = max(1, len(shots) // 2)
    stories = [_media("stories", shot) for shot in STORIES]
    portraits = [_media("profile", shot) | {"is_active_profile": not n} for n, shot in enumerate(PORTRAITS)]
    told: dict[str, object] = {
        _PERSON[year]: _person(language),
        CHANGES: _changes(language, in_a_list=year == YEARS[-1]),
        f"{folder}/posts_1.json": _posts(shots[:half]),
        f"{folder}/posts_2.json": _posts(shots[half:]),
        f"{folder}/stories.json": {"ig_stories": stories},
        f"{folder}/profile_photos.json": {"ig_profile_picture": portraits},
        f"{folder}/archived_posts.json": {
            # The first post stands here as well: one that was archived and brought back.
            "ig_archived_post_media": [{"media": [_media("posts", shot)]} for shot in (*shots[:1], *ARCHIVED)]
        },
        f"{folder}/recently_deleted_content.json": {
            "ig_recently_deleted_media": [{"media": [_media("posts", shot)]} for shot in DELETED]
        },
        f"{folder}/reels.json": {"ig_reels_media": [{"media": [_film()]}]},
        f"{folder}/other_content.json": {
            "ig_other_media": [{"media": [{"uri": BARE, "creation_timestamp": 1_714_800_000, "title": ""}]}]
        },
    }
    return {name: as_written(value) for name, value in told.items()} | _pictures(shots)


def uri(kind: str, shot: Shot) -> str:
    """Return the path of a shot inside the export; posts of the archive and the bin lie with the others."""
    return f"media/{kind}/{shot.at:%Y%m}/{shot.name}.jpg"


def _pictures(shots: Sequence[Shot]) -> Files:
    files = {uri("posts", shot): jpeg(shot) for shot in (*shots, *ARCHIVED, *DELETED)}
    files |= {uri("stories", shot): jpeg(shot) for shot in STORIES}
    files |= {uri("profile", shot): jpeg(shot) for shot in PORTRAITS}
    return files | {FILM: film(), STILL: jpeg(STORIES[0]), BARE: jpeg(PORTRAITS[0])}


def _posts(shots: Sequence[Shot]) -> list[object]:
    """Return a list of posts: the first two shots as one carousel, the others one by one."""
    posts: list[object] = []
    if len(shots) > 2:
        first = shots[0]
        told = [_media("posts", shot) | {"title": ""} for shot in shots[:2]]
        posts.append({"media": told, "title": first.caption, "creation_timestamp": first.seconds})
        shots = shots[2:]
    return [*posts, *({"media": [_media("posts", shot)]} for shot in shots)]


def _media(kind: str, shot: Shot) -> dict[str, object]:
    facts: list[dict[str, object]] = [{"date_time_original": f"{shot.at:%Y:%m:%d %H:%M:%S}"}]
    if shot.place:
        facts.append({"latitude": shot.place[0], "longitude": shot.place[1]})
    if shot.model:
        facts.append({"lens_model": f"{shot.model} back camera", "has_camera_metadata": True})
    told: dict[str, object] = {
        "uri": uri(kind, shot),
        "creation_timestamp": shot.seconds,
        "title": shot.caption,
    }
    # Half of the exports write one object, half a list of small ones.
    exif: object = facts if shot.seconds % 2 else {key: one for fact in facts for key, one in fact.items()}
    return told | {"media_metadata": {"photo_metadata": {"exif_data": exif}}}


def _film() -> dict[str, object]:
    return {
        "uri": FILM,
        "creation_timestamp": 1_714_800_000,
        "title": "Ein Abend am Hafen",
        "cover_photo": {"uri": STILL, "creation_timestamp": 1_714_800_000},
        "media_metadata": {"video_metadata": {"exif_data": [{"latitude": 53.5503, "longitude": 9.9629}]}},
    }


def _person(language: str) -> object:
    user, name, mail, private, no, _ = LABELS[language]
    lines = {mail: MAIL, "Phone": "", user: HANDLE, name: NAME, "Bio": "🌊", private: no}
    return {"profile_user": [{"string_map_data": {key: {"value": value} for key, value in lines.items()}}]}


def _changes(language: str, *, in_a_list: bool) -> object:
    """Return the log of the account's switch, in one of the two shapes that were seen."""
    time = LABELS[language][-1]
    history: list[object] = []
    for at, word in OPEN.changes:
        when: dict[str, object] = {"timestamp": int(at.timestamp())}
        shape = {"string_list_data": [when]} if in_a_list else {"string_map_data": {time: when}}
        history.append({"title": word.title(), **shape})
    return {"account_history_account_privacy_history": history}


def _flat(shots: Sequence[Shot]) -> Files:
    """Return the two lists of 2019: no folders around them, times in words, one place for all pictures."""

    def old(kind: str, shot: Shot) -> dict[str, object]:
        taken_at = f"{datetime.fromtimestamp(shot.seconds, UTC):%Y-%m-%dT%H:%M:%S}"
        return {"path": uri(kind, shot), "caption": shot.caption, "taken_at": taken_at}

    listed = {
        "photos": [old("posts", shot) for shot in shots],
        "stories": [old("stories", shot) for shot in STORIES],
        "profile": [old("profile", shot) | {"is_active_profile": not n} for n, shot in enumerate(PORTRAITS)],
        "videos": [{"path": FILM, "caption": "", "taken_at": "2024-05-04T10:00:00"}],
    }
    person = {"username": HANDLE, "name": NAME, "email": MAIL, "private_account": False}
    return {"media.json": as_written(listed), "profile.json": as_written(person)}
