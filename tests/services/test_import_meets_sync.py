"""The same picture listed with a sign-in and imported from an export is one photo, and each brings what it knows."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from app.model.account import AccountKind
from app.model.audience import Audience
from app.model.filter import Filter
from app.model.photo import MediaState, Photo
from app.networks.flickr import NETWORK as FLICKR
from app.networks.mastodon.audience import rules
from app.networks.mastodon.media import pictures
from app.services.house import House
from tests.exports import flickr, mastodon
from tests.exports.instagram import picture, write_folder
from tests.networks.signed_in import NOW, listed, signed_in
from tests.store.nouns import account

OLD, NEW = datetime(2024, 1, 2, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)


def _written(folder: Path, files: dict[str, bytes], at: datetime) -> Path:
    """Write an unpacked export whose files carry this date."""
    write_folder(folder, files)
    for path in folder.rglob("*"):
        os.utime(path, (at.timestamp(), at.timestamp()))
    return folder


def _flickr(folder: Path, live: Photo, at: datetime) -> Path:
    number = int(live.key)
    about = flickr.profile(profile_url="https://www.flickr.com/people/mina-paper/", nsid="98000001@N07")
    page = f"https://www.flickr.com/photos/mina-paper/{number}/"
    told = flickr.details(number, privacy="friend & family", photopage=page, name="From the export")
    files = flickr.export([told], {f"lake_{number}_o.jpg": picture(3)})
    files[flickr.PROFILE] = json.dumps(about).encode()
    return _written(folder, files, at)


def _kept(house: House) -> Photo:
    (one,) = house.browser.photos(Filter())
    return one


def test_an_older_export_of_flickr_gives_the_file_and_does_not_undo_what_was_listed(
    house: House, tmp_path: Path
) -> None:
    signed = signed_in("flickr").session
    live = next(one for one in listed(FLICKR, signed).photos if one.visibility.value is Audience.FRIENDS)
    house.importer.catalogue.keep_account(signed.account)
    house.importer.catalogue.keep_photos([live])
    (report,) = house.importer.read_all([_flickr(tmp_path / "old", live, OLD)])
    assert (report.accounts, report.new, report.known) == ((signed.account.id,), 0, 1)
    one = _kept(house)
    assert (one.visibility, one.caption, one.media_url) == (live.visibility, live.caption, live.media_url)
    assert (one.media_state, one.source_path) == (MediaState.PRESENT, f"lake_{live.key}_o.jpg")
    assert one.inspection is not None
    (held,) = house.browser.accounts()
    assert (held.kind, held.remote_id) == (AccountKind.CONNECTED, "98000001@N07")


def test_a_newer_export_is_believed_and_a_listing_after_it_keeps_the_file(
    house: House, tmp_path: Path
) -> None:
    signed = signed_in("flickr").session
    live = next(one for one in listed(FLICKR, signed).photos if one.visibility.value is Audience.FRIENDS)
    house.importer.catalogue.keep_account(signed.account)
    house.importer.catalogue.keep_photos([live])
    house.importer.read_all([_flickr(tmp_path / "new", live, NEW)])
    one = _kept(house)
    assert (one.visibility.value, one.caption) == (Audience.CUSTOM, "From the export")
    later = next(
        one
        for one in listed(FLICKR, signed_in("flickr", now=NEW.replace(year=2028)).session).photos
        if one.key == live.key
    )
    house.importer.catalogue.keep_photos([later])
    one = _kept(house)
    assert (one.visibility, one.caption) == (later.visibility, later.caption)
    assert one.media_state is MediaState.PRESENT


def test_a_post_of_mastodon_is_the_same_in_the_list_and_in_the_archive(house: House, tmp_path: Path) -> None:
    mine = account("mara@social.example", "mastodon")
    entity = {
        "id": str(mastodon.FIRST_POST),
        "visibility": "public",
        "content": "<p>Hello</p>",
        "url": f"https://social.example/@mara/{mastodon.FIRST_POST}",
        "created_at": "2024-05-04T10:05:17.000Z",
        "media_attachments": [
            {
                "id": str(mastodon.FIRST_FILE),
                "type": "image",
                "url": f"https://files.social.example/{mastodon.file_path(mastodon.FIRST_FILE)}",
                "preview_url": "https://files.social.example/small.jpg",
            }
        ],
    }
    house.importer.catalogue.keep_account(mine)
    house.importer.catalogue.keep_photos(
        [one for one in pictures(mine, entity, rules(mine, {}, NOW)) if isinstance(one, Photo)]
    )
    path = mastodon.file_path(mastodon.FIRST_FILE)
    note = mastodon.note(mastodon.FIRST_POST, mastodon.attachment(f"/{path}"))
    files = mastodon.export([note], {path: picture(3)}, icon=None, image=None)
    (report,) = house.importer.read_all([_written(tmp_path / "a", files, NEW)])
    assert (report.accounts, report.new, report.known) == ((mine.id,), 0, 1)
    one = _kept(house)
    assert one.media_url == f"https://files.social.example/{path}"
    assert (one.source_path, one.visibility.value) == (path, Audience.PUBLIC)
