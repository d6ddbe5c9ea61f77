"""Finds the system libraries that the window and the tests need, and installs them or names the one command to type.

    python packaging/system_libraries.py window tests

Only Linux needs this: on Windows and macOS everything comes with Python packages. Missing libraries are no error for
`window`, because the terminal commands work without them.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# What PySide6's own wheel does not carry (found with ldd on its xcb plugin), and the Debian package that has it.
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# What the tests start: a real Secret Service on a message bus of its own, a screen without a screen, and Node for a
# real Bluesky server, one part of which is compiled where no finished one can be had; a browser for a real sign-in, and
# a reader of PDF files that is none of ours.
_PROGRAMS = {
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "Xvfb": "xvfb",
    "node": "nodejs",
    "npm": "npm",
    "g++": "g++",
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
}


def missing(purposes: Sequence[str]) -> list[str]:
    """Return the Debian packages of what is missing for "window" and "tests"."""
    packages = list[str]()
    if "window" in purposes:
        packages += [package for library, package in _LIBRARIES.items() if not _loads(library)]
    if "tests" in purposes:
        packages += [package for program, package in _PROGRAMS.items() if shutil.which(program) is None]
        packages += [] if _has_node_headers() else ["libnode-dev"]
    return packages


def _has_node_headers() -> bool:
    """Return whether what a part compiled for Node includes lies where Node was installed."""
    node = shutil.which("node")
    return node is not None and (Path(node).resolve().parent.parent / "include" / "node" / "node.h").is_file()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(packages: Sequence[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet, stdout=subprocess.DEVNULL)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )


def main(purposes: Sequence[str]) -> None:
    """Install what is missing where apt-get and root are there; else say what to type."""
    if not sys.platform.startswith("linux"):
        return
    packages = missing(purposes)
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing system libraries:", *packages, flush=True)
        _install(packages)
        packages = missing(purposes)
    if packages:
        print("Some system libraries are missing. On Debian and Ubuntu, type:")
        print("    sudo apt-get install " + " ".join(packages))
        print("Other systems have them under similar names. Commands in the terminal work without them.")


if __name__ == "__main__":
    main(sys.argv[1:] or ["window"])
