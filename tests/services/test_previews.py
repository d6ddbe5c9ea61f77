"""Before a yes nothing is sent but GET and HEAD: every way that leads to a preview is walked over a door that records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from requests import PreparedRequest, Response

from app.model.account import Account, AccountKind, account_id
from app.model.filter import Filter
from app.model.fix import Action
from app.model.photo import Photo, PhotoKind
from app.model.setting import Check, Level
from app.model.text import say
from app.networks import NETWORKS
from app.networks.network import Network
from app.networks.web import Web
from app.services.house import House
from app.services.progress import Progress
from tests.networks.replay import Replay

FIXING = [net for net in NETWORKS if net.hide is not None or net.delete is not None or net.change is not None]
KEYS = {
    "bluesky": "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3kabc#1",
}


class OnlyLooking(Replay):
    """Answers 404 to everything, and fails the test on whatever could change something."""

    def __init__(self) -> None:
        super().__init__({})

    def send(self, request: PreparedRequest, *args: object, **named: object) -> Response:
        assert request.method in {"GET", "HEAD"}, f"a preview sent {request.method} {request.url}"
        return super().send(request, *args, **named)


@pytest.fixture
def looking(house: House) -> OnlyLooking:
    adapter = OnlyLooking()

    def open_web(progress: Progress) -> Web:
        return Web(adapter=adapter, poll=progress.poll)

    object.__setattr__(house.parts, "open_web", open_web)
    return adapter


def test_there_is_something_to_preview() -> None:
    assert {"bluesky", "mastodon"} <= {net.key for net in FIXING}


@pytest.mark.parametrize("net", FIXING, ids=[net.key for net in FIXING])
def test_no_preview_of_any_network_sends_anything(house: House, looking: OnlyLooking, net: Network) -> None:
    account = Account(
        id=account_id(net.key, "mina"),
        network=net.key,
        kind=AccountKind.CONNECTED,
        handle="mina",
        remote_id="7",
        server="https://server.example",
        url="https://server.example/mina",
    )
    catalogue = house.store.catalogue
    catalogue.keep_account(account)
    photos = [
        Photo(
            account=account.id,
            network=net.key,
            key=KEYS.get(net.key, "100/1") if kind is PhotoKind.PHOTO else f"{kind.value}:abc",
            kind=kind,
            url="https://server.example/p/100",
            media_url=f"https://server.example/files/{kind.value}.jpg",
        )
        for kind in (PhotoKind.PHOTO, PhotoKind.AVATAR, PhotoKind.BANNER, PhotoKind.VIDEO_STILL)
    ]
    catalogue.keep_photos(photos)
    catalogue.replace_check(
        Check(
            account=account.id,
            key="one",
            says=say("One"),
            safe="on",
            seen="off",
            why=say("Because."),
            how=say("There."),
            can_change=True,
        )
    )
    ids = [photo.id for photo in house.browser.photos(Filter()) if photo.id is not None]
    for action in Action:
        plan = house.remover.plan(action, ids)
        assert {photo for unit in plan.units for photo in unit.photos} | {
            one for one, _ in plan.cannot
        } == set(ids)
        assert all(str(unit.says) for unit in plan.units)
        assert all(str(why) for _, why in plan.cannot)
    for level in Level:
        house.checkup.plan(account.id, level)
    house.checkup.checks(account.id)
    for photo in ids:
        house.browser.page(photo)
    assert looking.asked == []
    assert house.remover.waiting() == 0


# Two pictures of one whole, and how the keys of others begin that stand beside it.
TOGETHER = {
    "bluesky": (
        "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3kabc#{}",
        "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3a{}#1",
    ),
    "mastodon": ("900/{}", "1{:04}/1"),
    "misskey": ("9abc/{}", "1{:04}/1"),
    "pinterest": ("900/{}", "1{:04}/1"),
    "reddit": ("t3_9abc/{}", "t3_1{:04}/1"),
    "threads": ("900/{}", "1{:04}/1"),
    "tumblr": ("mina/900/{}", "mina/1{:04}/1"),
    "vk": ("900/{}", "1{:04}/1"),
    "x": ("900/{}", "1{:04}/1"),
}
SINGLE = {"flickr", "youtube"}
FIXES = [
    pytest.param(net, action, id=f"{net.key}-{action.value}")
    for net in NETWORKS
    for action, fix in ((Action.HIDE, net.hide), (Action.DELETE, net.delete))
    if fix is not None and net.key not in SINGLE
]


def test_every_network_that_fixes_says_what_goes_together() -> None:
    assert {net.key for net in FIXING if net.hide or net.delete} <= TOGETHER.keys() | SINGLE


@pytest.mark.parametrize(("net", "action"), FIXES)
def test_a_mark_on_another_picture_is_found_among_any_number(
    house: House, net: Network, action: Action
) -> None:
    """A picture that is kept must keep all that would go with it, also in an account with thousands of posts."""
    whole, others = TOGETHER[net.key]
    account = account_id(net.key, "mina")
    common = Photo(account=account, network=net.key, key="", url="https://server.example/p/mina/900")
    keys = [
        *(others.format(number) for number in range(700)),
        *(whole.format(place) for place in range(1, 4)),
    ]
    catalogue = house.store.catalogue
    catalogue.keep_account(
        Account(id=account, network=net.key, kind=AccountKind.CONNECTED, handle="mina", remote_id="7")
    )
    first, second, third = catalogue.keep_photos([replace(common, key=key) for key in keys]).ids[-3:]
    fix = net.hide if action is Action.HIDE else net.delete
    assert fix is not None
    goes_alone = len({fix.unit(catalogue.photo(one)) for one in (first, second, third)}) == 3
    # Found by an index, and not by reading the account for each photo of a plan.
    assert len(list(catalogue.photos_beginning(account, fix.stem(catalogue.photo(first))))) <= 3
    catalogue.mark_keep([third], True)
    plan = house.remover.plan(action, [first])
    (unit,) = plan.units
    assert unit.photos == ((first,) if goes_alone else (first, second, third))
    assert (unit.kept is None) == goes_alone
