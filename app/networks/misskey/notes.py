"""Page through an account's notes, to their real end.

Two passes, because no single call lists everything (users/notes.ts of Misskey 2023 to 2025): with `withFiles` a server
leaves the newest pictures in replies out of its cache, and it refuses `withFiles` together with `withReplies`. So the
notes with files come first, fast, and then all notes, of which only the ones not seen yet count. Pages may be short
though more follows: only an empty page is the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.model.account import Account
from app.model.photo import Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.ask import Json
from app.networks.fields import identifier, is_rows, record, rows
from app.networks.misskey.api import Reply, refusal_of
from app.networks.network import Mark

# The most that Misskey gives at once (users/notes.ts, maximum).
PAGE: Final = 100
# Two hundred thousand notes in each pass; a list that is still not at its end is not meant to end.
_MOST_PAGES: Final = 2000
_CURSOR: Final = re.compile(r"(files|all):([A-Za-z0-9]{1,120})?")

# An endpoint's name and the fields of its body -> what the server said.
Asking = Callable[[str, Mapping[str, Json]], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    """One way to list notes."""

    name: str
    body: Mapping[str, Json]


_WITH_FILES: Final = _Pass(
    name="files", body={"withFiles": True, "withRenotes": False, "withChannelNotes": True}
)
# The older name of `withReplies` is `includeReplies`; what a server does not know it ignores.
_ALL: Final = _Pass(
    name="all",
    body={"withReplies": True, "includeReplies": True, "withRenotes": False, "withChannelNotes": True},
)


def notes(ask: Asking, account: Account, resume: str) -> Iterator[Mapping[str, object] | Skipped | Mark]:
    """Yield every note once, newest first within each pass, and marks to go on from.

    Raises ListRefused, NotThere, ListIncomplete, NetworkRefused or what `ask` raises.
    """
    match = _CURSOR.fullmatch(resume)
    begun, cursor = (match[1], match[2] or "") if match else (_WITH_FILES.name, "")
    seen = set[str]()
    for way in (_WITH_FILES, _ALL):
        if begun == _ALL.name and way is _WITH_FILES:
            continue
        start = cursor if way.name == begun else ""
        yield from _one_pass(ask, account, way, start, seen)


def _one_pass(
    ask: Asking, account: Account, way: _Pass, start: str, seen: set[str]
) -> Iterator[Mapping[str, object] | Skipped | Mark]:
    cursor, cursors = start, {start}
    for _ in range(_MOST_PAGES):
        page = _page(ask, account, way, cursor)
        for one in page:
            note = record(one)
            number = identifier(note.get("id"))
            if not note:
                yield Skipped(where=account.handle, why=say("A post has a form that we do not know."))
            elif number not in seen:
                seen.add(number)
                yield note
        last = next((number for one in reversed(page) if (number := identifier(record(one).get("id")))), "")
        if not page:
            return
        if not last or last in cursors:
            break
        cursor = last
        cursors.add(cursor)
        yield Mark(cursor=f"{way.name}:{cursor}")
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=account.handle),
        say("What was seen so far is good, but there may be more. Try again later."),
    )


def _page(ask: Asking, account: Account, way: _Pass, cursor: str) -> list[object]:
    body: dict[str, Json] = {"userId": account.remote_id, "limit": PAGE, **way.body}
    if cursor:
        body["untilId"] = cursor
    reply = ask("users/notes", body)
    if not reply.is_good:
        raise refusal_of(reply, account)
    if not is_rows(reply.value):
        raise NetworkRefused(
            say("{host} gave something else in place of a list of posts.", host=reply.answer.host),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    return rows(reply.value)
