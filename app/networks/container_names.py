"""Which names inside an export are safe to speak of, and which members are left alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.model.text import Text, say

_MOST_LETTERS = 255
_MOST_BYTES = 4096
_MOST_FOLDERS = 64

# Characters that turn the reading direction of what follows: a name can then show another ending than it has.
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c{BIDI}]")
# Windows opens a device under these names whatever their ending (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# A name as nearly all are: it is what it becomes, and there is no reason to leave it alone. Its length rules out that it
# has too many folders or too long ones.
_PLAIN = re.compile(
    r"(?!/)(?:(?:^|/)(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$))[\w-](?:[\w +,;=@&()'.-]*[\w+,;=@&()'-])?)+",
    re.ASCII | re.IGNORECASE,
)
_MOST_PLAIN = 2 * _MOST_FOLDERS
_JUNK_FOLDERS = frozenset({"__macosx", ".spotlight-v100", ".trashes", "@eadir"})
_JUNK_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".localized", "icon\r"})
# What a network packs once more into its own export: Tumblr's pages of posts (recalled). These are opened, one level deep.
KNOWN_WITHIN = "posts.zip"
_ARCHIVE_ENDINGS = (".zip", ".tgz", ".tar.gz", ".tar", ".7z", ".rar")

OUTSIDE = say("The name points outside the export.")
STRANGE_NAME = say("The name has characters that hide what it really is.")
LONG_NAME = say("The name is too long.")
LINK = say("Links to other places are not followed.")
NO_FILE = say("It is a device or another special file, not a plain one.")
ENCRYPTED = say("It is protected with a password.")
UNKNOWN_METHOD = say("It is packed in a way that we cannot unpack.")
DEFLATE64 = say("It is packed with Deflate64, as Windows does with large files; unpack it first.")
BOMB = say("It would unpack to far more than a photo or a list can be.")
SAME_NAME = say("Another file in the same export has the same name; the first one was read.")
SAME_NAME_CASE = say("Its name differs from another only by capital letters; the first one was read.")
OTHER_PART = say("A different file of the same name is in another part; the first one was read.")
NESTED = say("It is an archive inside the export; unpack it and import it by itself.")
HIDDEN = say("Hidden files are not read.")
NOT_ALLOWED = say("This computer does not let us read it.")
TOO_DEEP = say("It lies too many folders deep.")
UNFAITHFUL = say("The archive's table of contents does not fit what is in it.")


class Entry(NamedTuple):
    """One readable file of a part. `size` in bytes as declared, `number` its place in the part's own list.

    `digest` tells two files apart cheaply where the format gives something to compare, else it is None. `is_utc` says
    that `modified` is a moment in UTC to the second; a ZIP file without the field for it has the clock of an unknown
    place, rounded to two seconds.
    """

    name: str
    size: int
    modified: datetime | None
    number: int
    digest: int | None = None
    is_utc: bool = False


class Refusals:
    """Members that were not touched, counted by reason in the order in which the reasons came up."""

    def __init__(self) -> None:
        self._counts: Counter[Text] = Counter()

    def add(self, reason: Text, count: int = 1) -> None:
        """Count members left alone for one reason."""
        self._counts[reason] += count

    def merge(self, other: Refusals) -> None:
        """Count another part's refusals too."""
        self._counts.update(other._counts)

    def told(self) -> tuple[tuple[Text, int], ...]:
        """Return each reason with its count."""
        return tuple(self._counts.items())

    def __len__(self) -> int:
        """Return how many members were left alone."""
        return self._counts.total()


def normalised(raw: str) -> str | Text:
    """Return a member's name with forward slashes and composed letters, or the reason to leave the member alone.

    No member is ever opened by its name, so a bad name could not escape anyway; refusing it keeps names that lie out
    of everything we show or write later.
    """
    return raw if len(raw) < _MOST_PLAIN and _PLAIN.fullmatch(raw) else _normalised(raw)


def _normalised(raw: str) -> str | Text:
    name = unicodedata.normalize("NFC", raw.replace("\\", "/"))
    if _CONTROL.search(name):
        return STRANGE_NAME
    steps = [step for step in name.split("/") if step not in {"", "."}]
    if name.startswith("/") or name[1:2] == ":" or ".." in steps or not steps:
        return OUTSIDE
    if len(steps) > _MOST_FOLDERS:
        return TOO_DEEP
    if len(name.encode("utf-8", "replace")) > _MOST_BYTES or max(map(len, steps)) > _MOST_LETTERS:
        return LONG_NAME
    # A colon names a hidden stream on Windows, and Windows drops a dot or space at the end: both open another file.
    if ":" in name or any(_DEVICE.match(step) or step[-1] in ". " for step in steps):
        return STRANGE_NAME
    return "/".join(steps)


def on_disk(raw: str) -> str | Text:
    """Return the name of a file that already lies on this disk, composed, or the reason to leave it alone.

    What this system's file system allows is allowed; a name that is no Unicode is shown as Latin-1, so that it can be
    kept and written.
    """
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        raw = raw.encode("utf-8", "surrogateescape").decode("latin-1")
        raw = re.sub(r"[\x80-\x9f]", "_", raw)
    if _CONTROL.search(raw):
        return STRANGE_NAME
    return unicodedata.normalize("NFC", raw)


def folded(name: str) -> str:
    """Return the form in which two names are the same on a disk that ignores capital letters."""
    return unicodedata.normalize("NFC", name.casefold())


def is_junk(name: str) -> bool:
    """Whether a name is one that macOS and Windows leave beside real files: nobody misses it."""
    *folders, last = name.casefold().split("/")
    return last in _JUNK_FILES or last.startswith("._") or not _JUNK_FOLDERS.isdisjoint(folders)


def is_archive(name: str) -> bool:
    """Whether a name is one of an archive that is left alone inside an export."""
    return name.casefold().endswith(_ARCHIVE_ENDINGS) and not is_known_within(name)


def is_known_within(name: str) -> bool:
    """Whether a name is one of an archive that is opened inside an export."""
    return name.endswith(KNOWN_WITHIN) and name.rpartition("/")[2] == KNOWN_WITHIN


def told_first(entries: Iterable[Entry], refusals: Refusals) -> list[Entry]:
    """Drop every later member of one archive whose name another already has, and count what was dropped."""
    seen: dict[str, str] = {}
    kept: list[Entry] = []
    for entry in entries:
        first = seen.setdefault(folded(entry.name), entry.name)
        if len(seen) > len(kept):
            kept.append(entry)
        else:
            refusals.add(SAME_NAME if first == entry.name else SAME_NAME_CASE)
    return kept
