"""Find a GitHub user by name, and the avatar, without any sign-in.

GitHub's REST API: GET /users/NAME needs no token, 60 questions an hour from one address; a used-up hour is answered
with 403 or 429 and x-ratelimit-remaining 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import Limited, NetworkRefused, NotThere
from app.model.text import say
from app.networks import limits
from app.networks.fields import address, identifier, record, text
from app.networks.network import Target

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.network import Listed
    from app.networks.web import Answer, Web

KEY: Final = NetworkKey("github")
_API: Final = "https://api.github.com"
_SITE: Final = "https://github.com"

# GitHub's rule for names: letters, digits and single hyphens, 39 at most; names of companies' users carry "_short".
_USER: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]{1,20})?"
_TYPED: Final = re.compile(
    rf"(?:github:\s*@?|(?:https?://)?(?:www\.)?github\.com/@?)(?P<user>{_USER})(?:\.png)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
# Pages of GitHub's own that look like names.
_PAGES: Final = frozenset(
    [
        "about",
        "apps",
        "collections",
        "contact",
        "customer-stories",
        "dashboard",
        "enterprise",
        "events",
        "explore",
        "features",
        "github-copilot",
        "issues",
        "join",
        "login",
        "logout",
        "marketplace",
        "new",
        "notifications",
        "organizations",
        "orgs",
        "pricing",
        "pulls",
        "search",
        "security",
        "sessions",
        "settings",
        "signup",
        "site",
        "sponsors",
        "stars",
        "team",
        "topics",
        "trending",
        "users",
    ]
)


def understand(text: str) -> Target | None:
    """Read "github:name" or "github.com/name"; None for anything else."""
    match = _TYPED.fullmatch(text.strip())
    if match is None or match["user"].casefold() in _PAGES:
        return None
    return Target(network=KEY, handle=match["user"].casefold())


def find(web: Web, target: Target) -> Account:
    """Look a user up. `target.server` is asked instead of GitHub's own API, where it is given.

    Raises NotThere, Limited, NetworkRefused and the Problems of the web.
    """
    entity = _user(web, target.server, target.handle)
    login = text(entity.get("login"), 60)
    if login.casefold() != target.handle.casefold() or not identifier(entity.get("id")):
        raise _odd("GitHub")
    return Account(
        id=account_id(KEY, login),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=login,
        name=text(entity.get("name"), 200),
        remote_id=identifier(entity.get("id")),
        server=target.server,
        url=f"{target.server or _SITE}/{login}",
    )


def photos(web: Web, account: Account, _resume: str = "") -> Iterator[Listed]:
    """List the avatar. A user without one of their own has a drawn pattern there, which shows nobody."""
    entity = _user(web, account.server, account.handle)
    url = address(entity.get("avatar_url"), account.server or _API)
    if not url:
        yield Skipped(where="avatar", why=say("The server gives no usable address for this picture."))
        return
    yield Photo(
        account=account.id,
        network=account.network,
        key="avatar",
        kind=PhotoKind.AVATAR,
        url=account.url,
        media_url=url,
        caption=_told(entity),
        visibility=stated(Audience.PUBLIC, Basis.NETWORK_RULE, web.now()),
    )


def _told(entity: Mapping[str, object]) -> str:
    """Return what the profile says beside the picture: it is what turns a face into a name, a job and a town."""
    line = ", ".join(one for name in ("name", "company", "location") if (one := text(entity.get(name), 200)))
    return "\n\n".join(one for one in (line, text(entity.get("bio"), 1000)) if one)


def _user(web: Web, server: str, name: str) -> Mapping[str, object]:
    answer = web.get(
        f"{server or _API}/users/{name.casefold()}",
        why="profile",
        headers={"Accept": "application/vnd.github+json"},
    )
    if answer.status == 200:
        return record(answer.json())
    if answer.status in {404, 410}:
        raise NotThere(
            say("There is no user {name} on GitHub, or not any more.", name=name),
            say("Check the spelling of the name."),
        )
    raise _refused(web, answer)


def _refused(web: Web, answer: Answer) -> NetworkRefused:
    until = _pause(answer, web.now()) if answer.status == 403 else None
    if until is not None:
        return Limited(
            say("{host} asks us to wait until {until}.", host=answer.host, until=until),
            say("What was seen so far is good. Go on after that time."),
            until,
        )
    return NetworkRefused(
        say("{host} answered with the code {status}.", host=answer.host, status=answer.status),
        say("The server may have trouble of its own. Try again later."),
    )


def _pause(answer: Answer, now: datetime) -> datetime | None:
    """Return when a refusal ends: the hour is used up, or (with Retry-After alone) the questions came too fast."""
    named = limits.asks_to_wait(answer.headers, now) if answer.headers.get("retry-after") else None
    return named or limits.used_up(answer.headers, now)


def _odd(host: str) -> NetworkRefused:
    return NetworkRefused(
        say("{host} gave something else in place of the user that was asked for.", host=host),
        say("Try again later."),
    )
