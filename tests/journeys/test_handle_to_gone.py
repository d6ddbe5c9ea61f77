"""From a handle to a letter, to a deletion, to having seen that it is gone: as a person walks it in the terminal."""

from __future__ import annotations

from pathlib import Path

from app.store.vault import Vault
from tests.journeys.conftest import Terminal
from tests.networks.fediverse import FediverseServer


def test_from_a_handle_to_verified_gone(terminal: Terminal, vault: Vault, token: str, tmp_path: Path) -> None:
    with FediverseServer() as server:
        looked = terminal.run("look", server.handle)
        assert len(looked) == 8
        assert all(photo["id"] is None for photo in looked)
        assert not terminal.home.exists(), "looking keeps nothing"

        kept = terminal.run("look", server.handle, "--keep")
        account = str(kept[0]["account"])
        vault.keep(account, token)
        worst = max(kept, key=lambda photo: int(str(photo["score"])))
        assert str(worst["url"]).endswith("/900")
        (shown,) = terminal.run("photo", str(worst["id"]))
        assert shown["what_if"]

        letter = tmp_path / "letter.pdf"
        (draft,) = terminal.run(
            "letter", "--to", "mastodon-server", "--resident", "DE", "--name", "Anna Sample", "--email",
            "anna@mail.example", "--photos", "faces>0", "--out", str(letter),
        )  # fmt: skip
        assert letter.read_bytes().startswith(b"%PDF-")
        request = str(draft["request"])
        (sent,) = terminal.run("request", request, "sent", "--on", "2026-01-31")
        assert (sent["due"], sent["overdue"]) == ("2026-03-02", True), "28 February 2026 is a Saturday"

        terminal.run("verify", request, code=1)
        terminal.run("request", request, "done", "--on", "2026-03-01")
        for post in ("900",):
            server.delete(post)
        server.files.pop("avatar.jpg")
        seen = terminal.run("verify", request)
        assert {one["verdict"] for one in seen} == {"gone"}
        (final,) = terminal.run("request", request)
        assert final["state"] == "verified_gone"

        terminal.run("forget", account)
        assert vault.read(account) is None
        assert terminal.run("photos") == []
        terminal.run("forget", "--everything")
        assert [path for path in terminal.home.rglob("*") if path.is_file()] == []
        assert server.secrets == []


def test_the_catalogue_on_disk_cannot_be_read_without_its_key(terminal: Terminal) -> None:
    with FediverseServer() as server:
        terminal.run("look", server.handle, "--keep", "--limit", "3")
        words = [b"anna", b"observatory", b"SQLite format", b"Seoul", b"127.0.0.1"]
    for path in terminal.home.rglob("*"):
        if path.is_file() and path.name != "catalogue.seal":
            data = path.read_bytes()
            assert data
            assert [word for word in words if word in data] == [], path.name
    terminal.run("forget", "--everything")
