"""Write Facebook exports of one invented person in the layouts of different years."""

from __future__ import annotations

from collections.abc import Mapping

from tests.exports.instagram import Files, as_meta_writes, picture
from tests.exports.person import DELETED, HANDLE, LIFE, NAME, PORTRAITS, STORIES, Shot, film, jpeg

OLD, ACROSS, ACTIVITY = "", "your_activity_across_facebook/", "your_facebook_activity/"
NESTED = "personal_information/profile_information/your_facebook_activity/"
PAGE, PAGE_2 = "this_profile's_activity_across_facebook/", "this_profile_s_activity_across_facebook/"
LAYOUTS = (OLD, ACROSS, ACTIVITY, NESTED, PAGE, PAGE_2)
SETTINGS = "preferences/preferences/privacy_settings.json"
LISTS = "connections/friends/your_post_audiences.json"
AT = 1_600_000_000


def profile(user: str = HANDLE, name: object = None) -> dict[str, object]:
    """Return the profile of an invented person."""
    return {
        "profile_v2": {
            "name": {"full_name": NAME} if name is None else name,
            "username": user,
            "profile_uri": f"https://www.facebook.com/{user}",
            "emails": {"emails": ["mara@mail.example"]},
        }
    }


def media(uri: str, at: object = AT, words: str = "", **facts: object) -> dict[str, object]:
    """Return one media object; facts stand as one-key objects, as newer exports have them."""
    told: dict[str, object] = {"uri": uri, "creation_timestamp": at, "title": "", "description": words}
    if facts:
        told["media_metadata"] = {"photo_metadata": {"exif_data": [{key: one} for key, one in facts.items()]}}
    return told


def post(words: str, *medias: Mapping[str, object], **more: object) -> dict[str, object]:
    """Return one post with its pictures."""
    return {
        "timestamp": AT,
        "title": "Mara Lindqvist added a new photo.",
        "data": [{"post": words}, {"update_timestamp": AT + 5}],
        "attachments": [{"data": [{"media": one} for one in medias]}],
        **more,
    }


def album(name: str, *medias: Mapping[str, object]) -> dict[str, object]:
    """Return the file of one album."""
    return {"name": name, "photos": list(medias), "last_modified_timestamp": AT, "description": ""}


def settings(*pairs: tuple[str, object]) -> list[dict[str, object]]:
    """Return the privacy settings, with one labelled line for each pair."""
    lines = [{"label": label, "value": value} for label, value in pairs]
    return [{"label_values": [{"label": "Your activity", "dict": lines}], "fbid": "1015000000000001"}]


def names_of(root: str) -> tuple[str, str, str, str]:
    """Return the names of the lists of posts, of loose photos, of an album, and of the folder of pictures in a layout."""
    if root.startswith("this_profile"):
        lists = ("posts/profile_posts_1.json", "posts/uncategorized_photos.json", "posts/album/0.json")
    elif root == OLD:
        lists = (
            "posts/your_posts_1.json",
            "photos_and_videos/your_photos.json",
            "photos_and_videos/album/0.json",
        )
    else:
        lists = (
            "posts/your_posts__check_ins__photos_and_videos_1.json",
            "posts/your_uncategorized_photos.json",
            "posts/album/0.json",
        )
    shelf = "photos_and_videos" if root == OLD else f"{root}posts/media"
    return root + lists[0], root + lists[1], root + lists[2], shelf


def export(root: str = ACTIVITY, more: Mapping[str, object] | None = None) -> Files:
    """Return a whole export in one layout: a post, a loose photo, an album, all of them with their files."""
    posts, loose, one_album, shelf = names_of(root)
    lake = media(
        f"{shelf}/Mobileuploads_1015/lake.jpg", words="Am See mit Zoë 🌊", latitude=52.5, longitude=13.4
    )
    told: dict[str, object] = {
        "personal_information/profile_information/profile_information.json": profile(),
        posts: [post("Früher Morgen – 한강의 저녁, مرحبا", lake, tags=[{"name": "Lena Kim"}])],
        loose: {"other_photos_v2": [media(f"{shelf}/loose.jpg", -500_000_000, "From the box")]},
        one_album: album("Mobiloverførsler", lake),
        **(more or {}),
    }
    return written(told) | {
        f"{shelf}/Mobileuploads_1015/lake.jpg": picture(1),
        f"{shelf}/loose.jpg": picture(2),
    }


def written(told: Mapping[str, object]) -> Files:
    """Return files as Meta writes them; what is bytes already stays."""
    return {name: one if isinstance(one, bytes) else as_meta_writes(one) for name, one in told.items()}


def page_of_2024(*entries: str) -> bytes:
    """Return a page of posts as exports of 2024 have it."""
    body = "".join(f'<div class="_3-95 _a6-g">{one}</div>' for one in entries)
    head = "<title>Your posts</title><style>img{color:red}</style>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><h1>Your posts</h1>{body}</body></html>".encode()


def entry_of_2024(uri: str, words: str, day: str) -> str:
    """Return one entry of such a page."""
    return (
        '<h2 class="_2ph_ _a6-h _a6-i">Mara Lindqvist added a new photo.</h2>'
        f'<div class="_2ph_ _a6-p"><div><div>{words}</div><a href="{uri}"><img src="{uri}"></a></div>'
        "<table><tr><td>Upload IP address</td><td>203.0.113.7</td></tr></table></div>"
        f'<div class="_3-94 _a6-o"><a href="https://www.facebook.com/1"><div class="_a72d">{day}</div></a></div>'
    )


def life(root: str = ACTIVITY) -> Files:
    """Return the whole life of the invented person in one layout: albums, posts, stories, the trash and the settings."""
    posts, loose, one_album, shelf = names_of(root)
    told: dict[str, object] = {
        "personal_information/profile_information/profile_information.json": profile(),
        SETTINGS: settings(("Who can see your future posts?", "Friends"), ("Who can find you?", "Everyone")),
        LISTS: [{"label_values": [{"label": "Name", "value": "Familie 가족", "ent_field_name": "name"}]}],
        posts: [post(one.caption, shown(shelf, one), tags=_tags(one)) for one in LIFE]
        + [post("A film", media(f"{shelf}/film.mp4"))],
        loose: {"other_photos_v2": [shown(shelf, one) for one in LIFE[:2]]},
        one_album: album("Mobiloverførsler 📱", *(shown(shelf, one) for one in LIFE[::2])),
        one_album.replace("0.json", "1.json"): album(
            "Profilbilder", *(shown(shelf, one) for one in PORTRAITS)
        ),
        f"{root}stories/archived_stories.json": {
            "archived_stories_v2": [post(one.caption, shown(shelf, one)) for one in STORIES]
        },
        f"{root}posts/trash.json": [
            {"timestamp": one.seconds, "label_values": [{"label": "Media", "media": [shown(shelf, one)]}]}
            for one in DELETED
        ],
    }
    every = (*LIFE, *PORTRAITS, *STORIES, *DELETED)
    files = {f"{shelf}/{one.name}.jpg": jpeg(one) for one in every}
    return written(told) | files | {f"{shelf}/film.mp4": film()}


def shown(shelf: str, one: Shot) -> dict[str, object]:
    """Return a shot of the person's life as a media object."""
    lat, lon = one.place or (0.0, 0.0)
    facts = {"latitude": lat, "longitude": lon, "upload_ip": "203.0.113.7", "camera_model": one.model}
    return media(f"{shelf}/{one.name}.jpg", one.seconds, one.caption, **facts)


def _tags(one: Shot) -> list[dict[str, str]]:
    return [{"name": name} for name in one.people]
