"""Sort what a person chose into exports, and find the parts of an export that lie beside those that were chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.account import AccountId, NetworkKey, account_id
from app.model.problem import UnreadableArchive
from app.networks import folder, network
from app.services.export_parts import part_of

if TYPE_CHECKING:
    from app.networks.apart import Apart

# Networks number their parts at the end of the name (part-002, -3-009, -2), and a browser puts " (1)" where it had the
# name already. A date at the end is no such number: it is another export.
_NUMBER = re.compile(r"[ ._~-]{0,2}(?:part)?[ ._-]?(?<!\d)\(?\d{1,3}\)?$", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)\d{4}[._-]\d{1,2}[._-]\d{1,2}$")
_ARCHIVES = (".zip", ".tgz", ".tar.gz", ".tar")
_MOST_BESIDE = 200


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an archive comes from: its network, None for mere pictures, and the account that it names, if any.

    What travels in another network's export counts as a part of that one.
    """

    network: NetworkKey | None = None
    account: AccountId | None = None


@dataclass(frozen=True, slots=True)
class _Looks:
    """Looks at one archive after the other, in this order; the child is always one ahead of what `opened` does."""

    apart: Apart
    archives: Sequence[Path]
    poll: Callable[[], None]
    opened: Callable[[Path], None]

    def origin(self, number: int) -> _Origin:
        """Return what an archive tells of itself alone. Raises UnreadableArchive where it cannot be opened."""
        path = self.archives[number]
        then = self.archives[number + 1] if number + 1 < len(self.archives) else None
        key, account = self.apart.first(path, self.poll, then=then, opened=lambda: self.opened(path))
        if key is None or key == folder.KEY:
            return _Origin()
        home = network(key).travels_in or key
        return _Origin(
            home, account_id(home, account.handle) if account is not None and account.url else None
        )


def _nobody(_path: Path) -> None:
    """Do nothing with an archive that was opened."""


def groups(
    apart: Apart,
    paths: Sequence[Path],
    poll: Callable[[], None],
    failed: list[tuple[Sequence[Path], UnreadableArchive]] | None = None,
    opened: Callable[[Path], None] = _nobody,
) -> list[list[Path]]:
    """Sort paths into exports.

    Archives of one account are parts of one export. Networks split large exports in such a way that a later part may
    not name the account, or hold nothing but pictures: such a part joins the export beside it if only one can be
    meant. A folder stands for itself. A chosen file that cannot be opened is noted in `failed`; without that, it raises
    UnreadableArchive. `opened` is told each archive that the child has opened and survived.
    """
    folders = [[path] for path in paths if path.is_dir()]
    files = [path for path in paths if not path.is_dir()]
    others = list(beside(files))
    if len(files) + len(others) < 2:
        return [*([files] if files else []), *folders]
    looks = _Looks(apart, (*files, *others), poll, opened)
    sorted_out: dict[_Origin, list[Path]] = {}
    for number, path in enumerate(files):
        try:
            sorted_out.setdefault(looks.origin(number), []).append(path)
        except UnreadableArchive as problem:
            if failed is None:
                raise
            failed.append(([path], problem))
    _take_beside(sorted_out, looks, len(files))
    _join_numbered(sorted_out)
    for origin in [one for one in sorted_out if one.network and not one.account]:
        named = [one for one in sorted_out if one.network == origin.network and one.account]
        if len(named) == 1:
            sorted_out[named[0]].extend(sorted_out.pop(origin))
    pictures = sorted_out.pop(_Origin(), [])
    found = list(sorted_out.values())
    if len(found) == 1:
        found[0].extend(pictures)
        pictures = []
    return [*found, *([pictures] if pictures else []), *folders]


def _take_beside(sorted_out: dict[_Origin, list[Path]], looks: _Looks, chosen: int) -> None:
    """Add those files beside the chosen ones, the first so many, that are, by their content, parts of the same export.

    A file of another account, of another network, or one that cannot be opened was not chosen, and stays alone.
    """
    networks = {one.network for one in sorted_out if one.network}
    accounts = {one.account for one in sorted_out if one.account}
    numbered = {series for paths in sorted_out.values() for path in paths for series in _series(path)}
    for number, path in enumerate(looks.archives[chosen:], chosen):
        try:
            origin = looks.origin(number)
        except UnreadableArchive:
            continue
        is_part = bool(networks) and (origin.network is None or origin.network in networks)
        is_same = origin.account is None or not accounts or origin.account in accounts
        if is_part and (is_same or _series(path) & numbered):
            sorted_out.setdefault(origin, []).append(path)


def _join_numbered(sorted_out: dict[_Origin, list[Path]]) -> None:
    """Put parts of one network that are numbered as one export together, whatever accounts they name.

    A part may hold nothing but what travels in the export, which can be an account with another name: a channel.
    """
    firsts: dict[tuple[NetworkKey | None, str], _Origin] = {}
    for origin in list(sorted_out):
        series = {one for path in sorted_out[origin] for one in _series(path) if origin.network}
        keys = [(origin.network, one) for one in sorted(series)]
        first = next((firsts[key] for key in keys if key in firsts), origin)
        if first is not origin:
            sorted_out[first].extend(sorted_out.pop(origin))
        firsts.update(dict.fromkeys(keys, first))


def _series(path: Path) -> set[str]:
    """Return what all parts of a numbered export in one folder have in common; nothing for other files."""
    part = part_of(path)
    return {f"{path.absolute().parent}/{part.series}"} if part else set()


def beside(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the archives whose names differ from a chosen one's by the number of a part, in the order of their names."""
    chosen = {path.absolute() for path in files}
    seen = 0
    for place in dict.fromkeys(path.absolute().parent for path in files):
        names = [path.name for path in chosen if path.parent == place and _is_archive(path)]
        try:
            others = sorted(one for one in place.iterdir() if _is_archive(one) and one not in chosen)
        except OSError:
            continue
        for other in others:
            if seen < _MOST_BESIDE and any(_differ_by_part(other.name, name) for name in names):
                seen += 1
                yield other


def _is_archive(path: Path) -> bool:
    return path.name.casefold().endswith(_ARCHIVES)


def _differ_by_part(one: str, other: str) -> bool:
    """Whether two names are the same but for the number of a part at their end, which one of them may lack."""
    return one != other and _without_number(one) == _without_number(other)


def _without_number(name: str) -> str:
    stem, _, ending = name.casefold().removesuffix(".gz").rpartition(".")
    return f"{stem if _DATE.search(stem) else _NUMBER.sub('', stem)}.{ending}"
