"""A Bluesky account is found, listed and looked at as a stranger sees it; every refusal becomes words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from app.model.account import Account
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, ListRefused, NetworkRefused, NotThere, Problem
from app.model.stranger import Reach
from app.networks.bluesky import NETWORK
from app.networks.network import Glimpse, Target
from tests.networks.bluesky.net import (
    CID,
    DESCRIBE,
    DID,
    DIRECTORY,
    HANDLE,
    PDS,
    PROFILE,
    RESOLVE,
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

ATTACHMENTS = Path(__file__).parents[1] / "data" / "bluesky" / "attachments.json"
JPEG = Canned(headers={"content-type": "image/jpeg", "content-disposition": "attachment"}, body=drawn(1))


def network_part(part: str, answer: Canned) -> dict[str, Answering]:
    urls = {"resolve": RESOLVE, "directory": DIRECTORY, "describe": DESCRIBE, "profile": PROFILE}
    return {urls[part]: answer}


def find(answers: dict[str, Answering], handle: str = HANDLE, server: str = "") -> Account:
    assert NETWORK.find
    return NETWORK.find(opened(answers)[0], Target(network=NETWORK.key, handle=handle, server=server))


def listed(answers: dict[str, Answering]) -> tuple[list[Photo], list[Skipped], Problem | None]:
    assert NETWORK.photos
    photos: list[Photo] = []
    skipped: list[Skipped] = []
    try:
        for item in NETWORK.photos(opened(answers)[0], find(answers)):
            if isinstance(item, Photo):
                photos.append(item)
            elif isinstance(item, Skipped):
                skipped.append(item)
    except Problem as problem:
        return photos, skipped, problem
    return photos, skipped, None


def glimpse(answers: dict[str, Answering]) -> Glimpse:
    assert NETWORK.glimpse
    photo = listed(network([post(1, images(CID))]))[0][0]
    return NETWORK.glimpse(opened(answers)[0], photo)


def test_an_account_is_found_on_the_server_that_its_document_names() -> None:
    account = find(network([post(1)], count=1))
    assert (account.id, account.handle, account.name) == (f"bluesky:{HANDLE}", HANDLE, "Anna")
    assert (account.remote_id, account.server, account.claimed_posts) == (DID, PDS, 1)


def test_a_handle_is_believed_only_where_both_sides_confirm_it() -> None:
    claimed = canned({"did": DID, "didDoc": document(handle="famous.example")})
    assert find(network(describe=claimed)).handle == DID
    assert find(network(), handle=DID).handle == HANDLE


def test_a_domain_may_name_its_account_itself() -> None:
    own = "anna.fields.example"
    answers = network(describe=canned({"did": DID, "didDoc": document(handle=own)}))
    answers[f"https://{own}/.well-known/atproto-did"] = Canned(body=f"{DID}\n".encode())
    assert find(answers, handle=own).handle == own


@pytest.mark.parametrize(
    ("part", "answer", "kind"),
    [
        ("resolve", refusal("InvalidRequest", "Unable to resolve handle"), NotThere),
        ("resolve", canned({"did": "did:evil:x"}), NotThere),
        ("resolve", canned("<html>", 500), NetworkRefused),
        ("directory", NOTHING, NotThere),
        ("directory", canned({"message": "gone"}, 410), NotThere),
        ("directory", canned({"id": "did:plc:somebodyelse"}), NetworkRefused),
        ("directory", canned(document("http://10.0.0.1")), NetworkRefused),
        ("directory", Canned(body=b"<html>"), NetworkRefused),
        ("describe", refusal("RepoNotFound"), NotThere),
        ("describe", refusal("RepoDeactivated"), NotThere),
        ("describe", refusal("RepoTakendown"), NotThere),
        ("describe", refusal("RepoSuspended"), NotThere),
        ("describe", refusal("InvalidRequest", "Could not find user"), NotThere),
        ("describe", refusal("AuthMissing", "", 401), ListRefused),
        ("describe", refusal("Odd"), NetworkRefused),
        ("describe", canned({"did": "did:plc:other"}), NetworkRefused),
        ("describe", canned([]), NetworkRefused),
        ("profile", refusal("UpstreamFailure", "", 500), NetworkRefused),
    ],
)
def test_a_refusal_becomes_words_with_a_remedy(part: str, answer: Canned, kind: type[Problem]) -> None:
    with pytest.raises(kind) as refused:
        find(network() | network_part(part, answer))
    assert refused.value.remedy is not None


def test_an_account_that_moved_is_found_where_it_lives_now() -> None:
    old = "https://old.example"
    answers = network()
    answers[f"{old}/xrpc/com.atproto.identity.resolveHandle?handle={HANDLE}"] = canned({"did": DID})
    answers[DESCRIBE.replace(PDS, old)] = refusal("RepoDeactivated")
    assert find(answers, server=old).server == PDS


def test_without_a_profile_record_there_is_still_an_account() -> None:
    nothing = refusal("RecordNotFound", "Could not locate record")
    assert find(network(profile=nothing)).name == ""
    assert listed(network(profile=nothing)) == ([], [], None)


def test_every_kind_of_attachment_is_read_or_told() -> None:
    rows = cast("list[object]", json.loads(ATTACHMENTS.read_text(encoding="utf-8"))["records"])
    photos, skipped, problem = listed(network(rows))
    assert problem is None
    assert [photo.alt_text for photo in photos[:20]] == [str(n) for n in range(20)]
    quoted, film, legacy = photos[20:]
    assert quoted.media_url == blob_url("bafkreiquoted")
    assert (film.kind, film.alt_text) == (PhotoKind.VIDEO_STILL, "A dance")
    assert film.media_url.endswith("/bafkreivideo/thumbnail.jpg")
    assert legacy.media_url == blob_url("bafkreilegacy")
    assert [one.where.rpartition("/")[2] for one in skipped] == ["3k7#1", "3k9#1"]


def test_a_post_tells_when_what_size_and_who() -> None:
    words = "Grüße an @ben.example!"
    start = len("Grüße an ".encode())
    mention = {"$type": "app.bsky.richtext.facet#mention", "did": DID}
    facet = {"index": {"byteStart": start, "byteEnd": start + len("@ben.example")}, "features": [mention]}
    shown = {"alt": "Us", "image": blob(), "aspectRatio": {"width": 2000, "height": 1500}}
    ratio = {**shown, "aspectRatio": {"width": 4, "height": 3}}
    embed = {"$type": "app.bsky.embed.images", "images": [shown, ratio]}
    (first, second), _, _ = listed(network([post(1, embed, text=words, facets=[facet])]))
    assert (first.width, first.height, second.width, second.height) == (2000, 1500, None, None)
    assert (first.people[0].name, first.people[0].basis) == ("ben.example", "mention")
    assert first.posted_at is not None
    assert first.posted_at.isoformat() == "2026-11-01T08:00:00+00:00"
    assert first.url == f"https://bsky.app/profile/{DID}/post/3k1"
    assert first.preview_url == f"https://cdn.bsky.app/img/feed_fullsize/plain/{DID}/{CID}"
    assert first.key != second.key


@pytest.mark.parametrize("said", ["", "yesterday", "0000-00-00T00:00:00Z", "99999-01-01T00:00:00Z", 5, None])
def test_a_lying_date_is_no_date(said: object) -> None:
    (photo,), _, problem = listed(network([post(1, images(CID), createdAt=said)]))
    assert (photo.posted_at, problem) == (None, None)


def test_pages_are_read_until_one_is_empty_or_names_no_more() -> None:
    first, second = [post(n, images(f"bafkrei{n:010}")) for n in (2, 1)]
    answers = network([first], list=canned({"records": [first], "cursor": "a"}), count=2)
    answers[listing("a")] = canned({"records": [second, first], "cursor": "b"})
    answers[listing("b")] = canned({"records": [], "cursor": "b"})
    photos, _, problem = listed(answers)
    assert ([photo.caption for photo in photos], problem) == (["Post 2", "Post 1"], None)


def test_a_list_that_goes_round_in_circles_is_a_problem() -> None:
    answers = network(list=canned({"records": [post(1, images(CID))], "cursor": "a"}))
    answers[listing("a")] = canned({"records": [post(1, images(CID))], "cursor": "a"})
    photos, _, problem = listed(answers)
    assert len(photos) == 1
    assert isinstance(problem, ListIncomplete)


@pytest.mark.parametrize(
    ("listed_posts", "count", "is_problem"),
    [
        (0, 0, False),
        (0, 1, True),
        (1, 9, False),
        (1, 40, True),
        (95, 100, False),
        (80, 100, True),
        (3, 2, False),
    ],
)
def test_a_list_is_doubted_where_the_network_counts_more(
    listed_posts: int, count: int, is_problem: bool
) -> None:
    problem = listed(network([post(n) for n in range(listed_posts)], count=count))[2]
    assert isinstance(problem, ListIncomplete) is is_problem


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (canned({}), NetworkRefused),
        (canned({"records": {}}), NetworkRefused),
        (refusal("AuthMissing", "", 401), ListRefused),
        (refusal("RepoDeactivated"), NotThere),
        (Canned(body=b"<html>"), NetworkRefused),
    ],
)
def test_a_list_that_is_none_is_a_problem(answer: Canned, kind: type[Problem]) -> None:
    assert isinstance(listed(network([post(1)], list=answer))[2], kind)


def test_the_original_is_fetched_and_not_what_the_cache_shows() -> None:
    seen = glimpse(network() | {blob_url(): JPEG})
    assert (seen.view.reach, seen.data) == (Reach.REACHABLE, drawn(1))


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (refusal("InvalidRequest", "Blob not found"), Reach.GONE),
        (refusal("BlobNotFound"), Reach.GONE),
        (refusal("RepoNotFound"), Reach.GONE),
        (refusal("RepoDeactivated"), Reach.GONE),
        (refusal("RepoTakendown"), Reach.GONE),
        (NOTHING, Reach.GONE),
        (refusal("AuthMissing", "", 401), Reach.LOGIN_WALL),
        (refusal("InvalidRequest", "Invalid cid"), Reach.COULD_NOT_LOOK),
        (refusal("Forbidden", "", 403), Reach.COULD_NOT_LOOK),
        (canned({}, 500), Reach.COULD_NOT_LOOK),
        (Canned(body=b"hello"), Reach.COULD_NOT_LOOK),
    ],
)
def test_only_a_clear_answer_is_gone(answer: Canned, reach: Reach) -> None:
    assert glimpse(network() | {blob_url(): answer}).view.reach is reach


def test_a_photo_whose_account_moved_is_looked_at_in_its_new_place() -> None:
    there = "https://new.example"
    answers = network(directory=canned(document(there))) | {blob_url(): refusal("RepoNotFound")}
    assert glimpse(answers | {blob_url(server=there): JPEG}).view.reach is Reach.REACHABLE
    assert glimpse(answers | {blob_url(server=there): refusal("BlobNotFound")}).view.reach is Reach.GONE


def test_a_server_that_lost_the_account_proves_nothing_while_the_directory_is_silent() -> None:
    answers = network(directory=canned({}, 500)) | {blob_url(): refusal("RepoNotFound")}
    assert glimpse(answers).view.reach is Reach.COULD_NOT_LOOK
    assert glimpse({**answers, DIRECTORY: canned({}, 410)}).view.reach is Reach.GONE


def test_nothing_that_is_sent_names_the_looker() -> None:
    web, replay = opened(network([post(1, images(CID))]) | {blob_url(): JPEG})
    assert NETWORK.find
    assert NETWORK.photos
    assert NETWORK.glimpse
    account = NETWORK.find(web, Target(network=NETWORK.key, handle=HANDLE))
    for item in NETWORK.photos(web, account):
        assert isinstance(item, Photo)
        NETWORK.glimpse(web, replace(item))
    assert all(url.startswith("https://") for url in replay.urls)
    assert not any({"Authorization", "Cookie"} & set(request.headers) for request in replay.asked)
