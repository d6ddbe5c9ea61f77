"""Every reader stands spoiled exports: whatever is done to the bytes, only photos, notes, checks and Problems come out."""

from __future__ import annotations

import pytest

from app.networks import network
from tests.exports.mutations import stands_everything
from tests.exports.whole import WHOLE

# So many in the run of the tests, over all readers; `python -m tests.exports.nightly` has twenty thousand.
CASES = 500


@pytest.mark.parametrize("key", sorted(WHOLE))
def test_spoiled_exports_end_in_photos_notes_or_problems(key: str) -> None:
    stands_everything(network(key), WHOLE[key](), -(-CASES // len(WHOLE)))
