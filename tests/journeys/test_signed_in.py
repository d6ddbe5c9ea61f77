"""The whole way of a signed-in account against a real Bluesky server: connect, list, close, delete, see it gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.store.vault import Vault
from tests.journeys.conftest import Terminal
from tests.pds import pictures
from tests.pds.server import Pds, Picture


@pytest.mark.timeout(960)
def test_a_bluesky_account_is_connected_closed_deleted_and_seen_gone(
    terminal: Terminal, pds: Pds, vault: Vault, tmp_path: Path
) -> None:
    vera = pds.account("vera.test", name="Vera Lake")
    pds.profile(vera, name="Vera Lake", avatar=pictures.drawn(51))
    pds.post(vera, "Home", [Picture(data=pictures.with_gps(52, 57.7, 11.97), alt_text="A door")])
    pds.post(vera, "Lake", [Picture(data=pictures.drawn(53)), Picture(data=pictures.drawn(54))])
    given = pds.app_password(vera)

    ways = {str(way["network"]): way for way in terminal.run("connect")}
    assert ways["bluesky"]["in_browser"]
    server = ("--server", pds.url, "--handle", "vera.test")
    powers = ("--power", "change", "--power", "delete")
    (joined,) = terminal.run(
        "connect", "bluesky", *server, *powers, "--token-stdin", typed=f"app_password={given}\n"
    )
    account = str(joined["account"])
    assert joined["kind"] == "connected"

    (synced,) = terminal.run("sync")
    assert (synced["listed"], synced["new"], synced["reachable"], synced["problem"]) == (4, 4, 4, None)
    checks = {str(one["key"]): one for one in terminal.run("checkup", account, code=1) if "key" in one}
    assert checks["bsky.unauth"]["is_safe"] is False
    assert checks["bsky.unauth"]["asks_only"] is True
    (fixed,) = terminal.run("fix", account, "bsky.unauth")
    assert fixed["is_safe"] is True
    profile = pds.read(
        "com.atproto.repo.getRecord", repo=vera.did, collection="app.bsky.actor.profile", rkey="self"
    )
    assert "!no-unauthenticated" in str(profile["value"])

    photos: list[Any] = terminal.run("photos")
    lake = [photo for photo in photos if photo["caption"] == "Lake"]
    (home,) = [photo for photo in photos if photo["caption"] == "Home"]
    terminal.run("keep", str(lake[1]["id"]))
    (preview,) = terminal.run("delete", str(lake[0]["id"]), str(home["id"]))
    assert sorted((one["kept"], len(one["photos"])) for one in preview["units"]) == [(False, 1), (True, 2)]  # type: ignore[attr-defined]
    assert len(terminal.run("photos")) == 4

    _, done, seen = terminal.run("delete", str(lake[0]["id"]), str(home["id"]), "--yes")
    assert (done["done"], done["left"], done["failed"]) == (1, 0, [])
    assert seen["verdict"] == "gone"
    assert len([path for path in tmp_path.rglob("*") if "kept" in path.parts and path.is_file()]) == 1
    (again,) = terminal.run("sync")
    assert (again["listed"], again["problem"]) == (3, None)

    # An app password is lent for the deletion alone: with nothing left to do, its sign-in is over.
    assert vault.read(account) is None
    everything = b"".join(terminal.said)
    assert given.encode() not in everything
    assert b"eyJ" not in everything, "no token of the server is printed"
