"""The whole way of a signed-in account, against a server that keeps what is changed and forgets what is deleted."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace

import pytest
import requests

from app.model.account import AccountKind
from app.model.audience import Audience, Basis
from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import (
    Limited,
    MissingFacts,
    NetworkRefused,
    SignInExpired,
    SignInNeeded,
    SignInStopped,
    WrongUse,
)
from app.model.sign_in import Grant, Power
from app.model.stranger import Reach
from app.networks.misskey import NETWORK
from app.networks.network import Fix, Mark
from app.networks.oauth import Listener
from app.networks.session import Callback, Joined, Session, SignIn, Wish
from app.networks.web import Web
from tests.networks.misskey.server import MisskeyServer

EVERYTHING = ("read:account", "read:drive", "write:account", "write:notes", "write:drive")
ALL_POWERS = frozenset(Power)


class Shelf:
    """Keeps no grant: what Misskey hands out is never renewed."""

    def read(self) -> Grant | None:
        return None

    def write(self, grant: Grant) -> None:
        raise AssertionError(grant)

    def locked(self) -> AbstractContextManager[None]:
        return nullcontext()


def sign_in() -> SignIn:
    assert NETWORK.sign_in is not None
    return NETWORK.sign_in


def through_the_browser(web: Web, wish: Wish) -> Joined:
    """Sign in through the real door for the browser's answer."""
    begin = sign_in().begin
    assert begin is not None
    listener = Listener(Callback())
    errand = begin(web, wish, listener.url)

    def open_page() -> None:
        # The door closes behind the first answer, sometimes before its page was sent to the end.
        with suppress(requests.RequestException):
            requests.get(errand.url, timeout=10)

    browser = threading.Thread(target=open_page)
    listener.listen(errand.proof)
    browser.start()
    answer = listener.wait(lambda: None, 20)
    browser.join(10)
    return errand.finish(answer)


def session(web: Web, server: MisskeyServer, *permissions: str) -> Session:
    bring = sign_in().bring
    assert bring is not None
    keys = {"token": server.grant(*(permissions or EVERYTHING))}
    joined = bring(web, Wish(server=server.url, keys=keys, powers=ALL_POWERS))
    account = replace(joined.account, kind=AccountKind.CONNECTED)
    return Session(web=web, account=account, grant=joined.grant, shelf=Shelf())


def own(one: Session, resume: str = "") -> list[Photo]:
    assert NETWORK.own is not None
    return [item for item in NETWORK.own(one, resume) if isinstance(item, Photo)]


def delete() -> Fix:
    assert NETWORK.delete is not None
    return NETWORK.delete


def of_unit(photos: list[Photo], key: str) -> list[Photo]:
    return [photo for photo in photos if delete().unit(photo) == key]


# --- signing in


def test_a_sign_in_in_the_browser_asks_for_no_more_than_is_wished(server: MisskeyServer, web: Web) -> None:
    joined = through_the_browser(web, Wish(server=server.host))
    token = joined.grant.secret("token")
    assert server.tokens[token] == {"read:account", "read:drive"}
    assert joined.grant.powers == {Power.READ}
    assert joined.account.handle == f"anna@{server.host}"
    assert joined.account.id == f"misskey:anna@{server.host}"
    assert not any(token in target for target in server.targets)
    assert token not in repr(joined)


def test_a_wider_sign_in_asks_for_what_is_missing_and_for_reading(server: MisskeyServer, web: Web) -> None:
    wish = Wish(handle=f"@anna@{server.host}", powers=frozenset({Power.DELETE}))
    joined = through_the_browser(web, wish)
    assert server.tokens[joined.grant.secret("token")] == {
        "read:account",
        "read:drive",
        "write:notes",
        "write:drive",
    }
    assert joined.grant.powers == {Power.READ, Power.DELETE}


def test_an_answer_is_good_once_and_for_its_own_session_only(server: MisskeyServer, web: Web) -> None:
    begin = sign_in().begin
    assert begin is not None
    errand = begin(web, Wish(server=server.url), "http://127.0.0.1:9/callback")
    name, number = errand.proof
    assert name == "session"
    with pytest.raises(SignInStopped):
        errand.finish({"session": "another"})
    with pytest.raises(SignInStopped):
        errand.finish({"session": number})
    server.sessions[number] = {"token": "abc123", "name": "Overexposed"}
    assert errand.finish({"session": number}).grant.secret("token") == "abc123"
    with pytest.raises(SignInStopped):
        errand.finish({"session": number})
    assert number not in repr(errand)


def test_no_browser_is_opened_for_a_server_of_another_kind(server: MisskeyServer, web: Web) -> None:
    begin = sign_in().begin
    assert begin is not None
    server.fails["meta"] = 404
    with pytest.raises(NetworkRefused, match="does not answer as a Misskey server"):
        begin(web, Wish(server=server.url), "http://127.0.0.1:9/callback")
    for nothing in (Wish(), Wish(server="not a server"), Wish(handle="anna")):
        with pytest.raises(MissingFacts):
            begin(web, nothing, "http://127.0.0.1:9/callback")


@pytest.mark.parametrize("token", ["", "with space", "x" * 501, "töken", "wrong"])
def test_a_token_that_is_none_is_refused_without_being_shown(
    server: MisskeyServer, web: Web, token: str
) -> None:
    bring = sign_in().bring
    assert bring is not None
    with pytest.raises((MissingFacts, NetworkRefused)) as refused:
        bring(web, Wish(server=server.url, keys={"token": token}))
    assert not token or token not in f"{refused.value.says} {refused.value.remedy}"


# --- listing


def test_own_photos_are_listed_with_hidden_ones_and_uploads_in_no_note(
    server: MisskeyServer, web: Web
) -> None:
    found = {photo.key: photo for photo in own(session(web, server))}
    posts = {key: photo.visibility.value for key, photo in found.items() if photo.kind is PhotoKind.PHOTO}
    assert posts == {
        "n9/reply": Audience.PUBLIC,
        "n8/face": Audience.PUBLIC,
        "n8/harbour": Audience.PUBLIC,
        "n6/home": Audience.UNKNOWN,
        "n5/friends": Audience.FOLLOWERS,
        "n4/letter": Audience.DIRECT,
        "n3/face": Audience.PUBLIC,
        "file-unused": Audience.UNLISTED,
    }
    assert sum(photo.kind is PhotoKind.AVATAR for photo in found.values()) == 1
    assert found["n8/face"].people[0].name == "bert@else.example"


def test_home_is_unknown_says_why_and_a_strangers_look_tells(server: MisskeyServer, web: Web) -> None:
    photo = next(one for one in own(session(web, server)) if one.key == "n6/home")
    assert photo.visibility.value is Audience.UNKNOWN
    (reason,) = photo.visibility.reasons
    assert (reason.basis, reason.raw) == (Basis.ITEM, "home")
    assert "strangers can read it" in str(reason.note)
    assert NETWORK.page is not None
    assert NETWORK.page(web, photo).reach is Reach.REACHABLE


def test_a_listing_that_goes_on_calls_no_posted_file_unposted(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    assert NETWORK.own is not None
    marks = [item.cursor for item in NETWORK.own(one, "") if isinstance(item, Mark)]
    whole = {photo.key for photo in own(one) if photo.kind is PhotoKind.PHOTO}
    assert {mark.partition(":")[0] for mark in marks} == {"files", "all"}
    for mark in marks:
        rest = {photo.key for photo in own(one, mark)}
        assert rest <= whole
        assert "file-unused" in rest
        assert not any("token" in mark for mark in marks)


def test_a_token_that_ran_out_is_told_so(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    server.tokens.clear()
    with pytest.raises(SignInExpired):
        own(one)


# --- settings


def test_only_what_the_server_returns_is_a_check(server: MisskeyServer, web: Web) -> None:
    assert NETWORK.checks is not None
    found = {check.key: check for check in NETWORK.checks(session(web, server))}
    assert set(found) == {
        "mk.signin",
        "mk.before",
        "mk.locked",
        "mk.crawl",
        "mk.explore",
        "mk.followers",
        "mk.reactions",
    }
    assert {key: check.seen for key, check in found.items()} == {
        "mk.signin": "off",
        "mk.before": "off",
        "mk.locked": "off",
        "mk.crawl": "off",
        "mk.explore": "on",
        "mk.followers": "public",
        "mk.reactions": "on",
    }
    assert found["mk.crawl"].asks_only
    assert not any(check.is_safe for check in found.values())


@pytest.mark.parametrize(
    ("key", "value", "field", "stored"),
    [
        ("mk.signin", "on", "requireSigninToViewContents", True),
        ("mk.before", "month", "makeNotesFollowersOnlyBefore", -30 * 86400),
        ("mk.before", "all", "makeNotesFollowersOnlyBefore", 0),
        ("mk.before", "off", "makeNotesFollowersOnlyBefore", None),
        ("mk.before", "-1209600", "makeNotesFollowersOnlyBefore", -1209600),
        ("mk.explore", "off", "isExplorable", False),
        ("mk.followers", "private", "followersVisibility", "private"),
    ],
)
def test_a_change_is_read_again_as_it_was_meant(
    server: MisskeyServer, web: Web, key: str, value: str, field: str, stored: object
) -> None:
    assert NETWORK.change is not None
    assert NETWORK.checks is not None
    one = session(web, server)
    NETWORK.change(one, key, value)
    assert server.settings[field] == stored
    (check,) = (check for check in NETWORK.checks(one) if check.key == key)
    assert check.seen == value
    assert value in {each.key for each in check.values}


@pytest.mark.parametrize("stored", ["yes", [], 7.5, {"a": 1}])
def test_a_value_of_another_kind_stays_unknown(server: MisskeyServer, web: Web, stored: object) -> None:
    assert NETWORK.checks is not None
    for name in server.settings:
        server.settings[name] = stored
    found = list(NETWORK.checks(session(web, server)))
    assert found
    assert {check.seen for check in found} == {None}


def test_hiding_old_notes_altogether_counts_as_closed_and_never_undoes_both(
    server: MisskeyServer, web: Web
) -> None:
    assert NETWORK.change is not None
    assert NETWORK.checks is not None
    server.settings["makeNotesHiddenBefore"] = -7 * 86400
    one = session(web, server)
    (check,) = (check for check in NETWORK.checks(one) if check.key == "mk.before")
    assert (check.seen, check.is_safe) == ("week", True)
    NETWORK.change(one, "mk.before", "off")
    assert server.settings["makeNotesHiddenBefore"] is None


@pytest.mark.parametrize(
    ("key", "value"), [("mk.nothing", "on"), ("mk.signin", "perhaps"), ("mk.before", "1e9")]
)
def test_a_value_that_cannot_be_is_not_sent(server: MisskeyServer, web: Web, key: str, value: str) -> None:
    assert NETWORK.change is not None
    one = session(web, server)
    with pytest.raises(WrongUse):
        NETWORK.change(one, key, value)
    assert "i/update" not in server.endpoints()


def test_a_change_without_the_power_says_which_one_is_missing(server: MisskeyServer, web: Web) -> None:
    assert NETWORK.change is not None
    with pytest.raises(SignInNeeded) as needed:
        NETWORK.change(session(web, server, "read:account", "read:drive"), "mk.signin", "on")
    assert needed.value.power == "change"


# --- deleting


def test_a_note_goes_with_its_files_and_a_file_that_others_show_stays(
    server: MisskeyServer, web: Web
) -> None:
    one = session(web, server)
    photos = own(one)
    assert delete().act(one, "n8", of_unit(photos, "n8")) is Outcome.DONE
    assert "harbour" not in server.files
    assert "face" in server.files, "another note shows it"
    assert delete().act(one, "n3", of_unit(photos, "n3")) is Outcome.DONE
    assert "face" not in server.files
    assert delete().act(one, "n3", of_unit(photos, "n3")) is Outcome.WAS_GONE


def test_a_deletion_that_broke_off_is_finished_by_the_next_one(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    photos = own(one)
    server.fails["drive/files/delete"] = 500
    with pytest.raises(NetworkRefused):
        delete().act(one, "n6", of_unit(photos, "n6"))
    assert "home" in server.files
    server.fails.clear()
    assert delete().act(one, "n6", of_unit(photos, "n6")) is Outcome.DONE
    assert "home" not in server.files


def test_files_that_we_never_listed_go_with_their_note(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    (face, _) = of_unit(own(one), "n8")
    delete().act(one, "n8", [face])
    assert "harbour" not in server.files


def test_the_picture_of_the_profile_is_not_taken_away_with_a_note(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    server.notes[3].files = ["avatar"]
    delete().act(one, server.notes[3].id, [])
    assert "avatar" in server.files
    (avatar,) = (photo for photo in own(one) if photo.kind is PhotoKind.AVATAR)
    assert delete().cannot(avatar) is not None


def test_an_upload_that_hangs_in_no_note_can_be_deleted(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    (unused,) = of_unit(own(one), "file-unused")
    assert delete().cannot(unused) is None
    assert delete().act(one, "file-unused", [unused]) is Outcome.DONE
    assert delete().act(one, "file-unused", [unused]) is Outcome.WAS_GONE


def test_too_many_deletions_are_told_with_their_time(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    server.limited = 99
    with pytest.raises(Limited):
        delete().act(one, "n8", [])
    assert any(note.id == "n8" for note in server.notes)


def test_deleting_without_the_power_says_so_and_deletes_nothing(server: MisskeyServer, web: Web) -> None:
    one = session(web, server, "read:account", "read:drive")
    with pytest.raises(SignInNeeded) as needed:
        delete().act(one, "n8", [])
    assert needed.value.power == "delete"
    assert any(note.id == "n8" for note in server.notes)


def test_looking_again_tells_gone_walled_and_open_apart(server: MisskeyServer, web: Web) -> None:
    assert NETWORK.page is not None
    one = session(web, server)
    photos = {photo.key: photo for photo in own(one)}
    assert NETWORK.page(web, photos["n8/face"]).reach is Reach.REACHABLE
    assert NETWORK.page(web, photos["file-unused"]).reach is Reach.COULD_NOT_LOOK
    server.settings["requireSigninToViewContents"] = True
    assert NETWORK.page(web, photos["n8/face"]).reach is Reach.LOGIN_WALL
    delete().act(one, "n8", [])
    assert NETWORK.page(web, photos["n8/face"]).reach is Reach.GONE
    server.fails["notes/show"] = 500
    assert NETWORK.page(web, photos["n8/face"]).reach is Reach.COULD_NOT_LOOK


def test_no_token_stands_in_any_address_or_text(server: MisskeyServer, web: Web) -> None:
    one = session(web, server)
    photos = own(one)
    delete().act(one, "n8", of_unit(photos, "n8"))
    token = one.grant.secret("token")
    assert not any(token in target for target in server.targets)
    assert token not in repr(photos)
    assert sum(body.get("i") == token for _, body in server.asked) > 5
