"""Until when a signed link of Meta's is good stands beside the photo, apart from what the network says and what we saw."""

from __future__ import annotations

import pytest

from app.model.filter import Filter
from app.services.house import House
from tests.cli.test_signed_in import Run, run
from tests.networks.recorded import TOKEN, Recorded

__all__ = ["run"]


@pytest.mark.parametrize("name", ["facebook", "instagram", "threads"])
def test_the_end_of_a_signed_link_is_shown_as_the_third_fact(house: House, run: Run, name: str) -> None:
    with Recorded(name=name) as server:
        house.connector.connect(name, server=server.url, keys={"token": TOKEN})
        house.syncer.sync()
        signed = [one for one in house.browser.photos(Filter()) if "oe=" in one.media_url]
        assert signed
        (told,) = run("photo", str(signed[0].id)).records
    assert told["audience"]["value"]
    assert told["stranger"]["result"] == "reachable"
    assert any("may go on working until" in copy for copy in told["copies"])
    lines = run("photo", str(signed[0].id), as_json=False).out
    assert "copies: A link to the file that was copied before may go on working until" in lines
