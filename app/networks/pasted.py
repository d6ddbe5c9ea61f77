"""A token that a person pastes, for networks that hand one out on a page of their own."""

from __future__ import annotations

import re
from typing import Final

from app.model.problem import SignInStopped
from app.model.text import say
from app.networks.session import Wish

TOKEN: Final = "token"  # noqa: S105 - the name of what is asked for
# What may stand in a header.
_TOKEN = re.compile(r"[\x21-\x7e]{1,2000}")


def pasted(wish: Wish) -> str:
    """Return the token that was pasted; raises SignInStopped where it cannot be one, before it is sent anywhere."""
    token = wish.keys.get(TOKEN, "").strip()
    if not _TOKEN.fullmatch(token):
        raise SignInStopped(
            say("What was pasted is not a token."),
            say("Copy the whole token, without spaces, and paste it again."),
        )
    return token
