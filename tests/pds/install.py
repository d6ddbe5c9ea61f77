"""Put the programs of a Bluesky data server into the cache folder, outside the checkout: python -m tests.pds.install."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
_GIVEN = ("package.json", "package-lock.json")
_PROGRAMS = ("boot.mjs", "loopback.mjs")
# One package compiles from source where no finished one can be had: four minutes on a busy machine.
_LONGEST_INSTALL = 900


class NotInstalled(Exception):
    """The data server cannot be run here; the words say why."""


def installed() -> Path:
    """Return the folder with the server's programs, installing them first where they are not there yet.

    The folder's name holds the hash of the lock file, so another version never meets an old one. Raises NotInstalled.
    """
    folder = _cache() / _fingerprint(_GIVEN)
    if not (folder / "node_modules").is_dir():
        _install(folder)
    for name in _PROGRAMS:
        _copy(HERE / name, folder / name)
    return folder


def node() -> str:
    """Return the path of Node; raises NotInstalled."""
    found = shutil.which("node")
    if found is None:
        raise NotInstalled("Node is not installed, so the real Bluesky server cannot be run.")
    return found


def _cache() -> Path:
    given = os.environ.get("OVEREXPOSED_PDS_CACHE")
    if given:
        return Path(given).expanduser().resolve()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "overexposed-pds"


def _fingerprint(names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((HERE / name).read_bytes())
    # A compiled package fits one line of Node only.
    version = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True, timeout=30)
    return f"{digest.hexdigest()[:12]}-{version.stdout.strip().partition('.')[0]}"


def _install(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalled("npm is not installed, so the real Bluesky server cannot be installed.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(
        f"Installing a Bluesky server for the tests into {folder.parent}; some minutes, once.",
        file=sys.stderr,
    )
    # Into a folder of its own first: two test runs may install at once, and a broken install must not look finished.
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="installing-") as made:
        for name in _GIVEN:
            shutil.copy(HERE / name, made)
        try:
            done = subprocess.run(
                [npm, "ci", "--no-audit", "--no-fund", "--omit=dev"],
                cwd=made,
                env=_environment(),
                capture_output=True,
                text=True,
                timeout=_LONGEST_INSTALL,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise NotInstalled("The install of the real Bluesky server took too long.") from error
        if done.returncode:
            raise NotInstalled(
                f"The real Bluesky server could not be installed: {done.stderr.strip()[-600:]}"
            )
        if not folder.exists():
            shutil.copytree(made, folder, symlinks=True) if os.name == "nt" else _moved(Path(made), folder)


def _environment() -> dict[str, str]:
    """Return the environment for npm: the headers that lie beside Node spare the compiler a download."""
    prefix = Path(node()).resolve().parent.parent
    if (prefix / "include" / "node" / "node.h").is_file():
        return {**os.environ, "npm_config_nodedir": str(prefix)}
    return dict(os.environ)


def _moved(made: Path, folder: Path) -> None:
    try:
        shutil.move(made, folder)
    except OSError:
        if not (folder / "node_modules").is_dir():
            raise
    made.mkdir(exist_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a small file in one step, so that a server that starts at the same time never reads half of it."""
    data = source.read_bytes()
    if target.is_file() and target.read_bytes() == data:
        return
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(target)


if __name__ == "__main__":
    try:
        print(installed())
    except NotInstalled as reason:
        sys.exit(str(reason))
