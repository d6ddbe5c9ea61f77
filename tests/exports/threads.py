"""Write the part of an Instagram export that holds Threads, of the invented person."""

from __future__ import annotations

from collections.abc import Sequence

from tests.exports import person
from tests.exports.instagram import Files, as_meta_writes, media
from tests.exports.person import LIFE, Shot

FOLDER = "your_instagram_activity/threads"
POSTS, PROFILE = f"{FOLDER}/threads_and_replies.json", f"{FOLDER}/personal_information.json"
USER = "mara.sample"


def post(*shown: object, **outer: object) -> dict[str, object]:
    """Return one entry of the list; keywords are what stands outside of its media, as in posts of several pictures."""
    return {"media": list(shown), **outer}


def shown(uri: str, at: int = 1_754_500_000, title: str = "", **facts: object) -> dict[str, object]:
    """Return one media object; without a file it is a post of words alone."""
    told = media(uri, at, title, **facts)
    return told | {"text_app_post": {"reply_control": "everyone", "is_reply": False}}


def profile(private: str | None = "False", label: str = "Private Account", **more: str) -> dict[str, object]:
    """Return the profile's own file."""
    lines = {"Email": person.MAIL, "Username": USER, "Name": person.NAME, **more}
    if private is not None:
        lines[label] = private
    told = {key: {"href": "", "value": value, "timestamp": 0} for key, value in lines.items()}
    return {"text_post_app_text_post_app_profile": [{"media_map_data": {}, "string_map_data": told}]}


def export(posts: Sequence[object], about: object = None) -> Files:
    """Return the files of Threads, in Meta's broken text."""
    told = profile() if about is None else about
    return {POSTS: as_meta_writes({"text_post_app_text_posts": list(posts)}), PROFILE: as_meta_writes(told)}


def _spot(shot: Shot) -> dict[str, float]:
    return {} if shot.place is None else {"latitude": shot.place[0], "longitude": shot.place[1]}


def life() -> Files:
    """Return the person's life as posts of Threads: some in pairs, words alone between them, and the pictures."""
    uris = {shot: f"media/posts/202508/{shot.name}.jpg" for shot in LIFE}
    pairs = [LIFE[place : place + 2] for place in range(0, len(LIFE), 2)]
    posts: list[object] = []
    for pair in pairs:
        both = [shown(uris[shot], shot.seconds, "", **_spot(shot)) for shot in pair]
        posts.append(post(*both, title=pair[0].caption, creation_timestamp=pair[0].seconds))
        posts.append(post(shown("", title="Nur Worte")))
    return export(posts) | {uri: person.jpeg(shot) for shot, uri in uris.items()}
