"""Read the pictures out of posts as ActivityPub writes them, in the archives of Mastodon and Pixelfed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.audience import Visibility
from app.model.inspection import Place
from app.model.photo import MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.text import say
from app.networks.exports import position
from app.networks.fields import address, identifier, is_rows, moment, record, rows, side, text
from app.networks.mastodon.captions import LONGEST_CAPTION, plain_text
from app.networks.pictures import is_named_film, is_named_picture

if TYPE_CHECKING:
    from app.networks.container import Tree

# Where Mastodon keeps a file: its number in groups of three digits. The live list has the same number.
_FILE = re.compile(r"media_attachments/files/((?:[0-9]{3}/){1,10})original/")
_SYSTEM: Final = "/system/"
_MOST_PICTURES = 100
_MOST_TAGS = 200
_LONGEST_ALT = 10_000
_LONGEST_ADDRESS = 1_000


@dataclass(slots=True, kw_only=True)
class Notes:
    """The posts of one account as they are read; each picture once. Films are counted, their files not looked at."""

    tree: Tree
    account: Account
    seen: set[str] = field(default_factory=set[str])
    films: int = 0

    def pictures(
        self, note: Mapping[str, object], visibility: Visibility, where: str
    ) -> Iterator[Photo | Skipped]:
        """Yield every picture of one post; one that cannot be read is told, and passed over."""
        given = note.get("attachment")
        listed = rows(given) if is_rows(given) else [given] if given else []
        if not listed:
            return
        post = self._post(note, visibility, where)
        for place, one in enumerate(listed[:_MOST_PICTURES], 1):
            media = record(one)
            kind = _kind(media)
            if kind is None:
                if not _is_sound(media):
                    why = say(
                        "This attachment is of a kind that we do not know: {kind}.", kind=_type(media) or "?"
                    )
                    yield Skipped(where=f"{where}, {place}", why=why)
                continue
            link = text(media.get("url"), _LONGEST_ADDRESS)
            photo = self._photo(replace(post, kind=kind), media, link, place)
            if photo.key not in self.seen:
                self.seen.add(photo.key)
                self.films += kind is PhotoKind.VIDEO_STILL
                yield photo

    def _post(self, note: Mapping[str, object], visibility: Visibility, where: str) -> Photo:
        """Return what all pictures of a post share."""
        warning = text(note.get("summary"), 500)
        said = plain_text(text(note.get("content"), LONGEST_CAPTION * 4))
        return Photo(
            account=self.account.id,
            network=self.account.network,
            key=_number(note) or where,
            url=address(note.get("url"), self.account.server) or address(note.get("id"), self.account.server),
            caption=f"{plain_text(warning)}\n\n{said}".strip()[:LONGEST_CAPTION] if warning else said,
            posted_at=moment(note.get("published")),
            visibility=visibility,
            place=_place(record(note.get("location"))),
            people=_people(rows(note.get("tag"))),
        )

    def _photo(self, post: Photo, media: Mapping[str, object], link: str, place: int) -> Photo:
        path = _path(link)
        name = self.tree.at(path) if path else None
        is_film = post.kind is PhotoKind.VIDEO_STILL
        is_elsewhere = is_film or (name is None and "://" in link)
        state = MediaState.PRESENT if name is not None else MediaState.MISSING
        return replace(
            post,
            key=f"{post.key}/{_media_number(link) or place}",
            media_url="" if is_film else self._address(link),
            alt_text=text(media.get("name"), _LONGEST_ALT),
            width=side(media.get("width")),
            height=side(media.get("height")),
            media_state=MediaState.REMOTE if is_elsewhere else state,
            source_path="" if is_elsewhere else name or path,
        )

    def _address(self, link: str) -> str:
        """Return where the server shows a file; "" where the archive does not tell the host.

        From the address of a file that the server keeps itself Mastodon cuts "/system/", with the slash. One that lies
        at another host keeps its slash, and loses the host.
        """
        if "://" in link:
            return address(link, "")
        if not link or link.startswith("/") or not self.account.server:
            return ""
        return address(f"{self.account.server}{_SYSTEM}{link}", "")


def _number(note: Mapping[str, object]) -> str:
    """Return the number of a post, which is the end of its address; "" where that is none."""
    return identifier(text(note.get("id"), _LONGEST_ADDRESS).rstrip("/").rpartition("/")[2])


def _media_number(link: str) -> str:
    found = _FILE.search(link)
    return str(int(found[1].replace("/", ""))) if found else ""


def _path(link: str) -> str:
    """Return an address without its host: the longest end of it that a file of the archive has too is looked for."""
    try:
        return urlsplit(link).path.strip("/") if "://" in link else re.split(r"[?#]", link)[0].strip("/")
    except ValueError:
        return ""


def _type(media: Mapping[str, object]) -> str:
    return text(media.get("mediaType"), 60).casefold() or text(media.get("type"), 60).casefold()


def _is_sound(media: Mapping[str, object]) -> bool:
    return _type(media).startswith("audio")


def _kind(media: Mapping[str, object]) -> PhotoKind | None:
    named, link = _type(media), _path(text(media.get("url"), _LONGEST_ADDRESS))
    if named.startswith("image") or (named in {"", "document"} and is_named_picture(link)):
        return PhotoKind.PHOTO
    # A film's poster frame shows a face as well as any photo does, but an archive does not hold it.
    is_film = named.startswith("video") or (named in {"", "document"} and is_named_film(link))
    return PhotoKind.VIDEO_STILL if is_film else None


def _place(given: Mapping[str, object]) -> Place | None:
    """Return the place tag of a Pixelfed post; Mastodon has none."""
    found = position(given.get("latitude"), given.get("longitude"), "place_tag")
    named = ", ".join(
        part for part in (text(given.get("name"), 100), text(given.get("country"), 100)) if part
    )
    return replace(found, name=named) if found else None


def _people(tags: list[object]) -> tuple[Tagged, ...]:
    named = [
        text(tag.get("name"), 200).lstrip("@")
        for tag in map(record, tags[:_MOST_TAGS])
        if text(tag.get("type"), 40) == "Mention"
    ]
    return tuple(Tagged(name=name, basis="mention") for name in dict.fromkeys(named) if name)
