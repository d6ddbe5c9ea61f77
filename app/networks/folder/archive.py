"""Read the pictures in a folder, whatever their names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.container_names import on_disk
from app.networks.export_pages import front_pages
from app.networks.pictures import HEAD, is_named_film, is_named_picture, is_raw, picture_kind

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

KEY = NetworkKey("folder")

# KakaoStory's backup was seen by nobody here, so its pages are not read; its name in them is recalled.
_KAKAO_STORY = ("kakaostory", "카카오스토리")


def recognise(tree: Tree) -> bool:
    """Whether there is a picture in this. Any export with pictures is, so this network is asked last.

    A backup of KakaoStory is taken even without pictures, to say what it is.
    """
    every = tree.names()
    likely = (name for name in every if is_named_picture(name))
    rest = (name for name in every if not is_named_picture(name))
    has_picture = any(_kind(tree, name) for some in (likely, rest) for name in some)
    return has_picture or bool(_kakao_page(tree))


def _kakao_page(tree: Tree) -> str:
    """Return the first page that says it is a backup of KakaoStory, "" where there is none."""
    for name, head in front_pages(tree):
        words = head.decode("utf-8", "replace").casefold()
        if any(one in words for one in _KAKAO_STORY):
            return name
    return ""


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the folder as an account, then each picture. When it was taken is left to the look into the file."""
    account = _account(tree.origin)
    yield account
    if page := _kakao_page(tree):
        yield Skipped(
            where=page,
            why=say(
                "This looks like a KakaoStory backup. Its pages cannot be read yet, only its picture files."
            ),
        )
    for name in tree.names():
        if is_named_film(name):
            continue
        if is_raw(name):
            yield Skipped(where=name, why=say("Unfinished camera files (RAW) cannot be looked at yet."))
            continue
        yield from _read_one(tree, name, account)


def _read_one(tree: Tree, name: str, account: Account) -> Iterator[Photo | Skipped]:
    try:
        kind = picture_kind(tree.head(name, HEAD))
    except UnreadableArchive as problem:
        yield Skipped(where=name, why=problem.says)
        return
    if kind is not None:
        yield Photo(
            account=account.id,
            network=KEY,
            key=name,
            kind=PhotoKind.FILE,
            album=name.rpartition("/")[0],
            media_state=MediaState.PRESENT,
            source_path=name,
        )
    elif is_named_picture(name):
        yield Skipped(where=name, why=say("The file has the name of a picture, but it is none."))


def _kind(tree: Tree, name: str) -> str | None:
    try:
        return picture_kind(tree.head(name, HEAD))
    except UnreadableArchive:
        return None


def _account(origin: tuple[Path, ...]) -> Account:
    """Return the folder as an account: the same folder is always the same one, also where single files were chosen."""
    places = [
        path.absolute() if path.is_dir() or _is_archive(path) else path.absolute().parent for path in origin
    ]
    place = Path(os.path.commonpath(places)) if len({one.anchor for one in places}) == 1 else places[0]
    shown = on_disk(str(place))
    handle = shown if isinstance(shown, str) else place.name
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        name=place.name or handle,
    )


def _is_archive(path: Path) -> bool:
    """Whether a chosen file is a container rather than a picture."""
    try:
        with path.open("rb") as file:
            return picture_kind(file.read(HEAD)) is None
    except OSError:
        return True
