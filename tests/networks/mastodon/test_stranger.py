"""One account on a real server of this computer: listed, its files fetched, what is taken away seen gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC

import pytest

from app.model.photo import Photo, PhotoKind
from app.model.problem import AddressRefused, ListRefused, NotThere
from app.model.stranger import Reach
from app.networks import network, understand
from app.networks.network import Glimpse
from app.networks.web import Contact, Web
from tests.networks.fediverse import FediverseServer

NETWORK = network("mastodon")


@pytest.fixture
def server() -> Iterator[FediverseServer]:
    with FediverseServer() as running:
        yield running


def listed(web: Web, text: str) -> list[Photo]:
    assert NETWORK.find
    assert NETWORK.photos
    account = NETWORK.find(web, understand(text))
    return [item for item in NETWORK.photos(web, account) if isinstance(item, Photo)]


def glimpse(web: Web, photo: Photo) -> Glimpse:
    assert NETWORK.glimpse
    return NETWORK.glimpse(web, photo)


def by_file(photos: list[Photo]) -> dict[str, Photo]:
    return {photo.media_url.rpartition("/")[2]: photo for photo in photos}


@pytest.mark.parametrize("written", ["handle", "page"])
def test_a_handle_and_a_page_bring_the_same_photos(server: FediverseServer, written: str) -> None:
    photos = listed(Web(allow_loopback=True), str(getattr(server, written)))
    assert [photo.media_url.rpartition("/")[2] for photo in photos] == [
        "avatar.jpg",
        "banner.jpg",
        "face.jpg",
        "harbour.jpg",
        "garden.jpg",
        "kitchen.jpg",
        "poster.jpg",
        "deleted.jpg",
    ]
    assert [photo.kind for photo in photos[:2]] == [PhotoKind.AVATAR, PhotoKind.BANNER]
    assert server.secrets == []


def test_a_stranger_gets_the_original_file_with_its_hash(server: FediverseServer) -> None:
    web = Web(allow_loopback=True)
    got = glimpse(web, by_file(listed(web, server.handle))["face.jpg"])
    assert got.view.reach is Reach.REACHABLE
    assert got.view.status == 200
    assert got.view.content_type == "image/jpeg"
    assert got.view.seen_at.tzinfo is UTC
    assert got.data == server.files["face.jpg"]
    assert got.view.sha256 == hashlib.sha256(server.files["face.jpg"]).hexdigest()
    assert got.view.size == len(server.files["face.jpg"])


def test_a_file_that_is_not_there_is_gone(server: FediverseServer) -> None:
    web = Web(allow_loopback=True)
    got = glimpse(web, by_file(listed(web, server.handle))["deleted.jpg"])
    assert (got.view.reach, got.view.status, got.data) == (Reach.GONE, 404, None)


def test_a_page_that_asks_for_a_password_is_a_wall(server: FediverseServer) -> None:
    server.walled.add("harbour.jpg")
    web = Web(allow_loopback=True)
    got = glimpse(web, by_file(listed(web, server.handle))["harbour.jpg"])
    assert (got.view.reach, got.data) == (Reach.LOGIN_WALL, None)
    assert got.view.why is not None


def test_a_deleted_post_is_no_longer_listed_and_its_file_is_gone(server: FediverseServer) -> None:
    web = Web(allow_loopback=True)
    before = by_file(listed(web, server.handle))
    server.delete("900")
    after = by_file(listed(web, server.handle))
    assert before.keys() - after.keys() == {"face.jpg"}
    assert glimpse(web, before["face.jpg"]).view.reach is Reach.GONE


def test_a_server_that_went_away_could_not_be_looked_at(server: FediverseServer) -> None:
    web = Web(allow_loopback=True)
    photo = by_file(listed(web, server.handle))["face.jpg"]
    other = FediverseServer()
    with other:
        gone = photo.media_url.replace(str(server.port), str(other.port))
    got = glimpse(web, Photo(account=photo.account, network=photo.network, key="x", media_url=gone))
    assert got.view.reach is Reach.COULD_NOT_LOOK
    assert got.view.why is not None


def test_a_server_that_lists_nothing_to_strangers_is_no_sign_of_privacy() -> None:
    with FediverseServer(lists=False, software=("gotosocial", "0.19.1")) as server:
        assert NETWORK.find
        assert NETWORK.photos
        web = Web(allow_loopback=True)
        items = NETWORK.photos(web, NETWORK.find(web, understand(server.handle)))
        assert [next(items), next(items)]
        with pytest.raises(ListRefused) as refused:
            next(items)
        assert "does not mean that they are private" in str(refused.value.remedy)


def test_nobody_of_that_name_is_said(server: FediverseServer) -> None:
    with pytest.raises(NotThere):
        listed(Web(allow_loopback=True), f"@bea@127.0.0.1:{server.port}")


def test_without_the_switch_this_computer_is_never_asked(server: FediverseServer) -> None:
    with pytest.raises(AddressRefused):
        listed(Web(), server.handle)
    assert server.asked == []


def test_every_host_that_was_asked_is_told_with_its_reason(server: FediverseServer) -> None:
    contacts: list[Contact] = []
    web = Web(allow_loopback=True, on_contact=contacts.append)
    glimpse(web, listed(web, server.handle)[0])
    assert {contact.host for contact in contacts} == {"127.0.0.1"}
    assert {contact.why for contact in contacts} == {"handle", "server", "profile", "list", "file"}
