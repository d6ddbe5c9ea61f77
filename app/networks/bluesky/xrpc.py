"""Ask a server of the AT Protocol, and turn its refusals into words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from app.model.problem import ListRefused, NetworkRefused, NotThere
from app.model.text import say
from app.networks.fields import record, text

if TYPE_CHECKING:
    from app.networks.web import Answer, Web

OK = 200
_CAP = 16 * 1024 * 1024


class Refusal(StrEnum):
    """Why a server said no."""

    NO_REPO = "no_repo"
    DEACTIVATED = "deactivated"
    TAKEN_DOWN = "taken_down"
    SUSPENDED = "suspended"
    NO_FILE = "no_file"
    NO_HANDLE = "no_handle"
    NO_RECORD = "no_record"
    SIGN_IN = "sign_in"
    OTHER = "other"


# Error names of the lexicons (com.atproto.sync.*, com.atproto.repo.*, com.atproto.identity.*).
_BY_NAME = {
    "RepoNotFound": Refusal.NO_REPO,
    "AccountNotFound": Refusal.NO_REPO,
    "RepoDeactivated": Refusal.DEACTIVATED,
    "AccountDeactivated": Refusal.DEACTIVATED,
    "RepoTakendown": Refusal.TAKEN_DOWN,
    "AccountTakedown": Refusal.TAKEN_DOWN,
    "RepoSuspended": Refusal.SUSPENDED,
    "AccountSuspended": Refusal.SUSPENDED,
    "BlobNotFound": Refusal.NO_FILE,
    "HandleNotFound": Refusal.NO_HANDLE,
    "RecordNotFound": Refusal.NO_RECORD,
    "AuthMissing": Refusal.SIGN_IN,
    "AuthRequired": Refusal.SIGN_IN,
    "AuthenticationRequired": Refusal.SIGN_IN,
}
# Older servers, and the real one in places, name every error InvalidRequest and tell the rest in words.
_BY_WORDS = (
    (re.compile(r"could not find (?:repo|user|account|root|did)", re.IGNORECASE), Refusal.NO_REPO),
    (re.compile(r"blob not found", re.IGNORECASE), Refusal.NO_FILE),
    (re.compile(r"unable to resolve handle", re.IGNORECASE), Refusal.NO_HANDLE),
    (re.compile(r"could not locate record", re.IGNORECASE), Refusal.NO_RECORD),
)


def call(
    web: Web, server: str, method: str, params: Mapping[str, str | int], *, why: str
) -> Mapping[str, object] | Refusal:
    """Return what a query of a server gives, or why it refuses; raises NetworkRefused where it has trouble of its own.

    `server` is a base address, `method` the name of the query ("com.atproto.repo.listRecords").
    """
    answer = web.get(
        f"{server}/xrpc/{method}", why=why, params=params, headers={"Accept": "application/json"}, cap=_CAP
    )
    if answer.status == OK:
        return record(answer.json())
    refusal = refusal_of(answer)
    if refusal is None:
        raise trouble(answer)
    return refusal


def refusal_of(answer: Answer) -> Refusal | None:
    """Return why a server said no; None where the answer is no refusal: good, or trouble of the server's own."""
    if not 400 <= answer.status < 500 or answer.status == 429:
        return None
    said = body_of(answer)
    name, words = text(said.get("error"), 100), text(said.get("message"), 500)
    if name in _BY_NAME:
        return _BY_NAME[name]
    for pattern, refusal in _BY_WORDS:
        if pattern.search(words):
            return refusal
    return Refusal.SIGN_IN if answer.status in {401, 403} else Refusal.OTHER


def problem(refusal: Refusal, handle: str, server: str) -> NetworkRefused:
    """Return the Problem of a server that refuses to tell about an account."""
    match refusal:
        case Refusal.DEACTIVATED:
            return NotThere(
                say("The account {handle} is deactivated: nobody sees it at the moment.", handle=handle),
                say("Its photos are kept and come back when it is switched on again. Delete it to be sure."),
            )
        case Refusal.TAKEN_DOWN | Refusal.SUSPENDED:
            return NotThere(
                say("The server has locked the account {handle}, so nobody sees it.", handle=handle),
                say("Copies of its photos may still lie elsewhere."),
            )
        case Refusal.SIGN_IN:
            return ListRefused(
                say("{server} lists photos for nobody who is not signed in.", server=server),
                say("That does not mean that they are private. Look at the profile in a private window."),
            )
        case Refusal.OTHER | Refusal.NO_RECORD | Refusal.NO_FILE:
            return NetworkRefused(
                say("{server} did not understand our question about {handle}.", server=server, handle=handle),
                say("It may not be a server of the kind that Bluesky uses. Check its address."),
            )
        case Refusal.NO_REPO | Refusal.NO_HANDLE:
            return NotThere(
                say("There is no Bluesky account {handle}, or not any more.", handle=handle),
                say(
                    "Check the spelling: a whole handle looks like name.bsky.social. If you deleted the account, "
                    "copies may still lie on other servers."
                ),
            )


def trouble(answer: Answer) -> NetworkRefused:
    """Return the Problem of an answer that is neither a yes nor a no."""
    return NetworkRefused(
        say("{host} answered with the code {status}.", host=answer.host, status=answer.status),
        say("The server may have trouble of its own. Try again later."),
    )


def body_of(answer: Answer) -> Mapping[str, object]:
    """Return the JSON object of an answer, whatever its status; an empty one where it is none."""
    try:
        return record(answer.json())
    except NetworkRefused:
        return {}


def error_of(answer: Answer) -> str:
    """Return the name of the error in an answer, as XRPC and OAuth both write it; "" for none."""
    return text(body_of(answer).get("error"), 100)
