"""An account that was deleted or locked at its network: that is told, and what was seen of it stays as it was seen."""

from __future__ import annotations

import pytest

from app.model.filter import Filter
from app.model.problem import NotThere
from app.services.house import House
from tests.networks.fediverse import FediverseServer
from tests.networks.loopback import reply


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_held_of_an_account_that_is_gone_stays_as_it_was_seen(house: House, status: int) -> None:
    with FediverseServer() as server:
        look = house.looker.look(server.handle)
        house.keeper.keep(look)
        before = list(house.browser.photos(Filter()))
        assert before
        server.fault = lambda asked: (
            reply({"error": "x"}, status) if asked.path.startswith("/api/v1/accounts") else None
        )
        (report,) = house.syncer.sync(look=False)
    assert isinstance(report.problem, NotThere)
    assert report.problem.remedy is not None
    after = list(house.browser.photos(Filter()))
    # Nothing is dropped, and nothing is called gone that nobody looked at: the day of the look stands beside it.
    assert [(one.key, one.stranger, one.visibility) for one in after] == [
        (one.key, one.stranger, one.visibility) for one in before
    ]
