"""The setting of Pinterest that a sign-in can read: whether every board is secret. Boards are closed one by one, by hiding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.model.audience import Basis
from app.model.setting import Check, Value
from app.model.text import say
from app.networks.fields import text
from app.networks.pinterest.own import boards
from app.networks.pinterest.sign_in import bearer

if TYPE_CHECKING:
    from app.networks.session import Session


def checks(session: Session) -> Iterator[Check]:
    """Read the boards; one public board is enough to be open, and what PROTECTED lets in is not documented.

    Where no board with pins is listed, it stays unknown: a token may have no right to the secret ones. Raises
    SignInExpired, SignInNeeded, NetworkRefused and the Problems of the web.
    """
    words = {
        text(board.get("privacy"), 40)
        for board in boards(bearer(session)).values()
        if board.get("pin_count") != 0
    }
    seen = "public" if "PUBLIC" in words else "secret" if words == {"SECRET"} else None
    yield Check(
        account=session.account.id,
        key="pi3",
        says=say("Boards with your own photos"),
        safe="secret",
        why=say("A public board is open to everyone."),
        how=say("In Pinterest: the board, Edit, Keep this board secret."),
        seen=seen,
        raw=", ".join(sorted(word or "?" for word in words)),
        as_of=session.web.now(),
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        values=(Value(key="secret", says=say("Secret")), Value(key="public", says=say("Everyone"))),
        source="Pinterest's public OpenAPI description 5.23.0, board.privacy",
        checked_on=date(2026, 11, 23),
        rank=3,
    )
