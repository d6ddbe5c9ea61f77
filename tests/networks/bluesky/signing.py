"""People who sign in to a real Bluesky server: a shelf for what it hands out, and a browser that gives consent."""

from __future__ import annotations

import gc
import os
import threading
import warnings
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, sync_playwright

from app.model.sign_in import Grant, Power
from app.networks.bluesky import NETWORK
from app.networks.oauth import Listener
from app.networks.session import Joined, Session, Wish
from app.networks.web import Web
from tests.pds.server import PASSWORD, Pds, Person

CHROMIUM = Path(os.environ.get("OVEREXPOSED_CHROMIUM", "/usr/bin/chromium"))
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EVERYTHING = frozenset(Power)
Way: TypeAlias = Callable[[Pds, Person, frozenset[Power]], Joined]


class Shelf:
    """The keyring's place for one account, in memory; `kept` is every grant that was laid there."""

    def __init__(self, grant: Grant | None) -> None:
        self.kept = [grant]
        self._lock = threading.Lock()

    def read(self) -> Grant | None:
        return self.kept[-1]

    def write(self, grant: Grant) -> None:
        self.kept.append(grant)

    @contextmanager
    def locked(self) -> Generator[None]:
        with self._lock:
            yield


def session_of(joined: Joined, shelf: Shelf | None = None, web: Web | None = None) -> Session:
    return Session(
        web=web or Web(allow_loopback=True),
        account=joined.account,
        grant=joined.grant,
        shelf=shelf or Shelf(joined.grant),
    )


def wish_of(pds: Pds, person: Person, powers: frozenset[Power] = EVERYTHING, **keys: str) -> Wish:
    return Wish(server=pds.url, handle=person.handle, powers=powers, keys=keys)


def joined_in_browser(
    pds: Pds, person: Person, powers: frozenset[Power] = EVERYTHING, press: str = "Authorize"
) -> Joined:
    """Sign in as the app does, with a person at a real browser who types their password and presses a button."""
    sign_in = NETWORK.sign_in
    assert sign_in
    assert sign_in.begin
    listener = Listener(sign_in.callback)
    errand = sign_in.begin(Web(allow_loopback=True), wish_of(pds, person, powers), listener.url)
    answer: dict[str, str] = {}
    listener.listen(errand.proof)
    waiting = threading.Thread(target=lambda: answer.update(listener.wait(_nothing, 60)))
    waiting.start()
    try:
        with _page() as page:
            page.goto(errand.url)
            _consent(page, press)
            waiting.join(30)
    finally:
        waiting.join(90)
    return errand.finish(answer)


def joined_by_app_password(pds: Pds, person: Person, powers: frozenset[Power] = EVERYTHING) -> Joined:
    sign_in = NETWORK.sign_in
    assert sign_in
    assert sign_in.bring
    given = pds.app_password(person)
    joined = sign_in.bring(Web(allow_loopback=True), wish_of(pds, person, powers, app_password=given))
    assert given not in joined.grant.secrets.values()
    return joined


def contacts(into: list[str]) -> Web:
    """Return a web that writes down why each request was made."""
    return Web(allow_loopback=True, on_contact=lambda contact: into.append(contact.why))


def tokens(grant: Grant) -> Mapping[str, str]:
    return {name: grant.secret(name) for name in ("access", "refresh")}


def _consent(page: Page, press: str) -> None:
    password = page.locator("input[type=password]")
    password.wait_for()
    password.fill(PASSWORD)
    password.press("Enter")
    page.get_by_role("button", name=press).click()
    page.get_by_text("That is all here").wait_for()


@contextmanager
def _page() -> Generator[Page]:
    if not CHROMIUM.is_file():
        reason = f"There is no browser at {CHROMIUM}, so nobody can sign in with one."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGS)
        try:
            page = browser.new_page()
            page.set_default_timeout(30_000)
            yield page
        finally:
            browser.close()
    # The driver of the browser is told to end and then let go, at times before it has ended; that is no leak of ours.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def _nothing() -> None:
    """Poll and go on."""
