"""The repository of a real Bluesky server is kept whole, and read again to the last record."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.photo import Photo
from app.model.problem import NotThere
from app.networks import understand
from app.networks.bluesky import NETWORK
from app.networks.bluesky.car import Record, read_car
from app.networks.container import open_tree
from app.networks.fields import record, rows
from app.networks.web import Web
from tests.pds.pictures import drawn
from tests.pds.server import POSTS, PROFILES, Pds, Person, Picture

# The first of them may have to install the server, and that compiles for minutes.
pytestmark = pytest.mark.timeout(960)


def account_of(pds: Pds, person: Person) -> Account:
    assert NETWORK.find
    return NETWORK.find(Web(allow_loopback=True), understand(person.handle, pds.url))


def kept(account: Account) -> bytes:
    assert NETWORK.backup
    out = io.BytesIO()
    NETWORK.backup(Web(allow_loopback=True), account, out)
    return out.getvalue()


def test_the_copy_holds_every_record_and_names_every_picture(pds: Pds, tmp_path: Path) -> None:
    assert NETWORK.photos
    assert NETWORK.recognise
    assert NETWORK.read
    person = pds.account("kept.test")
    pds.profile(person, name="Kept", avatar=drawn(80))
    for number in range(30):
        pds.post(person, f"Post {number}", [Picture(data=drawn(90 + number % 7), alt_text=str(number))])
    pds.gallery(person, "Three", [Picture(data=drawn(120 + number)) for number in range(3)])
    account = account_of(pds, person)
    data = kept(account)
    read = read_car(data)
    records = [one for one in read.records() if isinstance(one, Record)]
    assert read.did == person.did
    assert sorted(one.collection for one in records) == [PROFILES] + [POSTS] * 31
    said = pds.read("com.atproto.repo.listRecords", repo=person.did, collection=POSTS, limit="100")
    told = [record(one) for one in rows(said["records"])]
    assert {f"at://{person.did}/{one.collection}/{one.record_key}": one.cid for one in records[1:]} == {
        str(one["uri"]): str(one["cid"]) for one in told
    }
    path = tmp_path / "repo.car"
    path.write_bytes(data)
    with open_tree([path]) as tree:
        assert NETWORK.recognise(tree)
        imported = [one for one in NETWORK.read(tree) if isinstance(one, Photo)]
    listed = [one for one in NETWORK.photos(Web(allow_loopback=True), account) if isinstance(one, Photo)]
    facts = [
        {(one.key, one.caption, one.alt_text, one.posted_at) for one in some} for some in (imported, listed)
    ]
    assert len(imported) == 34
    assert facts[0] == facts[1]


def test_an_account_that_is_switched_off_gives_no_copy(pds: Pds) -> None:
    person = pds.account("kept-off.test")
    account = account_of(pds, person)
    assert read_car(kept(account)).did == person.did
    pds.deactivate(person)
    with pytest.raises(NotThere):
        kept(account)
