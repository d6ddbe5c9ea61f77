"""A sign-in in a process of its own that dies at a chosen step: python -m tests.services.killed_joining HOME SERVER STEP."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import app.networks
import app.services.connect
from app.analysis.worker import Worker
from app.networks.web import Web
from app.services.house import House, Parts
from app.store.home import Store
from app.store.vault import Vault
from tests.services.harbour import harbour, play_browser
from tests.store.keyrings import FolderKeyring

STEPS = ("before", "after", "never")


class Dying(FolderKeyring):
    """A keyring whose process is killed just before, or just after, the sign-in's own entry was written."""

    def __init__(self, folder: Path, step: str) -> None:
        super().__init__(folder)
        self._step = step

    def _put(self, service: str, username: str, password: str) -> None:
        is_grant = "s3cret" in password
        if is_grant and self._step == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        super()._put(service, username, password)
        if is_grant and self._step == "after":
            os.kill(os.getpid(), signal.SIGKILL)


def house_of(home: Path, keyring: FolderKeyring) -> House:
    """Return a house whose catalogue and keyring lie in folders that outlive a kill."""
    vault = Vault(keyring)
    return House(
        Parts(
            open_store=lambda _key: Store.open(home, vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(allow_loopback=True, poll=progress.poll),
            start_worker=Worker,
            laws=lambda: (),
            directory=lambda: (),
            guides=lambda _network: (),
            closed_networks=lambda: (),
            write_pdf=lambda _letter, _path: None,
            open_browser=play_browser,
            paint_screens=lambda _house: (),
            now=lambda: datetime.now(UTC),
            today=lambda: date(2026, 11, 23),
            data_folder=home,
        )
    )


def main(words: Sequence[str]) -> int:
    """Sign in, and say so."""
    home, server, step = words
    app.networks.NETWORKS = (harbour(),)
    app.services.connect.NETWORKS = (harbour(),)
    house = house_of(Path(home), Dying(Path(home).parent / "keys", step))
    house.connector.connect("harbour", server=server, keys={"client": "my-app"})
    print("connected", flush=True)
    house.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
