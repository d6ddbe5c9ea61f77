"""One's own photos are listed to the end with the customs of each program, hidden ones included."""

from __future__ import annotations

import pytest

from app.model.audience import Basis
from app.model.photo import PhotoKind
from app.model.problem import ListIncomplete, NetworkRefused, SignInExpired, SignInNeeded
from app.model.sign_in import Power
from app.networks.mastodon import NETWORK
from tests.networks.loopback import Asked, Reply, reply
from tests.networks.mastodon.member import (
    audiences,
    in_browser,
    marks,
    own,
    pasted,
    photos,
    session,
    signed_in,
    skipped,
    web,
)
from tests.networks.member_programs import JA, MEMBER, PROGRAMS
from tests.networks.member_server import MemberServer

EVERYTHING = {"905": "public", "904": "followers", "903": "unlisted", "902": "direct", "901": "public"}
LIST = f"/api/v1/accounts/{MEMBER}/statuses"


@pytest.mark.parametrize("name", sorted(set(PROGRAMS) - {"takahe", "gotosocial"}))
def test_everything_is_listed_followers_only_and_direct_included(name: str) -> None:
    with MemberServer(PROGRAMS[name]) as server:
        items = own(signed_in(server))
        assert audiences(items) == {"avatar": "public", **EVERYTHING}
        assert len(photos(items)) == 7
        assert len({photo.key for photo in photos(items)}) == 7
        assert skipped(items) == []


def test_friendica_is_asked_for_all_posts_for_it_would_keep_followers_only_ones_back() -> None:
    with MemberServer(PROGRAMS["friendica"]) as server:
        own(signed_in(server))
        assert all("only_media" not in one.query for one in server.asked if one.path == LIST)
        assert "904" not in str(
            server.respond(Asked("GET", LIST, {"only_media": "true"}, {}, _bearer(server))).body
        )


def _bearer(server: MemberServer) -> dict[str, str]:
    return {"authorization": f"Bearer {server.token()}"}


def test_takahe_never_lists_followers_only_posts_and_that_is_told() -> None:
    with MemberServer(PROGRAMS["takahe"]) as server:
        items = own(signed_in(server))
        assert audiences(items) == {"avatar": "public", "905": "public", "903": "unlisted", "901": "public"}
        assert "may be incomplete" in skipped(items)[0]


@pytest.mark.parametrize(
    ("shown", "word"), [("public", "unknown"), ("none", "unknown"), ("unlisted", "unlisted")]
)
def test_unlisted_is_not_on_gotosocials_pages_unless_the_member_says_so(shown: str, word: str) -> None:
    with MemberServer(PROGRAMS["gotosocial"], source={"web_visibility": shown}) as server:
        items = own(signed_in(server))
        assert audiences(items)["903"] == word
        unlisted = next(photo for photo in photos(items) if photo.key.startswith("903/"))
        assert unlisted.visibility.reasons[0].raw == "unlisted"


def test_a_locked_profile_of_pixelfed_closes_every_post_and_says_why() -> None:
    with MemberServer(PROGRAMS["pixelfed"], member={"locked": True}) as server:
        items = own(signed_in(server))
        assert set(audiences(items).values()) == {"public", "followers", "direct"}
        assert audiences(items)["905"] == audiences(items)["903"] == "followers"
        first = next(photo for photo in photos(items) if photo.key.startswith("905/"))
        assert first.visibility.basis is Basis.ACCOUNT_SETTING
    with MemberServer(PROGRAMS["mastodon"], member={"locked": True}) as server:
        assert audiences(own(signed_in(server)))["905"] == "public"


@pytest.mark.parametrize("word", ["mutuals_only", "local", "home", "limited", "", "PUBLIC "])
def test_a_word_that_nobody_knows_is_neither_public_nor_safe(word: str) -> None:
    with MemberServer() as server:
        server.posts = [{"id": "1", "visibility": word, "pictures": 1}]
        photo = photos(own(signed_in(server)))[-1]
        known = word.strip().casefold() == "public"
        assert photo.visibility.value.value == ("public" if known else "unknown")
        assert photo.visibility.reasons[0].raw == word.strip().casefold()


def test_boosts_and_quotes_are_not_ones_own_photos_but_ones_own_boosted_stay() -> None:
    with MemberServer() as server:
        theirs = {
            "id": "7",
            "media_attachments": [{"id": "70", "type": "image", "url": "https://x.example/7.jpg"}],
        }
        server.posts = [
            {"id": "9", "visibility": "public", "pictures": 1, "reblog": theirs},
            {"id": "8", "visibility": "public", "pictures": 1, "author": "5"},
            {
                "id": "7",
                "visibility": "public",
                "pictures": 1,
                "quote": {"state": "accepted", "quoted_status": theirs},
            },
            {"id": "6", "visibility": "public", "pictures": 1},
        ]
        assert [photo.key for photo in photos(own(signed_in(server)))[1:]] == ["7/700", "6/600"]


def test_ids_beyond_53_bits_and_dates_before_1970_are_kept() -> None:
    with MemberServer() as server:
        server.posts = [
            {
                "id": "9007199254740993",
                "visibility": "public",
                "pictures": 1,
                "created_at": "1969-12-31T23:59:59Z",
            }
        ]
        photo = photos(own(signed_in(server)))[-1]
        assert photo.key.startswith("9007199254740993/")
        assert photo.posted_at is not None
        assert photo.posted_at.year == 1969


def test_the_profile_picture_has_its_own_words() -> None:
    with MemberServer() as server:
        first = photos(own(signed_in(server)))[0]
        assert (first.kind, first.alt_text) == (PhotoKind.AVATAR, "Anna in a hat")


@pytest.mark.parametrize("name", ["mastodon", "pixelfed", "friendica"])
def test_a_listing_goes_on_from_each_of_its_marks(name: str) -> None:
    with MemberServer(PROGRAMS[name]) as server:
        of = signed_in(server)
        items = own(of)
        assert len(marks(items)) >= 2
        for mark in marks(items):
            rest = photos(own(of, mark.cursor))
            after = items[items.index(mark) :]
            assert [photo.key for photo in rest] == [photo.key for photo in photos(after)]
            assert not any(secret in mark.cursor for secret in of.grant.secrets.values())


@pytest.mark.parametrize("cursor", ["media:1:", "rubbish", "media:1:../../etc", "all:2:5", "x" * 5000])
def test_a_mark_that_is_none_begins_anew(cursor: str) -> None:
    with MemberServer() as server:
        assert len(photos(own(signed_in(server), cursor))) == 7


def test_a_resumed_list_without_photos_left_is_no_reason_for_doubt() -> None:
    with MemberServer() as server:
        assert own(signed_in(server), "media:1:901") == []


def test_an_empty_page_is_not_the_end_where_more_follows() -> None:
    with MemberServer() as server:
        following = f'<{server.url}{LIST}?max_id=903>; rel="next"'
        server.faults[LIST] = lambda asked: None if asked.query.get("max_id") else reply([], link=following)
        assert "902" in audiences(own(signed_in(server)))


@pytest.mark.parametrize("size", [1, 2, 40])
def test_a_list_that_leads_round_comes_to_an_end(size: int) -> None:
    with MemberServer() as server:
        server.page_size = 1
        turns = {"": "904", "904": "903", "903": "904"}

        def lead(asked: Asked) -> Reply:
            older = asked.query.get("max_id", "")
            rows = [server.status(server.posts[0])] * size
            return reply(rows, link=f'<{server.url}{LIST}?max_id={turns[older]}>; rel="next"')

        server.faults[LIST] = lead
        of = signed_in(server)
        if size < 40:
            assert len(photos(own(of))) == 3
        else:
            with pytest.raises(ListIncomplete, match="come to an end"):
                own(of)
        assert len([one for one in server.asked if one.path == LIST]) == 3


def test_a_profile_that_counts_more_than_the_list_shows_is_a_problem() -> None:
    with MemberServer(member={"statuses_count": 40}) as server:
        server.posts.clear()
        with pytest.raises(ListIncomplete, match="40") as told:
            own(signed_in(server))
        assert told.value.remedy is not None


def test_a_server_that_cannot_pick_out_pictures_is_asked_for_all() -> None:
    with MemberServer() as server:
        server.faults[LIST] = lambda asked: reply([]) if "only_media" in asked.query else None
        assert audiences(own(signed_in(server))) == {"avatar": "public", **EVERYTHING}


@pytest.mark.parametrize("language", [JA, {401: ""}])
def test_a_token_that_is_no_longer_good_says_so_in_our_words(language: dict[int, str]) -> None:
    with MemberServer(language=language) as server:
        of = signed_in(server)
        server.tokens.clear()
        with pytest.raises(SignInExpired, match="no longer good"):
            own(of)


def test_a_token_that_ends_in_the_middle_leaves_what_came_before() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        assert NETWORK.own
        items = NETWORK.own(of, "")
        got = [next(items) for _ in range(4)]
        server.tokens.clear()
        with pytest.raises(SignInExpired):
            list(items)
        assert len(photos(got)) == 4


def test_pixelfeds_sign_in_is_renewed_once_and_kept_before_it_is_used() -> None:
    with MemberServer(PROGRAMS["pixelfed"]) as server:
        of = session(in_browser(server))
        before = of.grant.secret("token")
        del server.tokens[before]
        assert len(photos(own(of))) == 7
        assert of.grant.secret("token") != before
        assert of.grant.powers == {Power.READ}
        assert len([one for one in server.asked if one.form.get("grant_type") == "refresh_token"]) == 1
        server.tokens.clear()
        server.faults["/oauth/token"] = lambda _asked: reply({"error": "invalid_grant"}, 400)
        with pytest.raises(SignInExpired):
            own(of)


def test_a_token_that_may_not_read_posts_asks_for_the_right() -> None:
    with MemberServer(PROGRAMS["mastodon_old"], language=JA) as server:
        with pytest.raises(SignInNeeded) as told:
            own(session(pasted(server, "read:accounts")))
        assert told.value.power == "read"


def test_a_token_of_somebody_else_lists_nothing() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        server.member["id"] = "110000000000000002"
        with pytest.raises(NetworkRefused, match="another account"):
            own(of)


def test_an_account_that_was_deleted_is_told() -> None:
    with MemberServer() as server:
        of = signed_in(server)
        for status in (404, 410):
            server.faults["/api/v1/accounts/verify"] = lambda _asked, status=status: reply(
                {"error": "x"}, status
            )
            with pytest.raises(NetworkRefused, match="not any more"):
                own(of)


def test_the_token_goes_to_its_own_server_alone() -> None:
    with MemberServer() as server, MemberServer() as other:
        of = signed_in(server)
        server.faults[LIST] = lambda _asked: Reply(302, b"", {"location": f"{other.url}{LIST}"})
        with pytest.raises(NetworkRefused):
            own(of)
        assert all("authorization" not in one.headers for one in other.asked)


def test_a_stranger_goes_on_from_a_mark_too() -> None:
    with MemberServer() as server:
        server.faults["/api/v1/accounts/"] = lambda asked: (
            None if asked.path == LIST else reply(server.entity())
        )
        server.faults[LIST] = lambda asked: server._list(asked.query)
        account = pasted(server).account
        assert NETWORK.photos
        items = list(NETWORK.photos(web(), account))
        assert audiences(items) == {"avatar": "public", **EVERYTHING}
        first = marks(items)[0]
        rest = list(NETWORK.photos(web(), account, first.cursor))
        assert [photo.key for photo in photos(rest)] == [photo.key for photo in photos(items)][4:]
