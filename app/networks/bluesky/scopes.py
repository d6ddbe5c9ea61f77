"""What a sign-in may do, in the AT Protocol's own words: the least that is asked for, and what was granted."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote

from app.model.sign_in import Power
from app.networks.bluesky.pictures import POSTS

PROFILE = "app.bsky.actor.profile"
DECLARATION = "app.bsky.actor.contentVisibilityDeclaration"

IDENTITY = "atproto"
# Everything that an app password may do. Servers from before the finer scopes know nothing smaller.
EVERYTHING = "transition:generic"

# putRecord demands both rights, whether or not there is a record already (@atproto/pds 0.4.217). Taking an avatar down
# means writing the profile without it.
_WRITE = ("create", "update")
_NEEDS: dict[Power, tuple[tuple[str, tuple[str, ...]], ...]] = {
    Power.READ: (),
    Power.CHANGE: ((PROFILE, _WRITE), (DECLARATION, _WRITE)),
    Power.DELETE: ((POSTS, ("delete",)), (PROFILE, _WRITE)),
}


def least(powers: Iterable[Power]) -> str:
    """Return the smallest scope for these powers: `repo:COLLECTION?action=…` (AT Protocol, "Permissions")."""
    wanted = {
        collection: actions for power in Power if power in powers for collection, actions in _NEEDS[power]
    }
    parts = [
        f"repo:{name}?{'&'.join(f'action={one}' for one in actions)}" for name, actions in wanted.items()
    ]
    return " ".join([IDENTITY, *parts])


def everything() -> str:
    """Return the scope for servers that know no finer one."""
    return f"{IDENTITY} {EVERYTHING}"


def granted(scope: str, wished: Iterable[Power]) -> frozenset[Power]:
    """Return which of the wished powers a granted scope carries; reading needs none."""
    given = scope.split()
    return frozenset(
        power
        for power in {Power.READ, *wished}
        if all(
            any(_allows(one, collection, action) for one in given)
            for collection, actions in _NEEDS[power]
            for action in actions
        )
    )


def _allows(scope: str, collection: str, action: str) -> bool:
    """Whether one scope allows one action on one collection: "repo:NAME?action=…" or "repo?collection=NAME&…"."""
    if scope == EVERYTHING:
        return True
    head, _, query = scope.partition("?")
    kind, _, named = head.partition(":")
    if kind != "repo":
        return False
    params = parse_qsl(query)
    collections = {unquote(named), *(value for name, value in params if name == "collection")}
    actions = {value for name, value in params if name == "action"}
    return bool({collection, "*"} & collections) and (not actions or action in actions)
