"""A photo's page and every address of its file are looked at; a listing goes on from a mark; a copy is checked."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import PreparedRequest

from app.model.photo import Photo, PhotoKind
from app.model.problem import ListIncomplete, NetworkRefused, NotThere, Problem
from app.model.stranger import Reach, StrangerView
from app.networks.bluesky import NETWORK
from app.networks.bluesky.files import File, file_of
from app.networks.network import Mark
from tests.networks.bluesky.authority import account, web_of
from tests.networks.bluesky.cars import POSTS, Car, Link, cid_of, repository
from tests.networks.bluesky.cars import post as car_post
from tests.networks.bluesky.net import (
    CID,
    DID,
    DIRECTORY,
    PDS,
    PROFILE,
    blob,
    blob_url,
    document,
    images,
    listing,
    network,
    opened,
    post,
    refusal,
)
from tests.networks.replay import NOTHING, Answering, Canned, canned
from tests.pds.pictures import drawn

CDN = "https://cdn.bsky.app/img"
KEY = f"at://{DID}/{POSTS}/3k1#1"
RECORD = f"{PDS}/xrpc/com.atproto.repo.getRecord?repo={DID}&collection={POSTS}&rkey=3k1"
REPO = f"{PDS}/xrpc/com.atproto.sync.getRepo?did={DID}"
PHOTO = Photo(
    account=account().id, network=account().network, key=KEY, media_url=blob_url(), url="https://bsky.app/x"
)
FROM_FILE = replace(PHOTO, media_url=blob_url(server="https://bsky.social"))
AVATAR = replace(PHOTO, key=f"avatar:{CID}", kind=PhotoKind.AVATAR)


def page(answers: dict[str, Answering], photo: Photo = PHOTO) -> StrangerView:
    assert NETWORK.page
    return NETWORK.page(web_of(answers), photo)


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (canned({"value": {"embed": images(CID)}}), Reach.REACHABLE),
        (canned({"value": {"embed": images("bafkreianother")}}), Reach.GONE),
        (canned({"value": {"text": "no picture"}}), Reach.GONE),
        (refusal("RecordNotFound", "Could not locate record"), Reach.GONE),
        (refusal("InvalidRequest", f"Could not locate record: {KEY}"), Reach.GONE),
        (refusal("RepoDeactivated"), Reach.GONE),
        (refusal("RepoTakendown"), Reach.GONE),
        (refusal("AuthMissing", "", 401), Reach.LOGIN_WALL),
        (refusal("InvalidRequest", "odd"), Reach.COULD_NOT_LOOK),
        (refusal("UpstreamFailure", "", 502), Reach.COULD_NOT_LOOK),
        (canned({}), Reach.COULD_NOT_LOOK),
        (canned({"value": 5}), Reach.COULD_NOT_LOOK),
        (Canned(body=b"<html>"), Reach.COULD_NOT_LOOK),
    ],
)
def test_only_a_clear_answer_is_gone(answer: Canned, reach: Reach) -> None:
    seen = page(network() | {RECORD: answer})
    assert (seen.reach, seen.why is None) == (reach, reach is Reach.REACHABLE)
    assert seen.url == PHOTO.url


def test_an_avatar_hangs_while_the_profile_names_it() -> None:
    assert page({PROFILE: canned({"value": {"avatar": blob()}})}, AVATAR).reach is Reach.REACHABLE
    assert page({PROFILE: canned({"value": {"banner": blob()}})}, AVATAR).reach is Reach.GONE
    assert page({PROFILE: canned({"value": {"avatar": blob("bafkreinewer")}})}, AVATAR).reach is Reach.GONE


def test_an_account_that_moved_is_looked_at_where_it_lives_now() -> None:
    there = "https://new.example"
    moved = {RECORD: refusal("RepoDeactivated"), DIRECTORY: canned(document(there))}
    held = canned({"value": {"embed": images(CID)}})
    assert page({**moved, RECORD.replace(PDS, there): held}).reach is Reach.REACHABLE
    assert page({**moved, RECORD.replace(PDS, there): refusal("RecordNotFound")}).reach is Reach.GONE
    assert page({**moved, DIRECTORY: canned({}, 500)}).reach is Reach.COULD_NOT_LOOK
    assert page({**moved, DIRECTORY: canned({}, 410)}).reach is Reach.GONE
    assert page({**moved, DIRECTORY: canned(document())}).reach is Reach.GONE


def test_a_photo_of_an_export_is_looked_at_where_the_directory_says() -> None:
    held = canned({"value": {"embed": images(CID)}})
    jpeg = Canned(headers={"content-type": "image/jpeg"}, body=drawn(1))
    answers: dict[str, Answering] = {DIRECTORY: canned(document()), RECORD: held, blob_url(): jpeg}
    assert NETWORK.glimpse
    assert page(answers, FROM_FILE).reach is Reach.REACHABLE
    seen = NETWORK.glimpse(web_of(answers), FROM_FILE)
    assert (seen.view.reach, seen.data) == (Reach.REACHABLE, drawn(1))
    gone = NETWORK.glimpse(web_of({**answers, blob_url(): refusal("BlobNotFound")}), FROM_FILE)
    assert gone.view.reach is Reach.GONE
    assert NETWORK.glimpse(web_of({DIRECTORY: NOTHING}), FROM_FILE).view.reach is Reach.GONE
    assert NETWORK.glimpse(web_of({DIRECTORY: canned({}, 500)}), FROM_FILE).view.reach is Reach.COULD_NOT_LOOK


@pytest.mark.parametrize(
    "key", ["", "photo.jpg", f"at://{DID}/app.bsky.feed.repost/3k1#1", "at://did:evil/x/y#1"]
)
def test_a_photo_of_no_known_place_cannot_be_looked_at(key: str) -> None:
    assert page({}, replace(PHOTO, key=key)).reach is Reach.COULD_NOT_LOOK
    assert page({}, replace(AVATAR, media_url="")).reach is Reach.COULD_NOT_LOOK


def test_every_size_is_known_by_its_address() -> None:
    assert NETWORK.sizes
    assert NETWORK.copies
    assert NETWORK.sizes(PHOTO) == (
        blob_url(),
        f"{CDN}/feed_fullsize/plain/{DID}/{CID}",
        f"{CDN}/feed_fullsize/plain/{DID}/{CID}@jpeg",
        f"{CDN}/feed_thumbnail/plain/{DID}/{CID}",
        f"{CDN}/feed_thumbnail/plain/{DID}/{CID}@jpeg",
    )
    assert NETWORK.sizes(AVATAR)[1:3] == (
        f"{CDN}/avatar/plain/{DID}/{CID}",
        f"{CDN}/avatar/plain/{DID}/{CID}@jpeg",
    )
    assert len(NETWORK.sizes(replace(AVATAR, kind=PhotoKind.BANNER))) == 3
    assert NETWORK.sizes(FROM_FILE) == (FROM_FILE.media_url, *NETWORK.sizes(PHOTO)[1:])
    home = replace(PHOTO, media_url=blob_url(server="http://127.0.0.1:2583"))
    assert (NETWORK.sizes(home), NETWORK.copies(home)) == ((home.media_url,), ())
    assert NETWORK.sizes(replace(PHOTO, media_url="")) == ()
    assert len(NETWORK.copies(PHOTO)) == 3
    assert NETWORK.lag.file.days == 3
    assert NETWORK.lag.source


@pytest.mark.parametrize(
    ("url", "file"),
    [
        (blob_url(), File(server=PDS, did=DID, cid=CID)),
        (blob_url(server="https://bsky.social"), File(did=DID, cid=CID)),
        (f"{CDN}/avatar/plain/{DID}/{CID}@jpeg", File(did=DID, cid=CID, is_original=False)),
        (
            f"https://video.bsky.app/watch/{DID.replace(':', '%3A')}/{CID}/thumbnail.jpg",
            File(did=DID, cid=CID, is_original=False),
        ),
        (f"{CDN}/avatar/plain/did:evil:x/{CID}", None),
        (f"https://evil.example/xrpc/other?did={DID}&cid={CID}", None),
        (f"{PDS}/xrpc/com.atproto.sync.getBlob?did={DID}&cid=../..", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_an_address_tells_which_file_it_means(url: str, file: File | None) -> None:
    assert file_of(replace(PHOTO, media_url=url)) == file


def test_a_size_in_the_cache_is_looked_at_as_it_is() -> None:
    assert NETWORK.sizes
    assert NETWORK.glimpse
    jpeg = Canned(headers={"content-type": "image/jpeg"}, body=drawn(2))
    _, small, *_ = NETWORK.sizes(PHOTO)
    size = replace(PHOTO, media_url=small)
    assert NETWORK.glimpse(web_of({small: jpeg, blob_url(): refusal("BlobNotFound")}), size).data == drawn(2)
    assert NETWORK.glimpse(web_of({blob_url(): jpeg}), size).view.reach is Reach.GONE


def test_a_listing_goes_on_from_a_mark_and_counts_what_came_before() -> None:
    assert NETWORK.photos
    rows = [post(n, images(f"bafkrei{n:010}")) for n in range(4)]
    answers = network(rows, list=canned({"records": rows[:2], "cursor": "c1"}))
    answers[PROFILE] = canned({"value": {"avatar": blob()}})
    answers[listing("c1")] = canned({"records": rows[1:], "cursor": "c2"})
    answers[listing("c2")] = canned({"records": []})
    found = replace(account(), claimed_posts=4)
    web, _ = opened(answers)
    whole = list(NETWORK.photos(web, found))
    marks = [one for one in whole if isinstance(one, Mark)]
    assert [one.cursor for one in marks] == ["2 c1", "4 c2"]
    assert [one.key.rpartition("/")[2] for one in whole if isinstance(one, Photo)] == [
        f"avatar:{CID}",
        "3k0#1",
        "3k1#1",
        "3k2#1",
        "3k3#1",
    ]
    rest = list(NETWORK.photos(web_of(answers), found, marks[0].cursor))
    assert [one.key.rpartition("/")[2] for one in rest if isinstance(one, Photo)] == [
        "3k1#1",
        "3k2#1",
        "3k3#1",
    ]
    assert list(NETWORK.photos(web_of(answers), found, "no mark of ours"))[:2] == whole[:2]
    with pytest.raises(ListIncomplete):
        list(NETWORK.photos(web_of(answers), replace(found, claimed_posts=400), marks[1].cursor))


def peak_of(pages: int) -> int:
    """Return the most bytes held while so many pages of a hundred posts are listed."""
    assert NETWORK.photos

    def answer(request: PreparedRequest) -> Canned:
        replay.asked.clear()
        page = int(dict(parse_qsl(urlsplit(str(request.url)).query)).get("cursor", "0"))
        rows = [post(page * 100 + n, images(f"bafkrei{page:06}{n:03}"), text="w" * 300) for n in range(100)]
        following = {"cursor": str(page + 1)} if page + 1 < pages else {}
        return canned({"records": rows, **following})

    answers: dict[str, Answering] = {
        listing(str(page)) if page else listing(): answer for page in range(pages)
    }
    web, replay = opened({**answers, PROFILE: refusal("RecordNotFound")})
    tracemalloc.start()
    try:
        listed = sum(isinstance(one, Photo) for one in NETWORK.photos(web, account()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert listed == pages * 100
    return peak


def test_a_long_list_takes_no_more_memory_than_a_short_one() -> None:
    short, long = peak_of(10), peak_of(100)
    assert long < 1.5 * short


def kept(answer: Answering) -> bytes:
    assert NETWORK.backup
    out = io.BytesIO()
    try:
        NETWORK.backup(web_of({REPO: answer}), account(), out)
    except Problem:
        assert not out.getvalue()
        raise
    return out.getvalue()


def test_a_copy_is_kept_only_where_it_is_whole_and_of_this_account() -> None:
    sound = repository({f"{POSTS}/3k1": car_post(Link(cid_of(b"x", 0x55)))})
    assert kept(Canned(body=sound)) == sound
    car = Car()
    partial = car.file(car.commit(car.node([(f"{POSTS}/3k1", Link(cid_of(b"missing")))])))
    foreign = Car()
    other = foreign.file(foreign.commit(foreign.node([]), did="did:plc:zzzzzzzzzzzzzzzzzzzzzzzz"))
    for useless in (sound[:-1], b"", b"<html>", partial, other):
        with pytest.raises(NetworkRefused, match="not whole"):
            kept(Canned(body=useless))
    for answer, kind in ((refusal("RepoNotFound"), NotThere), (canned({}, 500), NetworkRefused)):
        with pytest.raises(kind):
            kept(answer)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80), st.sampled_from([200, 204, 301, 400, 401, 404, 500]), st.booleans())
def test_any_answer_about_a_page_is_a_view(body: bytes, status: int, is_avatar: bool) -> None:
    odd = Canned(status=status, body=body)
    seen = page({RECORD: odd, PROFILE: odd}, AVATAR if is_avatar else PHOTO)
    assert seen.reach is not Reach.REACHABLE
