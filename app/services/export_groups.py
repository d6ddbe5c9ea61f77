"""Sort what the person chose into exports: which network each is of, and which archives are parts of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.account import Account
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks import NETWORKS, folder

if TYPE_CHECKING:
    from app.model.account import AccountId, NetworkKey
    from app.networks.container import Tree
    from app.networks.network import Network


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an archive comes from: its network, None for mere pictures, and the account that it names, if any."""

    network: NetworkKey | None = None
    account: AccountId | None = None


def grouped(trees: Sequence[Tree]) -> list[list[Tree]]:
    """Sort opened archives and folders into exports.

    Archives of one account are parts of one export. Networks split large exports in such a way that a later part may
    not name the account, or hold nothing but pictures: such a part joins the export beside it if only one can be
    meant. A folder stands for itself.
    """
    folders = [[tree] for tree in trees if _is_folder(tree)]
    sorted_out: dict[_Origin, list[Tree]] = {}
    for tree in trees:
        if not _is_folder(tree):
            sorted_out.setdefault(_origin(tree), []).append(tree)
    for origin in [one for one in sorted_out if one.network and not one.account]:
        named = [one for one in sorted_out if one.network == origin.network and one.account]
        if len(named) == 1:
            sorted_out[named[0]].extend(sorted_out.pop(origin))
    pictures = sorted_out.pop(_Origin(), [])
    groups = list(sorted_out.values())
    if len(groups) == 1:
        groups[0].extend(pictures)
        pictures = []
    return [*groups, *([pictures] if pictures else []), *folders]


def recognised(tree: Tree) -> Network:
    """Return the network that an export is of. Raises UnreadableArchive where nothing in it can be read."""
    found = _reader_of(tree)
    if found is not None:
        return found
    names = ", ".join(net.title for net in _readers())
    raise UnreadableArchive(
        say("There is nothing in this that we can read."),
        say(
            "We can read: {names}. Choose the file as you downloaded it, or a folder of pictures.",
            names=names,
        ),
    )


def _is_folder(tree: Tree) -> bool:
    return tree.origin[0].is_dir()


def _origin(tree: Tree) -> _Origin:
    """Return what an archive tells of itself alone."""
    net = _reader_of(tree)
    if net is None or net.read is None or net.key == folder.KEY:
        return _Origin()
    try:
        first = next(iter(net.read(tree)), None)
    except UnreadableArchive:
        # The reason is told when it is its turn to be read.
        first = None
    return _Origin(net.key, first.id if isinstance(first, Account) and first.url else None)


def _reader_of(tree: Tree) -> Network | None:
    return next((net for net in _readers() if net.recognise is not None and net.recognise(tree)), None)


def _readers() -> Iterator[Network]:
    return (net for net in NETWORKS if net.read is not None)
