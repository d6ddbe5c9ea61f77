"""From a Facebook export and an X archive to photos and settings, in the terminal, without any network."""

from __future__ import annotations

from pathlib import Path

from tests.exports import facebook, x
from tests.exports.instagram import picture, write_zipped
from tests.journeys.conftest import Record, Terminal


def by_key(records: list[Record]) -> dict[str, Record]:
    return {str(one["key"]): one for one in records}


def test_a_facebook_export_brings_photos_and_what_its_settings_say(
    plain_terminal: Terminal, tmp_path: Path
) -> None:
    shelf = f"{facebook.ACTIVITY}posts/media"
    more = {
        facebook.SETTINGS: facebook.settings(
            ("Who can see your future posts?", "Public"), ("Ukjent", "Ja visst")
        ),
        f"{facebook.ACTIVITY}posts/album/1.json": facebook.album(
            "Profilbilder",
            facebook.media(f"{shelf}/now.jpg"),
            facebook.media(f"{shelf}/gone.jpg", facebook.AT - 9),
        ),
    }
    files = facebook.export(facebook.ACTIVITY, more) | {f"{shelf}/now.jpg": picture(4)}
    zipped = write_zipped(tmp_path / "facebook.zip", files)
    (report,) = plain_terminal.run("import", str(zipped))
    assert (report["network"], report["new"], report["missing"]) == ("Facebook", 4, [f"{shelf}/gone.jpg"])
    assert plain_terminal.run("import", str(zipped))[0]["new"] == 0
    found = {str(one["source_path"]).rsplit("/", 1)[-1]: one for one in plain_terminal.run("photos")}
    assert found["lake.jpg"]["place"]["name"] == "Berlin, DE"  # type: ignore[index]
    assert found["lake.jpg"]["audience"]["value"] == "unknown"  # type: ignore[index]
    assert found["now.jpg"]["kind"] == "avatar"
    checks = by_key(plain_terminal.run("checkup", code=1))
    assert (checks["fb1"]["seen"], checks["fb1"]["is_safe"]) == ("public", False)
    assert (checks["fb.other"]["seen"], checks["fb.other"]["raw"]) == (None, "Ukjent: Ja visst")


def test_an_x_archive_tells_since_when_its_posts_are_protected(
    plain_terminal: Terminal, tmp_path: Path
) -> None:
    one = x.post("Am See &amp; im Wald", x.media("a.jpg"), geo={"coordinates": ["52.5", "13.4"]})
    files = x.archive(one, more={f"data/tweets_media/{x.POST}-a.jpg": picture(1)})
    files |= x.owner(protection=[x.protect("Protect", "2021-05-03T09:00:00.000Z")])
    (report,) = plain_terminal.run("import", str(write_zipped(tmp_path / "twitter.zip", files)))
    assert (report["network"], report["new"], report["complete"]) == ("X", 3, True)
    found = {str(photo["kind"]): photo for photo in plain_terminal.run("photos")}
    assert found["photo"]["caption"] == "Am See & im Wald"
    assert found["photo"]["audience"]["value"] == "followers"  # type: ignore[index]
    assert found["avatar"]["audience"]["value"] == "public"  # type: ignore[index]
    check = by_key(plain_terminal.run("checkup", "--held"))["x.protected"]
    assert check["history"] == [
        {"at": "2010-05-01T10:00:00Z", "value": "false"},
        {"at": "2021-05-03T09:00:00Z", "value": "true"},
    ]
