"""Settings as Misskey had them before the end of 2023, and as its forks from then still have them."""

from __future__ import annotations

import pytest

from app.networks.misskey import NETWORK
from app.networks.web import Web
from tests.networks.misskey.server import MisskeyServer
from tests.networks.misskey.test_signed_in import session


def seen(web: Web, server: MisskeyServer) -> dict[str, str | None]:
    assert NETWORK.checks is not None
    return {check.key: check.seen for check in NETWORK.checks(session(web, server))}


def older(server: MisskeyServer, word: object) -> None:
    """Let a server have one word for both lists of people."""
    server.settings = {name: one for name, one in server.settings.items() if name != "followersVisibility"}
    server.settings["ffVisibility"] = word


def test_one_word_for_both_lists_of_people_is_read_and_changed(server: MisskeyServer, web: Web) -> None:
    assert NETWORK.change is not None
    older(server, "public")
    found = seen(web, server)
    assert found["mk.ff"] == "public"
    assert not {"mk.following", "mk.followers"} & found.keys()
    NETWORK.change(session(web, server), "mk.ff", "private")
    assert server.settings["ffVisibility"] == "private"


@pytest.mark.parametrize("word", ["nobody", None, 1, ["public"]])
def test_a_word_that_only_some_fork_has_stays_unknown(server: MisskeyServer, web: Web, word: object) -> None:
    older(server, word)
    assert seen(web, server)["mk.ff"] is None
