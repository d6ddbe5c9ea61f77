"""Write TikTok exports in the layouts of different years."""

from __future__ import annotations

import json

from tests.exports.instagram import Files

NEW, OLD = "user_data_tiktok.json", "user_data.json"


def post(
    date: str = "2024-05-04 10:05:00", who: str | None = "Everyone", **more: object
) -> dict[str, object]:
    """Return one entry of the list of posts."""
    told: dict[str, object] = {
        "Date": date,
        "Link": "https://v16m.tiktokcdn.example/0a1b/video/tos/x/?a=0&token=secret",
        "Likes": "12",
        "Title": "At the lake",
        "Sound": "original sound",
        "Location": "",
        "AllowComments": "Yes",
    }
    if who is not None:
        told["WhoCanView"] = who
    return told | more


def export(posts: object, settings: object = None, **profile: object) -> Files:
    """Return an export of 2024 or later."""
    told = {
        "Your Activity": {
            "Watch History": {"VideoList": [{"Date": "2024-01-01 00:00:00", "Link": "https://x.example/"}]}
        },
        "Profile And Settings": {
            "Profile Info": {
                "ProfileMap": {"userName": "mara.sample", "emailAddress": "m@mail.example", **profile}
            },
            "Settings": {"SettingsMap": {"Private Account": "Disabled"} if settings is None else settings},
        },
        "Post": {"Posts": {"VideoList": posts}},
    }
    return {NEW: json.dumps(told).encode()}


def old_export(posts: object, private: str = "Enabled") -> Files:
    """Return an export as it was until about 2023."""
    told = {
        "Activity": {
            "Login History": {"LoginHistoryList": None},
            "Favorite Videos": {"FavoriteVideoList": None},
        },
        "App Settings": {"Settings": {"SettingsMap": {"Private Account": private}}},
        "Profile": {"Profile Information": {"ProfileMap": {"userName": "mara.sample"}}},
        "Video": {"Videos": {"VideoList": posts}},
    }
    return {OLD: json.dumps(told).encode()}
