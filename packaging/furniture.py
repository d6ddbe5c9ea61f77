"""An invented person's accounts, settings and unfinished work, for the painted screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.filter import Filter
from app.model.fix import Action, Deed, Task, TaskState
from app.model.photo import PhotoId
from app.model.setting import Check, LinkStatus, Value
from app.model.sign_in import Grant, Power
from app.model.stranger import Reach, StrangerView
from app.model.text import say
from app.services.house import House

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
BLUESKY = NetworkKey("bluesky")
MARA = account_id(BLUESKY, "mara.example.social")
OLD = account_id(BLUESKY, "mara-old.example.social")
FACEBOOK = account_id(NetworkKey("facebook"), "mara.lindqvist")


def furnish(house: House) -> None:
    """Give the invented person a connected account with photos, an expired one, and one that only an export tells of."""
    catalogue = house.store.catalogue
    for key, kind in ((MARA, AccountKind.CONNECTED), (OLD, AccountKind.CONNECTED)):
        handle = key.partition(":")[2]
        catalogue.keep_account(
            Account(
                id=key, network=BLUESKY, kind=kind, handle=handle, server="https://pds.example", added_at=NOW,
                synced_at=NOW,
            )
        )  # fmt: skip
    catalogue.keep_account(
        Account(
            id=FACEBOOK,
            network=NetworkKey("facebook"),
            kind=AccountKind.IMPORTED,
            handle="mara.lindqvist",
            added_at=NOW,
        )
    )
    sign_in(house)
    _hang(house)
    _set(house)


def sign_in(house: House) -> None:
    """Put the sign-in of the connected account into the keyring; one that lasts a session must be given it each time."""
    house.connector.grants.write(
        MARA, Grant(secrets={"token": "invented"}, powers=frozenset({Power.READ, Power.CHANGE}))
    )


def _hang(house: House) -> None:
    """Hang eight of the sample pictures at the connected account as well."""
    catalogue = house.store.catalogue
    for number, held in enumerate(list(house.browser.photos(Filter()))[:8]):
        url = f"https://bsky.app/profile/mara.example.social/post/3kabc{number}"
        photo = replace(
            held,
            id=None,
            account=MARA,
            network=BLUESKY,
            key=f"at://did:plc:aaaabbbbccccddddeeeeffff/app.bsky.feed.post/3kabcdefgh{number}2#0",
            url=url,
            media_url=f"https://pds.example/xrpc/com.atproto.sync.getBlob?cid=bafkrei{number}",
            visibility=stated(Audience.PUBLIC, Basis.NETWORK_RULE, NOW),
            stranger=StrangerView(reach=Reach.REACHABLE, seen_at=NOW, status=200),
            twins=(),
        )
        (kept,) = catalogue.keep_photos([photo]).ids
        if held.inspection is not None and held.id is not None:
            catalogue.keep_inspection(kept, held.inspection, house.browser.thumbnail(held.id) or b"")
        if photo.stranger is not None:
            catalogue.keep_stranger(kept, photo.stranger)
        judged = house.eyes.judge(replace(photo, id=kept))
        catalogue.keep_findings(kept, judged.findings, judged.score.value)
        if number == 7:
            catalogue.mark_keep([kept], keep=True)


def _set(house: House) -> None:
    switch = (Value(key="on", says=say("On")), Value(key="off", says=say("Off")))
    common = Check(
        account=MARA, key="", says=say(""), safe="on", why=say(""), how=say(""), values=switch, can_change=True,
        basis=Basis.ACCOUNT_SETTING, as_of=NOW, source="AT Protocol", checked_on=NOW.date(),
    )  # fmt: skip
    for check in (
        replace(
            common,
            key="bsky.avatar",
            says=say("Your profile picture"),
            safe="none",
            seen="shown",
            values=(Value(key="none", says=say("None")), Value(key="shown", says=say("Shown to everyone"))),
            why=say("Everyone gets it in full size, and so does a face scraper."),
            how=say("Open your profile, then Edit profile, and take the picture away."),
            link="https://bsky.app/settings/account",
            link_status=LinkStatus.RECALLED,
            rank=1,
        ),
        replace(
            common,
            key="bsky.search",
            says=say("Others can find you by your phone number"),
            safe="off",
            seen=None,
            basis=Basis.NONE,
            as_of=None,
            can_change=False,
            why=say("Whoever has your number finds your face."),
            how=say("Open Settings, then Privacy."),
            confirmed=False,
            rank=2,
        ),
        replace(
            common,
            key="bsky.unauth",
            says=say("Discourage apps from showing my account to people who are not signed in"),
            seen="on",
            why=say("Apps that respect it hide your posts from strangers. It is a request and no lock."),
            how=say("Open Settings, then Privacy and security."),
            asks_only=True,
            rank=3,
        ),
        replace(
            common,
            key="bsky.messages",
            says=say("Who can write to you"),
            safe="following",
            seen="following",
            values=(
                Value(key="following", says=say("People you follow")),
                Value(key="all", says=say("Everyone")),
            ),
            changed_from="all",
            why=say("Messages from strangers may carry links that track you."),
            how=say("Open Settings, then Messages."),
            rank=4,
        ),
        replace(
            common,
            key="bsky.mail",
            says=say("Others can find you by your e-mail address"),
            safe="off",
            seen="off",
            basis=Basis.TOLD,
            can_change=False,
            why=say("Whoever has your address finds your face."),
            how=say("Open Settings, then Privacy."),
            rank=5,
        ),
    ):
        house.store.catalogue.replace_check(check)


def queue_up(house: House) -> None:
    """Put work into the queue: some that waits, one that failed, one that is done."""
    ids = [PhotoId(one) for one in house.browser.ids(Filter(account=MARA))]
    tasks = [
        Task(id=0, account=MARA, action=Action.DELETE, unit=f"post:{one}", photos=(one,), added_at=NOW)
        for one in ids
    ]
    catalogue = house.store.catalogue
    catalogue.add_tasks(tasks)
    first, second, *_ = catalogue.tasks(TaskState.WAITING)
    catalogue.keep_task(
        replace(first, state=TaskState.DONE, done_at=NOW - timedelta(days=31)),
        Deed(
            at=NOW,
            account=MARA,
            what="delete",
            target="1",
            says=say("Deleted: {what}", what="https://bsky.app/profile/mara.example.social/post/3kabc0"),
            worked=True,
        ),
    )
    why = say("The server says that it is busy (503).")
    catalogue.keep_task(
        replace(second, state=TaskState.FAILED, done_at=NOW, why=why),
        Deed(at=NOW, account=MARA, what="delete", target="2", says=why, worked=False),
    )
