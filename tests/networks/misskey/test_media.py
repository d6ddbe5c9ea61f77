"""The file behind a media proxy, in each form in which servers of the Misskey family name one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.model.account import Account, AccountKind, account_id
from app.model.photo import Photo
from app.networks.misskey.media import portraits
from app.networks.misskey.names import KEY

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FILE = "https://media.example/io/anna.webp"
ENCODED = "https%3A%2F%2Fmedia.example%2Fio%2Fanna.webp"
ACCOUNT = Account(
    id=account_id(KEY, "anna@misskey.example"),
    network=KEY,
    kind=AccountKind.WATCHED,
    handle="anna@misskey.example",
    server="https://misskey.example",
)


def avatar(shown: str) -> Photo | None:
    found = [one for one in portraits(ACCOUNT, {"avatarUrl": shown}, NOW) if isinstance(one, Photo)]
    return found[0] if found else None


@pytest.mark.parametrize(
    "shown",
    [
        f"https://misskey.example/proxy/avatar.webp?url={ENCODED}&avatar=1",
        f"https://misskey.example/proxy/io%2Fanna.webp?url={ENCODED}",
        f"https://proxy.example/avatar.webp?url={ENCODED}&avatar=1",
        f"https://proxy.example/image.webp?url={ENCODED}",
        f"https://proxy.example/avatar/{ENCODED}?avatar=1",
        "https://proxy.example/avatar/media.example%2Fio%2Fanna.webp?avatar=1",
        "https://misskey.example/proxy/image/media.example%2Fio%2Fanna.webp?static=1",
    ],
)
def test_the_file_itself_is_found_behind_a_proxy_and_the_copy_is_its_preview(shown: str) -> None:
    photo = avatar(shown)
    assert photo is not None
    assert (photo.media_url, photo.preview_url) == (FILE, shown)


@pytest.mark.parametrize(
    "shown",
    [
        FILE,
        f"{FILE}?sensitive=true",
        f"https://misskey.example/files/anna?url={ENCODED}",
        "https://proxy.example/avatar/anna.webp?avatar=1",
        "https://proxy.example/avatar/@anna?avatar=1",
        "https://proxy.example/avatar/javascript%3Aalert(1)?avatar=1",
        "https://proxy.example/avatar/media.example%2F%5Canna?avatar=1",
        "https://proxy.example/avatar.webp?url=javascript:alert(1)",
        "https://proxy.example/avatar.webp?url=https://anna:x@media.example/a.webp",
    ],
)
def test_any_other_address_is_taken_as_it_is(shown: str) -> None:
    photo = avatar(shown)
    assert photo is not None
    assert (photo.media_url, photo.preview_url) == (shown, "")


def test_a_drawn_pattern_stays_nobodys() -> None:
    assert avatar("https://misskey.example/identicon/anna@misskey.example") is None
