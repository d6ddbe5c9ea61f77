"""Connect an account of VK with a token that the person made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks.code_flow import ACCESS
from app.networks.fields import text
from app.networks.pasted import TOKEN, pasted
from app.networks.session import Joined, SignIn, Wish
from app.networks.vk.call import Vk, first
from app.networks.vk.names import KEY, SITE, api, domain, number

if TYPE_CHECKING:
    from app.networks.web import Web

DOORWAY: Final = Doorway(
    network=KEY,
    title="VK",
    needs=(
        Need(
            key=TOKEN,
            says=say("A token of VK that allows photos"),
            hint=say("A long row of letters and digits. It is kept in your keyring and nowhere else."),
        ),
    ),
    powers=frozenset(Power),
    steps=(
        say("Open the page for developers with the link below, and sign in to VK."),
        say("Create an app of your own, and make a token for it that allows photos."),
        say("Copy the token and paste it here."),
    ),
    link="https://dev.vk.com",
    warning=say(
        "Nobody could try this with a real account yet, and VK may give new apps no right to photos. "
        "A token that may read photos may also delete them; this app does so only when you say yes."
    ),
    experimental=True,
    source="vk-api-schema for the methods; the steps are recalled",
    checked_on="2026-11-23",
)


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a pasted token; raises SignInStopped, NetworkRefused and the Problems of the web."""
    token, server = pasted(wish), wish.server.rstrip("/")
    told = first(Vk(web=web, base=api(server), token=token).read("users.get", fields="domain"))
    key = number(told.get("id"))
    if not key:
        raise NetworkRefused(
            say("VK does not say whose token this is."), say("Make a new token for your own account.")
        )
    handle = domain(told.get("domain")) or f"id{key}"
    names = (text(told.get(name), 100) for name in ("first_name", "last_name"))
    account = Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=handle,
        name=" ".join(one for one in names if one),
        remote_id=key,
        server=server,
        url=f"{server or SITE}/{handle}",
    )
    return Joined(account=account, grant=Grant(secrets={ACCESS: token}, powers=frozenset(Power)))


SIGN_IN: Final = SignIn(doorway=DOORWAY, bring=bring)
