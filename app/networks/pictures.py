"""What kind of picture a file is, told by its first bytes and never by its name."""

from __future__ import annotations

HEAD = 32

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
# ISO/IEC 23008-12 (HEIF) and the AVIF specification: the brand tells a picture from a film in the same container.
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"mif2", b"miaf"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_NAMES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".heif", ".gif", ".avif", ".tif", ".tiff")
# Camera files that begin like TIFF but hold no finished picture.
_RAW_NAMES = (".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2", ".raf", ".pef", ".srw")
_FILM_NAMES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".3gp", ".srt")


def picture_kind(head: bytes) -> str | None:
    """Return "jpeg", "png", "webp", "heif", "avif", "gif" or "tiff" for the first 32 bytes of a file; None for no picture."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        brands = {head[at : at + 4] for at in (8, 16, 20, 24, 28)}
        if brands & _AVIF_BRANDS:
            return "avif"
        return "heif" if brands & _HEIF_BRANDS else None
    return None


def is_named_picture(name: str) -> bool:
    """Whether a name has the ending of a picture."""
    return name.casefold().endswith(_NAMES)


def is_raw(name: str) -> bool:
    """Whether a name is one of a camera's unfinished files."""
    return name.casefold().endswith(_RAW_NAMES)


def is_named_film(name: str) -> bool:
    """Whether a name has the ending of a film, or of its subtitles."""
    return name.casefold().endswith(_FILM_NAMES)
