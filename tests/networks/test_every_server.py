"""Every network over a real socket: list, look as a stranger, hide and delete, and nobody else is asked on the way."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import AddressRefused, NotThere
from app.model.stranger import Reach
from app.networks import NETWORKS
from app.networks.answer import Contact
from app.networks.network import Fix
from app.networks.session import Session
from app.networks.web import Web
from tests.networks.every_server import VISITS, Visit, keyed, opened
from tests.networks.flickr.server import FlickrServer
from tests.networks.member_programs import PROGRAMS
from tests.networks.signed_in import NOW, gathered, no_wait

MEMBERS = tuple(PROGRAMS)


class Asking:
    """The app's own door, open to this computer as OVEREXPOSED_ALLOW_LOOPBACK opens it; it notes whom it asked."""

    def __init__(self) -> None:
        self.hosts = set[str]()
        self.web = Web(allow_loopback=True, sleep=no_wait, now=lambda: NOW, on_contact=self._note)

    def _note(self, contact: Contact) -> None:
        self.hosts.add(contact.host)


def listed(visit: Visit, web: Web) -> list[Photo]:
    seen = gathered(visit.photos(web))
    assert seen.problem is None
    return seen.photos


def test_every_network_that_is_asked_over_the_wire_has_a_server_here() -> None:
    asked = {net.key for net in NETWORKS if net.own or net.photos}
    assert {VISITS[name]().net.key for name in VISITS} == asked


@pytest.mark.parametrize("name", VISITS)
def test_a_whole_listing_asks_nobody_but_the_server_of_the_account(name: str) -> None:
    asking = Asking()
    with opened(name) as visit:
        photos = listed(visit, asking.web)
        assert photos
        assert visit.net.glimpse is not None
        views = [visit.net.glimpse(asking.web, photo).view for photo in photos]
        for photo in photos:
            if visit.net.page:
                visit.net.page(asking.web, photo)
        if visit.net.checks and visit.session:
            assert list(visit.net.checks(visit.session(asking.web)))
        if visit.net.open_checks and visit.find:
            assert list(visit.net.open_checks(asking.web, visit.find(asking.web)))
    assert {view.reach for view in views} & {Reach.REACHABLE}
    assert asking.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("name", VISITS)
def test_without_the_switch_nothing_of_this_computer_is_reached(name: str) -> None:
    with opened(name) as visit:
        with pytest.raises(AddressRefused):
            list(visit.photos(Web(sleep=no_wait)))
        assert visit.server.requests == []


# What each network can take out of a stranger's reach, and of which photo it is tried.
_POSTED = {PhotoKind.PHOTO, PhotoKind.VIDEO_STILL}
HIDES = ("pixelfed", "flickr", "tumblr", "youtube", "pinterest", "vk")
DELETES = (
    "flickr",
    "tumblr",
    "x",
    "youtube",
    "reddit",
    "threads",
    "pinterest",
    "vk",
    "bluesky",
    "misskey",
    *MEMBERS,
)


def test_hiding_and_deleting_are_offered_where_the_networks_allow_them() -> None:
    hides = {net.key for net in NETWORKS if net.hide}
    assert hides == {"mastodon", *HIDES} - {"pixelfed"}
    assert {net.key for net in NETWORKS if net.delete} == {"mastodon", *DELETES} - set(MEMBERS[1:])


def one_of(visit: Visit, photos: list[Photo], fix: Fix) -> Photo:
    """Return one photo in a post of its own that can be fixed, an open one where the network tells."""
    posts = [one for one in photos if one.kind in _POSTED and fix.cannot(one) is None]
    return next((one for one in posts if one.visibility.value is Audience.PUBLIC), posts[0])


@pytest.mark.parametrize("name", DELETES)
def test_what_is_deleted_is_not_listed_any_more_and_was_gone_the_second_time(name: str) -> None:
    asking = Asking()
    with served(name) as visit:
        fix = visit.net.delete
        assert fix is not None
        photo = one_of(visit, listed(visit, asking.web), fix)
        session = of(visit, asking.web)
        assert fix.act(session, fix.unit(photo), [photo]) is Outcome.DONE
        assert photo.key not in {one.key for one in listed(visit, asking.web)}
        try:
            again = fix.act(session, fix.unit(photo), [photo])
        except NotThere:
            again = Outcome.WAS_GONE
        # Reddit says the same whether it stood or not; the look afterwards decides there.
        assert again is (Outcome.DONE if name == "reddit" else Outcome.WAS_GONE)
    assert asking.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("name", HIDES)
def test_what_is_hidden_is_shown_so_or_listed_no_more(name: str) -> None:
    asking = Asking()
    with served(name) as visit:
        fix = visit.net.hide
        assert fix is not None
        photo = one_of(visit, listed(visit, asking.web), fix)
        session = of(visit, asking.web)
        assert fix.act(session, fix.unit(photo), [photo]) is Outcome.DONE
        after = {one.key: one.visibility.value for one in listed(visit, asking.web)}
        # Pixelfed's archive leaves the list; everywhere else the photo stays, for the person alone.
        assert after.get(photo.key) is (None if name == "pixelfed" else Audience.ONLY_ME)


def of(visit: Visit, web: Web) -> Session:
    assert visit.session is not None
    return visit.session(web)


@contextmanager
def served(name: str) -> Generator[Visit]:
    """Open a network; Flickr by a server that checks every signature and keeps what it is told."""
    if name != "flickr":
        with opened(name) as visit:
            yield visit
        return
    with FlickrServer() as server:
        server.photos = {"51000000001": [1, 0, 0], "51000000002": [1, 0, 0]}
        server.tokens = {"s3cret-token": ("s3cret-token-secret", 3)}
        yield keyed("flickr", server)
