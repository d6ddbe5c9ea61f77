"""The invented person's life in pictures: what each shows, when, where, and what was written below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from PIL import Image

from app.services import samples_indoors as indoors
from app.services import samples_outdoors as outdoors

Draw: TypeAlias = Callable[[], Image.Image]

LISBON = (38.6979, -9.4215)
HAMBURG = (53.5503, 9.9629)
SEOUL = (37.5287, 126.9327)
INNSBRUCK = (47.3127, 11.3838)
BERLIN = (52.5096, 13.3759)
COPENHAGEN = (55.6736, 12.5681)


def _on(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, 17, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One picture as it was posted: `place` is what the network stored of it, degrees in WGS 84."""

    name: str
    draw: Draw
    at: datetime
    caption: str = ""
    place: tuple[float, float] | None = None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One invented account. `changes` are the dates on which it became "public" or "private"."""

    handle: str
    name: str
    is_private: bool
    posts: tuple[Posted, ...]
    portraits: tuple[Posted, ...] = ()
    stories: tuple[Posted, ...] = ()
    archived: tuple[Posted, ...] = ()
    deleted: tuple[Posted, ...] = ()
    changes: tuple[tuple[datetime, str], ...] = ()


OPEN = Profile(
    handle="mara.lindqvist.sample",
    name="Mara Lindqvist",
    is_private=False,
    portraits=(
        Posted(name="portrait", draw=indoors.portrait, at=_on(2025, 9, 2)),
        Posted(name="portrait_old", draw=indoors.old_portrait, at=_on(2017, 4, 21)),
    ),
    posts=(
        Posted(
            name="beach",
            draw=outdoors.beach,
            at=_on(2025, 8, 23, 18, 41),
            place=LISBON,
            model="Pixel 8",
            caption="Último banho do verão 🌊 com @joao.mar.sample",
        ),
        Posted(
            name="street",
            draw=outdoors.street,
            at=_on(2024, 5, 4, 10, 5),
            place=HAMBURG,
            model="Pixel 8",
            caption="Endlich meine eigene Wohnung! Kommt alle vorbei 🔑",
        ),
        Posted(
            name="birthday",
            draw=indoors.birthday,
            at=_on(2024, 3, 14, 20, 12),
            place=HAMBURG,
            model="Pixel 8",
            caption="Thirty! Thank you @lena.k.sample and @tom.h.sample for the cake 🎂",
        ),
        Posted(
            name="desk",
            draw=indoors.desk,
            at=_on(2022, 10, 3, 7, 30),
            place=BERLIN,
            model="iPhone 11",
            caption="Erster Tag im neuen Büro, Ausweis hab ich auch schon ✨",
        ),
        Posted(
            name="ticket",
            draw=indoors.ticket,
            at=_on(2022, 6, 17, 9, 2),
            caption="Got it!! See you in the front row",
        ),
        Posted(
            name="concert",
            draw=indoors.concert,
            at=_on(2022, 6, 18, 20, 55),
            place=COPENHAGEN,
            model="iPhone 11",
            caption="Bedste aften med @amara.d.sample 🎶",
        ),
        Posted(
            name="mountain",
            draw=outdoors.mountain,
            at=_on(2021, 9, 11, 11, 20),
            place=INNSBRUCK,
            model="iPhone 11",
            caption="2.334 m. Die Knie sagen nein, das Herz sagt ja ⛰️",
        ),
        Posted(
            name="dog",
            draw=outdoors.dog,
            at=_on(2020, 5, 30, 15, 44),
            place=HAMBURG,
            caption="Darf ich vorstellen: Krümel 🐾",
        ),
        Posted(
            name="garden", draw=outdoors.garden, at=_on(2020, 4, 18, 9, 10), caption="Le printemps, enfin 🌷"
        ),
        Posted(
            name="river",
            draw=outdoors.river,
            at=_on(2019, 5, 14, 10, 42),
            place=SEOUL,
            model="iPhone 8",
            caption="한강의 저녁, 수진이랑 @sujin.p.sample @tom.h.sample",
        ),
        Posted(
            name="cafe",
            draw=indoors.cafe,
            at=_on(2018, 11, 4, 14, 0),
            place=BERLIN,
            caption="Sonntags gehört Opa mir ☕",
        ),
        Posted(
            name="friends",
            draw=indoors.friends,
            at=_on(2017, 7, 1, 16, 25),
            caption="Class of 2017 🎓 @lena.k.sample @amara.d.sample @tom.h.sample",
        ),
    ),
    stories=(Posted(name="gym", draw=indoors.gym, at=_on(2026, 1, 12, 6, 40), caption="Leg day again"),),
    archived=(Posted(name="couple", draw=indoors.couple, at=_on(2018, 2, 14, 19, 3), caption="Nosotros ❤️"),),
    deleted=(
        Posted(
            name="party", draw=indoors.party, at=_on(2026, 2, 1, 0, 20), caption="Bitte nicht verlinken 🙈"
        ),
    ),
    changes=((_on(2016, 3, 9), "private"), (_on(2017, 4, 21), "public")),
)

CLOSE = Profile(
    handle="mara.offline.sample",
    name="Mara",
    is_private=True,
    posts=(
        Posted(
            name="family",
            draw=indoors.family,
            at=_on(2025, 12, 24, 18, 5),
            place=HAMBURG,
            caption="Alle da. Fröhliche Weihnachten! 🎄",
        ),
        Posted(
            name="snow",
            draw=outdoors.snow,
            at=_on(2025, 1, 19, 13, 15),
            place=INNSBRUCK,
            caption="❄️ @lena.k.sample",
        ),
        Posted(
            name="kitchen", draw=indoors.kitchen, at=_on(2023, 8, 6, 8, 30), caption="Frühstück im Pyjama"
        ),
    ),
    changes=((_on(2021, 3, 2), "public"), (_on(2023, 1, 8), "private")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file as the camera wrote it.

    `crop` is the part of it that was kept (left, top, right, bottom, in pixels); the hidden small picture still shows
    the whole.
    """

    name: str
    draw: Draw
    at: datetime
    make: str
    model: str
    place: tuple[float, float] | None = None
    artist: str = ""
    serial: str = ""
    software: str = ""
    crop: tuple[int, int, int, int] | None = None


ROLL = (
    Kept(
        name="2025/PXL_20250823_184117.jpg",
        draw=outdoors.beach,
        at=_on(2025, 8, 23, 18, 41),
        place=LISBON,
        make="Google",
        model="Pixel 8",
        software="HDR+ 1.0",
    ),
    Kept(
        name="2024/DSC_0417.jpg",
        draw=outdoors.bicycle,
        at=_on(2024, 6, 9, 15, 2),
        place=COPENHAGEN,
        make="NIKON CORPORATION",
        model="NIKON Z 50",
        artist="Mara Lindqvist",
        serial="6041207",
    ),
    Kept(
        name="2022/IMG_2231.jpg",
        draw=indoors.desk,
        at=_on(2022, 10, 3, 7, 29),
        place=BERLIN,
        make="Apple",
        model="iPhone 11",
        software="15.6.1",
        crop=(240, 200, 840, 800),
    ),
)
