"""The invented person whose life every built export holds.

The person and the drawn pictures are those of "Try with sample photos" (`app/services/samples_story.py`); what is added
here is what real exports hold and a demonstration has no use for: friends in other scripts, a scan from before 1970, the
same file posted twice, an edited copy, a position of zero, a name that is nothing but an emoji. Builders of single
networks take `LIFE`, write each shot in their network's way, and hand the files to `in_parts`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PIL import Image, ImageEnhance

from app.services import samples_indoors as indoors
from app.services import samples_outdoors as outdoors
from app.services.samples_story import CLOSE, OPEN, Posted

NAME, HANDLE, PRIVATE_HANDLE = OPEN.name, OPEN.handle, CLOSE.handle
MAIL = "mara@mail.example"
# Names as friends of one person have them: three scripts, one from right to left, one with an emoji in it.
LENA, JOAO, SUJIN, AMINA, AMARA = "Lena Kordt", "João do Mar", "박수진", "أمينة الحداد", "Amara Diallo 🎈"
FRIENDS = (LENA, JOAO, SUJIN, AMINA, AMARA)

_SIDE = 240
_QUALITY = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture of the person's life, whatever network it hangs on.

    `name` is the file's name without its ending; `at` is when it was taken (UTC); `place` is latitude and longitude in
    degrees, and (0, 0) is how networks write that they know none. Two shots with the same `draw` and the same
    `is_edited` have the same bytes.
    """

    name: str
    draw: Callable[[], Image.Image]
    at: datetime
    caption: str = ""
    place: tuple[float, float] | None = None
    people: tuple[str, ...] = ()
    model: str = ""
    is_edited: bool = False

    @property
    def seconds(self) -> int:
        """Return the time taken in whole seconds since 1970; below zero before that."""
        return int(self.at.timestamp())


def _posted(one: Posted, people: tuple[str, ...] = ()) -> Shot:
    return Shot(
        name=one.name,
        draw=one.draw,
        at=one.at,
        caption=one.caption,
        place=one.place,
        people=people,
        model=one.model,
    )


_WITH = {
    "beach": (JOAO,),
    "birthday": (LENA, AMINA),
    "concert": (AMARA,),
    "river": (SUJIN,),
    "friends": (LENA, AMARA, SUJIN),
}
POSTS = tuple(_posted(one, _WITH.get(one.name, ())) for one in OPEN.posts)
PORTRAITS = tuple(_posted(one) for one in OPEN.portraits)
STORIES = tuple(_posted(one) for one in OPEN.stories)
ARCHIVED = tuple(_posted(one) for one in OPEN.archived)
DELETED = tuple(_posted(one) for one in OPEN.deleted)

SCAN = Shot(
    name="opa_1964",
    draw=indoors.old_portrait,
    at=datetime(1964, 7, 12, 10, 0, 17, tzinfo=UTC),
    caption="Opa, Sommer 1964. Gescannt.",
)
TWICE = Shot(
    name="beach_again",
    draw=outdoors.beach,
    at=datetime(2025, 9, 1, 8, 0, 17, tzinfo=UTC),
    caption="Noch einmal, weil es so schön war",
)
EDITED = Shot(
    name="beach-edited",
    draw=outdoors.beach,
    at=datetime(2025, 8, 23, 18, 41, 17, tzinfo=UTC),
    caption="Heller ☀️",
    is_edited=True,
)
NOWHERE = Shot(
    name="no_place",
    draw=outdoors.garden,
    at=datetime(2023, 4, 2, 7, 30, 17, tzinfo=UTC),
    place=(0.0, 0.0),
)
EMOJI = Shot(
    name="🌊🌊",
    draw=outdoors.snow,
    at=datetime(2023, 12, 24, 16, 0, 17, tzinfo=UTC),
    caption="👩‍👩‍👧‍👦❄️",
)
KOREAN = Shot(
    name="한강_산책",
    draw=outdoors.river,
    at=datetime(2019, 5, 15, 3, 20, 17, tzinfo=UTC),
    caption="수진이랑 한강 산책",
    people=(SUJIN,),
)
ARABIC = Shot(
    name="عيد_ميلاد",
    draw=indoors.cafe,
    at=datetime(2022, 1, 9, 15, 5, 17, tzinfo=UTC),
    caption="قهوة مع أمينة ☕",
    people=(AMINA,),
)
ODD = (SCAN, TWICE, EDITED, NOWHERE, EMOJI, KOREAN, ARABIC)

LIFE = (*POSTS, *ODD)
"""Every post of the person's, the odd ones last."""


def jpeg(shot: Shot) -> bytes:
    """Return a shot as a small JPEG; the same bytes each time."""
    return _jpeg(shot.draw, shot.is_edited)


@cache
def _jpeg(draw: Callable[[], Image.Image], is_edited: bool) -> bytes:
    image = draw().convert("RGB")
    image.thumbnail((_SIDE, _SIDE))
    if is_edited:
        image = ImageEnhance.Brightness(image).enhance(1.12)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def film() -> bytes:
    """Return the beginning of an MP4 film: enough to be told from a picture."""
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(256)


def in_parts(
    folder: Path,
    stem: str,
    files: Mapping[str, bytes],
    count: int,
    *,
    lost: Iterable[int] = (),
    name: Callable[[int], str] | None = None,
) -> list[Path]:
    """Write an export as `count` ZIP files and return those that are there; `lost` parts (from 1) are never written.

    Files go round, so that a picture and what is told of it mostly lie in different parts, as large exports have it.
    `name` gives a part's file name where the network numbers them in its own way; else it is "STEM-2.zip".
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = list(files.items())
    written: list[Path] = []
    for number in range(1, count + 1):
        if number in set(lost):
            continue
        path = folder / (name(number) if name else f"{stem}-{number}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inner, data in told[number - 1 :: count]:
                archive.writestr(inner, data)
        written.append(path)
    return written
