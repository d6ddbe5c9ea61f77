"""What we promised of every network that is asked live, sentence by sentence, and the tests that hold each."""

from __future__ import annotations

import pytest

from tests.networks.test_traps import missing

_MAST, _SKY = "networks/mastodon", "networks/bluesky"
SHAPES = "networks/test_shapes.py::test_each_shape_is_one_clear_problem_and_keeps_what_came_before"
FAULT = "networks/test_wire_faults.py::test_a_fault_at_the_end_of_a_listing_ends_soon_and_loses_nothing"

RULES: dict[str, tuple[str, ...]] = {
    "nothing is signed in until it is needed": (
        "services/test_connect.py::test_what_has_to_be_brought_is_asked_for_once",
        "networks/misskey/test_servers.py::test_who_asks_as_a_stranger_sends_no_token",
    ),
    "read scopes first": (
        "services/test_connect.py::test_a_sign_in_makes_a_connected_account_with_the_least_power",
        "networks/test_browser_rounds.py::test_a_whole_round_asks_for_the_least_lists_and_ends",
    ),
    "a second browser round for write, at the moment of the fix": (
        "services/test_connect.py::test_one_more_power_is_a_second_round_for_the_same_account",
        "networks/test_browser_rounds.py::test_the_second_round_asks_for_more_and_no_sooner",
        "ui/screens/test_checkup.py::test_a_level_is_looked_through_asks_for_the_right_and_goes_on_by_itself",
    ),
    "Pixelfed always with the scope": (
        f"{_MAST}/test_sign_in.py::test_pixelfed_is_always_told_the_scope_and_never_grants_all",
    ),
    "an app password for a deletion alone, its session ended after": (
        f"{_SKY}/test_app_password.py::test_only_the_tokens_are_kept_and_only_what_was_asked_for_is_allowed",
        "services/test_lent_sign_in.py::test_the_session_ends_at_the_server_and_here_after_the_last_deletion",
        "services/test_lent_sign_in.py::test_it_stays_for_as_long_as_anything_waits",
    ),
    "the browser answers on this computer, with state and proof, once, within two minutes": (
        "networks/test_oauth.py::test_the_answer_with_the_proof_is_taken_and_a_calm_page_is_shown",
        "networks/test_oauth.py::test_it_answers_once_and_is_closed_then",
        "networks/test_oauth.py::test_nobody_is_waited_for_longer_than_promised",
        "networks/test_oauth.py::test_only_this_computer_reaches_it_and_the_network_may_want_its_own_spelling",
        "networks/test_oauth.py::test_a_proof_key_is_what_rfc_7636_says",
    ),
    "the listener takes the callback path alone": (
        "networks/test_oauth.py::test_whatever_else_is_asked_gets_404_and_changes_nothing",
    ),
    "a listing goes on after a stop, a crash, a lost line": (
        "services/test_sync_signed_in.py::test_stop_keeps_what_was_listed",
        "services/test_killed.py::test_a_killed_sync_and_a_killed_queue_lose_nothing_and_do_nothing_twice",
        "services/test_sync_signed_in.py::test_a_listing_that_broke_off_goes_on_behind_the_last_page",
        FAULT,
    ),
    # The figure for 100,000 photos is measured in benchmarks/sync.py.
    "a long list takes no more memory": (
        f"{_SKY}/test_looking.py::test_a_long_list_takes_no_more_memory_than_a_short_one",
    ),
    "all five forms of a limit": ("networks/test_limits.py::test_a_moment_is_read_in_every_form",),
    "a limit waits until a moment, and is no error": (
        "services/test_remove.py::test_a_limit_shows_until_when_it_waits",
        "services/test_sync_signed_in.py::test_a_long_pause_is_waited_for_and_stop_is_heard",
        "ui/screens/test_remove.py::test_a_pause_is_told_by_its_end_and_what_waits_survives_stop",
        "cli/test_signed_in.py::test_a_pause_is_told_where_nobody_watches_a_terminal",
        SHAPES,
    ),
    "an expired token leads to one clear sign in again": (
        SHAPES,
        "services/test_sync_signed_in.py::test_an_expired_sign_in_is_one_clear_problem",
        "ui/screens/test_connect.py::test_a_sign_in_that_ran_out_asks_to_sign_in_again",
    ),
    "the status is the truth and texts are decoration": (
        SHAPES,
        "networks/test_signed_in_faults.py::test_a_web_page_that_says_404_is_no_proof_that_a_photo_is_gone",
    ),
    "a change is read again and compared; a 200 proves nothing": (
        "services/test_checkup.py::test_a_change_is_read_again_logged_and_can_be_undone",
        "services/test_checkup.py::test_a_yes_that_changes_nothing_is_not_believed",
    ),
    "refresh tokens rotate: one lock for an account, kept before it is used": (
        "networks/test_session.py::test_a_renewed_grant_is_kept_before_it_is_used",
        "networks/test_session.py::test_two_windows_at_once_ask_once",
        "networks/test_browser_rounds.py::test_a_token_that_ran_out_is_renewed_once_and_its_end_is_told",
    ),
    "Bluesky: small permissions where granted, nonces of each server": (
        f"{_SKY}/test_sign_in.py::test_a_server_that_knows_no_small_permissions_is_asked_for_the_large_one",
        f"{_SKY}/test_renewal.py::test_a_token_that_ran_out_is_renewed_once_and_the_nonces_of_both_servers_are_kept_apart",
    ),
    "a file that only followers should see is tested too": (
        "services/test_sync_signed_in.py::test_a_closed_photo_whose_file_anyone_gets_is_found",
    ),
    "a surviving address is dated evidence for a letter": (
        "services/test_surviving_file.py::test_a_followers_only_file_is_deleted_seen_again_and_named_in_the_letter",
    ),
    "what the network says, what a stranger got, where copies remain": (
        "cli/test_signed_links.py::test_the_end_of_a_signed_link_is_shown_as_the_third_fact",
        "networks/facebook/test_photos.py::test_the_end_of_a_signed_link",
        f"{_MAST}/test_pages.py::test_where_copies_remain_is_told_by_who_got_the_post",
        "ui/test_photos.py::test_the_details_name_the_chain_the_stranger_view_and_what_would_help",
    ),
    "no token that nothing lists": (
        "services/test_killed_joining.py::test_the_next_start_holds_the_account_exactly_where_the_keyring_holds_its_token",
    ),
}
PROVEN: dict[str, tuple[str, ...]] = {
    "the real Bluesky server: consent in a browser, list, setting, delete, file gone": (
        f"{_SKY}/test_real_sign_in.py::test_the_browser_signs_in_and_a_post_is_gone_afterwards",
        f"{_SKY}/test_real_sign_in.py::test_settings_are_changed_and_nothing_else_of_the_profile",
        f"{_SKY}/test_real_server.py::test_a_deleted_post_is_seen_gone_and_the_rest_stays",
    ),
    "its backup": (f"{_SKY}/test_real_backup.py::test_the_copy_holds_every_record_and_names_every_picture",),
    "a server on this computer for every network": (
        "networks/test_every_server.py::test_every_network_that_is_asked_over_the_wire_has_a_server_here",
        "networks/test_every_server.py::test_a_whole_listing_asks_nobody_but_the_server_of_the_account",
        "networks/test_every_server.py::test_what_is_deleted_is_not_listed_any_more_and_was_gone_the_second_time",
        "networks/test_every_server.py::test_what_is_hidden_is_shown_so_or_listed_no_more",
    ),
    "every trap": ("networks/test_traps.py::test_every_trap_has_its_tests",),
    "every fault, for every network": (
        FAULT,
        "networks/test_wire_faults.py::test_a_storm_of_500_ends_in_one_problem_and_is_no_sign_that_anything_is_gone",
        "networks/test_wire_faults.py::test_what_does_not_come_is_offline_and_says_so",
        "networks/test_wire_faults.py::test_a_flood_is_held_in_little_memory",
        "networks/test_wire_faults.py::test_a_faulty_file_is_never_taken_for_gone_or_safe",
        "networks/test_signed_in_faults.py::test_any_spoiled_field_ends_in_photos_skipped_items_and_problems",
    ),
    "every shape of an error": (SHAPES,),
    "one switch and one address an account": (
        "journeys/test_every_network.py::test_each_network_with_a_token_is_connected_and_listed",
        "journeys/test_every_network.py::test_each_network_that_strangers_can_read_is_looked_at",
        "journeys/test_every_network.py::test_without_the_switch_no_server_of_this_computer_is_asked",
    ),
    "hide where it exists": (
        "networks/test_every_server.py::test_hiding_and_deleting_are_offered_where_the_networks_allow_them",
        "networks/test_every_server.py::test_what_is_hidden_is_shown_so_or_listed_no_more",
        "networks/misskey/test_signed_in.py::test_hiding_old_notes_altogether_counts_as_closed_and_never_undoes_both",
    ),
    "a preview sends nothing": ("services/test_previews.py::test_no_preview_of_any_network_sends_anything",),
}


@pytest.mark.parametrize("sentence", RULES)
def test_every_rule_has_its_tests(sentence: str) -> None:
    assert missing(RULES[sentence]) == []


@pytest.mark.parametrize("sentence", PROVEN)
def test_every_proof_has_its_tests(sentence: str) -> None:
    assert missing(PROVEN[sentence]) == []
