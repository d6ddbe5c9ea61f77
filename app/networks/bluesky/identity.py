"""Find out who a handle belongs to, and which server holds that account's pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from app.model.problem import ListRefused, NetworkRefused, NotThere, Problem
from app.model.text import say
from app.networks.bluesky.names import base_of, did_of, handle_of, is_this_computer
from app.networks.bluesky.xrpc import OK, Refusal, call, problem, trouble
from app.networks.fields import record, rows, text
from app.networks.network import Target

if TYPE_CHECKING:
    from app.networks.web import Web

# The server that answers for the whole network, without any sign-in.
APPVIEW = "https://public.api.bsky.app"
DIRECTORY = "https://plc.directory"
_DATA_SERVER = "AtprotoPersonalDataServer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where an account lives. `handle` is confirmed from both sides; the DID stands in where none is."""

    did: str
    handle: str
    server: str


def locate(web: Web, target: Target) -> Home:
    """Return where an account lives; raises NotThere, ListRefused, NetworkRefused and the Problems of the web.

    A named server is asked first. Where it does not hold the account (any more), the account's own document tells
    who does; a server on this computer is believed, for its accounts stand in no public directory.
    """
    named = base_of(target.server)
    if target.server and not named:
        raise _no_server(target.server)
    did = did_of(target.handle) or _resolved(web, target.handle, named)
    if not named:
        return _described(web, data_server(web, did), did, target)
    try:
        return _described(web, named, did, target)
    except (NotThere, ListRefused):
        if is_this_computer(named):
            raise
        there = data_server(web, did)
        if there == named:
            raise
        return _described(web, there, did, target)


def data_server(web: Web, did: str) -> str:
    """Return the base address of the server that holds an account, as its DID document says.

    Raises NotThere where the account was deleted from the directory, NetworkRefused where the document is of no use.
    """
    answer = web.get(
        _document_url(did), why="identity", headers={"Accept": "application/json"}, cap=256 * 1024
    )
    if answer.status in {404, 410}:
        raise problem(Refusal.NO_REPO, did, answer.host)
    if answer.status != OK:
        raise trouble(answer)
    document = record(answer.json())
    if document.get("id") == did:
        for one in rows(document.get("service"))[:50]:
            service = record(one)
            is_it = text(service.get("id"), 2_100) in {"#atproto_pds", f"{did}#atproto_pds"}
            server = base_of(service.get("serviceEndpoint"))
            if is_it and service.get("type") == _DATA_SERVER and server:
                return server
    raise NetworkRefused(
        say("The document of the account {did} names no server that we could ask.", did=did),
        say("Try again later. If you know the server of the account, name it."),
    )


def _resolved(web: Web, handle: str, server: str) -> str:
    """Return the DID of a handle; raises NotThere, or the Problem of a server where none could answer."""
    asked = [server] if server else []
    if not server or not is_this_computer(server):
        asked.append(APPVIEW)
    failed: Problem | None = None
    for one in asked:
        try:
            did = _resolved_by(web, one, handle)
        except Problem as failure:
            failed = failed or failure
            continue
        if did:
            return did
    if not server:
        did = _told_by_domain(web, handle)
        if did:
            return did
    raise failed or problem(Refusal.NO_HANDLE, handle, server)


def _resolved_by(web: Web, server: str, handle: str) -> str | None:
    said = call(web, server, "com.atproto.identity.resolveHandle", {"handle": handle}, why="handle")
    return None if isinstance(said, Refusal) else did_of(text(said.get("did"), 300))


def _told_by_domain(web: Web, handle: str) -> str | None:
    """Ask the domain itself, as the AT Protocol's handle specification says."""
    try:
        answer = web.get(f"https://{handle}/.well-known/atproto-did", why="handle", cap=4096)
    except Problem:
        return None
    return did_of(answer.body.decode("utf-8", "replace").strip()) if answer.status == OK else None


def _described(web: Web, server: str, did: str, target: Target) -> Home:
    said = call(web, server, "com.atproto.repo.describeRepo", {"repo": did}, why="profile")
    if isinstance(said, Refusal):
        raise problem(said, target.handle, server)
    if said.get("did") != did:
        raise problem(Refusal.OTHER, target.handle, server)
    return Home(did=did, handle=_confirmed(web, said, target, server), server=server)


def _confirmed(web: Web, described: Mapping[str, object], target: Target, server: str) -> str:
    """Return the handle that both sides agree on: the account's document names it, and it leads to the account."""
    did = text(described.get("did"), 300)
    known = rows(record(described.get("didDoc")).get("alsoKnownAs"))[:20]
    claimed = [text(one, 300).removeprefix("at://").casefold() for one in known]
    if target.handle in claimed:
        return target.handle
    handle = next((one for one in claimed if handle_of(one)), "")
    try:
        return handle if handle and _resolved(web, handle, server) == did else did
    except Problem:
        return did


def _document_url(did: str) -> str:
    if did.startswith("did:web:"):
        host = unquote(did.removeprefix("did:web:"))
        scheme = "http" if is_this_computer(f"http://{host}") else "https"
        return f"{scheme}://{host}/.well-known/did.json"
    return f"{DIRECTORY}/{did}"


def _no_server(written: str) -> NetworkRefused:
    return NetworkRefused(
        say("“{server}” is no address of a server.", server=written[:120]),
        say("A server's address looks like https://pds.example, with nothing behind the name."),
    )
