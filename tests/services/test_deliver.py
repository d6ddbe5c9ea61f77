"""What goes into a form, and onto an envelope, can be had from the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.cli.command import Exit, Out
from app.cli.run import read_arguments, run_command
from app.model.person import Person, Residence
from app.model.recipient import RecipientId
from app.services.ask import Wish, remember
from app.services.house import House


@pytest.mark.parametrize("as_json", [True, False])
def test_the_fields_of_a_form_and_the_envelope_are_told(
    house: House, build: Callable[[], House], capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    ada = Person(name="Ada Example", email="ada@example.org", residence=Residence(country="DE"))
    remember(house.store, ada)
    kept = house.asker.keep(house.asker.draft(Wish(recipient=RecipientId("clearview-ai"), person=ada)))
    asked = read_arguments(["request", kept.id, "--fields"])
    assert run_command(asked, build, Out(as_json=as_json)) is Exit.DONE
    said = capsys.readouterr().out
    assert "https://www.clearview.ai/privacy-and-requests" in said
    assert "Clearview AI, Inc." in said
    if not as_json:
        assert said.index("Leave empty: face_photo") < said.index("For the envelope:")
        return
    told = json.loads(said)["delivery"]
    assert [one["key"] for one in told["fields"]] == ["name", "email", "subject", "message"]
    assert told["never_send"] == ["face_photo"]
    assert told["envelope"][0] == "Clearview AI, Inc."
