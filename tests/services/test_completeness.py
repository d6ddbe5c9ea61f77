"""What is missing from an import, apart from what there is to know of it as a whole."""

from __future__ import annotations

from dataclasses import replace

from app.model.photo import Skipped
from app.model.report import ImportReport
from app.model.text import say
from app.services.completeness import gaps, missing, remarks

REPORT = ImportReport(network="Facebook", accounts=(), parts=1, new=3, known=0, inspected=3)
FILMS = Skipped(where="Facebook", why=say("{count} film was not looked at: only pictures are.", count=1))
ENTRY = Skipped(where="posts_1.json, 4", why=say("One entry has a form that we do not know."))


def test_what_is_left_alone_on_purpose_is_no_gap() -> None:
    report = replace(REPORT, skipped=(FILMS,))
    assert (report.is_complete, gaps(report)) == (True, [])
    assert remarks(report) == missing(report) == [FILMS.why]


def test_an_entry_that_could_not_be_used_is_one_and_is_counted_without_the_remarks() -> None:
    report = replace(REPORT, skipped=(FILMS, ENTRY))
    (gap,) = gaps(report)
    assert (report.is_complete, str(gap.says)) == (False, "1 entry could not be used.")
    assert len(gap.details) == 1
    assert missing(report) == [gap.says, *gap.details, FILMS.why]
