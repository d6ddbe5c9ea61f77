"""Read a repository file (CAR): every record that an account holds, but not its pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

import libipld

from app.model.photo import Skipped
from app.model.problem import HostileArchive, UnreadableArchive
from app.model.text import Text, say
from app.networks.bluesky.names import did_of
from app.networks.fields import record, rows, text

# A repository of half a million posts has some 200 MB (recalled); it is read in memory.
CAR_CAP = 256 * 1024 * 1024
# The largest record that servers take is 1 MB, with room for nodes of the tree.
_BLOCK_CAP = 2 * 1024 * 1024
_HEADER_CAP = 100_000
_MOST_BLOCKS = 3_000_000
_DEEPEST = 64
_LONGEST_KEY = 1024
_START = re.compile(rb".{1,3}\xa2\x65roots[\x80-\x97]", re.DOTALL)
_KEY = re.compile(rb"(?P<collection>[A-Za-z0-9.-]{1,317})/(?P<record_key>[A-Za-z0-9._~:-]{1,512})")
# CID version 1 of DAG-CBOR (0x71) or raw bytes (0x55), with the SHA-256 of the block: all that the AT Protocol writes.
_CID_HEADS = (b"\x01\x71\x12\x20", b"\x01\x55\x12\x20")
_CID_LENGTH = 36

Node: TypeAlias = "tuple[bytes, bytes] | bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a repository, as JSON would write it: a link to a file is {"$link": "bafk…"}."""

    collection: str
    record_key: str
    cid: str
    value: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """What a file holds: whose it is, its revision, and where each block of it lies (start and end, in bytes)."""

    did: str
    rev: str
    root: bytes = field(repr=False)
    data: bytes = field(repr=False)
    blocks: Mapping[bytes, tuple[int, int]] = field(repr=False)

    def records(self, *collections: str) -> Iterator[Record | Skipped]:
        """Yield the records of these collections, or all, in the order of their keys, and what is missing or damaged.

        Raises UnreadableArchive where the tree of records is none.
        """
        for key, cid in self._walk():
            match = _KEY.fullmatch(key)
            if match is None:
                yield Skipped(
                    where=key[:200].decode("utf-8", "replace"),
                    why=say("A record has no name that we can read."),
                )
            elif not collections or match["collection"].decode() in collections:
                yield self._record(match["collection"].decode(), match["record_key"].decode(), cid)

    def _record(self, collection: str, record_key: str, cid: bytes) -> Record | Skipped:
        where = f"{collection}/{record_key}"
        block = self._block(cid)
        if block is None:
            return Skipped(where=where, why=say("The file does not hold this record."))
        try:
            value = _plain(_decoded(block), 0)
        except ValueError:
            return Skipped(where=where, why=say("This record cannot be read."))
        return Record(
            collection=collection, record_key=record_key, cid=libipld.encode_cid(cid), value=record(value)
        )

    def _walk(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield key and id of every record: the tree is searched from left to right, each node once."""
        seen, last = {self.root}, b""
        path = [self._entries(self.root)]
        while path:
            entry = next(path[-1], None)
            if entry is None:
                path.pop()
            elif isinstance(entry, bytes):
                if entry in seen or len(path) >= _DEEPEST:
                    raise _hostile(say("its list of records leads back into itself"))
                seen.add(entry)
                path.append(self._entries(entry))
            else:
                if entry[0] <= last:
                    raise _damaged(say("its list of records is out of order"))
                last = entry[0]
                yield entry

    def _entries(self, cid: bytes) -> Iterator[Node]:
        """Yield what one node of the tree holds, in order: ids of nodes below it, and records as key and id."""
        node = record(self._node(cid))
        if node.get("l") is not None:
            yield _cid(node["l"])
        key = b""
        for one in rows(node.get("e")):
            entry = record(one)
            shared, rest = entry.get("p"), entry.get("k")
            if not isinstance(shared, int) or not isinstance(rest, bytes) or not 0 <= shared <= len(key):
                raise _damaged(say("its list of records cannot be read"))
            key = key[:shared] + rest
            if len(key) > _LONGEST_KEY:
                raise _damaged(say("its list of records cannot be read"))
            yield key, _cid(entry.get("v"))
            if entry.get("t") is not None:
                yield _cid(entry["t"])

    def _node(self, cid: bytes) -> object:
        block = self._block(cid)
        if block is None:
            raise _damaged(say("a part of its list of records is missing"))
        try:
            return _decoded(block)
        except ValueError as error:
            raise _damaged(say("its list of records cannot be read")) from error

    def _block(self, cid: bytes) -> bytes | None:
        place = self.blocks.get(cid)
        return None if place is None else self.data[place[0] : place[1]]


def is_car(head: bytes) -> bool:
    """Whether a file that begins so is a CAR of version 1."""
    return _START.match(head) is not None


def read_car(data: bytes) -> Repository:
    """Read a repository file of version 1, and check every block against the hash that is its name.

    Who wrote it is not checked: the signature needs a key that only the network's directory tells. Raises
    UnreadableArchive for what is no CAR, cut off or damaged, HostileArchive where it is built to do harm.
    Sources: CARv1 specification (IPLD); AT Protocol, "Repository".
    """
    if not is_car(data[:64]):
        raise _damaged(say("it is no repository file"))
    length, place = _varint(data, 0)
    if length > _HEADER_CAP:
        raise _damaged(say("it does not begin as it should"))
    head = _mapping(data[place : place + length], say("it does not begin as it should"))
    roots = rows(head.get("roots"))
    if head.get("version") != 1 or not roots:
        raise _damaged(say("it does not begin as it should"))
    blocks = _blocks(data, place + length)
    where = blocks.get(_cid(roots[0]))
    if where is None:
        raise _damaged(say("it does not say whose it is"))
    commit = _mapping(data[where[0] : where[1]], say("it does not say whose it is"))
    did = did_of(text(commit.get("did"), 300))
    if did is None:
        raise _damaged(say("it does not say whose it is"))
    return Repository(
        did=did, rev=text(commit.get("rev"), 100), root=_cid(commit.get("data")), data=data, blocks=blocks
    )


def _blocks(data: bytes, place: int) -> dict[bytes, tuple[int, int]]:
    """Return where each block lies. Blocks whose names we cannot check are passed over, forged ones are not."""
    found: dict[bytes, tuple[int, int]] = {}
    view = memoryview(data)
    while place < len(data):
        length, start = _varint(data, place)
        place = start + length
        if not 0 < length <= _BLOCK_CAP or place > len(data):
            raise _damaged(say("it is cut off or damaged"))
        cid = data[start : start + _CID_LENGTH]
        if len(cid) < _CID_LENGTH or not cid.startswith(_CID_HEADS):
            continue
        if hashlib.sha256(view[start + _CID_LENGTH : place]).digest() != cid[-32:]:
            raise _damaged(say("a part of it is not what its name says"))
        found[cid] = (start + _CID_LENGTH, place)
        if len(found) > _MOST_BLOCKS:
            raise _hostile(say("it has more parts than fit into memory"))
    return found


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number written in groups of seven bits, and the place behind it (multiformats, unsigned varint)."""
    number = 0
    for shift in range(0, 63, 7):
        if place >= len(data):
            break
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, place
    raise _damaged(say("it is cut off or damaged"))


def _decoded(block: bytes) -> object:
    """Return the value of a DAG-CBOR block, links as their bytes; raises ValueError."""
    try:
        return libipld.decode_dag_cbor(block)
    except (RecursionError, OverflowError) as error:
        raise ValueError("nested too deep, or a number out of range") from error


def _mapping(block: bytes, why: Text) -> Mapping[str, object]:
    try:
        return record(_decoded(block))
    except ValueError as error:
        raise _damaged(why) from error


def _plain(value: object, depth: int) -> object:
    """Return a value as JSON would write it; raises ValueError where it is nested too deep."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, bytes):
        is_link = len(value) == _CID_LENGTH and value.startswith(_CID_HEADS)
        # The decoder gives links and plain bytes alike. No plain bytes in a post are of use to us.
        return {"$link": libipld.encode_cid(value)} if is_link else None
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        return {key: _plain(one, depth + 1) for key, one in pairs}
    if isinstance(value, list):
        return [_plain(one, depth + 1) for one in cast("list[object]", value)]
    return value


def _cid(value: object) -> bytes:
    if isinstance(value, bytes) and len(value) == _CID_LENGTH and value.startswith(_CID_HEADS):
        return value
    raise _damaged(say("its list of records cannot be read"))


def _damaged(why: Text) -> UnreadableArchive:
    return UnreadableArchive(
        say("This repository file (CAR) cannot be read: {why}.", why=why),
        say("Download it again. On Bluesky: Settings, Account, Export my data."),
    )


def _hostile(why: Text) -> HostileArchive:
    said = _damaged(why)
    return HostileArchive(said.says, said.remedy)
