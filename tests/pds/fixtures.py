"""The real Bluesky server as a fixture: started once for a whole test run, and only when a test asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.pds.install import NotInstalled
from tests.pds.server import Pds


@pytest.fixture(scope="session")
def pds() -> Iterator[Pds]:
    """A running server without accounts. Skips where it cannot be installed, and says so.

    In continuous integration that is a failure, unless `.ci/run` has found that no package can be had from npm.
    """
    server = Pds()
    try:
        server.start()
    except NotInstalled as reason:
        if os.environ.get("CI") == "true" and not os.environ.get("OVEREXPOSED_WITHOUT_NPM"):
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    try:
        yield server
    finally:
        server.stop()
