"""Find a Bluesky account by its handle, without any sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.problem import Problem
from app.networks.bluesky.identity import APPVIEW, locate
from app.networks.bluesky.names import KEY, is_this_computer
from app.networks.bluesky.xrpc import Refusal, call, problem
from app.networks.fields import count, record, text
from app.networks.network import Target

if TYPE_CHECKING:
    from app.networks.web import Web

_MOST_NAME = 200


def find(web: Web, target: Target) -> Account:
    """Look an account up as a stranger. `target.server`, where it is given, is asked instead of the public directory.

    Raises NotThere (also for a deactivated or locked account), ListRefused, NetworkRefused and the Problems of the web.
    """
    home = locate(web, target)
    account = Account(
        id=account_id(KEY, home.handle),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=home.handle,
        remote_id=home.did,
        server=home.server,
        url=f"https://bsky.app/profile/{home.handle}",
        claimed_posts=_claimed(web, home.did, home.server),
    )
    return replace(account, name=text(profile_of(web, account).get("displayName"), _MOST_NAME))


def profile_of(web: Web, account: Account) -> Mapping[str, object]:
    """Return the profile record of an account, an empty one where it wrote none; raises NotThere and its like."""
    said = call(
        web,
        account.server,
        "com.atproto.repo.getRecord",
        {"repo": account.remote_id, "collection": "app.bsky.actor.profile", "rkey": "self"},
        why="profile",
    )
    if said is Refusal.NO_RECORD:
        return {}
    if isinstance(said, Refusal):
        raise problem(said, account.handle, account.server)
    return record(said.get("value"))


def _claimed(web: Web, did: str, server: str) -> int | None:
    """Return how many posts the network itself counts; None where it does not say, as for a server on this computer."""
    if is_this_computer(server):
        return None
    try:
        said = call(web, APPVIEW, "app.bsky.actor.getProfile", {"actor": did}, why="profile")
    except Problem:
        return None
    return None if isinstance(said, Refusal) else count(said.get("postsCount"))
