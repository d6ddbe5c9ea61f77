"""The networks that we know, and which of them a person means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from app.model.account import NetworkKey
from app.model.problem import (
    AddressRefused,
    ListRefused,
    NotFound,
    NotThere,
    Offline,
    OtherNetwork,
    Problem,
    UnknownTarget,
)
from app.model.text import say
from app.networks import (
    bluesky,
    discord,
    facebook,
    flickr,
    folder,
    github,
    google,
    gravatar,
    instagram,
    linkedin,
    mastodon,
    misskey,
    pinterest,
    reddit,
    snapchat,
    telegram,
    threads,
    tiktok,
    tumblr,
    vk,
    webpage,
    whatsapp,
    x,
    youtube,
)
from app.networks.network import Network, Target

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.container import Tree
    from app.networks.web import Web

# The first that understands a text has it, so the pickier come first, and any other web page last.
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
    github.NETWORK,
    gravatar.NETWORK,
    misskey.NETWORK,
    bluesky.NETWORK,
    mastodon.NETWORK,
    instagram.NETWORK,
    google.NETWORK,
    tiktok.NETWORK,
    snapchat.NETWORK,
    telegram.NETWORK,
    discord.NETWORK,
    linkedin.NETWORK,
    whatsapp.NETWORK,
    webpage.NETWORK,
    folder.NETWORK,
)
# Where one of these ends a search, the same text may still mean somebody at another network.
_NOBODY = (NotThere, Offline, AddressRefused)


def network(key: NetworkKey | str) -> Network:
    """Return a network by its key; raises NotFound."""
    for one in NETWORKS:
        if one.key == key:
            return one
    raise NotFound(
        say("There is no network “{key}”.", key=key[:60]),
        say("Choose one of these: {names}.", names=", ".join(one.key for one in NETWORKS)),
    )


def recognised(tree: Tree) -> Network | None:
    """Return whose export this is, by its content; None where nobody here reads it.

    What travels in another network's export stands for itself only where that other one is not there.
    """
    whole = next((one for one in NETWORKS if one.travels_in is None and _is_its(tree, one)), None)
    if whole is not None and whole.key != folder.KEY:
        return whole
    return next((one for one in NETWORKS if one.travels_in is not None and _is_its(tree, one)), whole)


def travelling(tree: Tree, net: Network) -> tuple[Network, ...]:
    """Return the networks that have something of their own in this export of another one."""
    return tuple(one for one in NETWORKS if one.travels_in == net.key and _is_its(tree, one))


def _is_its(tree: Tree, net: Network) -> bool:
    return net.read is not None and net.recognise is not None and net.recognise(tree)


def understand(text: str, server: str = "") -> Target:
    """Return what a person typed as a target; raises UnknownTarget with an example of what would be understood.

    `server` is the base address of the one server to ask, for people whose handle does not tell it.
    """
    written = text.strip()
    for one in NETWORKS:
        target = one.understand(written[:2000]) if one.understand else None
        if target is not None:
            asked = _base(server) if server.strip() else target.server
            return replace(target, server=asked, typed=written[:2000])
    raise _unknown(written)


def find(web: Web, target: Target) -> Account:
    """Look up who a target means, without any sign-in; whose network it is then stands in the account.

    A server of another kind is asked in its own language. Where nobody of that name is there, the text that was typed
    is tried at the networks that it may also mean: an e-mail address at Gravatar, an address as a mere web page. So is
    the page of a network that lists nothing to strangers.
    Raises a Problem.
    """
    net = network(target.network)
    if net.find is None:
        return _found_elsewhere(web, target, _closed(net))
    try:
        return net.find(web, target)
    except OtherNetwork as other:
        there = Target(network=NetworkKey(other.network), handle=other.handle, server=other.server)
    except _NOBODY as problem:
        return _found_elsewhere(web, target, problem)
    return _find(web, replace(there, typed=target.typed))


def _find(web: Web, target: Target) -> Account:
    net = network(target.network)
    if net.find is None:
        raise _closed(net)
    return net.find(web, target)


def _closed(net: Network) -> ListRefused:
    return ListRefused(
        say("{network} lets nobody list photos without signing in, so we could not look.", network=net.title),
        say(
            "That does not mean they are private. Order your data export from {network} and import it here.",
            network=net.title,
        ),
    )


def _found_elsewhere(web: Web, target: Target, problem: Problem) -> Account:
    """Try the networks that a text may also mean; where nobody is there either, both are told."""
    told = problem
    for other in _also(target):
        try:
            return _find(web, other)
        except NotThere as second:
            says = say("{first} {second}", first=problem.says, second=second.says)
            told = type(problem)(says, second.remedy)
        except Problem as second:
            # A network that could not be asked is no answer, and must not read like "nobody is there".
            if isinstance(problem, NotThere):
                raise
            raise problem from second
    raise told


def _also(target: Target) -> Iterator[Target]:
    """Yield what else a text may mean; nothing where a person named the one server to ask: no other is asked then."""
    for one in NETWORKS if not target.server else ():
        other = one.perhaps(target.typed) if one.perhaps and one.key != target.network else None
        if other is not None:
            yield replace(other, typed=target.typed)


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
            "Type a handle such as @name@server.example or name.bsky.social, your e-mail address, or copy the address of "
            "your profile page. For Instagram, order your data export there and import it here."
        )
    return UnknownTarget(says, remedy)
