"""What to fix first: findings of one kind gathered into one decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.audience import OPEN_TO_STRANGERS, Audience
from app.model.filter import Filter
from app.model.finding import FindingKind, Severity
from app.model.overview import Risk
from app.model.stranger import Reach
from app.model.text import Text, say, say_count

if TYPE_CHECKING:
    from app.store.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: FindingKind
    severity: Severity
    chosen: Filter
    says: Callable[[int], Text]
    consequence: Text


_RULES: tuple[_Rule, ...] = (
    _Rule(
        FindingKind.FACE,
        Severity.CRITICAL,
        Filter(reaches=frozenset({Reach.REACHABLE}), searchable_face=True),
        lambda n: say_count(
            "A stranger can take {count} photo with a clear face",
            "A stranger can take {count} photos with a clear face",
            n,
        ),
        say("We fetched them without signing in. Face search can use them."),
    ),
    _Rule(
        FindingKind.OPEN,
        Severity.CRITICAL,
        Filter(audiences=OPEN_TO_STRANGERS, searchable_face=True),
        lambda n: say_count(
            "{count} photo with a clear face is open to everyone",
            "{count} photos with a clear face are open to everyone",
            n,
        ),
        say("Large and sharp enough for face search."),
    ),
    _Rule(
        FindingKind.PLACE,
        Severity.HIGH,
        Filter(audiences=OPEN_TO_STRANGERS, place=True),
        lambda n: say_count(
            "{count} open photo says where it was taken", "{count} open photos say where they were taken", n
        ),
        say("Together they can point to your home."),
    ),
    _Rule(
        FindingKind.TAGGED,
        Severity.HIGH,
        Filter(audiences=OPEN_TO_STRANGERS, tagged=True),
        lambda n: say_count("{count} open photo names people", "{count} open photos name people", n),
        say("A name beside a face is what face search looks for."),
    ),
    _Rule(
        FindingKind.REACH_UNKNOWN,
        Severity.MEDIUM,
        Filter(audiences=frozenset({Audience.UNKNOWN}), searchable_face=True),
        lambda n: say_count(
            "Nobody knows who can see {count} photo with a clear face",
            "Nobody knows who can see {count} photos with a clear face",
            n,
        ),
        say("Their source does not tell. Look at the account in a private window."),
    ),
)


def risks(catalogue: Catalogue) -> tuple[Risk, ...]:
    """Return what to fix first, the most severe first, each with the photos it is about."""
    found: list[Risk] = []
    for rule in _RULES:
        count = catalogue.count(rule.chosen)
        if count:
            found.append(
                Risk(
                    kind=rule.kind,
                    severity=rule.severity,
                    says=rule.says(count),
                    consequence=rule.consequence,
                    count=count,
                    photos=rule.chosen,
                )
            )
    return tuple(found)
