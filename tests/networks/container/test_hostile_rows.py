"""The table of what a hostile export may try, and which tests prove that each of it fails."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
ZIP, TAR = "networks/container/test_zip_container.py", "networks/container/test_tar_container.py"
TREE, JSON = "networks/container/test_tree.py", "networks/container/test_json_container.py"
TAME, WHOLE = "networks/container/test_json_tame.py", "services/test_hostile_exports.py"
APART, PAGES = "networks/test_apart.py", "networks/test_export_pages.py"
SPOILED, CAR = "networks/container/test_spoiled_exports.py", "networks/bluesky/test_car.py"
PICTURE, WORKER = "analysis/test_picture.py", "analysis/test_worker.py"
COUNTED = (WHOLE, "test_the_harmful_part_is_counted_and_everything_else_comes_in")
LISTS = (WHOLE, "test_a_hostile_list_costs_nothing_but_itself")

ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    "names that lead outside, or hide what they are": (
        (ZIP, "test_a_name_that_points_outside_is_left_alone_and_counted"),
        (ZIP, "test_a_name_that_hides_what_it_is_is_left_alone_and_counted"),
        (ZIP, "test_a_name_of_absurd_length_is_left_alone_and_counted"),
        (ZIP, "test_composed_and_decomposed_letters_are_one_name"),
        (TREE, "test_a_name_that_turns_the_reading_direction_is_left_alone"),
        COUNTED,
    ),
    "links and devices": (
        (ZIP, "test_a_link_or_device_is_never_read"),
        (TAR, "test_links_devices_and_bad_names_are_left_alone_and_counted"),
        (TREE, "test_links_are_never_followed_wherever_they_lead"),
        (TREE, "test_a_file_that_becomes_a_link_after_it_was_listed_is_not_read"),
        COUNTED,
    ),
    "bombs": (
        (ZIP, "test_a_member_that_swells_a_thousand_times_is_not_unpacked"),
        (ZIP, "test_an_archive_that_unpacks_to_terabytes_is_hostile"),
        (ZIP, "test_reading_stops_at_the_cap_that_was_given"),
        (TAR, "test_a_gzip_bomb_is_hostile"),
        COUNTED,
    ),
    "a size that is a lie": (
        (ZIP, "test_a_member_that_is_larger_than_it_says_is_read_no_further_than_that"),
        (ZIP, "test_a_wrong_checksum_is_found"),
        (TAR, "test_a_size_that_makes_no_sense_is_told_and_never_loops"),
        (TAR, "test_a_member_that_claims_more_than_the_file_holds_is_told_when_read"),
        COUNTED,
    ),
    "members that share bytes, refused by our own check on every Python": (
        (ZIP, "test_members_that_share_their_bytes_are_hostile"),
        (ZIP, "test_members_that_overlap_by_a_few_bytes_are_hostile"),
        (WHOLE, "test_what_is_hostile_as_a_whole_ends_in_one_sentence_with_a_remedy"),
    ),
    "one name twice": (
        (ZIP, "test_of_two_members_of_one_name_the_first_is_read_and_the_other_counted"),
        (TREE, "test_two_different_files_of_one_name_in_two_parts_are_told"),
        COUNTED,
    ),
    "an archive inside": ((ZIP, "test_an_archive_inside_is_counted_and_never_opened"), COUNTED),
    "passwords and methods that nobody unpacks": (
        (ZIP, "test_a_member_that_cannot_be_unpacked_is_counted_with_its_reason"),
        (ZIP, "test_an_archive_with_a_password_says_so_with_a_remedy"),
        COUNTED,
    ),
    "ZIP64 and too many members": (
        (ZIP, "test_a_zip64_file_is_read"),
        (ZIP, "test_an_archive_that_lists_too_many_members_is_hostile"),
        (ZIP, "test_a_table_of_contents_of_half_a_gigabyte_is_hostile"),
        (TAR, "test_too_many_members_are_hostile"),
        (WHOLE, "test_zip64_and_every_other_form_come_in"),
    ),
    "names in old encodings": ((ZIP, "test_a_name_is_read_in_whatever_code_it_is_written"), COUNTED),
    "JSON that is nested without end": (
        (TAME, "test_what_is_too_deep_or_too_long_is_refused_and_all_else_is_read"),
        (JSON, "test_json_that_is_built_to_exhaust_us_is_refused_with_words"),
        (JSON, "test_too_many_values_are_refused_before_they_are_made"),
        LISTS,
    ),
    "numbers of thousands of digits": (
        (JSON, "test_json_that_is_built_to_exhaust_us_is_refused_with_words"),
        LISTS,
    ),
    "halves of characters": ((JSON, "test_odd_but_harmless_json_is_read"), LISTS),
    "wrong bytes, marks and NaN": (
        (JSON, "test_odd_but_harmless_json_is_read"),
        (JSON, "test_any_bytes_end_in_a_value_or_a_problem"),
        LISTS,
    ),
    "wrong types and missing fields": (
        (SPOILED, "test_spoiled_exports_end_in_photos_notes_or_problems"),
        LISTS,
    ),
    "pages": (
        (PAGES, "test_markup_that_is_built_to_exhaust_us_is_walked_in_one_pass"),
        (PAGES, "test_a_page_that_is_too_large_is_told"),
        (PAGES, "test_scripts_and_styles_hold_no_tags"),
    ),
    "pictures": (
        (PICTURE, "test_a_decompression_bomb_is_not_opened"),
        (PICTURE, "test_a_text_bomb_in_a_png_is_refused_or_left_out"),
        (PICTURE, "test_a_tiff_is_not_opened"),
        (WORKER, "test_a_picture_that_crashes_the_child_is_told_and_the_next_one_is_read"),
        (WORKER, "test_a_picture_that_takes_all_memory_is_told"),
    ),
    "repositories (CAR)": (
        (CAR, "test_what_is_damaged_or_hostile_is_refused_with_words"),
        (CAR, "test_what_is_built_to_do_harm_is_called_so"),
        (CAR, "test_any_bytes_do_no_harm"),
    ),
    "addresses and paths inside lists": (
        (TREE, "test_a_path_from_inside_the_export_finds_its_file_whatever_lies_around_it"),
        LISTS,
    ),
    "formulas in tables": (
        ("networks/test_exports.py", "test_any_bytes_are_rows_of_clean_words"),
        ("networks/container/test_hostile_rows.py", "test_the_app_writes_no_tables"),
    ),
    "words of megabytes, with marks that turn them around": (
        LISTS,
        (
            "networks/instagram/test_instagram_archive.py",
            "test_captions_are_freed_of_control_characters_and_kept_short",
        ),
        ("test_house.py", "test_only_the_plain_text_label_is_made_from_qlabel"),
    ),
    "what crashes, hangs or eats a reader": (
        (APART, "test_a_file_that_takes_all_memory_is_put_aside_and_the_rest_is_read"),
        (APART, "test_a_file_that_takes_too_long_is_put_aside_and_the_rest_is_read"),
        (APART, "test_only_a_child_that_falls_twice_puts_a_file_aside"),
        (APART, "test_millions_of_entries_that_cannot_be_read_are_told_in_one_line"),
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_table_is_proven_by_tests_that_are_there(row: str) -> None:
    for path, name in ROWS[row]:
        tree = ast.parse((TESTS / path).read_text("utf-8"))
        assert name in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}, (
            f"{path}: {name}"
        )


def test_the_app_writes_no_tables() -> None:
    """A formula in a table does harm only where a spreadsheet opens it; whoever adds such a file must escape them."""
    app = TESTS.parent / "app"
    assert not [path for path in app.rglob("*.py") if "csv.writer" in path.read_text("utf-8").lower()]
