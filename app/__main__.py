"""The front door: reads what was asked for, joins the parts, and opens the window or the terminal door."""

from __future__ import annotations

import io
import multiprocessing
import os
import secrets
import sys
import tempfile
import traceback
import webbrowser
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

import platformdirs

from app.analysis.worker import Worker
from app.cli.command import Exit, Keyboard, Out
from app.cli.run import read_arguments, run_command
from app.model.letter import Letter
from app.model.problem import NoKeyring
from app.networks.answer import Contact
from app.networks.web import Web
from app.services.eyes import utc_now
from app.services.house import House, Key, Parts
from app.services.progress import Progress
from app.store.data import laws, recipients
from app.store.guides import closed_networks, guided
from app.store.home import Store, needs_passphrase
from app.store.vault import SessionVault, Vault

# Neither a command's own code nor a shell's: "internal software error" of BSD's sysexits.h.
_OUR_MISTAKE = 70


def main(words: Sequence[str] | None = None) -> int:
    """Run the app with these command-line words and return its exit code."""
    # A frozen copy starts its worker process by starting itself; that must come before anything else.
    multiprocessing.freeze_support()
    sys.excepthook = _tell_our_mistake
    asked = read_arguments(sys.argv[1:] if words is None else words)
    _speak_everywhere(as_json=asked.json)
    with ExitStack() as stack:
        if asked.command == "self-test":
            # It works in an empty home of its own, so that it can neither see nor harm what the person keeps.
            asked.data_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="overexposed-")))
        if asked.command is None:
            return _window(asked)
        out = Out(as_json=asked.json)
        if asked.plain_home:
            out.say("The data folder is opened without encryption and without the keyring (--plain-home).")
        return run_command(asked, lambda: _house(asked, Keyboard()), out)


def _speak_everywhere(*, as_json: bool) -> None:
    """Let no caption end a command: a terminal without its letters shows their codes; JSON is UTF-8 everywhere."""
    for stream, encoding in ((sys.stdout, "utf-8" if as_json else None), (sys.stderr, None)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", encoding=encoding)


def _window(asked: Namespace) -> int:
    if _no_display():
        print(
            "There is no display here to open a window on. The terminal commands work without one: "
            "look, import, photos, letter and more (overexposed --help).",
            file=sys.stderr,
        )
        return Exit.PROBLEM
    if _qt_loses_references():
        print(
            "PySide6 6.12.0 crashes on Python 3.11. Install the version that requirements/run.txt names, "
            "or use Python 3.12 or newer.",
            file=sys.stderr,
        )
        return Exit.PROBLEM
    from app.ui.application import show

    house = _house(asked, None)
    try:
        return show(house)
    finally:
        house.close()


def _no_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)


def _qt_loses_references() -> bool:
    """Whether this is the one pairing whose calls use up None until Python crashes (seen: 6.12.0 on 3.11)."""
    if sys.version_info >= (3, 12) or getattr(sys, "frozen", False):
        return False
    return version("PySide6-Essentials") == "6.12.0"


def _house(asked: Namespace, keyboard: Keyboard | None) -> House:
    folder = _data_folder(asked)
    open_vault = lru_cache(SessionVault if asked.plain_home else Vault.open)

    def open_store(key: Key) -> Store:
        return _open_store(folder, open_vault(), asked, key, keyboard)

    def open_web(progress: Progress) -> Web:
        return Web(
            allow_loopback=os.environ.get("OVEREXPOSED_ALLOW_LOOPBACK") == "1",
            poll=progress.poll,
            on_wait=progress.waits,
            on_contact=note_contact,
        )

    def note_contact(contact: Contact) -> None:
        # A look that keeps nothing opens no catalogue, and so leaves no trace of whom it asked either.
        if house.open_store is not None:
            house.open_store.catalogue.keep_contact(contact.host, contact.why, contact.at)

    house = House(
        Parts(
            open_store=open_store,
            open_vault=open_vault,
            open_web=open_web,
            start_worker=Worker,
            laws=laws,
            directory=recipients,
            guides=guided,
            closed_networks=closed_networks,
            write_pdf=_write_pdf,
            open_browser=_open_browser,
            paint_screens=_paint_screens,
            now=utc_now,
            today=_today,
            data_folder=folder,
        )
    )
    return house


def _open_store(folder: Path, vault: Vault, asked: Namespace, key: Key, keyboard: Keyboard | None) -> Store:
    passphrase = key.passphrase
    if asked.command == "self-test":
        # Encrypted like any other, but the real keyring is left as it was.
        vault, passphrase = SessionVault(), secrets.token_hex(16)
    if passphrase is None and keyboard is not None and needs_passphrase(folder):
        passphrase = keyboard.passphrase()

    def opened() -> Store:
        return Store.open(
            folder, vault, plain=asked.plain_home, passphrase=passphrase, in_memory=key.this_session_only
        )

    try:
        return opened()
    except NoKeyring:
        # The window asks by itself; in a terminal whoever sits there may choose a passphrase now.
        passphrase = keyboard.new_passphrase() if keyboard is not None and passphrase is None else None
        if passphrase is None:
            raise
        return opened()


def _data_folder(asked: Namespace) -> Path:
    named = asked.data_dir or os.environ.get("OVEREXPOSED_HOME")
    return Path(named).absolute() if named else platformdirs.user_data_path("Overexposed", appauthor=False)


def _today() -> date:
    """Return the day on this computer's calendar: deadlines are counted in the person's own days."""
    return datetime.now().astimezone().date()


def _write_pdf(letter: Letter, path: Path) -> None:
    from app.ui.paper import write_pdf

    write_pdf(letter, path)


def _open_browser(page: str) -> None:
    """Show a page in the person's own browser; the sign-in waits there whether or not a browser was found."""
    webbrowser.open(page)


def _paint_screens(house: House) -> Sequence[str]:
    from app.ui.application import paint_screens

    return paint_screens(house)


def _tell_our_mistake(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that this is a mistake of ours, and end with a code that no command uses."""
    if issubclass(kind, KeyboardInterrupt):
        os._exit(Exit.STOPPED)
    print("Something went wrong that should not have. What was kept before stays kept.", file=sys.stderr)
    print(
        "Please report these lines; look through them first, a file's name may stand in them:",
        file=sys.stderr,
    )
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(_OUR_MISTAKE)


if __name__ == "__main__":
    sys.exit(main())
