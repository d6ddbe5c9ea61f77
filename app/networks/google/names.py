"""How Google Takeout writes the names of photos and of the JSON files (sidecars) beside them.

Measured on names of real exports that public tools keep as tests (2026-11): a sidecar's name without its counter and
without ".json" is cut to 46 UTF-16 units, a photo's name to 51 with its extension. Since late 2024 the sidecar of
"a.jpg" is "a.jpg.supplemental-metadata.json", and the cut may leave any beginning of that word, or its dot alone. The
counter of a second "a.jpg" stands before the photo's extension but after the sidecar's: "a(1).jpg", "a.jpg(1).json".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

SIDECAR_UNITS, MEDIA_UNITS = 46, 51
ENDING = ".json"

_WORD = "supplemental-metadata"
_COUNTER = re.compile(r"^(?P<bare>.+)\((?P<counter>\d{1,5})\)$", re.DOTALL)
_EXTENSION = re.compile(
    r"^(?P<stem>.+)(?P<extension>\.(?=[^.]*[A-Za-z])[A-Za-z0-9+]{1,5}(?:~\d{1,3})?)$", re.DOTALL
)
# A name of 51 units has 47 before ".jpg" and 46 before ".jpeg"; half a surrogate pair may push it to 48.
_CUT_STEMS = (46, 47, 48)

_PICTURES = (
    ".jpg .jpeg .jpe .jfif .png .webp .heic .heif .avif .gif .tif .tiff .bmp .dng .cr2 .cr3 .nef .arw .orf .rw2"
    " .raf .pef .srw .raw"
)
_FILMS = ".mp4 .mov .m4v .mp .mv .3gp .avi .mkv .webm .mpg .mpeg .mts .m2ts .wmv .lrv .insv"
PICTURES = frozenset(_PICTURES.split())
# What the still half of a live or motion photo can be.
LIVE_STILLS = frozenset({".heic", ".heif", ".jpg", ".jpeg", ".dng"})
FILMS = frozenset(_FILMS.split())
_DOCUMENTS = (".html", ".htm", ".csv", ".txt", ".xml", ".pdf")

# The ending that Google Photos gives to the copy with a person's edits, in the language of the account. Some are seen
# in names that public tools keep, the others recalled: one that is missing or never occurs makes no wrong match.
_EDITED = (
    "edited bearbeitet modifié modificato editado editada bewerkt muokattu redigerad redigeret redigert edytowane"
    " edytowany upraveno upravené upravený szerkesztett szerkesztve editat modificat düzenlendi düzenlenmiş"
    " επεξεργασμένο измененный изменено отредактировано відредаговано змінено редактирано uređeno urejeno измењено"
    " redaguota rediģēts muudetud diedit แก้ไขแล้ว संपादित נערך معدل 編集済み 编辑 已编辑 已修改 編輯 已編輯 수정됨 편집됨"
)
_EDITED_IN_TWO_WORDS = ("ha editado", "đã chỉnh sửa", "تم التعديل")
# These copies are made by Google itself; their endings are English in every account.
_CREATED = ("effects", "animation", "collage", "mix", "motion", "smile")
# The file that describes an album, by language (seen in real exports), and others that lie in a folder of photos.
# None of them speaks of a photo, whatever the photo's name.
_OTHERS = (
    "metadata métadonnées metadatos metadades Metadaten metadati metadáta metadane метаданные метаданни メタデータ"
    " 元数据 中繼資料 메타데이터 shared_album_comments print-subscriptions user-generated-memory-titles"
)


def composed(name: str) -> str:
    """Return a name in composed letters (NFC)."""
    return unicodedata.normalize("NFC", name)


def folded(name: str) -> str:
    """Return a name as a disk that ignores capital letters compares it."""
    return composed(composed(name).casefold())


_ENDINGS = frozenset(folded(word) for word in (*_EDITED.split(), *_EDITED_IN_TWO_WORDS, *_CREATED))
_BEGINNINGS = frozenset(word[:length] for word in _ENDINGS for length in range(1, len(word)))
_OTHER_FILES = frozenset(folded(word) for word in _OTHERS.split())


class Reading(NamedTuple):
    """One way to understand a name: the photo's own name, and the counter that tells it from its namesakes ("" none).

    `is_odd` marks a counter in a place where it stands only rarely.
    """

    name: str
    counter: str
    is_odd: bool = False

    @property
    def as_file(self) -> str:
        """Return the name that the photo's file has with this counter."""
        stem, extension = split(self.name)
        return f"{stem}({self.counter}){extension}" if self.counter else self.name

    def folded(self) -> Reading:
        """Return the same reading, capital letters ignored."""
        return Reading(folded(self.name), self.counter)


def split(name: str) -> tuple[str, str]:
    """Split a name before its extension; "" where it has none ("3-12-2020 02.06.24" has none)."""
    match = _EXTENSION.match(name)
    return (match["stem"], match["extension"]) if match else (name, "")


def extension(name: str) -> str:
    """Return the extension in small letters, without the version that Pixel cameras append (".MP~2")."""
    return split(name)[1].casefold().partition("~")[0]


def is_sidecar(name: str) -> bool:
    """Whether a file can be a sidecar, by its name."""
    return name.casefold().endswith(ENDING)


def is_document(name: str) -> bool:
    """Whether a file is neither a photo nor a sidecar."""
    return name.casefold().endswith(_DOCUMENTS)


def may_move(name: str) -> bool:
    """Whether a file may be the moving half of a live or motion photo; Pixel's has ".MP" or no extension at all."""
    return extension(name) in FILMS or not split(name)[1]


def media_readings(name: str) -> list[Reading]:
    """Return how a photo's name can be read: with its counter as part of the name, and as a counter."""
    whole = composed(name)
    stem, ending = split(whole)
    bare = _COUNTER.match(stem)
    return [Reading(whole, ""), *([Reading(bare["bare"] + ending, bare["counter"])] if bare else [])]


def sidecar_readings(name: str) -> list[Reading]:
    """Return how a sidecar's name can be read, the likeliest first; nothing for a file that speaks of no photo."""
    stem = composed(name)[: -len(ENDING)]
    counted = _COUNTER.match(stem)
    bodies = [(stem, ""), *([(counted["bare"], counted["counter"])] if counted else [])]
    if any(folded(body) in _OTHER_FILES for body, _ in bodies):
        return []
    found = [Reading(body, counter) for body, counter in bodies]
    for body, counter in bodies:
        inner = _without_word(body)
        if inner:
            found.append(Reading(inner, counter))
            early = None if counter else _COUNTER.match(inner)
            if early:
                found.append(Reading(early["bare"], early["counter"], is_odd=True))
    return found


def _without_word(body: str) -> str:
    """Return what stands before ".supplemental-metadata" or a beginning of it; "" where there is none."""
    inner, dot, word = body.rpartition(".")
    return inner if dot and _WORD.startswith(word.casefold()) else ""


def added_extension(name: str) -> list[Reading]:
    """Return the readings of a name that got a second extension on export: "IMG_1.HEIC.jpg" was "IMG_1.HEIC"."""
    found: dict[Reading, None] = {}
    for one in (Reading(split(composed(name))[0], ""), *media_readings(name)):
        inner = one.name if one.counter == "" and one.name != composed(name) else split(one.name)[0]
        if extension(inner) in PICTURES | FILMS:
            readings = [Reading(inner, one.counter)] if one.counter else media_readings(inner)
            found.update(dict.fromkeys(readings))
    return list(found)


def without_extension(readings: list[Reading]) -> list[Reading]:
    """Return readings of photos whose title had no extension, which the export then gave them."""
    return [Reading(split(one.name)[0], one.counter) for one in readings if split(one.name)[1]]


def cuts(readings: list[Reading]) -> list[Reading]:
    """Return what the sidecar's length leaves of names that are too long for it.

    Mac computers write names decomposed, and then the units of those letters count.
    """
    found: dict[Reading, None] = {}
    for one in readings:
        for form in ("NFC", "NFD"):
            name = unicodedata.normalize(form, one.name)
            for piece in _cut(name, SIDECAR_UNITS):
                found[Reading(composed(piece), one.counter)] = None
    return list(found)


def _cut(name: str, limit: int) -> Iterator[str]:
    """Yield a name cut to so many UTF-16 units: a surrogate pair at the edge is left out, or kept whole."""
    if units(name) <= limit:
        return
    used = 0
    for at, letter in enumerate(name):
        used += units(letter)
        if used >= limit:
            yield name[: at + 1]
        if used > limit:
            yield name[:at]
        if used >= limit:
            return


def units(name: str) -> int:
    """Return a length as Google counts it, in UTF-16 units."""
    return len(name.encode("utf-16-le", "surrogatepass")) // 2


def originals(name: str) -> list[str]:
    """Return the names that the original of an edited copy can have, the likeliest first; nothing for other photos.

    "a-edited(1).jpg" is a copy of "a(1).jpg". A name that filled its whole length may have lost the end of "-edited".
    """
    stem, ending = split(composed(name))
    counted = _COUNTER.match(stem)
    bare, counter = (counted["bare"], counted["counter"]) if counted else (stem, "")
    base, dash, word = bare.rpartition("-")
    is_cut = units(bare) in _CUT_STEMS and folded(word) in _BEGINNINGS
    if not (dash and base) or not (folded(word) in _ENDINGS or is_cut):
        return []
    return [f"{base}({counter}){ending}", base + ending] if counter else [base + ending]


def media_name(title: str, counter: str) -> str:
    """Return the name that the file of a photo with this title has: cut to 51 units, the counter before the extension."""
    stem, ending = split(composed(title))
    room = MEDIA_UNITS - units(ending)
    kept = next(_cut(stem, room), stem) if units(stem) > room else stem
    return f"{kept}({counter}){ending}" if counter else kept + ending
