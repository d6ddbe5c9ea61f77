"""The house of real parts, and the small network on loopback, for the commands."""

from __future__ import annotations

from tests.services.conftest import build, house, server, worker

__all__ = ["build", "house", "server", "worker"]
