"""The traps of the networks, each by its number in our notes on the platforms, and the tests that hold it.

A trap of several parts stands as several lines. What had no test elsewhere is tested here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.model.problem import NotThere
from app.model.stranger import Reach
from app.networks import network
from app.networks.web import Web
from tests.networks.bluesky.data_server import DataServer
from tests.networks.every_server import opened
from tests.networks.loopback import Asked, Reply, reply
from tests.networks.open_servers import ADDRESS
from tests.networks.signed_in import NOW, gathered, no_wait

TESTS = Path(__file__).parents[1]
_NET = "networks"
_MAST = f"{_NET}/mastodon"
_SKY = f"{_NET}/bluesky"
HERE = f"{_NET}/test_traps.py"
SHAPES = f"{_NET}/test_shapes.py::test_each_shape_is_one_clear_problem_and_keeps_what_came_before"
WIRE = f"{_NET}/test_wire_faults.py"

TRAPS: dict[str, tuple[str, ...]] = {
    "1 a limit is told in five forms": (
        f"{_NET}/test_limits.py::test_a_moment_is_read_in_every_form",
        SHAPES,
    ),
    "1 header names differ in case": (
        f"{_NET}/test_web.py::test_an_answer_has_lower_case_headers_and_any_status",
    ),
    "2 an expired token is 401, 400 or 200": (
        SHAPES,
        f"{_SKY}/test_renewal.py::test_an_app_password_s_session_says_expired_with_400_and_is_renewed",
    ),
    "3 error texts are in the server's language": (
        SHAPES,
        f"{_MAST}/test_sign_in.py::test_a_code_is_good_once_and_an_error_in_japanese_is_one_all_the_same",
    ),
    "4 a 429 or a 5xx is a web page": (
        SHAPES,
        f"{WIRE}::test_a_storm_of_500_ends_in_one_problem_and_is_no_sign_that_anything_is_gone",
    ),
    "5 pages to the very end": (
        f"{_NET}/test_signed_in_faults.py::test_a_listing_goes_on_behind_each_of_its_marks",
        f"{_SKY}/test_network.py::test_pages_are_read_until_one_is_empty_or_names_no_more",
    ),
    "5 a page may have no photos": (
        f"{_MAST}/test_own.py::test_an_empty_page_is_not_the_end_where_more_follows",
    ),
    "5 a cursor that repeats": (
        f"{_MAST}/test_own.py::test_a_list_that_leads_round_comes_to_an_end",
        f"{_NET}/pinterest/test_pins.py::test_a_bookmark_that_comes_again_ends_with_a_problem",
        f"{_NET}/facebook/test_photos.py::test_a_list_that_turns_in_circles_ends_with_a_problem",
    ),
    "5 since_id or min_id in prev": (f"{HERE}::test_the_word_for_the_page_before_is_never_followed",),
    "6 null is neither on nor off": (f"{_MAST}/test_settings.py::test_null_is_not_off",),
    "7 a visibility that nobody knows": (
        f"{_MAST}/test_own.py::test_a_word_that_nobody_knows_is_neither_public_nor_safe",
        f"{_NET}/misskey/test_signed_in.py::test_home_is_unknown_says_why_and_a_strangers_look_tells",
    ),
    "8 unlisted is public on Mastodon and not on GoToSocial's pages": (
        f"{_MAST}/test_own.py::test_unlisted_is_not_on_gotosocials_pages_unless_the_member_says_so",
    ),
    "9 boosts and quotes": (
        f"{_MAST}/test_own.py::test_boosts_and_quotes_are_not_ones_own_photos_but_ones_own_boosted_stay",
    ),
    "10 Bluesky's gallery, and media beside a quote": (
        f"{_SKY}/test_network.py::test_every_kind_of_attachment_is_read_or_told",
    ),
    "10 the same file in two posts": (f"{HERE}::test_a_file_in_two_posts_is_not_gone_with_one_of_them",),
    "11 Meta's next address holds the token": (
        f"{_NET}/facebook/test_photos.py::test_the_link_with_the_token_is_never_followed_and_the_token_is_in_no_address",
        f"{_NET}/test_signed_in_faults.py::test_no_secret_stands_in_an_address_a_log_or_a_problem",
    ),
    "11 an e-mail address is a secret": (f"{HERE}::test_no_mail_address_is_sent_or_logged",),
    "12 Facebook's empty word is public, CUSTOM unknown, the album stands in": (
        f"{_NET}/facebook/test_photos.py::test_the_post_decides_then_the_album_and_nothing_is_guessed",
        f"{_NET}/facebook/test_photos.py::test_no_unknown_word_is_ever_open_or_private",
    ),
    "13 the end of a signed link": (f"{_NET}/facebook/test_photos.py::test_the_end_of_a_signed_link",),
    "14 X's price has a cap": (
        f"{_NET}/x/test_money.py::test_it_stops_before_the_limit_is_passed_and_goes_on_with_a_higher_one",
    ),
    "14 X's 200 with errors": (
        SHAPES,
        f"{_NET}/x/test_posts.py::test_each_refusal_has_its_problem_whatever_its_code",
    ),
    "14 X's media without includes": (
        f"{_NET}/x/test_posts.py::test_what_x_does_not_tell_is_skipped_and_the_rest_goes_on",
    ),
    "15 the queue goes on after a crash": (
        "services/test_killed.py::test_a_killed_sync_and_a_killed_queue_lose_nothing_and_do_nothing_twice",
    ),
    "15 thirty deletions in thirty minutes": (
        f"{_MAST}/test_remove.py::test_the_pace_is_mastodons_own",
        "services/test_remove.py::test_the_pace_that_a_network_allows_is_kept_over_runs",
        "services/test_queue.py::test_what_failed_was_sent_and_counts_in_the_pace_of_the_next_run",
    ),
    "15 gone already is done": (
        f"{_NET}/test_every_server.py::test_what_is_deleted_is_not_listed_any_more_and_was_gone_the_second_time",
    ),
    "15 what must not be done twice is sent once": (
        f"{_NET}/test_web.py::test_a_cut_line_is_tried_once_more_but_a_post_is_never_sent_twice",
        f"{_NET}/test_web_changes.py::test_only_what_may_be_done_twice_is_sent_again_where_the_line_was_cut",
    ),
    "16 a server is named in many ways": (
        f"{_MAST}/test_names.py::test_all_these_are_one_account",
        f"{_MAST}/test_names.py::test_names_of_servers_are_written_as_the_wire_wants_them",
    ),
    "16 host-meta leads elsewhere": (f"{_MAST}/test_servers.py::test_a_server_is_read_as_it_answers",),
    "16 no private address": (
        f"{_NET}/test_addresses.py::test_an_address_that_is_not_on_the_open_internet_stays_shut",
        f"{_NET}/test_every_server.py::test_without_the_switch_nothing_of_this_computer_is_reached",
    ),
    "17 Pixelfed sends no Link header": (
        f"{_MAST}/test_own.py::test_everything_is_listed_followers_only_and_direct_included",
    ),
    "17 Friendica's only_media loses photos": (
        f"{_MAST}/test_own.py::test_friendica_is_asked_for_all_posts_for_it_would_keep_followers_only_ones_back",
    ),
    "17 Takahe's list is incomplete, and that is told": (
        f"{_MAST}/test_own.py::test_takahe_never_lists_followers_only_posts_and_that_is_told",
    ),
    "17 Pixelfed's default scope is everything": (
        f"{_MAST}/test_sign_in.py::test_pixelfed_is_always_told_the_scope_and_never_grants_all",
    ),
    "17 GoToSocial before 0.19 has no scopes": (
        f"{HERE}::test_a_gotosocial_without_scopes_is_warned_of_before_the_sign_in",
    ),
    "17 Friendica's lock makes another kind of account": (
        f"{_MAST}/test_settings.py::test_friendica_has_no_lock_for_it_would_become_another_kind_of_account",
    ),
    "18 1969, and ids beyond 53 bits": (
        f"{_MAST}/test_own.py::test_ids_beyond_53_bits_and_dates_before_1970_are_kept",
        f"{_NET}/tumblr/test_posts.py::test_originals_are_taken_and_ids_beyond_53_bits_stay_whole",
    ),
    "19 an account that was deleted, switched off or locked": (
        SHAPES,
        f"{_SKY}/test_network.py::test_a_refusal_becomes_words_with_a_remedy",
        f"{HERE}::test_an_account_that_is_not_there_any_more_is_told",
        "services/test_account_gone.py::test_what_is_held_of_an_account_that_is_gone_stays_as_it_was_seen",
    ),
    "20 a keyring that is locked or not there": (
        "store/test_vault.py::test_such_a_backend_is_refused_as_keyrings_own_choice_too",
        "store/test_vault.py::test_without_a_safe_keyring_a_secret_lasts_for_the_session_and_that_is_said",
        "store/test_vault.py::test_a_keyring_that_does_not_answer_is_said_with_a_remedy",
    ),
}


def test_every_trap_of_the_notes_is_here() -> None:
    assert {int(name.partition(" ")[0]) for name in TRAPS} == set(range(1, 21))
    assert len(TRAPS) >= 25


def missing(tests: Sequence[str]) -> list[str]:
    """Return which of these tests ("file::name", from the folder tests on) are not there."""
    parts = [(one, *one.partition("::")[::2]) for one in tests]
    return [
        one
        for one, path, name in parts
        if not re.search(rf"^def {name}\(", (TESTS / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]


@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_has_its_tests(trap: str) -> None:
    assert TRAPS[trap]
    assert missing(TRAPS[trap]) == []


def a_web() -> Web:
    return Web(allow_loopback=True, sleep=no_wait, now=lambda: NOW)


@pytest.mark.parametrize("name", ["mastodon, a stranger", "mastodon", "mastodon_old"])
def test_the_word_for_the_page_before_is_never_followed(name: str) -> None:
    with opened(name) as visit:
        assert gathered(visit.photos(a_web())).problem is None
        asked = [one for one in visit.server.requests if one.path.endswith("/statuses")]
        assert len(asked) > 1
        assert not [one for one in asked if {"since_id", "min_id"} & set(one.query)]


def test_a_file_in_two_posts_is_not_gone_with_one_of_them() -> None:
    web = a_web()
    with opened("bluesky") as visit:
        assert isinstance(visit.server, DataServer)
        assert visit.session is not None
        assert visit.net.delete is not None
        assert visit.net.glimpse is not None
        session = visit.session(web)
        photos = gathered(visit.photos(web)).photos
        first, last = (one for one in photos if "bafkreiface" in one.media_url)
        seen: list[Reach] = []
        for photo in (first, last):
            visit.net.delete.act(session, visit.net.delete.unit(photo), [photo])
            seen.append(visit.net.glimpse(web, first).view.reach)
        assert seen == [Reach.REACHABLE, Reach.GONE]


def test_no_mail_address_is_sent_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with opened("gravatar") as visit:
        assert visit.find is not None
        account = visit.find(a_web())
        assert gathered(visit.photos(a_web())).photos
        sent = " ".join(f"{one.target} {one.headers} {one.body!r}" for one in visit.server.requests)
    name, _, host = ADDRESS.partition("@")
    for part in (ADDRESS, f"{name}%40", host):
        assert part not in sent + caplog.text
    assert ADDRESS not in account.id


def test_a_gotosocial_without_scopes_is_warned_of_before_the_sign_in() -> None:
    sign_in = network("mastodon").sign_in
    assert sign_in is not None
    assert "GoToSocial before 0.19" in str(sign_in.doorway.warning)


GONE = {
    "bluesky, a stranger": reply({"error": "RepoTakendown", "message": "x"}, 400),
    "mastodon, a stranger": reply({"error": "Gone"}, 410),
    "misskey, a stranger": reply({"error": {"message": "x", "code": "NO_SUCH_USER", "id": "y"}}, 404),
    "github": reply({"message": "Not Found"}, 404),
    "gravatar": Reply(404, b""),
    "webpage": Reply(410, b"<!doctype html>", {"content-type": "text/html"}),
}


@pytest.mark.parametrize("name", GONE)
def test_an_account_that_is_not_there_any_more_is_told(name: str) -> None:
    def fault(asked: Asked) -> Reply | None:
        return None if "nodeinfo" in asked.path else GONE[name]

    with opened(name) as visit:
        visit.server.fault = fault
        with pytest.raises(NotThere) as told:
            list(visit.photos(a_web()))
        assert told.value.remedy is not None
