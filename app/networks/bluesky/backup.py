"""Write down everything that an account says: its repository, checked before it counts as kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from app.model.photo import Skipped
from app.model.problem import ListIncomplete, NetworkRefused, UnreadableArchive
from app.model.text import say
from app.networks.bluesky.car import CAR_CAP, read_car
from app.networks.bluesky.xrpc import OK, problem, refusal_of, trouble

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.web import Web


def backup(web: Web, account: Account, out: BinaryIO) -> None:
    """Write the account's repository (a CAR file: posts, profile, likes, follows, but no pictures) to `out`.

    It is the public one that everybody may fetch, so no sign-in is needed. Nothing is written unless it is whole, of
    this account, and every record in it can be read. It is held in memory meanwhile, up to 256 MB. Raises
    ListIncomplete where it is larger, NotThere, NetworkRefused and the Problems of the web.
    """
    answer = web.get(
        f"{account.server}/xrpc/com.atproto.sync.getRepo",
        why="backup",
        params={"did": account.remote_id},
        headers={"Accept": "application/vnd.ipld.car"},
        cap=CAR_CAP,
    )
    if answer.truncated:
        raise ListIncomplete(
            say(
                "All that {handle} holds is larger than {size} MB.",
                handle=account.handle,
                size=CAR_CAP // 1024**2,
            ),
            say("Download it on Bluesky yourself: Settings, Account, Export my data."),
        )
    if answer.status != OK:
        refusal = refusal_of(answer)
        raise trouble(answer) if refusal is None else problem(refusal, account.handle, account.server)
    _check(answer.body, account)
    out.write(answer.body)


def _check(data: bytes, account: Account) -> None:
    try:
        repository = read_car(data)
        is_whole = repository.did == account.remote_id and not any(
            isinstance(one, Skipped) for one in repository.records()
        )
    except UnreadableArchive as problem:
        raise _useless(account) from problem
    if not is_whole:
        raise _useless(account)


def _useless(account: Account) -> NetworkRefused:
    return NetworkRefused(
        say(
            "{server} sent a copy of {handle} that is not whole.",
            server=account.server,
            handle=account.handle,
        ),
        say("Nothing was kept. Try again later."),
    )
