"""What a picture file says of the camera, its owner and the moment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from PIL import ExifTags, IptcImagePlugin

from app.analysis import gps
from app.analysis.hidden_thumbnail import differs, hidden_thumbnail
from app.analysis.picture import DECODER_ERRORS
from app.analysis.words import plain
from app.model.inspection import Metadata, Place

if TYPE_CHECKING:
    from PIL import Image, ImageFile

    from app.analysis.picture import Picture

Tags = Mapping[int, object]

CAP = 200
DESCRIPTION_CAP = 2000

# Exif 3.0 tables 4 to 6; the XP… names are Windows' own, in UTF-16. DNG keeps a serial number in the first
# directory.
_OWNERS = (ExifTags.Base.CameraOwnerName, ExifTags.Base.Artist, ExifTags.Base.XPAuthor)
_SERIALS = (ExifTags.Base.BodySerialNumber, ExifTags.Base.CameraSerialNumber)
_UTF_16 = frozenset({ExifTags.Base.XPAuthor, ExifTags.Base.XPTitle, ExifTags.Base.XPComment})
_DESCRIPTIONS = (ExifTags.Base.ImageDescription, ExifTags.Base.XPTitle, ExifTags.Base.XPComment)
_TIMES = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.OffsetTime),
)

# IPTC-IIM 4.2: record 2, data sets by-line, copyright notice and caption.
_IPTC_OWNER, _IPTC_COPYRIGHT, _IPTC_CAPTION = (2, 80), (2, 116), (2, 120)

# What cameras write where nobody wrote anything.
_NOTHING_SAID = re.compile(r"[0\s.\-]*|none|unknown|n/?a|default|olympus digital camera|\W*", re.IGNORECASE)


def read_metadata(picture: Picture) -> tuple[Metadata, Place | None]:
    """Return the metadata and the position in a picture's file; a damaged part is left out."""
    base = _tags(picture.source, None)
    exif = {**base, **_tags(picture.source, ExifTags.IFD.Exif)}
    fix = _tags(picture.source, ExifTags.IFD.GPSInfo)
    iptc = _iptc(picture.source)
    hidden = hidden_thumbnail(picture.source)
    metadata = Metadata(
        make=_first(exif, (ExifTags.Base.Make,)),
        model=_first(exif, (ExifTags.Base.Model,)),
        serial=_first(exif, _SERIALS),
        lens_serial=_first(exif, (ExifTags.Base.LensSerialNumber,)),
        owner=_first(exif, _OWNERS) or iptc.get(_IPTC_OWNER, "") or _note(picture.source, "Author"),
        copyright=_first(exif, (ExifTags.Base.Copyright,))
        or iptc.get(_IPTC_COPYRIGHT, "")
        or _note(picture.source, "Copyright"),
        software=_first(exif, (ExifTags.Base.Software,)) or _note(picture.source, "Software"),
        description=_first(exif, _DESCRIPTIONS, DESCRIPTION_CAP)
        or iptc.get(_IPTC_CAPTION, "")
        or _note(picture.source, "Description"),
        taken_at=_taken_at(exif, fix),
        has_thumbnail=bool(hidden),
        thumbnail_differs=differs(hidden, picture.lying) if hidden else None,
    )
    return metadata, gps.place(fix)


def _tags(source: Image.Image, directory: int | None) -> Tags:
    try:
        exif = source.getexif()
        return dict(exif if directory is None else exif.get_ifd(directory))
    except DECODER_ERRORS:
        return {}


def _iptc(source: Image.Image) -> dict[tuple[int, int], str]:
    try:
        found = IptcImagePlugin.getiptcinfo(cast("ImageFile.ImageFile", source)) or {}
    except DECODER_ERRORS:
        return {}
    wanted = (_IPTC_OWNER, _IPTC_COPYRIGHT, _IPTC_CAPTION)
    return {key: _words(found[key], DESCRIPTION_CAP) for key in wanted if key in found}


def _note(source: Image.Image, name: str) -> str:
    """Return a text chunk of a PNG by its registered keyword."""
    return _words(source.info.get(name), CAP)


def _first(tags: Tags, names: tuple[int, ...], cap: int = CAP) -> str:
    return next((words for name in names if (words := _words(_told(tags, name), cap))), "")


def _told(tags: Tags, name: int) -> object:
    value = tags.get(name)
    if name in _UTF_16 and isinstance(value, bytes):
        return value[: DESCRIPTION_CAP * 2].decode("utf-16-le", errors="replace")
    return value


def _words(value: object, cap: int) -> str:
    """Return a tag's words, from text or bytes of any encoding; "" for what says nothing."""
    if isinstance(value, list | tuple):
        several = cast("Sequence[object]", value)
        value = several[0] if several else ""
    if isinstance(value, str):
        value = _reread(value[: cap * 8])
    elif isinstance(value, bytes):
        value = _decoded(value[: cap * 8])
    else:
        return ""
    words = plain(value.split("\0", 1)[0], cap)
    return "" if _NOTHING_SAID.fullmatch(words) else words


def _reread(words: str) -> str:
    """Read text anew as UTF-8, which phones write where Exif allows ASCII and Pillow takes Latin-1."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _taken_at(exif: Tags, fix: Tags) -> datetime | None:
    """Return when it was taken, in UTC.

    A file that names no offset from UTC is read by its satellite time if it has one; failing that its clock
    is taken as UTC, which may be wrong by half a day.
    """
    for name, offset in _TIMES:
        when, zone = _words(exif.get(name), CAP), _words(exif.get(offset), CAP)
        if when:
            return _dated(when, zone) or gps.moment(fix) or _dated(when, "+00:00")
    return gps.moment(fix)


def _dated(when: str, zone: str) -> datetime | None:
    try:
        return datetime.strptime(f"{when[:19]} {zone}", "%Y:%m:%d %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
