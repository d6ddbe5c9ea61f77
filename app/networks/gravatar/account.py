"""Look an e-mail address up at Gravatar. Only numbers made from the address travel, never the address itself.

Sources: Gravatar's own pages on avatars and on profiles (API version 3): the number is the SHA-256 of the trimmed,
lower-case address; `d=404` makes a missing picture a plain 404; a profile is asked for at most 100 times an hour
without a key, pictures are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountId, AccountKind
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, NetworkRefused, NotThere, Problem
from app.model.setting import Check, LinkStatus, Value
from app.model.text import say
from app.networks.fields import address, record, rows, text
from app.networks.gravatar.names import KEY, md5_of, sha256_of
from app.networks.network import Target

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Web

_PICTURES: Final = "https://gravatar.com"
_PROFILES: Final = "https://api.gravatar.com"
_PAGE: Final = "https://gravatar.com/profile"
# The largest side that is served (Gravatar's page on avatars: 1 to 2048).
LARGEST: Final = 2048
_SMALL: Final = 200
_MOST_PICTURES: Final = 50


def find(web: Web, target: Target) -> Account:
    """Ask whether a picture hangs behind an address. `target.server` is asked instead, where it is given.

    Raises NotThere where none does, NetworkRefused and the Problems of the web.
    """
    number = sha256_of(target.handle)
    if not _is_there(web, target.server, number):
        raise NotThere(
            say("Gravatar shows no picture for {address}.", address=target.handle),
            say("Try your other e-mail addresses, too: each one can have a picture of its own."),
        )
    profile = _profile(web, target.server, number)
    return Account(
        # The address stays out of the id, which stands in logs and on the command line.
        id=AccountId(f"{KEY}:{number}"),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=target.handle,
        name=text(profile.get("display_name"), 200),
        remote_id=number,
        server=target.server,
        url=address(profile.get("profile_url"), target.server or _PICTURES)
        or f"{target.server or _PICTURES}/{number}",
    )


def photos(web: Web, account: Account, _resume: str = "") -> Iterator[Listed]:
    """List the avatar, and what other pictures the public profile shows.

    Raises ListIncomplete where the profile could not be asked; the avatar was yielded before.
    """
    number = account.remote_id or sha256_of(account.handle)
    as_of = stated(Audience.PUBLIC, Basis.NETWORK_RULE, web.now())
    profile: Mapping[str, object] = {}
    problem: Problem | None = None
    try:
        profile = _profile(web, account.server, number, strict=True)
    except Problem as refused:
        problem = refused
    yield _avatar(account, number, profile, as_of)
    yield from _others(account, profile, as_of)
    if problem is not None:
        raise ListIncomplete(
            say(
                "The picture was found, but the profile around it could not be read: {why}", why=problem.says
            ),
            problem.remedy,
        )


def open_checks(web: Web, account: Account) -> Iterator[Check]:
    """Tell whether a picture hangs behind the address."""
    number = account.remote_id or sha256_of(account.handle)
    is_there = _is_there(web, account.server, number)
    yield Check(
        account=account.id,
        key="gv.exists",
        says=say("A picture hangs behind your e-mail address"),
        safe="none",
        why=say(
            "Whoever has your address, from any leaked list, gets your picture with it, on thousands of sites."
        ),
        how=say("Sign in at Gravatar, open your profile, and delete the picture, or the whole profile."),
        seen="shown" if is_there else "none",
        raw="200" if is_there else "404",
        as_of=web.now(),
        basis=Basis.ACCOUNT_SETTING,
        values=(
            Value(key="shown", says=say("Shown to everybody")),
            Value(key="none", says=say("No picture")),
        ),
        link=_PAGE,
        link_status=LinkStatus.RECALLED,
        source="Gravatar's pages on avatars",
        checked_on=date(2026, 11, 23),
        rank=1,
    )


def _is_there(web: Web, server: str, number: str) -> bool:
    url = f"{server or _PICTURES}/avatar/{number}"
    answer = web.get(url, why="profile", params={"d": "404", "s": 16}, cap=256 * 1024)
    if answer.status in {404, 410}:
        return False
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if answer.status == 200 and kind.startswith("image/"):
        return True
    raise NetworkRefused(
        say("{host} answered with the code {status}.", host=answer.host, status=answer.status),
        say("That says nothing about your picture. Try again later."),
    )


def _profile(web: Web, server: str, number: str, *, strict: bool = False) -> Mapping[str, object]:
    """Return the public profile; nothing where there is none, or, unless `strict`, where it could not be asked."""
    try:
        answer = web.get(f"{server or _PROFILES}/v3/profiles/{number}", why="profile")
        if answer.status == 200:
            return record(answer.json())
        if answer.status in {404, 410}:
            return {}
        raise NetworkRefused(
            say("{host} answered with the code {status}.", host=answer.host, status=answer.status),
            say("Try again later."),
        )
    except Problem:
        if strict:
            raise
        return {}


def _avatar(account: Account, number: str, profile: Mapping[str, object], as_of: Visibility) -> Photo:
    base = account.server or _PICTURES
    old = md5_of(account.handle)
    return Photo(
        account=account.id,
        network=account.network,
        key="avatar",
        kind=PhotoKind.AVATAR,
        url=account.url,
        media_url=f"{base}/avatar/{number}?d=404&s={LARGEST}",
        # The older number leads to the same picture: an old list of leaked addresses is enough.
        preview_url=f"{base}/avatar/{old or number}?d=404&s={_SMALL}",
        caption=_told(profile),
        alt_text=text(profile.get("avatar_alt_text"), 1000),
        visibility=as_of,
    )


def _others(account: Account, profile: Mapping[str, object], as_of: Visibility) -> Iterator[Photo | Skipped]:
    """Yield the profile's gallery and its header picture, where it shows them to everybody."""
    header = record(profile.get("header_image")) or {"url": profile.get("header_image")}
    found = [(PhotoKind.PHOTO, record(one)) for one in rows(profile.get("gallery"))[:_MOST_PICTURES]]
    found += [(PhotoKind.BANNER, header)] if header.get("url") else []
    for place, (kind, one) in enumerate(found, 1):
        url = address(one.get("url"), account.url or _PICTURES)
        if not url:
            yield Skipped(
                where=f"{kind} {place}", why=say("The server gives no usable address for this picture.")
            )
            continue
        yield Photo(
            account=account.id,
            network=account.network,
            key=f"{kind}:{sha256_of(url)[:16]}",
            kind=kind,
            url=account.url,
            media_url=url,
            alt_text=text(one.get("alt_text"), 1000),
            visibility=as_of,
        )


def _told(profile: Mapping[str, object]) -> str:
    """Return what the profile says beside the picture: it is what turns a face into a name, a job and a town."""
    fields = ("display_name", "job_title", "company", "location")
    line = ", ".join(one for name in fields if (one := text(profile.get(name), 200)))
    return "\n\n".join(one for one in (line, text(profile.get("description"), 2000)) if one)
