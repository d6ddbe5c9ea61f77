"""From an export and a folder to letters in every form, without any network."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path

import pytest

from tests.exports.instagram import export, media, picture, write_folder, write_zipped
from tests.journeys.conftest import Terminal


@pytest.fixture
def filled(plain_terminal: Terminal, tmp_path: Path) -> Terminal:
    posts = [
        media(
            "media/posts/202009/sea.jpg",
            title="At the sea <b>bold</b> \u202e",
            latitude=37.55,
            longitude=126.99,
        ),
        media("media/posts/202009/gone.jpg", 1_600_000_500),
    ]
    zipped = write_zipped(tmp_path / "instagram.zip", export(posts, None, sea=picture(3)))
    folder = write_folder(
        tmp_path / "pictures", {"a.jpg": picture(5), "b/c.png": picture(6, "PNG"), "notes.txt": b"x"}
    )
    reports = plain_terminal.run("import", str(zipped), str(folder))
    assert (reports[0]["new"], reports[0]["complete"]) == (2, False)
    assert reports[0]["missing"] == ["media/posts/202009/gone.jpg"]
    return plain_terminal


def test_what_the_export_says_is_told_and_what_it_does_not_say_is_unknown(filled: Terminal) -> None:
    photos = filled.run("photos")
    assert len(photos) == 4
    by_path = {str(photo["source_path"]).rsplit("/", 1)[-1]: photo for photo in photos}
    assert by_path["sea.jpg"]["audience"]["value"] == "public"  # type: ignore[index]
    assert by_path["sea.jpg"]["place"]["name"] == "Seoul, KR"  # type: ignore[index]
    assert by_path["a.jpg"]["audience"]["value"] == "unknown"  # type: ignore[index]
    assert by_path["gone.jpg"]["faces"] is None, "nobody looked, so nobody knows"
    assert [photo["id"] for photo in filled.run("photos", "place=yes")] == [by_path["sea.jpg"]["id"]]
    (score,) = filled.run("score")
    assert int(str(score["score"])) > 0


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_letter_is_written_in_every_form(filled: Terminal, tmp_path: Path, language: str) -> None:
    said = ("letter", "--to", "instagram", "--resident", "DE", "--name", "Mara Lindqvist", "--lang", language)
    for ending in ("pdf", "eml", "txt", "html"):
        filled.run(*said, "--photos", "audience=public", "--out", str(tmp_path / f"letter.{ending}"))
    text = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert "Mara Lindqvist" in text
    assert "17" in text
    mail = email.message_from_bytes((tmp_path / "letter.eml").read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert not list(mail.iter_attachments()), "no picture is ever attached"
    assert "<b>" not in (tmp_path / "letter.html").read_text(encoding="utf-8").partition("</head>")[2]
    assert len(filled.run("requests")) == 4


def test_the_same_letter_cannot_be_asked_for_without_knowing_the_law(
    filled: Terminal, tmp_path: Path
) -> None:
    out = str(tmp_path / "letter.pdf")
    (told,) = filled.run("letter", "--to", "pimeyes", "--out", out, code=3)
    assert told["remedy"]
    filled.run("letter", "--to", "pimeyes", "--law", "eu-gdpr", "--out", out)
    assert (tmp_path / "letter.pdf").exists()


def test_mistakes_of_a_person_end_with_words_and_the_code_that_is_documented(
    filled: Terminal, tmp_path: Path
) -> None:
    cases = [
        (("photos", "colour=red"), 2),
        (("photo", "4711"), 3),
        (("letter", "--to", "nobody", "--law", "eu-gdpr", "--out", str(tmp_path / "x.pdf")), 3),
        (("letter", "--to", "pimeyes", "--law", "eu-gdpr", "--out", str(tmp_path / "x.docx")), 2),
        (("letter", "--to", "pimeyes", "--law", "eu-gdpr", "--out", str(tmp_path / "no" / "x.txt")), 2),
        (("request", "OX-2026-NOPE"), 3),
        (("import", str(tmp_path / "missing.zip")), 3),
        (("laws", "--resident", "KR", "--to", "instagram"), 3),
        (("forget",), 2),
        (("forget", "mastodon:nobody@example.org"), 3),
        (("look", "???"), 3),
    ]
    for words, code in cases:
        records = filled.run(*words, code=code)
        if code:
            (told,) = records
            assert told["problem"], words
            assert told["remedy"], words
