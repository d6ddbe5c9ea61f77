"""A Misskey server on this computer, and a door to the web that may go there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.networks.web import Web
from tests.networks.misskey.server import MisskeyServer


@pytest.fixture
def server() -> Iterator[MisskeyServer]:
    with MisskeyServer() as one:
        yield one


@pytest.fixture
def web() -> Web:
    return Web(allow_loopback=True, sleep=lambda _s: None)
