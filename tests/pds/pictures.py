"""Small drawn pictures, with and without a position in their EXIF."""

from __future__ import annotations

import io

from PIL import ExifTags, Image, ImageDraw

_SIZE = (160, 120)


def drawn(number: int) -> bytes:
    """Return a small JPEG; every number draws another picture."""
    return _jpeg(number, None)


def with_gps(number: int, lat: float, lon: float) -> bytes:
    """Return a small JPEG that carries a position (degrees) and the name of a camera."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Drawn"
    exif[ExifTags.Base.Model] = "Pencil 2"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N" if lat >= 0 else "S"
    gps[ExifTags.GPS.GPSLatitude] = _angle(lat)
    gps[ExifTags.GPS.GPSLongitudeRef] = "E" if lon >= 0 else "W"
    gps[ExifTags.GPS.GPSLongitude] = _angle(lon)
    return _jpeg(number, exif)


def _jpeg(number: int, exif: Image.Exif | None) -> bytes:
    picture = Image.new("RGB", _SIZE, ((number * 37) % 200 + 40, (number * 91) % 200 + 40, 120))
    pen = ImageDraw.Draw(picture)
    left, top = (number * 13) % 90, (number * 29) % 60
    pen.ellipse((left, top, left + 50, top + 40), fill=(250, 240, 200), outline=(40, 40, 60))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, **({"exif": exif} if exif is not None else {}))
    return out.getvalue()


def _angle(degrees: float) -> tuple[float, float, float]:
    whole = abs(degrees)
    minutes = (whole % 1) * 60
    return float(int(whole)), float(int(minutes)), round((minutes % 1) * 60, 3)
