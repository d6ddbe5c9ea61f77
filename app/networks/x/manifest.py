"""What an X archive says of itself: which lists it has, how long each is, and whether something was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.photo import Skipped
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, last
from app.networks.fields import record, rows, text
from app.networks.x.files import named, opened

if TYPE_CHECKING:
    from app.networks.container import Tree

# What is read of an archive; a list that we never open may be missing without any loss.
_READ = frozenset(
    {
        "tweets", "tweet", "deletedTweets", "deletedTweet", "communityTweet", "communityTweets", "noteTweet", "noteTweets",
        "twitterCircleTweet", "account", "profile", "protectedHistory",
    }
)  # fmt: skip


def complete(tree: Tree, counted: Mapping[str, int], troubles: list[Skipped]) -> Iterator[Skipped]:
    """Yield what the manifest names and the archive does not hold; `counted` is how many entries each list had."""
    for name in named(tree, "manifest"):
        manifest = record(opened(tree, name, troubles))
        if _is_yes(record(manifest.get("archiveInfo")).get("isPartialArchive")):
            yield Skipped(
                where=name,
                why=say("X calls this archive a part of a larger one. Import all parts of it together."),
            )
        for kind, told in record(manifest.get("dataTypes")).items():
            if kind in _READ:
                for one in rows(record(told).get("files")):
                    yield from _file(tree, record(one), counted, name)


def _is_yes(value: object) -> bool:
    return value is True or text(value, 10).casefold() == "true"


def _file(
    tree: Tree, told: Mapping[str, object], counted: Mapping[str, int], where: str
) -> Iterator[Skipped]:
    path = text(told.get("fileName"), 300)
    if not path:
        yield Skipped(where=where, why=UNKNOWN_FORM)
        return
    # Where somebody packed the folder "data" alone, the lists lie at the root.
    name = tree.at(path) or next(iter(tree.find(last(path))), None)
    if name is None:
        yield Skipped(
            where=path, why=say("The archive names this list, but it is not there. Is a part missing?")
        )
        return
    wanted = text(told.get("count"), 20)
    held = counted.get(name)
    if held is not None and wanted.isascii() and wanted.isdigit() and int(wanted) != held:
        yield Skipped(
            where=name,
            why=say(
                "X counts {wanted} entries in {list}, but {held} are there.",
                wanted=int(wanted),
                held=held,
                list=last(name),
            ),
        )
