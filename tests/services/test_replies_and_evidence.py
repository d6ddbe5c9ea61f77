"""An answer is read, confirmed by the person, and kept; the evidence of a request is one file that can be made again."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.model.person import Person, Residence
from app.model.problem import NotFound, StepImpossible, WrongUse
from app.model.recipient import RecipientId
from app.model.request import RequestId, State
from app.model.stranger import Reach, StrangerView
from app.services.ask import Wish
from app.services.follow import Told
from app.services.house import House
from tests.exports.instagram import picture
from tests.letters.test_reply import mail

SENT = date(2026, 11, 23)


@pytest.fixture
def request_id(house: House, tmp_path: Path) -> RequestId:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "한강.jpg").write_bytes(picture(3))
    house.importer.read([tmp_path / "pictures"])
    photo = next(iter(house.browser.photos(Filter())))
    assert photo.id is not None
    house.store.catalogue.keep_stranger(
        photo.id,
        StrangerView(
            reach=Reach.REACHABLE,
            seen_at=datetime(2026, 11, 22, tzinfo=UTC),
            url="https://x.example/<a>.jpg",
            status=200,
            sha256="ab" * 32,
            size=5,
        ),
    )
    wish = Wish(
        recipient=RecipientId("lenso-ai"),
        person=Person(name="Ada <b>Example</b>", residence=Residence(country="DE")),
        photos=Filter(),
    )
    kept = house.asker.keep(house.asker.draft(wish))
    house.follower.step(kept.id, State.SENT, Told(on=SENT))
    return kept.id


def test_an_answer_is_read_confirmed_and_kept(house: House, request_id: RequestId, tmp_path: Path) -> None:
    letter = tmp_path / "Re: your request .eml"
    letter.write_bytes(mail("Please verify your identity.", f"Re: {request_id}"))
    read, file = house.reader.file(letter)
    assert read.request is not None
    assert read.request.id == request_id
    assert [one.reason for one in read.possible] == ["identity"]
    assert house.follower.one(request_id).request.state is State.SENT
    meaning = read.possible[0]
    after = house.follower.step(
        request_id, meaning.state, Told(on=read.reply.received_on, reason=meaning.reason, file=file)
    )
    assert after.request.state is State.WANTS_MORE
    step = after.request.steps[-1]
    assert (step.reason, step.files) == ("identity", ("2026-11-24 wants_more.eml",))
    assert house.store.ledger.document(request_id, step.files[0]) == letter.read_bytes()


def test_a_second_file_of_the_same_day_does_not_replace_the_first(
    house: House, request_id: RequestId
) -> None:
    _, first = house.reader.text("We have received your request.")
    house.follower.step(request_id, State.ACKNOWLEDGED, Told(on=SENT, file=first))
    _, second = house.reader.text("We extend the period.")
    house.follower.step(request_id, State.EXTENDED, Told(on=SENT, file=second))
    with pytest.raises(StepImpossible):
        house.follower.step(request_id, State.SENT, Told(on=SENT, file=second))
    assert sorted(house.store.ledger.documents(request_id)) == [
        "2026-11-23 acknowledged.txt",
        "2026-11-23 extended.txt",
        "letter.txt",
    ]


def test_an_answer_without_a_reference_belongs_to_nobody_until_it_is_named(
    house: House, request_id: RequestId
) -> None:
    read, _ = house.reader.text("Your data have been deleted.")
    assert read.request is None
    named, _ = house.reader.text("Your data have been deleted.", request_id)
    assert [one.state for one in named.possible] == [State.DONE]


def test_a_file_that_is_not_there_is_told(house: House, tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as told:
        house.reader.file(tmp_path / "none.eml")
    assert told.value.remedy is not None


def test_the_evidence_holds_what_was_said_and_seen_and_can_be_made_again(
    build: Callable[[], House], request_id: RequestId, tmp_path: Path
) -> None:
    house = build()
    _, file = house.reader.text("Your data have been deleted.")
    house.follower.step(request_id, State.DONE, Told(on=date(2026, 11, 24), note="by <i>mail</i>", file=file))
    path = house.evidence.write(request_id, tmp_path / "evidence.zip")
    again = build().evidence.packed(request_id)
    assert path.read_bytes() == again
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {
        "report.html",
        "letter.txt",
        "seen.json",
        "SHA256SUMS.txt",
        "documents/2026-11-24 done.txt",
    } <= set(files)
    assert any(name.startswith("pictures/") for name in files)
    for line in files["SHA256SUMS.txt"].decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files[name]).hexdigest() == digest
    report = files["report.html"].decode()
    assert "<i>" not in report
    assert "<b>Example" not in report
    assert "2026-11-22T00:00:00+00:00" in report
    assert "ab" * 32 in report
    seen = json.loads(files["seen.json"])
    assert seen[0]["stranger"]["result"] == "reachable"


def test_evidence_of_nothing_and_into_nowhere_is_told(
    house: House, request_id: RequestId, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        house.evidence.packed(RequestId("OX-2026-AAAAAA"))
    with pytest.raises(WrongUse):
        house.evidence.write(request_id, tmp_path / "no" / "folder" / "e.zip")
