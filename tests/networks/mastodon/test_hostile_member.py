"""Whatever a server says to somebody who signed in, only photos, marks, checks, skipped items and problems come out."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.sign_in import Grant
from app.networks.mastodon import NETWORK
from app.networks.network import Mark
from app.networks.session import Session, Wish
from app.networks.web import Web
from tests.networks.mastodon.member import EVERY_POWER, Shelf, no_wait, way
from tests.networks.mastodon.test_hostile import BAD, check, paths
from tests.networks.member_programs import MEMBER
from tests.networks.replay import Answering, Replay, canned

HOME = "https://social.example"
STATUS: dict[str, Any] = {
    "id": "905",
    "visibility": "public",
    "content": "<p>Harbour</p>",
    "url": f"{HOME}/@anna/905",
    "account": {"id": MEMBER},
    "reblog": None,
    "created_at": "2026-05-04T10:00:00.000Z",
    "mentions": [{"acct": "bea"}],
    "media_attachments": [
        {
            "id": "1",
            "type": "image",
            "url": f"{HOME}/f/original/1.jpg",
            "preview_url": f"{HOME}/f/small/1.jpg",
            "meta": {"original": {"width": 640, "height": 480}},
            "description": "A harbour",
        }
    ],
}
ENTITY: dict[str, Any] = {
    "id": MEMBER,
    "username": "anna",
    "acct": "anna",
    "display_name": "Anna",
    "url": f"{HOME}/@anna",
    "avatar": f"{HOME}/a/original/1.png",
    "header": f"{HOME}/h/original/1.png",
    "locked": False,
    "discoverable": None,
    "indexable": True,
    "noindex": False,
    "enable_rss": True,
    "statuses_count": 1,
    "source": {
        "privacy": "public",
        "quote_policy": "public",
        "hide_collections": None,
        "web_visibility": "public",
    },
}
LIST = f"{HOME}/api/v1/accounts/{MEMBER}/statuses?limit=40&exclude_reblogs=true"
SAID: dict[str, Any] = {
    f"{HOME}/api/v1/accounts/verify_credentials": ENTITY,
    f"{LIST}&only_media=true": [STATUS],
    f"{LIST}&only_media=true&max_id=905": [],
    LIST: [STATUS],
    f"{HOME}/api/v2/instance": {"api_versions": {"mastodon": 9}},
    f"{HOME}/api/v1/profile": {"show_media": True, "show_media_replies": False},
    f"{HOME}/.well-known/oauth-authorization-server": {
        "issuer": HOME,
        "scopes_supported": ["read", "read:statuses"],
    },
    f"{HOME}/.well-known/nodeinfo": {"links": [{"rel": "x/2.0", "href": f"{HOME}/nodeinfo/2.0"}]},
    f"{HOME}/nodeinfo/2.0": {"software": {"name": "mastodon", "version": "4.6.0"}},
    f"{HOME}/api/v1/apps/verify_credentials": {"scopes": ["read", "write"]},
    f"POST {HOME}/api/v1/apps": {"client_id": "key", "client_secret": "s3cret"},
    f"POST {HOME}/oauth/token": {
        "access_token": "t0ken",
        "scope": "read",
        "expires_in": 7200,
        "refresh_token": "again",
    },
    f"PATCH {HOME}/api/v1/accounts/update_credentials": ENTITY,
    f"DELETE {HOME}/api/v1/statuses/905?delete_media=true": STATUS,
    f"DELETE {HOME}/api/v1/profile/avatar": ENTITY,
    f"{HOME}/api/v1/accounts/{MEMBER}": ENTITY,
    f"{HOME}/api/v1/statuses/905": STATUS,
    f"{HOME}/robots.txt": {},
    "https://other.example/api/v1/accounts/lookup?acct=anna@social.example": {"id": "7"},
    "https://other.example/api/v1/accounts/7/statuses?limit=40&exclude_reblogs=true": [STATUS],
}
STATUSES = st.sampled_from([200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 410, 418, 422, 500])
SOFTWARE = st.sampled_from(
    ["Mastodon 4.6.0", "GoToSocial 0.19.1", "Pixelfed 0.12", "Friendica 2024.12", "Takahē 0.11", ""]
)


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Answering]:
    """Return the answers with some fields, and now and then a status, put out of joint."""
    said = copy.deepcopy(SAID)
    for _ in range(draw(st.integers(1, 5))):
        name = draw(st.sampled_from(sorted(said)))
        step_by_step = draw(st.sampled_from(paths(said[name])))
        if not step_by_step:
            said[name] = draw(BAD)
            continue
        at = said[name]
        for step in step_by_step[:-1]:
            at = at[step]
        at[step_by_step[-1]] = draw(BAD)
    odd = draw(st.sampled_from(sorted(said)))
    status = draw(STATUSES)
    answers: dict[str, Answering] = {}
    for name, value in said.items():
        answers[name] = canned(value, status if name == odd else 200)
    return answers


def session(replay: Replay, software: str) -> Session:
    account = Account(
        id=account_id(NETWORK.key, "anna@social.example"),
        network=NETWORK.key,
        kind=AccountKind.CONNECTED,
        handle="anna@social.example",
        remote_id=MEMBER,
        server=HOME,
        url=f"{HOME}/@anna",
        software=software,
    )
    grant = Grant(
        secrets={"token": "t0ken", "refresh_token": "again"}, powers=EVERY_POWER, scope="read write"
    )
    return Session(web=Web(adapter=replay, sleep=no_wait), account=account, grant=grant, shelf=Shelf(grant))


def problem(told: Problem) -> None:
    """A Problem has words and a remedy, and no secret."""
    assert str(told)
    assert told.remedy is not None
    assert "t0ken" not in f"{told} {told.remedy}"


HARD = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@HARD
@given(spoiled(), SOFTWARE)
def test_a_list_of_ones_own_holds_photos_marks_skipped_items_or_ends_in_a_problem(
    answers: dict[str, Answering], software: str
) -> None:
    of = session(Replay(answers), software)
    assert NETWORK.own
    try:
        for item in NETWORK.own(of, ""):
            match item:
                case Photo():
                    check(item)
                    assert item.visibility.value in Audience
                    looked_at(of.web, item)
                case Skipped():
                    assert str(item.why)
                case Mark():
                    assert 0 < len(item.cursor) < 200
    except Problem as told:
        problem(told)


def looked_at(web: Web, photo: Photo) -> None:
    """Look at everything of a photo that a stranger could."""
    assert NETWORK.page
    assert NETWORK.elsewhere
    assert NETWORK.sizes
    assert NETWORK.copies
    assert NETWORK.page(web, photo).seen_at
    assert NETWORK.elsewhere(web, photo, "other.example").seen_at
    assert all(url.startswith(("https://", "http://")) for url in NETWORK.sizes(photo))
    assert all(str(one) for one in NETWORK.copies(photo))


@HARD
@given(spoiled(), SOFTWARE)
def test_switches_have_values_that_we_know_or_none(answers: dict[str, Answering], software: str) -> None:
    of = session(Replay(answers), software)
    assert NETWORK.checks
    assert NETWORK.open_checks
    assert NETWORK.change
    for read in (lambda: NETWORK.checks(of), lambda: NETWORK.open_checks(of.web, of.account)):  # pyright: ignore[reportOptionalCall]
        try:
            for one in read():
                known = {value.key for value in one.values} | set(one.also_safe)
                assert one.seen is None or one.seen in known
                assert one.is_safe is None or one.seen is not None
                assert one.link.startswith(HOME)
        except Problem as told:
            problem(told)
    try:
        NETWORK.change(of, "mast.locked", "true")
    except Problem as told:
        problem(told)


@HARD
@given(spoiled(), SOFTWARE)
def test_a_deletion_is_done_was_gone_or_a_problem(answers: dict[str, Answering], software: str) -> None:
    of = session(Replay(answers), software)
    assert NETWORK.delete
    assert NETWORK.hide
    for fix, unit in ((NETWORK.delete, "905"), (NETWORK.delete, "avatar:5f0c"), (NETWORK.hide, "905")):
        try:
            assert fix.act(of, unit, []) in Outcome
        except Problem as told:
            problem(told)


@HARD
@given(spoiled())
def test_a_sign_in_is_somebody_or_a_problem(answers: dict[str, Answering]) -> None:
    assert way().begin
    web = Web(adapter=Replay(answers), sleep=no_wait)
    wish = Wish(server=HOME, keys={"token": "t0ken"})
    start, bring = way().begin, way().bring
    assert start
    assert bring
    try:
        errand = start(web, wish, "http://127.0.0.1:40001/callback")
        assert errand.url.startswith(f"{HOME}/")
        joined = errand.finish({"code": "c", "state": errand.proof[1]})
        # A server may say any name for who signed in, but only at itself.
        assert joined.account.id.endswith("@social.example")
        assert joined.account.server == HOME
        assert joined.grant.secret("token")
    except Problem as told:
        problem(told)
    try:
        assert bring(web, wish).account.remote_id
    except Problem as told:
        problem(told)
