"""Orders for letters that the tests share; the person is invented."""

from __future__ import annotations

from datetime import date

from app.letters.choose import under
from app.model.law import Choice, Law, Role
from app.model.letter import Item, Order
from app.model.person import Person, Residence, parse_residence
from app.model.recipient import Recipient
from app.store.data import laws, recipients

DAY = date(2026, 11, 23)
HOME = {
    "eu-gdpr": Residence(country="DE"),
    "uk-gdpr": Residence(country="GB"),
    "us-ca-ccpa": Residence(country="US", region="CA"),
    "us-il-bipa": Residence(country="US", region="IL"),
}
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def law(name: str) -> Law:
    return next(one for one in laws() if one.id == name)


def home(name: str) -> Residence | None:
    """Return a place whose people a law protects."""
    return HOME.get(name) or parse_residence(law(name).residents[0])


def recipient(name: str) -> Recipient:
    return next(one for one in recipients() if one.id == name)


def items(count: int) -> tuple[Item, ...]:
    return tuple(
        Item(url=f"https://photos.example/ada/{n}", seen_on=date(2026, 11, 20), sha256=HASH)
        for n in range(1, count + 1)
    )


def order(
    name: str,
    to: str,
    *,
    role: Role = Role.POSTED,
    language: str = "en",
    photos: tuple[Item, ...] | None = None,
    person: Person | None = None,
) -> Order:
    choice: Choice = under(law(name), recipient(to), role)
    return Order(
        reference="OX-2026-K7QXRM",
        written_on=DAY,
        language=language,
        person=person
        or Person(
            name="Ada Example",
            email="ada@example.org",
            address="1 Sample Street\nSampletown",
            residence=home(name),
        ),
        recipient=recipient(to),
        choices=(choice,),
        items=items(2) if photos is None else photos,
        server="photos.example",
        handle="@ada@photos.example",
    )
