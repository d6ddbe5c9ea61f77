"""A sync, a run of the queue or an import in a process of its own, to be killed.

python -m tests.services.killed HOME SERVER TOKEN VERB, or HOME EXPORT import.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import app.networks
from app.analysis.worker import Worker
from app.model.account import AccountKind
from app.model.filter import Filter
from app.model.fix import Action
from app.model.sign_in import Grant, Power
from app.networks.web import Web
from app.services.house import House, Parts
from app.store.grants import Grants
from app.store.home import Store
from app.store.vault import SessionVault
from tests.services.harbour import _account, harbour


def main(words: Sequence[str]) -> int:
    """Go on with the verb, and print how it ended."""
    if len(words) == 3:
        return bring_in(Path(words[0]), Path(words[1]))
    home, server, token, verb = words
    net = harbour()
    app.networks.NETWORKS = (net, *app.networks.NETWORKS)
    house = _house(Path(home))
    account = replace(_account(server, "mina"), kind=AccountKind.CONNECTED)
    grant = Grant(secrets={"token": token}, powers=frozenset(Power))
    Grants(house.vault, Path(home)).write(account.id, grant)
    house.store.catalogue.keep_account(account)
    if verb == "sync":
        (report,) = house.syncer.sync([account.id], look=False)
        print(report.problem or "done", flush=True)
    elif verb == "agree":
        photos = [photo.id for photo in house.browser.photos(Filter()) if photo.id is not None]
        print(house.remover.start(house.remover.plan(Action.DELETE, photos), copies=False), flush=True)
    else:
        done = house.remover.run()
        print(done.problem or f"left {done.left}", flush=True)
    house.close()
    return 0


def bring_in(home: Path, export: Path) -> int:
    """Read an export, and print what was new, known and looked at; a dot for every picture before that."""
    house = _house(home)
    (report,) = house.importer.read_all([export], on_photo=lambda _seen: print(".", flush=True))
    print(report.new, report.known, report.inspected, flush=True)
    house.close()
    return 0


def _house(folder: Path) -> House:
    vault = SessionVault()
    return House(
        Parts(
            open_store=lambda _key: Store.open(folder, vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(allow_loopback=True, poll=progress.poll),
            start_worker=Worker,
            laws=lambda: (),
            directory=lambda: (),
            guides=lambda _network: (),
            closed_networks=lambda: (),
            write_pdf=lambda _letter, _path: None,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=lambda: datetime.now(UTC),
            today=lambda: datetime.now(UTC).date(),
            data_folder=folder,
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
