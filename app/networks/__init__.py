"""The networks that we know, and which of them a person means."""

from __future__ import annotations

from dataclasses import replace

from app.model.account import NetworkKey
from app.model.problem import NotFound, UnknownTarget
from app.model.text import say
from app.networks import (
    bluesky,
    facebook,
    flickr,
    folder,
    instagram,
    mastodon,
    pinterest,
    reddit,
    threads,
    tumblr,
    vk,
    x,
    youtube,
)
from app.networks.network import Network, Target

# The first that understands a text has it, so the pickier come first.
NETWORKS: tuple[Network, ...] = (
    flickr.NETWORK,
    tumblr.NETWORK,
    x.NETWORK,
    youtube.NETWORK,
    reddit.NETWORK,
    facebook.NETWORK,
    threads.NETWORK,
    pinterest.NETWORK,
    vk.NETWORK,
    bluesky.NETWORK,
    mastodon.NETWORK,
    instagram.NETWORK,
    folder.NETWORK,
)


def network(key: NetworkKey | str) -> Network:
    """Return a network by its key; raises NotFound."""
    for one in NETWORKS:
        if one.key == key:
            return one
    raise NotFound(
        say("There is no network “{key}”.", key=key[:60]),
        say("Choose one of these: {names}.", names=", ".join(one.key for one in NETWORKS)),
    )


def understand(text: str, server: str = "") -> Target:
    """Return what a person typed as a target; raises UnknownTarget with an example of what would be understood.

    `server` is the base address of the one server to ask, for people whose handle does not tell it.
    """
    written = text.strip()
    for one in NETWORKS:
        target = one.understand(written[:2000]) if one.understand else None
        if target is not None:
            return replace(target, server=_base(server)) if server.strip() else target
    raise _unknown(written)


def _base(server: str) -> str:
    """Return the base address of a server that was typed with or without https://."""
    typed = server.strip().rstrip("/")
    return typed if "://" in typed else f"https://{typed}"


def _unknown(written: str) -> UnknownTarget:
    says = say("We cannot look up “{text}”.", text=written[:120]) if written else say("Nothing was typed.")
    bare = written.removeprefix("@")
    if bare.replace("_", "").replace("-", "").isalnum():
        remedy = say(
            "Add the server to the name, as in @{name}@server.example or {name}.bsky.social. For Instagram, "
            "order your data export there and import it here.",
            name=bare[:60],
        )
    else:
        remedy = say(
            "Type a handle such as @name@server.example or name.bsky.social, or copy the address of your profile page. "
            "For Instagram, order your data export there and import it here."
        )
    return UnknownTarget(says, remedy)
