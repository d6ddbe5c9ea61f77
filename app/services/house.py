"""All verbs of the app, joined once; both front doors, the window and the terminal, are handed this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.problem import CatalogueLocked, KeyringLocked, NoKeyring
from app.services.analyse import Analyst
from app.services.ask import Asker, WritePdf
from app.services.bring_in import Importer
from app.services.browse import Browser
from app.services.checkup import Checkup
from app.services.connect import Connector
from app.services.copies import Copies
from app.services.deliver import Deliverer
from app.services.directory import Directory
from app.services.everyone import Everyone
from app.services.evidence import Evidence
from app.services.eyes import Eyes
from app.services.follow import Follower
from app.services.forget import Eraser
from app.services.inspect import Inspector
from app.services.interview import Interviewer
from app.services.keep import Keeper
from app.services.look import Looker
from app.services.past import Historian
from app.services.paths import Pathfinder
from app.services.remove import Remover
from app.services.replies import Reader
from app.services.samples import Sampler
from app.services.self_test import SelfTest
from app.services.sync import Syncer
from app.services.verify import Verifier
from app.store.course import course
from app.store.grants import Grants
from app.store.home import is_kept
from app.store.locks import Locks
from app.store.ways import ways

if TYPE_CHECKING:
    from app.analysis.worker import Worker
    from app.model.law import Law
    from app.model.recipient import Recipient
    from app.model.request import Request
    from app.model.setting import Check
    from app.model.sign_in import Doorway
    from app.networks.web import Web
    from app.services.progress import Progress
    from app.store.home import Store
    from app.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What opens the catalogue: the keyring by itself, a passphrase of the person's, or nothing kept on disk at all."""

    passphrase: str | None = field(default=None, repr=False)
    this_session_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the house is built of: made in the front door, and nowhere else.

    `open_web` and `open_store` are called when first needed: looking at a handle opens no catalogue, and reading the
    catalogue contacts nobody. `guides` gives the settings of a network that only the person can see, `closed_networks`
    those where nobody can list their own photos. `open_browser` shows a page in the person's own browser.
    """

    open_store: Callable[[Key], Store]
    open_vault: Callable[[], Vault]
    open_web: Callable[[Progress], Web]
    start_worker: Callable[[], Worker]
    laws: Callable[[], Sequence[Law]]
    directory: Callable[[], Sequence[Recipient]]
    guides: Callable[[str], Sequence[Check]]
    closed_networks: Callable[[], Sequence[Doorway]]
    write_pdf: WritePdf
    open_browser: Callable[[str], None]
    paint_screens: Callable[[House], Sequence[str]]
    now: Callable[[], datetime]
    today: Callable[[], date]
    data_folder: Path


class House:
    """The verbs, each made when first asked for."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._store: Store | None = None
        self._opened: list[Callable[[], None]] = []

    @property
    def store(self) -> Store:
        """The catalogue, the ledger and the preferences, opened. Raises NoKeyring, CatalogueLocked and their like."""
        return self._store or self.unlock(Key())

    @property
    def open_store(self) -> Store | None:
        """The store where it is open already; None before anything was read or kept."""
        return self._store

    def unlock(self, key: Key) -> Store:
        """Open the store with what the person chose where the keyring alone cannot open it."""
        self._store = self.parts.open_store(key)
        self._opened.append(self._store.close)
        if self._store.catalogue.joining():
            # The catalogue is open whatever the keyring says; what waits for it waits for the next start.
            with suppress(KeyringLocked, NoKeyring, CatalogueLocked):
                self.connector.finish()
        return self._store

    @cached_property
    def vault(self) -> Vault:
        """The keyring, or what stands in for it during this session."""
        return self.parts.open_vault()

    @cached_property
    def worker(self) -> Worker:
        """The process that decodes pictures, so that a bad one cannot harm the app."""
        worker = self.parts.start_worker()
        self._opened.append(worker.close)
        return worker

    @cached_property
    def eyes(self) -> Eyes:
        """The judgement that every verb shares."""
        return Eyes(worker=self.worker, now=self.parts.now)

    @cached_property
    def looker(self) -> Looker:
        """Looks at handles as a stranger."""
        return Looker(open_web=self.parts.open_web, eyes=self.eyes)

    @cached_property
    def keeper(self) -> Keeper:
        """Keeps looks, and marks photos to keep."""
        return Keeper(catalogue=self.store.catalogue, now=self.parts.now)

    @cached_property
    def importer(self) -> Importer:
        """Reads exports and folders."""
        importer = Importer(catalogue=self.store.catalogue, eyes=self.eyes)
        self._opened.append(importer.rest)
        return importer

    @cached_property
    def sampler(self) -> Sampler:
        """Brings the sample person in."""
        return Sampler(importer=self.importer, data_folder=self.parts.data_folder)

    @cached_property
    def inspector(self) -> Inspector:
        """Looks at single files."""
        return Inspector(eyes=self.eyes)

    @cached_property
    def self_test(self) -> SelfTest:
        """Tries every part of this copy."""
        return SelfTest(house=self)

    @cached_property
    def syncer(self) -> Syncer:
        """Looks at watched accounts again."""
        return Syncer(
            catalogue=self.store.catalogue,
            open_web=self.parts.open_web,
            eyes=self.eyes,
            connector=self.connector,
            checkup=self.checkup,
        )

    @cached_property
    def connector(self) -> Connector:
        """Connects accounts."""
        return Connector(
            catalogue=self.store.catalogue,
            grants=Grants(self.vault, self.parts.data_folder),
            open_web=self.parts.open_web,
            open_browser=self.parts.open_browser,
            closed=self.parts.closed_networks,
            now=self.parts.now,
        )

    @cached_property
    def checkup(self) -> Checkup:
        """Reads and changes settings."""
        return Checkup(
            catalogue=self.store.catalogue,
            connector=self.connector,
            open_web=self.parts.open_web,
            guides=self.parts.guides,
            now=self.parts.now,
        )

    @cached_property
    def remover(self) -> Remover:
        """Hides and deletes."""
        return Remover(
            catalogue=self.store.catalogue,
            connector=self.connector,
            copies=Copies(self.parts.data_folder, self.store.catalogue.sources),
            locks=Locks(self.parts.data_folder),
            open_web=self.parts.open_web,
            now=self.parts.now,
        )

    @cached_property
    def analyst(self) -> Analyst:
        """Judges photos."""
        return Analyst(catalogue=self.store.catalogue, open_web=self.parts.open_web, eyes=self.eyes)

    @cached_property
    def browser(self) -> Browser:
        """Reads the catalogue."""
        return Browser(catalogue=self.store.catalogue)

    @cached_property
    def directory(self) -> Directory:
        """Knows everybody who can be written to."""
        return Directory(
            ours=self.parts.directory(),
            laws=self.parts.laws(),
            open_store=lambda: self.store,
            is_kept=lambda: self._store is not None or is_kept(self.parts.data_folder),
            today=self.parts.today,
        )

    @cached_property
    def asker(self) -> Asker:
        """Makes letters."""
        return Asker(
            open_store=lambda: self.store,
            laws=self.parts.laws(),
            directory=self.directory,
            write_pdf=self.parts.write_pdf,
            today=self.parts.today,
            is_overdue=self._is_overdue,
        )

    @cached_property
    def deliverer(self) -> Deliverer:
        """Tells how a letter gets there by hand."""
        return Deliverer(asker=self.asker, store=self.store)

    @cached_property
    def everyone(self) -> Everyone:
        """Makes the letters to everyone who may have the person's face."""
        return Everyone(asker=self.asker, store=self.store)

    @cached_property
    def historian(self) -> Historian:
        """Knows what was public before it was closed."""
        return Historian(catalogue=self.store.catalogue)

    @cached_property
    def pathfinder(self) -> Pathfinder:
        """Leads along the ways that are no letter."""
        return Pathfinder(
            ways=ways(),
            asker=self.asker,
            follower=self.follower,
            store=self.store,
            today=self.parts.today,
        )

    def _is_overdue(self, request: Request) -> bool:
        # Asked of the follower only now: the directory alone opens no catalogue.
        return self.follower.is_overdue(request)

    @cached_property
    def follower(self) -> Follower:
        """Follows requests."""
        return Follower(
            ledger=self.store.ledger,
            laws=self.parts.laws(),
            course=course(),
            today=self.parts.today,
            now=self.parts.now,
        )

    @cached_property
    def interviewer(self) -> Interviewer:
        """Asks what they answered."""
        return Interviewer(course=course(), follower=self.follower, asker=self.asker, ways=ways())

    @cached_property
    def reader(self) -> Reader:
        """Reads answers."""
        return Reader(ledger=self.store.ledger, course=course())

    @cached_property
    def evidence(self) -> Evidence:
        """Writes down what was seen, for an authority."""
        return Evidence(open_store=lambda: self.store)

    @cached_property
    def verifier(self) -> Verifier:
        """Looks again, signed out."""
        return Verifier(
            store=self.store,
            open_web=self.parts.open_web,
            eyes=self.eyes,
            course=course(),
            today=self.parts.today,
        )

    @cached_property
    def eraser(self) -> Eraser:
        """Forgets."""
        return Eraser(open_store=lambda: self.store, vault=self.vault, folder=self.parts.data_folder)

    def close(self) -> None:
        """Close what was opened, the last first; the house can not be used after that."""
        while self._opened:
            self._opened.pop()()
