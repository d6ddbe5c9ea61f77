"""Every network from outside: real commands, servers on this computer, and the one switch that lets the app reach them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.conftest import HOUSE, Terminal
from tests.networks.bluesky.data_server import DID, HANDLE, PASSWORD, DataServer
from tests.networks.fediverse import FediverseServer
from tests.networks.member_server import MemberServer
from tests.networks.misskey.server import MisskeyServer
from tests.networks.open_servers import ADDRESS, GithubServer, GravatarServer, PageServer
from tests.networks.recorded import TOKEN, Recorded

PASTED = ("facebook", "instagram", "threads", "pinterest", "vk")
MISSKEY = ("read:account", "read:drive")


@pytest.mark.timeout(300)
def test_each_network_with_a_token_is_connected_and_listed(terminal: Terminal) -> None:
    with ExitStack() as running:
        wanted: dict[str, tuple[str, tuple[str, ...], str]] = {}
        for name in PASTED:
            server = running.enter_context(Recorded(name=name))
            wanted[name] = (server.url, (), f"token={TOKEN}\n")
        member = running.enter_context(MemberServer())
        wanted["mastodon"] = (member.url, (), f"token={member.token()}\n")
        misskey = running.enter_context(MisskeyServer())
        wanted["misskey"] = (misskey.url, (), f"token={misskey.grant(*MISSKEY)}\n")
        data = running.enter_context(DataServer())
        wanted["bluesky"] = (data.url, ("--handle", HANDLE), f"app_password={PASSWORD}\n")
        for name, (url, more, typed) in wanted.items():
            (joined,) = terminal.run("connect", name, "--server", url, *more, "--token-stdin", typed=typed)
            assert (joined["network"], joined["kind"]) == (name, "connected")
        reports = {str(one["account"]).partition(":")[0]: one for one in terminal.run("sync")}
        assert set(reports) == set(wanted)
        assert {name: one["problem"] for name, one in reports.items() if one["problem"]} == {}
        assert all(one["listed"] for one in reports.values())
    everything = b"".join(terminal.said)
    assert TOKEN.encode() not in everything
    assert PASSWORD.encode() not in everything


def test_each_network_that_strangers_can_read_is_looked_at(terminal: Terminal) -> None:
    with ExitStack() as running:
        gravatar, github = (running.enter_context(one()) for one in (GravatarServer, GithubServer))
        page, data = (running.enter_context(one()) for one in (PageServer, DataServer))
        fediverse = running.enter_context(FediverseServer())
        misskey = running.enter_context(MisskeyServer())
        targets = (
            (f"gravatar:{ADDRESS}", gravatar.url),
            ("github:annasample", github.url),
            (f"{page.url}/anna", ""),
            (DID, data.url),
            (fediverse.handle, ""),
            (f"@anna@127.0.0.1:{misskey.port}", ""),
        )
        for target, server in targets:
            told = terminal.run("look", target, *(("--server", server) if server else ()))
            assert any(one.get("media_url") for one in told), target


def test_without_the_switch_no_server_of_this_computer_is_asked(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "OVEREXPOSED_ALLOW_LOOPBACK"}
    with FediverseServer() as server:
        done = subprocess.run(
            [sys.executable, "-m", "app", "--json", "--data-dir", str(tmp_path), "look", server.handle],
            cwd=HOUSE,
            check=False,
            capture_output=True,
            timeout=55,
            env=env,
        )
        assert done.returncode == 3
        assert b"127.0.0.1" in done.stderr
        assert server.requests == []
