"""overexposed findings and score: what is exposed, ranked; the score with its parts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli.command import Command, Exit, Out
from app.cli.records import finding as finding_record
from app.cli.words import finding_lines
from app.model.filter import parse_filter
from app.model.text import say

if TYPE_CHECKING:
    from app.services.house import House


def _findings_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "filters", metavar="FILTER", nargs="*", help="only of photos that match, as with “photos”"
    )


def _findings(house: House, asked: Namespace, out: Out) -> Exit:
    shown = None
    for finding in house.browser.findings(parse_filter(asked.filters)):
        out.record(finding_record(finding))
        if finding.photo != shown:
            out.line(say("#{photo}", photo=finding.photo or 0))
            shown = finding.photo
        for line in finding_lines(finding):
            out.line(line)
    return Exit.DONE


def _score_arguments(_parser: ArgumentParser) -> None:
    pass


def _score(house: House, _asked: Namespace, out: Out) -> Exit:
    whole = house.browser.overview()
    out.record(
        {
            "score": whole.score,
            "score_after": whole.score_after,
            "photos": whole.photos,
            "accounts": whole.accounts,
            "audiences": {audience.value: count for audience, count in whole.audiences},
            "reachable": whole.reachable,
            "with_searchable_face": whole.with_searchable_face,
            "parts": [
                {
                    "kind": risk.kind.value,
                    "severity": risk.severity.value,
                    "says": str(risk.says),
                    "count": risk.count,
                }
                for risk in whole.risks
            ],
        }
    )
    out.line(say("{score} of 100, from {photos} photos.", score=whole.score, photos=whole.photos))
    for risk in whole.risks:
        out.line(say("– {says}. {consequence}", says=risk.says, consequence=risk.consequence))
    if whole.score_after < whole.score:
        out.line(say("With the best change to each of the worst photos: {after}.", after=whole.score_after))
    return Exit.DONE


FINDINGS = Command("findings", "what is exposed, the riskiest photo first", _findings_arguments, _findings)
SCORE = Command("score", "the exposure score with its parts", _score_arguments, _score)
