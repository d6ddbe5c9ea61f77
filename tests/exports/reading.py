"""Read an export in a test as an import does: it must be recognised, and everything that comes out is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from app.networks.container import open_tree
from app.networks.network import Network
from tests.exports.instagram import Files, write_folder

Kind = TypeVar("Kind")


def everything(network: Network, *paths: Path) -> list[object]:
    """Return all that a network reads at these paths."""
    assert network.read is not None
    assert is_recognised(network, *paths)
    with open_tree(paths) as tree:
        return list(network.read(tree))


def is_recognised(network: Network, *paths: Path) -> bool:
    """Whether a network takes what lies there for an export of its own."""
    assert network.recognise is not None
    with open_tree(paths) as tree:
        return network.recognise(tree)


def unpacked(network: Network, folder: Path, files: Files) -> list[object]:
    """Write an export into a folder and return all that a network reads there."""
    return everything(network, write_folder(folder, files))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    """Return the items of one kind."""
    return [item for item in items if isinstance(item, kind)]
