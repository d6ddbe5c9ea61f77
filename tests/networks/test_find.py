"""Whoever a text means is found, also where its form alone points to the wrong network."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.model.problem import ListRefused, NetworkRefused, NotThere, Offline, Problem
from app.networks import find, understand
from app.networks.gravatar.names import sha256_of
from app.networks.network import Target
from app.networks.web import Web
from tests.networks.misskey.server import MisskeyServer
from tests.networks.replay import Answering, Canned, Replay, canned, from_recording

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SHOW = "POST https://misskey.example/api/users/show"
PICTURE = Canned(headers={"content-type": "image/png"}, body=b"PNG")


def recorded(name: str) -> dict[str, Answering]:
    recording: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return from_recording(recording["answers"])


def a_web(answers: dict[str, Answering]) -> tuple[Web, Replay]:
    adapter = Replay(answers)
    return Web(adapter=adapter, now=lambda: NOW, sleep=lambda _s: None), adapter


def gravatar_of(address: str) -> str:
    return f"https://gravatar.com/avatar/{sha256_of(address)}?d=404&s=16"


def refused(lookup: Exception) -> Answering:
    return [lookup, lookup]


@pytest.mark.parametrize(
    "text", ["@anna@misskey.example", "anna@misskey.example", "https://misskey.example/@anna"]
)
def test_a_handle_of_a_misskey_server_is_read_in_its_own_language(text: str) -> None:
    web, adapter = a_web(recorded("mastodon/misskey") | {SHOW: canned({"id": "9abc", "username": "Anna"})})
    account = find(web, understand(text))
    assert (account.network, account.handle) == ("misskey", "anna@misskey.example")
    assert not any("/api/v1/" in url for url in adapter.urls), "nobody is asked in the wrong language"


@pytest.mark.parametrize("software", ["misskey", "Sharkey", "firefish", "iceshrimp", "cherrypick"])
def test_every_relative_on_a_real_socket_is_known_by_its_nodeinfo(software: str) -> None:
    with MisskeyServer(software=software) as server:
        web = Web(allow_loopback=True, sleep=lambda _s: None)
        account = find(web, understand(f"@anna@{server.host}"))
        assert (account.network, account.server) == ("misskey", server.url)
        with pytest.raises(NotThere):
            find(web, understand(f"@berta@{server.host}"))
        server.shows_visitors = False
        with pytest.raises(ListRefused):
            find(web, understand(f"@anna@{server.host}"))


def test_an_iceshrimp_net_is_asked_as_the_mastodon_that_it_speaks() -> None:
    with MisskeyServer(software="Iceshrimp.NET") as server:
        web = Web(allow_loopback=True, sleep=lambda _s: None)
        assert find(web, understand(f"@anna@{server.host}")).network == "mastodon"


def test_an_account_kept_under_the_wrong_network_says_what_to_do() -> None:
    from app.networks import network  # noqa: PLC0415 - only here the bare network is asked

    web, _ = a_web(recorded("mastodon/misskey"))
    mastodon = network("mastodon")
    assert mastodon.find
    with pytest.raises(NetworkRefused) as other:
        mastodon.find(web, Target(network=mastodon.key, handle="anna@misskey.example"))
    assert "Misskey" in str(other.value.says) or "misskey" in str(other.value.says)
    assert "anew" in str(other.value.remedy)


def test_an_email_address_at_an_unknown_server_leads_to_its_gravatar() -> None:
    web, adapter = a_web({gravatar_of("anna@mail.example"): PICTURE})
    account = find(web, understand("Anna@Mail.Example"))
    assert (account.network, account.handle) == ("gravatar", "anna@mail.example")
    to_gravatar = [url for url in adapter.urls if "gravatar" in url]
    assert to_gravatar
    assert not any("anna" in url.casefold() for url in to_gravatar)


def test_an_email_address_of_a_known_provider_is_asked_of_nobody_else() -> None:
    web, adapter = a_web({gravatar_of("anna@gmail.com"): PICTURE})
    assert find(web, understand("anna@gmail.com")).network == "gravatar"
    assert not any("gmail" in url for url in adapter.urls)


def test_where_nobody_is_found_both_places_are_told() -> None:
    web, _ = a_web({})
    with pytest.raises(NotThere) as nobody:
        find(web, understand("anna@mail.example"))
    assert "fediverse" in str(nobody.value.says)
    assert "Gravatar" in str(nobody.value.says)
    assert "other e-mail addresses" in str(nobody.value.remedy)


def test_a_handle_with_an_at_in_front_is_never_taken_to_gravatar() -> None:
    web, adapter = a_web({})
    with pytest.raises(NotThere):
        find(web, understand("@anna@mail.example"))
    assert not any("gravatar" in url for url in adapter.urls)


def test_a_mail_server_without_a_web_server_does_not_stop_the_search() -> None:
    line: dict[str, Answering] = {
        "https://mail.example/.well-known/webfinger?resource=acct:anna@mail.example": refused(
            ConnectionError()
        )
    }
    web, _ = a_web(line | {gravatar_of("anna@mail.example"): PICTURE})
    assert find(web, understand("anna@mail.example")).network == "gravatar"
    web, _ = a_web(line)
    with pytest.raises(Offline) as offline:
        find(web, understand("anna@mail.example"))
    assert "Gravatar shows no picture" in str(offline.value.says)


def test_a_gravatar_that_could_not_be_asked_does_not_read_like_nobody() -> None:
    web, _ = a_web({gravatar_of("anna@mail.example"): Canned(status=403)})
    with pytest.raises(Problem) as unsure:
        find(web, understand("anna@mail.example"))
    assert not isinstance(unsure.value, NotThere)


def test_an_address_where_no_account_lives_is_looked_at_as_a_page() -> None:
    page = Canned(headers={"content-type": "text/html"}, body=b"<html><title>Anna</title>")
    web, _ = a_web({"https://blog.example/anna": page})
    account = find(web, understand("https://blog.example/anna"))
    assert (account.network, account.name) == ("webpage", "Anna")


def test_the_page_of_an_account_that_is_not_there_is_no_page_to_look_at() -> None:
    page = Canned(headers={"content-type": "text/html"}, body=b"<html><title>Any name</title>")
    web, adapter = a_web({"https://pleroma.example/@nobody": page})
    with pytest.raises(NotThere):
        find(web, understand("https://pleroma.example/@nobody"))
    assert "https://pleroma.example/@nobody" not in adapter.urls


def test_the_page_of_a_network_that_lists_nothing_is_looked_at_all_the_same() -> None:
    url = "https://annasample.tumblr.com/"
    page = Canned(headers={"content-type": "text/html"}, body=b"<html><title>Anna</title>")
    assert understand(url).network == "tumblr"
    web, _ = a_web({url: page})
    assert find(web, understand(url)).network == "webpage"
    web, _ = a_web({url: Canned(status=403)})
    with pytest.raises(ListRefused, match="Tumblr lets nobody"):
        find(web, understand(url))


def test_a_network_that_lists_nothing_says_what_helps() -> None:
    web, adapter = a_web({})
    with pytest.raises(ListRefused, match="without signing in") as walled:
        find(web, understand("https://www.instagram.com/anna"))
    assert "data export" in str(walled.value.remedy)
    assert not adapter.asked


def test_where_the_server_to_ask_is_named_no_other_is_asked() -> None:
    hosts: list[str] = []
    web = Web(allow_loopback=True, sleep=lambda _seconds: None, on_contact=lambda one: hosts.append(one.host))
    # Without a server, what looks like an e-mail address would be asked of Gravatar next.
    with MisskeyServer() as server, pytest.raises(Problem):
        find(web, understand("berta@sample.example", server.url))
    assert set(hosts) == {"127.0.0.1"}
