"""A repository file is read record by record; what is damaged, forged or hostile is refused with words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.account import Account, AccountKind
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import HostileArchive, UnreadableArchive
from app.model.setting import Check
from app.networks.bluesky import NETWORK
from app.networks.bluesky.car import Record, is_car, read_car
from app.networks.container import open_tree
from app.networks.network import Imported
from tests.exports import bluesky, person
from tests.exports.mutations import stands_everything
from tests.networks.bluesky.cars import POSTS, Car, Link, cbor, cid_of, link_text, post, repository, varint
from tests.networks.bluesky.net import DID, blob_url

FILE = Link(cid_of(b"a picture", 0x55))
OTHER = Link(cid_of(b"another picture", 0x55))


def records(data: bytes, *collections: str) -> list[Record | Skipped]:
    return list(read_car(data).records(*collections))


def test_every_record_is_read_in_order_and_links_are_written_as_json_does() -> None:
    data = repository({f"{POSTS}/3k{n}": post(FILE, words=str(n)) for n in range(40)})
    read = read_car(data)
    found = [one for one in read.records(POSTS) if isinstance(one, Record)]
    assert (read.did, len(found)) == (DID, 40)
    assert [one.record_key for one in found] == sorted(f"3k{n}" for n in range(40))
    embed = found[0].value["embed"]
    assert isinstance(embed, dict)
    assert embed["images"][0]["image"]["ref"] == {"$link": link_text(FILE)}
    assert records(data, "app.bsky.feed.like") == []
    assert len(records(data)) == 40


def test_a_tree_of_several_nodes_is_searched_from_left_to_right() -> None:
    car = Car()
    left = car.node([(f"{POSTS}/a", car.put(post(words="a")))])
    below = car.node([(f"{POSTS}/c", car.put(post(words="c")))])
    key = f"{POSTS}/b".encode()
    root = car.put({"l": left, "e": [{"p": 0, "k": key, "v": car.put(post(words="b")), "t": below}]})
    found = records(car.file(car.commit(root)))
    assert [one.value["text"] for one in found if isinstance(one, Record)] == ["a", "b", "c"]


def test_blocks_of_other_kinds_are_passed_over() -> None:
    car = Car()
    car.put(b"raw bytes", 0x55)
    car.blocks.append((b"\x01\x71\x13\x40" + b"x" * 64, b"a hash that we do not know"))
    tree = car.node([(f"{POSTS}/a", car.put(post()))])
    assert len(records(car.file(car.commit(tree)))) == 1


def test_a_missing_and_a_broken_record_are_told_and_the_rest_is_read() -> None:
    car = Car()
    deep: object = 1
    for _ in range(80):
        deep = [deep]
    entries = [
        (f"{POSTS}/a", Link(cid_of(b"not in here"))),
        (f"{POSTS}/b", car.put({"deep": deep})),
        (f"{POSTS}/c", car.put(post(words="good"))),
        (f"{POSTS}/d with a space", car.put(post())),
    ]
    raw = b"\xff\xff"
    car.blocks.append((cid_of(raw), raw))
    entries.append((f"{POSTS}/e", Link(cid_of(raw))))
    found = records(car.file(car.commit(car.node(entries))))
    assert [one.where.rpartition("/")[2] for one in found if isinstance(one, Skipped)] == [
        "a",
        "b",
        "d with a space",
        "e",
    ]
    assert [one.value["text"] for one in found if isinstance(one, Record)] == ["good"]


def _forged() -> bytes:
    sound = repository({f"{POSTS}/a": post(words="the truth")})
    return sound.replace(b"the truth", b"the a lie"[:9])


def _looping() -> bytes:
    car = Car()
    leaf = car.node([(f"{POSTS}/a", car.put(post()))])
    key = f"{POSTS}/b".encode()
    root = car.put({"l": leaf, "e": [{"p": 0, "k": key, "v": car.put(post()), "t": leaf}]})
    return car.file(car.commit(root))


def _deep() -> bytes:
    car = Car()
    node = car.node([(f"{POSTS}/a", car.put(post()))])
    for _ in range(100):
        node = car.node([], left=node)
    return car.file(car.commit(node))


def _tree(node: object) -> bytes:
    car = Car()
    return car.file(car.commit(car.put(node)))


def _file(version: int = 1, **instead: object) -> bytes:
    car = Car()
    return car.file(car.commit(car.node([]), **instead), version)


def _without_commit() -> bytes:
    car = Car()
    return car.file(car.put(["no", "commit"]))


def _unordered() -> bytes:
    car = Car()
    record = car.put(post())
    return car.file(car.commit(car.node([(f"{POSTS}/b", record), (f"{POSTS}/a", record)])))


SOUND = repository({f"{POSTS}/a": post(FILE)})
TRUTH = records(SOUND)
ENTRY = {"p": 0, "k": b"a/b", "v": Link(cid_of(b"")), "t": None}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x3a\xa2eroots",
        SOUND[:-1],
        SOUND[: len(SOUND) // 2],
        SOUND + b"\x00",
        SOUND + b"\xff" * 12,
        SOUND + varint(3_000_000) + b"x" * 3_000_000,
        _forged(),
        Car().file(Link(cid_of(b"nowhere"))),
        Car().file(7),
        _file(version=2),
        _file(did="did:evil:x"),
        _file(data=None),
        _without_commit(),
        _tree({"l": Link(cid_of(b"missing")), "e": []}),
        _tree({"l": 5, "e": []}),
        _tree({"e": [{**ENTRY, "p": 3}]}),
        _tree({"e": [{**ENTRY, "p": -1}]}),
        _tree({"e": [{**ENTRY, "k": "text"}]}),
        _tree({"e": [{**ENTRY, "v": b"short"}]}),
        _tree({"e": [{**ENTRY, "k": b"a/" + b"b" * 2000}]}),
        _unordered(),
        _looping(),
        _deep(),
    ],
)
def test_what_is_damaged_or_hostile_is_refused_with_words(data: bytes) -> None:
    with pytest.raises(UnreadableArchive) as refused:
        records(data)
    assert refused.value.remedy is not None


@pytest.mark.parametrize("data", [_looping(), _deep()])
def test_what_is_built_to_do_harm_is_called_so(data: bytes) -> None:
    with pytest.raises(HostileArchive):
        records(data)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 255), st.integers(1, 3))
def test_any_changed_byte_is_refused_or_does_no_harm(place: int, byte: int, times: int) -> None:
    spoilt = SOUND[:place] + bytes([byte]) * times + SOUND[place + times :]
    try:
        read = read_car(spoilt)
        found = list(read.records())
    except UnreadableArchive:
        return
    # A changed name makes a block unknown, and what it held is told as missing. Nothing else than the truth comes out.
    assert read.did == DID
    assert found
    assert all(isinstance(one, Skipped) or one in TRUTH for one in found)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_do_no_harm(data: bytes, is_headed: bool) -> None:
    with suppress(UnreadableArchive):
        assert not records(SOUND[:60] + data if is_headed else data)


def imported(tmp_path: Path, files: dict[str, bytes]) -> list[Imported]:
    assert NETWORK.recognise
    assert NETWORK.read
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with open_tree([tmp_path / name for name in files]) as tree:
        assert NETWORK.recognise(tree)
        return list(NETWORK.read(tree))


def test_an_export_gives_the_account_its_settings_and_every_picture(tmp_path: Path) -> None:
    blob = {"$type": "blob", "ref": OTHER, "mimeType": "image/jpeg", "size": 9}
    labels = {"values": [{"val": "!no-unauthenticated"}]}
    profile = {"$type": "app.bsky.actor.profile", "displayName": "Anna", "avatar": blob, "labels": labels}
    data = repository(
        {
            f"{POSTS}/3k1": post(FILE, OTHER),
            "app.bsky.actor.profile/self": profile,
            "app.bsky.feed.like/3k9": {"subject": {"uri": "at://somebody/else"}},
            f"{POSTS}/3k2": {
                "embed": {"$type": "app.bsky.embed.images", "images": [{"image": {"ref": b"odd"}}]}
            },
        }
    )
    items = imported(tmp_path, {"anything": data})
    account = items[0]
    assert isinstance(account, Account)
    assert (account.kind, account.remote_id, account.name) == (AccountKind.IMPORTED, DID, "Anna")
    seen = {one.key: one.seen for one in items if isinstance(one, Check)}
    assert seen == {"bsky.unauth": "on", "bsky.reco": "off", "bsky.avatar": "shown"}
    photos = [one for one in items if isinstance(one, Photo)]
    assert [(one.kind, one.key.rpartition("/")[2]) for one in photos] == [
        (PhotoKind.AVATAR, f"avatar:{link_text(OTHER)}"),
        (PhotoKind.PHOTO, "3k1#1"),
        (PhotoKind.PHOTO, "3k1#2"),
    ]
    assert photos[1].media_url == blob_url(link_text(FILE), "https://bsky.social")
    assert photos[1].preview_url == f"https://cdn.bsky.app/img/feed_fullsize/plain/{DID}/{link_text(FILE)}"
    assert [one.where.rpartition("/")[2] for one in items if isinstance(one, Skipped)] == ["3k2#1"]


def test_a_whole_life_is_read_with_a_gallery_beside_a_quoted_post(tmp_path: Path) -> None:
    items = imported(tmp_path, bluesky.life())
    account, *photos = (one for one in items if isinstance(one, Account | Photo))
    assert isinstance(account, Account)
    assert account.name == person.NAME
    posted = [one for one in photos if isinstance(one, Photo) and one.kind is PhotoKind.PHOTO]
    assert [one.alt_text for one in posted] == [shot.name for shot in person.LIFE]
    assert [one.key.rpartition("/")[2] for one in posted[-6:]] == [f"3l000#{place}" for place in range(1, 7)]
    assert min(one.posted_at for one in posted if one.posted_at) == min(
        shot.at for shot in (*person.LIFE[:-6], person.LIFE[-6])
    )
    # The same bytes have the same name, in whatever post they hang.
    beach, again = (next(one for one in posted if one.alt_text == name) for name in ("beach", "beach_again"))
    assert beach.media_url == again.media_url
    assert not [one for one in items if isinstance(one, Skipped)]


def test_the_largest_block_is_read_and_one_byte_more_is_refused() -> None:
    most = 2 * 1024 * 1024
    for size, is_read in ((most - 36, True), (most - 35, False)):
        car = Car()
        car.blocks.append((cid_of(b"x" * size, 0x55), b"x" * size))
        data = car.file(car.commit(car.node([(f"{POSTS}/a", car.put(post()))])))
        if is_read:
            assert len(records(data)) == 1
        else:
            with pytest.raises(UnreadableArchive):
                records(data)


@pytest.mark.timeout(300)
def test_a_spoiled_file_gives_photos_or_reasons_and_nothing_else() -> None:
    stands_everything(NETWORK, bluesky.life(), cases=500)


def test_among_many_files_only_those_named_so_are_looked_into(tmp_path: Path) -> None:
    assert NETWORK.recognise
    for number in range(20):
        (tmp_path / f"{number}.jpg").write_bytes(SOUND)
    with open_tree([tmp_path]) as tree:
        assert not NETWORK.recognise(tree)
    (tmp_path / "Repo.CAR").write_bytes(SOUND)
    with open_tree([tmp_path]) as tree:
        assert NETWORK.recognise(tree)


def test_of_two_files_the_broken_one_is_told(tmp_path: Path) -> None:
    items = imported(tmp_path, {"a.car": SOUND[:-5], "b.car": SOUND})
    assert [type(one).__name__ for one in items if isinstance(one, Account | Photo | Skipped)] == [
        "Account",
        "Photo",
        "Skipped",
    ]
    with pytest.raises(UnreadableArchive):
        imported(tmp_path, {"a.car": SOUND[:-5]})


def test_a_broken_tree_is_told_after_what_was_read(tmp_path: Path) -> None:
    car = Car()
    entries = [{"p": 0, "k": f"{POSTS}/a".encode(), "v": car.put(post(FILE)), "t": Link(cid_of(b"missing"))}]
    items = imported(tmp_path, {"a.car": car.file(car.commit(car.put({"l": None, "e": entries})))})
    assert [type(one).__name__ for one in items if not isinstance(one, Check)] == [
        "Account",
        "Photo",
        "Skipped",
    ]


def test_a_tree_that_is_broken_before_the_profile_still_gives_the_account(tmp_path: Path) -> None:
    car = Car()
    items = imported(
        tmp_path, {"a.car": car.file(car.commit(car.put({"l": Link(cid_of(b"missing")), "e": []})))}
    )
    assert [type(one).__name__ for one in items if not isinstance(one, Check)] == ["Account", "Skipped"]


def test_other_files_are_not_taken_for_one() -> None:
    assert is_car(SOUND[:64])
    assert not is_car(b'{"roots": []}')
    assert not is_car(cbor({"version": 1}))
    assert not is_car(b"")
