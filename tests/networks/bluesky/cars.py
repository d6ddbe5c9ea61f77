"""Repository files made by hand, sound ones and broken ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from tests.networks.bluesky.net import DID

POSTS = "app.bsky.feed.post"


@dataclass(frozen=True)
class Link:
    """A link to a block: CID version 1 with SHA-256."""

    cid: bytes


def cid_of(block: bytes, codec: int = 0x71) -> bytes:
    return bytes((1, codec, 0x12, 0x20)) + hashlib.sha256(block).digest()


def link_text(link: Link) -> str:
    """Return a link as JSON writes it: base32 in lower case without padding, after the letter b."""
    bits = int.from_bytes(link.cid, "big") << 2
    digits = [("abcdefghijklmnopqrstuvwxyz234567")[(bits >> shift) & 31] for shift in range(285, -1, -5)]
    return "b" + "".join(digits)


def cbor(value: object) -> bytes:
    """Write a value as DAG-CBOR."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes | str):
        data = value.encode() if isinstance(value, str) else value
        return _head(3 if isinstance(value, str) else 2, len(data)) + data
    if isinstance(value, Link):
        return b"\xd8\x2a" + cbor(b"\x00" + value.cid)
    return _several(value)


def _several(value: object) -> bytes:
    if isinstance(value, list):
        items = cast("list[object]", value)
        return _head(4, len(items)) + b"".join(map(cbor, items))
    assert isinstance(value, dict)
    pairs = cast("dict[str, object]", value).items()
    keys = sorted(((key.encode(), one) for key, one in pairs), key=lambda one: (len(one[0]), one[0]))
    return _head(5, len(keys)) + b"".join(cbor(key.decode()) + cbor(one) for key, one in keys)


def _head(kind: int, number: int) -> bytes:
    for size, mark in ((1, 24), (2, 25), (4, 26), (8, 27)):
        if number < 24:
            return bytes((kind << 5 | number,))
        if number < 1 << 8 * size:
            return bytes((kind << 5 | mark,)) + number.to_bytes(size, "big")
    raise OverflowError(number)


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


@dataclass
class Car:
    """A file in the making. `put` adds a block and returns the link to it."""

    blocks: list[tuple[bytes, bytes]] = field(default_factory=list[tuple[bytes, bytes]])

    def put(self, value: object, codec: int = 0x71) -> Link:
        block = value if codec == 0x55 and isinstance(value, bytes) else cbor(value)
        cid = cid_of(block, codec)
        self.blocks.append((cid, block))
        return Link(cid)

    def node(self, entries: Sequence[tuple[str, object]], left: Link | None = None) -> Link:
        """Put a node of the tree with these keys and links, in their order; prefixes are shared as servers do."""
        written: list[object] = []
        before = b""
        for name, link in entries:
            key, shared = name.encode(), 0
            while shared < min(len(before), len(key)) and before[shared] == key[shared]:
                shared += 1
            written.append({"p": shared, "k": key[shared:], "v": link, "t": None})
            before = key
        return self.put({"l": left, "e": written})

    def commit(self, tree: object, **instead: object) -> Link:
        made = {
            "did": DID,
            "version": 3,
            "data": tree,
            "rev": "3kaaaaaaaaaa2",
            "prev": None,
            "sig": b"s" * 64,
        }
        return self.put({**made, **instead})

    def file(self, root: object, version: int = 1) -> bytes:
        head = cbor({"roots": [root], "version": version})
        parts = [varint(len(head)) + head]
        parts += [varint(len(cid) + len(block)) + cid + block for cid, block in self.blocks]
        return b"".join(parts)


def repository(records: Mapping[str, object]) -> bytes:
    """Return a sound file with these records by their key ("app.bsky.feed.post/3k1")."""
    car = Car()
    tree = car.node([(key, car.put(value)) for key, value in sorted(records.items())])
    return car.file(car.commit(tree))


def post(*pictures: Link, words: str = "Hello") -> dict[str, object]:
    shown: list[object] = [
        {"alt": "", "image": {"$type": "blob", "ref": one, "mimeType": "image/jpeg", "size": 9}}
        for one in pictures
    ]
    return {
        "$type": POSTS,
        "text": words,
        "createdAt": "2026-11-01T08:00:00.000Z",
        "embed": {"$type": "app.bsky.embed.images", "images": shown},
    }
