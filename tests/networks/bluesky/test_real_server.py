"""A real Bluesky server on this computer is read to the end: listed, looked at, and seen gone."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import NotThere
from app.model.stranger import Reach, Verdict, verdict
from app.networks import understand
from app.networks.bluesky import NETWORK
from app.networks.bluesky.names import is_this_computer
from app.networks.network import Glimpse, Listed, Mark
from app.networks.web import Web
from tests.pds.pictures import drawn, with_gps
from tests.pds.server import Pds, Person, Picture

# The first of them may have to install the server, and that compiles for minutes.
pytestmark = pytest.mark.timeout(960)


def look(pds: Pds, person: Person) -> tuple[Account, list[Photo], list[Skipped]]:
    assert NETWORK.find
    assert NETWORK.photos
    web = Web(allow_loopback=True)
    account = NETWORK.find(web, understand(person.handle, pds.url))
    items = list(NETWORK.photos(web, account))
    photos = [one for one in items if isinstance(one, Photo)]
    return account, photos, [one for one in items if isinstance(one, Skipped)]


def glimpse(photo: Photo) -> Glimpse:
    assert NETWORK.glimpse
    return NETWORK.glimpse(Web(allow_loopback=True), photo)


def test_photos_are_listed_and_the_original_still_tells_the_place(pds: Pds) -> None:
    mina = pds.account("mina-one.test", name="Mina Okafor-Lind")
    told = with_gps(1, 59.3346, 18.0632)
    home = pds.post(mina, "Home again.", [Picture(data=told, alt_text="A window", size=(160, 120))])
    account, photos, skipped = look(pds, mina)
    assert (account.handle, account.name, account.remote_id) == (mina.handle, "Mina Okafor-Lind", mina.did)
    assert (account.server, account.claimed_posts) == (pds.url, None)
    assert not skipped
    (photo,) = photos
    assert (photo.key, photo.caption, photo.alt_text) == (f"{home}#1", "Home again.", "A window")
    assert (photo.width, photo.height) == (160, 120)
    assert photo.visibility.value is Audience.PUBLIC
    assert photo.visibility.basis is Basis.NETWORK_RULE
    seen = glimpse(photo)
    assert seen.view.reach is Reach.REACHABLE
    assert seen.data
    assert seen.data == told
    assert seen.view.sha256 == hashlib.sha256(told).hexdigest()
    with Image.open(io.BytesIO(seen.data)) as picture:
        gps = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert gps[ExifTags.GPS.GPSLatitudeRef] == "N"
    assert float(gps[ExifTags.GPS.GPSLatitude][0]) == 59


def test_a_deleted_post_is_seen_gone_and_the_rest_stays(pds: Pds) -> None:
    person = pds.account("deleter.test")
    doomed = pds.post(person, "Not this one", [Picture(data=with_gps(5, 1, 2))])
    pds.post(person, "But this", [Picture(data=drawn(6))])
    _, before, _ = look(pds, person)
    gone = next(photo for photo in before if photo.key.startswith(doomed))
    was = glimpse(gone).view
    pds.delete(person, doomed)
    _, after, _ = look(pds, person)
    now = glimpse(gone).view
    assert {photo.key for photo in before} - {photo.key for photo in after} == {gone.key}
    assert now.reach is Reach.GONE
    assert verdict(was, now) is Verdict.GONE
    assert glimpse(after[0]).view.reach is Reach.REACHABLE


def test_a_file_that_two_posts_share_is_not_gone_with_one_of_them(pds: Pds) -> None:
    person = pds.account("twice.test")
    first = pds.post(person, "Once", [Picture(data=drawn(7))])
    pds.post(person, "And again", [Picture(data=drawn(7))])
    _, photos, _ = look(pds, person)
    pds.delete(person, first)
    assert {glimpse(photo).view.reach for photo in photos} == {Reach.REACHABLE}


def test_galleries_quotes_and_profile_pictures_are_theirs_and_link_previews_are_not(pds: Pds) -> None:
    person = pds.account("many.test")
    pds.profile(person, name="Many", avatar=drawn(40), banner=drawn(41))
    quoted = pds.post(person, "Words alone")
    pds.quote(person, "With mine", quoted, [Picture(data=drawn(42))])
    pds.gallery(person, "Twenty", [Picture(data=drawn(50 + number)) for number in range(20)])
    pds.link(person, "Read this", "https://news.example/", drawn(43))
    _, photos, skipped = look(pds, person)
    kinds = [photo.kind for photo in photos]
    assert not skipped
    assert kinds[:2] == [PhotoKind.AVATAR, PhotoKind.BANNER]
    assert kinds[2:] == [PhotoKind.PHOTO] * 21
    assert len({photo.media_url for photo in photos}) == 23
    shown = [glimpse(photo).data for photo in photos]
    assert shown[:2] == [drawn(40), drawn(41)]
    assert drawn(43) not in shown


def test_asking_apps_politely_closes_nothing(pds: Pds) -> None:
    person = pds.account("polite.test")
    pds.profile(person, name="Polite", avatar=drawn(60), labels=["!no-unauthenticated"])
    (photo,) = look(pds, person)[1]
    assert photo.visibility.value is Audience.PUBLIC
    assert [reason.raw for reason in photo.visibility.reasons] == ["", "!no-unauthenticated"]
    assert glimpse(photo).view.reach is Reach.REACHABLE


def test_a_long_list_is_read_to_its_end(pds: Pds) -> None:
    person = pds.account("long.test")
    data = pds.blob(person, drawn(61))
    embed = {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": data}]}
    writes = [
        {
            "$type": "com.atproto.repo.applyWrites#create",
            "collection": "app.bsky.feed.post",
            "value": {
                "$type": "app.bsky.feed.post",
                "text": str(number),
                "createdAt": "2026-11-01T08:00:00Z",
                "embed": embed,
            },
        }
        for number in range(205)
    ]
    for start in (0, 103):
        pds.call(
            "com.atproto.repo.applyWrites",
            {"repo": person.did, "writes": writes[start : start + 103]},
            person,
        )
    account, photos, _ = look(pds, person)
    assert sorted(int(photo.caption) for photo in photos) == list(range(205))
    whole = listed_from(account)
    marks = [place for place, one in enumerate(whole) if isinstance(one, Mark)]
    assert len(marks) == 2 + isinstance(whole[-1], Mark)
    for place in marks:
        mark = whole[place]
        assert isinstance(mark, Mark)
        assert listed_from(account, mark.cursor) == whole[place + 1 :]


def listed_from(account: Account, resume: str = "") -> list[Listed]:
    assert NETWORK.photos
    noon = datetime(2026, 11, 27, 12, tzinfo=UTC)
    return list(NETWORK.photos(Web(allow_loopback=True, now=lambda: noon), account, resume))


def test_an_account_without_photos_is_no_problem_and_one_that_is_not_there_is(pds: Pds) -> None:
    assert look(pds, pds.account("wordless.test"))[1:] == ([], [])
    with pytest.raises(NotThere):
        look(pds, Person(did="", handle="nobody.test", token=""))


def test_a_deactivated_account_is_told_and_its_files_are_closed(pds: Pds) -> None:
    person = pds.account("resting.test")
    pds.post(person, "Before", [Picture(data=drawn(62))])
    _, (photo,), _ = look(pds, person)
    pds.deactivate(person)
    with pytest.raises(NotThere) as told:
        look(pds, Person(did=person.did, handle=person.did, token=""))
    assert "deactivated" in str(told.value)
    seen = glimpse(photo).view
    assert seen.reach is Reach.GONE
    assert "deactivated" in str(seen.why)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to crash a test run with")
def test_the_server_ends_with_a_test_run_that_crashes(pds: Pds) -> None:
    assert is_this_computer(pds.url)
    script = "import tests.pds.server as s, os; p = s.Pds(); p.start(); print(p.pid, flush=True); os.kill(os.getpid(), 9)"
    root = Path(__file__).parents[3]
    crashed = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert crashed.returncode == -signal.SIGKILL
    assert _ends_within(int(crashed.stdout), 10)


def _ends_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").is_file() and " Z " in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.1)
    return False
