"""Write archives of Mastodon and lists of Pixelfed, of the invented person."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.exports import person
from tests.exports.instagram import Files, picture
from tests.exports.person import LIFE, Shot

HOST, USER = "social.example", "mara"
ACTOR_ID = f"https://{HOST}/users/{USER}"
FOLLOWERS = f"{ACTOR_ID}/followers"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
FIRST_POST, FIRST_FILE = 109_000_000_000_000_001, 109_500_000_000_000_001
ACTOR, OUTBOX, LIKES = "actor.json", "outbox.json", "likes.json"
# Who may see a post, by what stands in its two fields.
WAYS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "public": ([PUBLIC], [FOLLOWERS]),
    "unlisted": ([FOLLOWERS], [PUBLIC]),
    "followers": ([FOLLOWERS], []),
    "direct": (["https://other.example/users/lena"], []),
}


def file_path(number: int, ending: str = "jpg") -> str:
    """Return where Mastodon keeps a file: its number in groups of three digits."""
    digits = f"{number:018d}"
    groups = "/".join(digits[place : place + 3] for place in range(0, 18, 3))
    return f"media_attachments/files/{groups}/original/{number % 2**64:016x}.{ending}"


def attachment(
    url: str, alt: str | None = None, kind: str = "image/jpeg", **more: object
) -> dict[str, object]:
    """Return one attachment as the archive has it, its address cut to a path."""
    told: dict[str, object] = {
        "type": "Document",
        "mediaType": kind,
        "url": url,
        "name": alt,
        "blurhash": "UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
        "focalPoint": [0.0, 0.0],
        "width": 640,
        "height": 480,
    }
    return told | more


def note(number: int, *attachments: object, way: str = "public", **more: object) -> dict[str, object]:
    """Return one post with the activity around it."""
    to, cc = WAYS[way]
    where = f"{ACTOR_ID}/statuses/{number}"
    told: dict[str, object] = {
        "id": where,
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2024-05-04T10:05:17Z",
        "url": f"https://{HOST}/@{USER}/{number}",
        "attributedTo": ACTOR_ID,
        "to": list(to),
        "cc": list(cc),
        "sensitive": False,
        "content": "<p>Hello</p>",
        "attachment": list(attachments),
        "tag": [],
    }
    told |= more
    return {
        "id": f"{where}/activity",
        "type": "Create",
        "actor": ACTOR_ID,
        "published": told["published"],
        "to": told.get("to"),
        "cc": told.get("cc"),
        "object": told,
    }


def boost(number: int) -> dict[str, object]:
    """Return somebody else's post that the person passed on."""
    where = f"https://other.example/users/lena/statuses/{number}"
    return {"id": f"{where}/activity", "type": "Announce", "actor": ACTOR_ID, "to": [PUBLIC], "object": where}


def actor(**more: object) -> dict[str, object]:
    """Return the account's own file."""
    told: dict[str, object] = {
        "@context": ["https://www.w3.org/ns/activitystreams"],
        "id": ACTOR_ID,
        "type": "Person",
        "following": f"{ACTOR_ID}/following",
        "followers": FOLLOWERS,
        "inbox": f"{ACTOR_ID}/inbox",
        "outbox": OUTBOX,
        "preferredUsername": USER,
        "name": person.NAME,
        "summary": "<p>Hi</p>",
        "url": f"https://{HOST}/@{USER}",
        "manuallyApprovesFollowers": False,
        "discoverable": True,
        "indexable": None,
        "icon": {"type": "Image", "mediaType": "image/png", "url": "avatar.png"},
        "image": {"type": "Image", "mediaType": "image/png", "url": "header.png"},
        "likes": LIKES,
        "bookmarks": "bookmarks.json",
    }
    return told | more


def collection(items: Sequence[object], name: str = OUTBOX) -> bytes:
    """Return a list as the archive has it."""
    told = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": name,
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": list(items),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def export(items: Sequence[object], more: Files | None = None, /, **about: object) -> Files:
    """Return the files of an archive; keywords change the actor."""
    told = {
        OUTBOX: collection(items),
        LIKES: collection(["https://other.example/users/lena/statuses/7"], LIKES),
        "bookmarks.json": collection([], "bookmarks.json"),
        ACTOR: json.dumps(actor(**about), ensure_ascii=False).encode(),
        "avatar.png": picture(1, "PNG"),
        "header.png": picture(2, "PNG"),
    }
    return told | (more or {})


def shot_note(shot: Shot, place: int) -> dict[str, object]:
    """Return the post of one shot of the person's life; the ways to show it go round."""
    tags = [{"type": "Mention", "href": "https://x.example/", "name": f"@{one}"} for one in shot.people]
    return note(
        FIRST_POST + place,
        attachment(file_path(FIRST_FILE + place), alt=shot.name),
        way=list(WAYS)[place % len(WAYS)],
        published=iso(shot.at),
        content=f"<p>{shot.caption}</p>",
        tag=tags,
    )


def iso(at: datetime) -> str:
    """Return a time as ActivityPub writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def life() -> Files:
    """Return the person's life as an archive, a boost and the likes of others' posts among it."""
    items = [*(shot_note(shot, place) for place, shot in enumerate(LIFE)), boost(7)]
    files = {file_path(FIRST_FILE + place): person.jpeg(shot) for place, shot in enumerate(LIFE)}
    return export(items, files)


def write_tgz(path: Path, files: Files) -> Path:
    """Write an archive as Mastodon did until it changed to ZIP."""
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(data), 1_714_817_117
            archive.addfile(member, io.BytesIO(data))
    return path
