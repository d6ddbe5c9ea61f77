"""Spoil every export in twenty thousand ways: `python -m tests.exports.nightly [CASES]`.

The same proof runs in the tests with 500 cases that are the same each time; here they are new ones each night, spread
over all readers. A failure ends with the smallest case that shows it, and with exit 1.
"""

from __future__ import annotations

import sys
import time
import traceback

from app.networks import network
from tests.exports.mutations import stands_everything
from tests.exports.whole import WHOLE

CASES = 20_000


def main(cases: int) -> int:
    """Run the cases and say how each reader fared; 1 where one of them did not stand it."""
    each = -(-cases // len(WHOLE))
    failed = 0
    for key, whole in WHOLE.items():
        began = time.monotonic()
        try:
            stands_everything(network(key), whole(), each, is_same_each_time=False)
            told = "stood"
        except Exception:  # noqa: BLE001  # Whatever it is, it is what this looks for; the other readers go on.
            traceback.print_exc()
            failed += 1
            told = "FELL at one of"
        print(f"{key}: {told} {each} cases, {time.monotonic() - began:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))
