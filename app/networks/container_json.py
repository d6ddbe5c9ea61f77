"""Read JSON that somebody else wrote, without letting it exhaust or confuse us."""

from __future__ import annotations

import codecs
import json
import re
from typing import TypeGuard

from app.model.problem import UnreadableArchive
from app.model.text import Text, say

JSON_CAP = 256 * 1024 * 1024
_DEEPEST = 64
# A value costs Python about a hundred bytes: this many stay near one gigabyte. An export of 100,000 posts has 6 million.
_MOST_VALUES = 10_000_000

# Possessive, so that no input makes it try twice; a string that never ends runs to the end of the data.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_LONG_NUMBER = re.compile(rb"\d{33}")
_LONGEST_NUMBER = 32
_DIGITS_ALONE = bytes(48 if 48 <= byte <= 57 else 32 for byte in range(256))
# One byte in eight is enough to see that no long number is there: every run of 33 bytes holds four of them.
_SAMPLED = 8
_ALL_BUT_OUTLINE = bytes(set(range(256)) - set(b'[]{}"'))
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WRITTEN_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def parse(data: bytes, name: str) -> object:
    """Return the value of a JSON file; `name` is for the words of the Problem.

    A byte-order mark, invalid UTF-8 and NaN are tolerated (NaN becomes None), lone surrogates are replaced. Raises
    UnreadableArchive for what is no JSON, is nested deeper than 64, has more than 32 digits in a row, or has more
    values than fit into memory.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    _scan(data, name)
    try:
        value: object = _DECODER.decode(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise _unreadable(name, say("it is no JSON")) from error
    return _mended(value) if b"\\" in data and _WRITTEN_SURROGATE.search(data) else value


def _scan(data: bytes, name: str) -> None:
    if _is_tame(data):
        return
    outline = _STRING.sub(b"0", data)
    if _LONG_NUMBER.search(outline):
        raise _unreadable(name, say("it has a number of absurd length"))
    if outline.count(b",") + outline.count(b"[") + outline.count(b"{") > _MOST_VALUES:
        raise _unreadable(name, say("it has more entries than fit into memory"))
    if _deepest(outline.translate(None, _ALL_BUT_BRACKETS)) > _DEEPEST:
        raise _unreadable(name, say("it is nested too deep"))


def _is_tame(data: bytes) -> bool:
    """Whether a quick look is enough to know that JSON is neither too deep nor too large; False where it is not.

    Only what is no JSON can seem tamer than it is, and the parser stops where it ceases to be JSON.
    """
    if _may_hold_long_number(data):
        return False
    # Fewer bytes than that hold no more values.
    if len(data) > _MOST_VALUES and data.count(b",") + data.count(b"[") + data.count(b"{") > _MOST_VALUES:
        return False
    if b"\\" in data:
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    # Two quotes side by side are a string without brackets, or the end of one and the beginning of the next.
    outline = data.translate(None, _ALL_BUT_OUTLINE).replace(b'""', b"")
    return _is_shallow(b"".join(outline.split(b'"')[::2]))


def _may_hold_long_number(data: bytes) -> bool:
    """Whether there are more than 32 digits in a row, in a number or in a string."""
    sampled = data[::_SAMPLED].translate(_DIGITS_ALONE)
    if b"0" * (_LONGEST_NUMBER // _SAMPLED) not in sampled:
        return False
    return b"0" * (_LONGEST_NUMBER + 1) in data.translate(_DIGITS_ALONE)


def _is_shallow(brackets: bytes) -> bool:
    """Whether brackets all close and are plainly not nested too deep; False may also mean that nobody looked on.

    Each round takes the innermost pairs away: at least one level, and two at most.
    """
    for _ in range(_DEEPEST // 2):
        if not brackets:
            return True
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets


def _deepest(brackets: bytes) -> int:
    """Return how deep brackets are nested at most; it stops counting where it is too deep."""
    depth = deepest = 0
    for bracket in brackets:
        depth += 1 if bracket in b"[{" else -1
        if depth > deepest:
            deepest = depth
            if deepest > _DEEPEST:
                break
    return deepest


def _nothing(_constant: str) -> None:
    """Stand in for NaN and Infinity, which are no JSON and no use."""


_DECODER = json.JSONDecoder(parse_constant=_nothing)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a parsed value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[object]]:
    """Whether a parsed value is a JSON array."""
    return isinstance(value, list)


def _mended(value: object) -> object:
    """Replace halves of surrogate pairs, which neither a database nor a window can hold."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if is_array(value):
        return [_mended(one) for one in value]
    if is_object(value):
        return {_LONE_SURROGATE.sub("\ufffd", key): _mended(one) for key, one in value.items()}
    return value


def _unreadable(name: str, why: Text) -> UnreadableArchive:
    return UnreadableArchive(
        say("The file {name} in the export cannot be read: {why}.", name=name, why=why),
        say("Order the export again, and import it as it was downloaded."),
    )
