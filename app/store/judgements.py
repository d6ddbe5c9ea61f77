"""What was found out about the photos, one by one and in numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.model.audience import Audience
from app.model.filter import Filter
from app.model.finding import Finding, FindingKind
from app.model.overview import Spot
from app.model.photo import PhotoId
from app.model.stranger import Reach
from app.store import search
from app.store.codec import dumps, loads
from app.store.database import Shelf
from app.store.photos import no_photo
from app.store.rows import AUDIENCES, REACHES, clean

_BATCH = 500
_FINDINGS = """select finding.photo, finding.doc from json_each(?) wanted
    join finding on finding.photo = wanted.value
    order by wanted.id, finding.place"""
# One pass over an index; grouping by a column that no index begins with would sort the whole catalogue.
_AUDIENCES = "select {columns} from photo indexed by photo_by_time"
_SPOTS = """select spot, avg(lat), avg(lon), count(*) as photos from photo indexed by photo_spot
    where spot is not null group by spot order by photos desc, spot"""


class Judgements(Shelf):
    """The part of the catalogue that holds findings, and counts."""

    def keep_findings(self, photo: PhotoId, findings: Sequence[Finding], risk: int) -> None:
        """Keep the findings of a photo, and its risk (0 to 100). NotFound for an unknown id."""
        with self._database.writing() as connection:
            connection.execute("update photo set risk = ?, judged = 1 where id = ?", (risk, photo))
            if not connection.changes:
                raise no_photo(photo)
            connection.execute("delete from finding where photo = ?", (photo,))
            connection.execute_many(
                "insert into finding values (?, ?, ?, ?)",
                [
                    (photo, place, finding.kind.value, dumps(replace(finding, photo=None)))
                    for place, finding in enumerate(findings)
                ],
            )

    def findings(
        self,
        photo: PhotoId | None = None,
        filter: Filter | None = None,  # noqa: A002 - the model's word
    ) -> Iterator[Finding]:
        """Yield the findings of one photo, or of every photo that matches, in the filter's order."""
        ids = (
            self._database.numbers(*search.ids(filter or Filter())) if photo is None else array("q", [photo])
        )
        for start in range(0, len(ids), _BATCH):
            wanted = f"[{','.join(map(str, ids[start : start + _BATCH]))}]"
            for held, doc in self._database.rows(_FINDINGS, (wanted,)):
                yield replace(loads(Finding, doc), photo=PhotoId(held))

    def finding_counts(self) -> list[tuple[FindingKind, int]]:
        """Return each kind of finding with the number of photos that have it."""
        rows = self._database.rows("select kind, count(distinct photo) from finding group by kind")
        return [(FindingKind(kind), count) for kind, count in rows]

    def audience_counts(self) -> list[tuple[Audience, int]]:
        """Return each audience that photos have, with how many, in the order of the enumeration."""
        counts = self._counted("audience", len(AUDIENCES))
        known = dict(zip(AUDIENCES, counts, strict=True))
        return [(audience, known[audience]) for audience in Audience if known[audience]]

    def reach_counts(self) -> list[tuple[Reach, int]]:
        """Return each answer that strangers got, with how many photos; those never tested are left out."""
        counts = self._counted("reach", len(REACHES))
        return [(reach, count) for reach, count in zip(REACHES, counts, strict=True) if count]

    def _counted(self, column: str, kinds: int) -> list[int]:
        columns = ", ".join(f"count(*) filter (where {column} = {number})" for number in range(kinds))
        return list(self._database.rows(_AUDIENCES.format(columns=columns))[0])

    def risks(self) -> array[int]:
        """Return the risk of every photo, the highest first."""
        return self._database.numbers("select risk from photo indexed by photo_by_risk order by risk desc")

    def spots(self) -> list[Spot]:
        """Return the places that photos give away, the most frequent first."""
        return [
            Spot(name=name, lat=lat, lon=lon, count=count)
            for name, lat, lon, count in self._database.rows(_SPOTS)
        ]

    def networks(self) -> list[tuple[str, int]]:
        """Return the networks that photos are on, with how many, the most first."""
        rows = self._database.rows(
            """select network, sum(photos) as photos from (
                select network, (select count(*) from photo where photo.account = account.number) as photos
                from account
            ) where photos > 0 group by network order by photos desc, network"""
        )
        return [(network, count) for network, count in rows]

    def keep_contact(self, host: str, why: str, at: datetime) -> None:
        """Note that a server was contacted, and what for."""
        when = at.isoformat()
        with self._database.writing() as connection:
            connection.execute(
                """insert into contact values (?, ?, ?, ?, 1) on conflict (host, why)
                do update set
                    last = max(last, excluded.last), first = min(first, excluded.first), count = count + 1""",
                (clean(host), clean(why), when, when),
            )

    def contacts(self) -> list[tuple[str, str, datetime, datetime, int]]:
        """Return every server that was contacted: host, what for, first and last time, how often."""
        rows = self._database.rows(
            "select host, why, first, last, count from contact order by last desc, host"
        )
        return [
            (host, why, datetime.fromisoformat(first), datetime.fromisoformat(last), count)
            for host, why, first, last, count in rows
        ]
