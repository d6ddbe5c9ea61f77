"""The terminal against a real Bluesky data server: what `look` prints, what is kept, one deleted, seen gone."""

from __future__ import annotations

import pytest

from app.store.vault import Vault
from tests.journeys.conftest import Terminal
from tests.pds import pictures
from tests.pds.server import Pds, Picture


@pytest.mark.timeout(960)
def test_a_bluesky_account_is_seen_kept_and_seen_again(
    terminal: Terminal, pds: Pds, vault: Vault, token: str
) -> None:
    nora = pds.account("nora.test", name="Nora Field")
    pds.profile(nora, name="Nora Field", avatar=pictures.drawn(41))
    first = pds.post(
        nora, "Home", [Picture(data=pictures.with_gps(42, 59.3346, 18.0632), alt_text="A window")]
    )
    pds.post(nora, "River", [Picture(data=pictures.drawn(43))])
    pds.link(nora, "Worth reading", "https://news.example/", pictures.drawn(44))

    kept = terminal.run("look", "nora.test", "--server", pds.url, "--keep")
    vault.keep(str(kept[0]["account"]), token)
    assert len(kept) == 3, "the picture of the linked page is not hers"
    assert {str(photo["stranger"]["result"]) for photo in kept} == {"reachable"}  # type: ignore[index]
    (at_home,) = [photo for photo in kept if photo["place"]]
    assert at_home["place"]["name"] == "Stockholm, SE"  # type: ignore[index]

    pds.delete(nora, first)
    (report,) = terminal.run("sync")
    assert (report["listed"], report["gone"], report["problem"]) == (2, 1, None)
    (seen,) = terminal.run("verify", str(at_home["id"]))
    assert seen["verdict"] == "gone"
    terminal.run("forget", "--everything")
    assert vault.read(str(kept[0]["account"])) is None
