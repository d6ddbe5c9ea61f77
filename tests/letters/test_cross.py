"""The whole cross table, residence by recipient, in a file that a lawyer can read.

To write it anew after a change of data: OVEREXPOSED_WRITE_GOLDEN=1 python -m pytest tests/letters/test_cross.py
and then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.letters.choose import choose
from app.model.law import Role
from app.model.person import parse_residence
from app.model.problem import NoLawApplies
from app.store.data import laws, recipients
from tests.letters.orders import DAY

TABLE = Path(__file__).parent / "golden" / "residence-by-recipient.tsv"
PLACES = sorted({code for law in laws() for code in law.residents} | {"US", "UA", "MX"})


def _line(code: str, to: str) -> str:
    residence = parse_residence(code)
    recipient = next(one for one in recipients() if one.id == to)
    assert residence is not None
    cells: list[str] = []
    for role in Role:
        try:
            found = choose(residence, recipient, role, laws(), DAY)
        except NoLawApplies:
            cells.append("-")
            continue
        cells.append(" ".join(choice.law.id for choice in found))
    return "\t".join((to, code, *cells))


def test_the_cross_table_is_as_approved() -> None:
    head = "\t".join(("recipient", "residence", *Role))
    written = "\n".join([head, *(_line(code, one.id) for one in recipients() for code in PLACES)]) + "\n"
    if os.environ.get("OVEREXPOSED_WRITE_GOLDEN"):
        TABLE.write_text(written, encoding="utf-8", newline="\n")
    assert written == TABLE.read_text(encoding="utf-8")
