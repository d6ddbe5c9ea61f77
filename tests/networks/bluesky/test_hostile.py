"""Whatever a server answers, only photos, skipped items and problems come out."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.networks.bluesky import NETWORK
from app.networks.network import Glimpse, Mark, Target
from tests.networks.bluesky.net import DID, HANDLE, blob, images, network, opened, post
from tests.networks.replay import Canned, canned

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(["\ud800", "\x00", "a" * 5000, "javascript:alert(1)", "at://", f"at://{DID}/", "../.."]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)
GALLERY = {
    "$type": "app.bsky.embed.gallery",
    "items": [{"image": blob(), "alt": "x", "aspectRatio": {"width": 9, "height": 9}}],
}
FACET = {
    "index": {"byteStart": 0, "byteEnd": 4},
    "features": [{"$type": "app.bsky.richtext.facet#mention", "did": DID}],
}
HONEST = {
    "records": [
        post(1, images("bafkreiaaaaaaaa", "bafkreibbbbbbbb"), facets=[FACET]),
        post(2, GALLERY),
        post(3, {"$type": "app.bsky.embed.recordWithMedia", "media": GALLERY}),
        post(4, {"$type": "app.bsky.embed.video", "video": blob()}),
    ]
}
PROFILE = {
    "value": {
        "displayName": "Anna",
        "avatar": blob(),
        "banner": blob(),
        "labels": {"values": [{"val": "!no-unauthenticated"}]},
    }
}


def mutated(value: object, draw: st.DrawFn) -> object:
    """Replace, drop or keep each part of an honest answer."""
    if draw(st.integers(0, 11)) == 0:
        return draw(ODD)
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        return {key: mutated(one, draw) for key, one in pairs if draw(st.integers(0, 15))}
    if isinstance(value, list):
        return [mutated(one, draw) for one in cast("list[object]", value)]
    return value


@st.composite
def answers(draw: st.DrawFn) -> tuple[Canned, Canned]:
    spoilt = [mutated(json.loads(json.dumps(one)), draw) for one in (HONEST, PROFILE)]
    return canned(spoilt[0]), canned(spoilt[1])


def walk(listing: Canned, profile: Canned) -> None:
    assert NETWORK.find
    assert NETWORK.photos
    assert NETWORK.glimpse
    web, _ = opened(network(list=listing, profile=profile, count=0))
    with suppress(Problem):
        account = NETWORK.find(web, Target(network=NETWORK.key, handle=HANDLE))
        for item in NETWORK.photos(web, account):
            assert isinstance(item, Photo | Skipped | Mark)
            if isinstance(item, Photo):
                assert item.key
                assert item.media_url.startswith("https://")
                assert isinstance(NETWORK.glimpse(web, item), Glimpse)
                item.caption.encode()


@settings(max_examples=150, deadline=None)
@given(answers())
def test_spoilt_answers_do_no_harm(spoilt: tuple[Canned, Canned]) -> None:
    walk(*spoilt)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([200, 204, 301, 400, 401, 404, 500]))
def test_any_bytes_do_no_harm(body: bytes, status: int) -> None:
    odd = Canned(status=status, body=body)
    walk(odd, canned(PROFILE))
    walk(canned(HONEST), odd)
