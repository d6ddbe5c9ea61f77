"""Write the lists of posts that Pixelfed exports, in both of its forms."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.exports import person
from tests.exports.instagram import Files
from tests.exports.mastodon import PUBLIC, iso
from tests.exports.person import LIFE, Shot

HOST, USER = "pixel.example", "mara"
STATUSES, ACCOUNT = "pixelfed-statuses.json", "account.json"


def note(number: int, *links: str, **more: object) -> dict[str, object]:
    """Return one post of the older form, on which everybody is named whoever may see it."""
    page = f"https://{HOST}/p/{USER}/{number}"
    told: dict[str, object] = {
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "id": page,
        "type": "Note",
        "summary": None,
        "content": "On the pier",
        "inReplyTo": None,
        "published": "2024-05-04T10:05:17+00:00",
        "url": page,
        "attributedTo": f"https://{HOST}/users/{USER}",
        "to": [PUBLIC],
        "cc": [f"https://{HOST}/users/{USER}/followers"],
        "sensitive": False,
        "atomUri": page,
        "inReplyToAtomUri": None,
        "attachment": [
            {"type": "Document", "mediaType": "image/jpeg", "url": link, "name": "A pier"} for link in links
        ],
        "tag": [],
        "location": None,
    }
    return told | more


def status(number: int, *links: str, visibility: str = "public", **more: object) -> dict[str, object]:
    """Return one post of the newer form, as Pixelfed's API gives it."""
    page = f"https://{HOST}/p/{USER}/{number}"
    told: dict[str, object] = {
        "_v": 1,
        "id": str(number),
        "shortcode": "CqXyZ",
        "uri": page,
        "url": page,
        "reblog": None,
        "content": "On the pier",
        "created_at": "2024-05-04T10:05:17.000Z",
        "spoiler_text": "",
        "visibility": visibility,
        "mentions": [],
        "pf_type": "photo",
        "place": None,
        "media_attachments": [
            {
                "id": str(number * 10 + place),
                "type": "image",
                "url": link,
                "preview_url": link.replace(".jpg", "_thumb.jpg"),
                "meta": {"original": {"width": 640, "height": 480}},
                "description": "A pier",
                "mime": "image/jpeg",
            }
            for place, link in enumerate(links, 1)
        ],
        "account": {
            "id": "77",
            "username": USER,
            "acct": USER,
            "url": f"https://{HOST}/{USER}",
            "locked": False,
        },
    }
    return told | more


def link(number: int, place: int = 1) -> str:
    """Return where Pixelfed shows a file."""
    return f"https://{HOST}/storage/m/_v2/77/a1b2/{number}-{place}.jpg"


def shot_note(shot: Shot, number: int) -> dict[str, object]:
    """Return the post of one shot in the older form."""
    spot = shot.place and {
        "type": "Place",
        "name": "Harbour",
        "country": "Nowhere",
        "latitude": str(shot.place[0]),
        "longitude": str(shot.place[1]),
    }
    return note(number, link(number), content=shot.caption, published=iso(shot.at), location=spot)


def export(posts: Sequence[object]) -> Files:
    """Return the list and the account's own file."""
    about = {
        "id": f"https://{HOST}/users/{USER}",
        "type": "Person",
        "preferredUsername": USER,
        "name": person.NAME,
        "url": f"https://{HOST}/{USER}",
        "manuallyApprovesFollowers": True,
        "icon": {"type": "Image", "url": f"https://{HOST}/storage/avatars/77/me.jpg"},
    }
    return {STATUSES: json.dumps(list(posts)).encode(), ACCOUNT: json.dumps(about).encode()}


def life() -> Files:
    """Return the person's life in the older form."""
    return export([shot_note(shot, number) for number, shot in enumerate(LIFE, 700)])
