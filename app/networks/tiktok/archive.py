"""Read a TikTok export: one JSON file (or text files, before about 2022), with each film's own audience."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.audience import UNKNOWN, Audience, Basis, Reason, Visibility, effective, stated
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.networks.exports import LONGEST, UNKNOWN_FORM, clock, last, opened
from app.networks.fields import address, record, rows, text
from app.networks.tiktok.names import KEY
from app.networks.tiktok.settings import Settings, read_account
from app.networks.tiktok.values import blocks, sections, under, words

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.container import Tree
    from app.networks.network import Imported

_PEEKED = 64 * 1024
_MOST_LOOKED_INTO = 200
_TEXT_CAP = 64 * 1024 * 1024
# The names of the outermost objects, of all years, and of things that only TikTok has inside them.
_ROOT = re.compile(
    rb'^\s*\{\s*"(?:Activity|Your Activity|Profile|Profile And Settings|App Settings|Comment|Comments|Direct Messages?'
    rb'|Post|Video|Likes and Favorites|Tiktok Live|Tiktok Shopping|Ads and data|Income Plus Wallet Transactions)"\s*:',
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rb'"(?:VideoList|SettingsMap|ProfileMap|Favorite Videos|FavoriteVideoList|Like List|ItemFavoriteList|Login History'
    rb'|LoginHistoryList|Video Browsing History|Watch History|Most Recent Location Data|TikTok Shopping)"',
    re.IGNORECASE,
)
_POSTS_TEXT = re.compile(r"^(?:posts?|videos?)\.txt$", re.IGNORECASE)
_PROFILE_TEXT = re.compile(r"^profile info(?:rmation)?\.txt$", re.IGNORECASE)
_SETTINGS_TEXT = re.compile(r"^settings\.txt$", re.IGNORECASE)
_TEXT_MARK = re.compile(
    rb"^Date: ?\d{4}-\d\d-\d\d.*\r?\n(?:.*\r?\n){0,3}?(?:Video )?Link: ?https?://",
    re.IGNORECASE | re.MULTILINE,
)

_VIDEO_ID = re.compile(r"/(?:video|photo)/(\d{10,25})(?:[/?#]|$)")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|heic|image)$", re.IGNORECASE)
# "Everyone" was seen, the others are recalled.
_AUDIENCES = {
    "everyone": Audience.PUBLIC,
    "public": Audience.PUBLIC,
    "followers": Audience.FOLLOWERS,
    "friends": Audience.FRIENDS,
    "mutual friends": Audience.FRIENDS,
    "only me": Audience.ONLY_ME,
    "only you": Audience.ONLY_ME,
    "private": Audience.ONLY_ME,
}


def recognise(tree: Tree) -> bool:
    """Whether this is a TikTok export, whatever its file is called."""
    return bool(_json_files(tree)) or _is_text(tree)


def _json_files(tree: Tree) -> list[str]:
    likely = sorted(
        (name for name in tree.documents if name.casefold().endswith(".json")),
        key=lambda name: (not last(name).startswith("user_data"), name.count("/"), name),
    )
    return [name for name in likely[:_MOST_LOOKED_INTO] if _looks_right(tree, name)]


def _looks_right(tree: Tree, name: str) -> bool:
    head = _head(tree, name).removeprefix(b"\xef\xbb\xbf")
    return bool(_ROOT.match(head) and _INSIDE.search(head))


def _is_text(tree: Tree) -> bool:
    return any(
        _TEXT_MARK.search(_head(tree, name)) for name in tree.documents if _POSTS_TEXT.match(last(name))
    )


def _head(tree: Tree, name: str) -> bytes:
    try:
        return tree.head(name, _PEEKED)
    except UnreadableArchive:
        return b""


@dataclass(slots=True)
class _Found:
    """What lies in the export: the profile, the settings, and the lists of posts with what became of them."""

    profile: Mapping[str, object] = field(default_factory=dict[str, object])
    settings: Settings = field(default_factory=lambda: Settings(told={}))
    posts: list[tuple[str, list[object], Existence]] = field(
        default_factory=list[tuple[str, list[object], Existence]]
    )


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its settings, its picture, then each post of films or pictures with its audience."""
    troubles: list[Skipped] = []
    found = _Found()
    for name in _json_files(tree):
        _take_json(tree, name, opened(tree, name, troubles), found)
    for name in tree.names():
        _take_text(tree, name, found, troubles)
    account = read_account(found.profile, tree.origin)
    yield account
    yield from found.settings.checks(account.id)
    yield from _portrait(found, account)
    yield from _posts(found, account)
    yield from dict.fromkeys(troubles)


def _take_json(tree: Tree, name: str, root: object, found: _Found) -> None:
    outer = {
        **record(under(root, "Profile")),
        **record(under(root, "App Settings")),
        **record(under(root, "Profile And Settings")),
    }
    found.profile = found.profile or record(
        under(under(outer, "Profile Information", "Profile Info"), "ProfileMap")
    )
    told = record(under(under(outer, "Settings"), "SettingsMap"))
    if told and not found.settings.told:
        found.settings = Settings(told=told, as_of=tree.modified(name))
    for section in (under(root, "Post"), under(root, "Video")):
        for title, part in sections(section):
            state = Existence.TRASHED if "deleted" in title else Existence.LIVE
            listed = [
                one for key, value in part.items() if key.casefold().endswith("list") for one in rows(value)
            ]
            if listed:
                found.posts.append((f"{name}, {title}", listed, state))


def _take_text(tree: Tree, name: str, found: _Found, troubles: list[Skipped]) -> None:
    kind = last(name)
    if not (_POSTS_TEXT.match(kind) or _PROFILE_TEXT.match(kind) or _SETTINGS_TEXT.match(kind)):
        return
    try:
        told = blocks(tree.read(name, _TEXT_CAP))
    except UnreadableArchive as problem:
        troubles.append(Skipped(where=name, why=problem.says))
        return
    if _POSTS_TEXT.match(kind):
        found.posts.append((name, list(told), Existence.LIVE))
        return
    joined = {key: value for block in told for key, value in block.items()}
    if _PROFILE_TEXT.match(kind):
        found.profile = found.profile or joined
    elif not found.settings.told:
        found.settings = Settings(told=joined, as_of=tree.modified(name))


def _portrait(found: _Found, account: Account) -> Iterator[Photo]:
    """Yield the profile picture, which everyone sees, also of a private account (recalled)."""
    link = _bare(address(under(found.profile, "profilePhoto", "Profile photo"), ""))
    if link:
        yield Photo(
            account=account.id,
            network=KEY,
            key="avatar",
            kind=PhotoKind.AVATAR,
            url=account.url,
            media_url=link,
            visibility=stated(
                Audience.PUBLIC, Basis.NETWORK_RULE, found.settings.as_of, name="Profile picture"
            ),
        )


def _posts(found: _Found, account: Account) -> Iterator[Photo | Skipped]:
    keys: Counter[str] = Counter()
    for where, listed, existence in found.posts:
        for number, one in enumerate(listed, 1):
            post = record(one)
            links = [link for link in words(under(post, "Link", "Video Link")).split() if address(link, "")]
            when = clock(under(post, "Date"))
            if not links and when is None:
                yield Skipped(where=f"{where}, {number}", why=UNKNOWN_FORM)
                continue
            visibility = _visibility(post, found.settings, existence)
            for position, link in enumerate(links[:100] or [""]):
                key = _key(link, words(under(post, "Date"))[:40], position, keys)
                page = _page(link, account)
                yield Photo(
                    account=account.id,
                    network=KEY,
                    key=key,
                    kind=PhotoKind.PHOTO
                    if len(links) > 1 or _PICTURE.search(_bare(link))
                    else PhotoKind.VIDEO_STILL,
                    url=page,
                    caption=text(under(post, "Title", "Description"), LONGEST),
                    posted_at=when,
                    visibility=visibility,
                    media_state=MediaState.REMOTE,
                    existence=existence,
                )


def _key(link: str, date: str, position: int, keys: Counter[str]) -> str:
    """Return a key that is the same in each export: the network's id, else the time of the post and the place in it.

    Links to the files differ each time, since they end after some days.
    """
    match = _VIDEO_ID.search(link)
    base = match[1] if match else f"{date or 'undated'}" + (f"/{position + 1}" if position else "")
    keys[base] += 1
    return base if keys[base] == 1 else f"{base}#{keys[base]}"


def _page(link: str, account: Account) -> str:
    match = _VIDEO_ID.search(link)
    return f"{account.url}/video/{match[1]}" if match and account.url else ""


def _bare(link: str) -> str:
    """Drop what follows "?": a signature that opens the file for some days is nothing to keep."""
    return re.split(r"[?#]", link, maxsplit=1)[0]


def _visibility(post: Mapping[str, object], settings: Settings, existence: Existence) -> Visibility:
    if existence is Existence.TRASHED:
        return stated(Audience.ONLY_ME, Basis.NETWORK_RULE, settings.as_of, name="Recently deleted")
    word = words(under(post, "WhoCanView", "Who can view"))[:60]
    account = settings.account_reason()
    if not word:
        # Who may see a single film is decided for each film; the account only sets the outer limit.
        return effective([], account, settings.as_of) if account else UNKNOWN
    audience = _AUDIENCES.get(word.casefold(), Audience.UNKNOWN)
    item = Reason(basis=Basis.ITEM, audience=audience, name="Who can view", raw=word)
    return effective([item], account, settings.as_of)
