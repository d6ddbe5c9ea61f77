"""Read what anybody can read of an account's privacy switches, and what its pages ask of search engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.robotparser import RobotFileParser

from app.model.account import Account
from app.model.problem import ListRefused
from app.model.setting import Check
from app.networks.mastodon import switches
from app.networks.mastodon.account import entity_of
from app.networks.mastodon.settings import Reader
from app.networks.mastodon.software import by_name
from app.networks.mastodon.switches import OFF, ON

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.web import Web

_OK = 200
_PAGE_CAP = 2 * 1024 * 1024
_ROBOTS_CAP = 256 * 1024
_META = re.compile(r"<meta\b[^>]{0,500}>", re.IGNORECASE)
_NAMES_ROBOTS = re.compile(r"""\bname\s*=\s*["']?robots\b""", re.IGNORECASE)
_NOINDEX = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)
# Some of those that Mastodon's own robots.txt names; a server that shuts out most of them means them all.
_COLLECTORS: Final = ("GPTBot", "CCBot", "Amazonbot", "Meta-ExternalAgent")


def open_checks(web: Web, account: Account) -> Iterator[Check]:
    """Yield the switches that a stranger sees; raises NotThere, NetworkRefused and the Problems of the web.

    Where the server tells strangers nothing of the account, its page still says what search engines are asked for.
    """
    software = by_name(account.software)
    reader = Reader(account=account, software=software, as_of=web.now(), by_api=software.takes_settings)
    told = list(_of_record(web, reader))
    yield from told
    if all(check.key != switches.NOINDEX.key for check in told) and account.url:
        yield reader.check(switches.NOINDEX, _page_asks(web, account.url))
    yield reader.check(switches.ROBOTS, _robots(web, account))


def _of_record(web: Web, reader: Reader) -> Iterator[Check]:
    if reader.account.remote_id.startswith(("https:", "http:")):
        return
    try:
        entity = entity_of(web, reader.account)
    except ListRefused:
        return
    yield from reader.told(entity)


def _page_asks(web: Web, url: str) -> str | None:
    """Return whether the profile page asks search engines to leave it out; None where it cannot be read."""
    answer = web.get(url, why="page", headers={"Accept": "text/html"}, cap=_PAGE_CAP)
    if answer.status != _OK or not answer.is_html:
        return None
    asked = [tag for tag in _META.findall(_text(answer)) if _NAMES_ROBOTS.search(tag)]
    asked.append(answer.headers.get("x-robots-tag", ""))
    return ON if any(_NOINDEX.search(one) for one in asked) else OFF


def _robots(web: Web, account: Account) -> str | None:
    """Return whether robots.txt asks most collectors for AI to stay away from the account's page."""
    answer = web.get(f"{account.server}/robots.txt", why="page", cap=_ROBOTS_CAP)
    if answer.status == 404:
        return OFF
    if answer.status != _OK or answer.is_html:
        return None
    parser = RobotFileParser()
    parser.parse(_text(answer).splitlines())
    shut = sum(not parser.can_fetch(name, account.url) for name in _COLLECTORS)
    return ON if shut > len(_COLLECTORS) // 2 else OFF


def _text(answer: Answer) -> str:
    return answer.body.decode("utf-8", "replace")
