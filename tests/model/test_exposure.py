"""Every point of the score can be followed back, and each change says what it would do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.exposure import behind_a_door, exposure, overall, score, what_if
from app.model.finding import Finding, FindingKind, Severity
from app.model.text import say

WORDS = say("Something is given away.")


def finding(kind: FindingKind, weight: int, target: str = "") -> Finding:
    return Finding(kind=kind, weight=weight, says=WORDS, evidence=WORDS, remedy=WORDS, target=target)


FINDINGS = st.lists(
    st.builds(
        finding, st.sampled_from(FindingKind), st.integers(0, 100), st.sampled_from(["", "face 1", "face 2"])
    ),
    max_size=12,
)


def test_nothing_found_is_nothing() -> None:
    assert exposure([]) == 0
    assert score([]).value == 0
    assert score([]).parts == ()
    assert what_if([]) == ()


def test_a_finding_takes_its_share_of_what_is_still_hidden() -> None:
    face, door = finding(FindingKind.FACE, 63), finding(FindingKind.OPEN, 22)
    assert exposure([face]) == 63
    assert exposure([face, door]) == 71
    assert exposure([finding(FindingKind.FACE, 100)]) == 100
    assert exposure([finding(FindingKind.FACE, 1000)]) == 100


@given(FINDINGS, st.integers(0, 100))
def test_one_more_finding_never_lowers_the_score(found: list[Finding], weight: int) -> None:
    before = exposure(found)
    assert 0 <= before <= exposure([*found, finding(FindingKind.CODE, weight)]) <= 100


@given(FINDINGS)
def test_the_parts_add_up_to_the_score(found: list[Finding]) -> None:
    told = score(found)
    assert told.value == exposure(found)
    assert sum(part.points for part in told.parts) == pytest.approx(told.value if told.parts else 0)
    assert all(part.points >= 0 for part in told.parts)
    assert len(told.parts) == sum(1 for one in found if one.weight)


@given(FINDINGS)
def test_the_heaviest_finding_brings_the_most_points(found: list[Finding]) -> None:
    parts = score(found).parts
    for heavy, light in pairwise(parts):
        assert heavy.finding.weight >= light.finding.weight
        assert heavy.points >= light.points


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(found: list[Finding], dice: object) -> None:
    shuffled = found.copy()
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(shuffled).value == score(found).value
    assert [one.after for one in what_if(shuffled)] == [one.after for one in what_if(found)]


@given(FINDINGS)
def test_each_change_only_ever_lowers_the_score_and_the_best_stands_first(found: list[Finding]) -> None:
    changes = what_if(found)
    assert all(change.before == score(found).value for change in changes)
    assert all(0 <= change.after < change.before for change in changes)
    afters = [change.after for change in changes]
    assert afters == sorted(afters)


def changes(*found: Finding) -> dict[str, int]:
    return {f"{one.change} ({one.target})": one.after for one in what_if(found)}


def test_covering_one_of_two_faces_leaves_the_other() -> None:
    told = changes(finding(FindingKind.FACE, 60, "face 1"), finding(FindingKind.FACE, 30, "face 2"))
    assert told == {
        "Cover this face (face 1)": 30,
        "Cover this face (face 2)": 60,
        "Cover every face (faces)": 0,
    }


def test_a_single_face_is_not_offered_twice() -> None:
    assert changes(finding(FindingKind.FACE, 60, "face 1")) == {"Cover this face (face 1)": 0}


def test_two_equal_faces_are_covered_one_at_a_time() -> None:
    face = finding(FindingKind.FACE, 60, "face 1")
    twin = finding(FindingKind.FACE, 60, "face 1")
    assert changes(face, twin)["Cover this face (face 1)"] == 60


def test_closing_leaves_a_tenth_of_what_is_inside() -> None:
    told = changes(finding(FindingKind.OPEN, 22), finding(FindingKind.PLACE, 45, "file"))
    assert told == {
        "Close or delete this photo (close)": 4,
        "Replace it with a copy without file details (metadata)": 22,
    }


def test_a_photo_without_a_door_cannot_be_closed() -> None:
    assert "Close or delete this photo (close)" not in changes(finding(FindingKind.PLACE, 45))


def test_removing_tags_takes_all_names_and_nothing_else() -> None:
    told = changes(finding(FindingKind.TAGGED, 25), finding(FindingKind.PLACE_KNOWN, 30))
    assert told == {"Remove the tags (tags)": 30}


@pytest.mark.parametrize(
    "kind",
    [
        FindingKind.PLACE,
        FindingKind.CAMERA,
        FindingKind.SERIAL,
        FindingKind.OWNER,
        FindingKind.SOFTWARE,
        FindingKind.THUMBNAIL,
    ],
)
def test_a_bare_copy_takes_every_detail_of_the_file(kind: FindingKind) -> None:
    assert changes(finding(kind, 40)) == {"Replace it with a copy without file details (metadata)": 0}


@pytest.mark.parametrize(("weight", "left"), [(100, 10), (63, 6), (9, 0), (0, 0)])
def test_behind_a_door_a_tenth_is_left(weight: int, left: int) -> None:
    assert behind_a_door(weight) == left


def test_the_worst_photo_decides_and_further_ones_add_less_and_less() -> None:
    assert overall([]) == 0
    assert overall([71]) == 71
    assert overall([71, 0, 0]) == 71
    assert overall([71, 71]) > 71
    assert overall([50] * 2) - overall([50]) > overall([50] * 3) - overall([50] * 2)


@given(st.lists(st.integers(0, 100), max_size=300), st.integers(0, 100))
def test_one_more_photo_never_lowers_the_whole(values: list[int], more: int) -> None:
    assert 0 <= overall(values) <= overall([*values, more]) <= 100
    assert overall(values) >= max(values, default=0)


@pytest.mark.parametrize(
    ("weight", "severity"),
    [
        (100, Severity.CRITICAL),
        (45, Severity.CRITICAL),
        (44, Severity.HIGH),
        (25, Severity.HIGH),
        (24, Severity.MEDIUM),
        (10, Severity.MEDIUM),
        (9, Severity.LOW),
        (0, Severity.LOW),
    ],
)
def test_a_weight_has_its_word(weight: int, severity: Severity) -> None:
    assert finding(FindingKind.FACE, weight).severity is severity
