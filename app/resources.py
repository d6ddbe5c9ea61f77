"""Where the pictures, maps, letters and laws that come with the program lie."""

from pathlib import Path

RESOURCES: Path = Path(__file__).resolve().parent.parent / "resources"
"""The folder of data files: beside `app/` in a checkout, and likewise in a PyInstaller 6 one-dir bundle."""


def resource(*parts: str) -> Path:
    """Give the path of one file or folder in resources/, e.g. `resource("icons", "lock.svg")`.

    Raises FileNotFoundError if it is not there: the installation is incomplete.
    """
    path = RESOURCES.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"The file {path} that belongs to the program is missing.")
    return path
