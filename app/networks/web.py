"""The one door to the web: polite, patient, and closed to whatever is not the open internet."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from app import __version__
from app.model.problem import Limited, Offline, Problem
from app.model.text import say
from app.networks import addresses, limits
from app.networks.addresses import Lookup, redacted, system_lookup
from app.networks.answer import Answer, Contact
from app.networks.ask import MOST_REDIRECTS, Ask, Json, Method, Sign
from app.networks.pinning import Connector, Patience

if TYPE_CHECKING:
    from requests import Response

MB: Final = 1024 * 1024
USER_AGENT: Final = f"Overexposed/{__version__} (privacy check of one's own photos; a person at a desktop)"
# What every request says of itself. We name only what we can unpack under a cap; more would be offered otherwise.
_HEADERS: Final = {
    "User-Agent": USER_AGENT,
    "Accept-Encoding": "gzip, deflate",
    "Accept": "*/*",
    "Connection": "keep-alive",
}

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
_TOO_MANY = 429
_PASSING = frozenset({502, 503, 504})
_MOST_WAITS = 2
# Longer pauses are told to the person instead of being sat out.
_LONGEST_WAIT = timedelta(seconds=60)
_WAIT_UNASKED = timedelta(seconds=5)
_BEFORE_AGAIN = 1.0
_POLL_EVERY = 0.2

# urllib3 writes whole addresses, secrets in their queries included, into its debug lines and warnings.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds: to connect, of silence between two bytes, and for a whole answer (files get more, by their cap)."""

    connect: float = 5.0
    read: float = 30.0
    whole: float = 60.0
    slowest: int = 64 * 1024

    def for_cap(self, cap: int) -> float:
        """Return how long an answer of up to `cap` bytes may take, at the slowest speed in bytes a second."""
        return self.whole + cap / self.slowest


class Web:
    """Asks servers for things. Raises only Problems: AddressRefused, Limited, Offline; any HTTP status is an answer.

    Only https, and only to addresses of the open internet, checked after the name was looked up; the connection goes
    to the very address that was checked. `allow_loopback` lets this computer's own servers be asked too, over plain
    http as well. Redirects are followed by hand, each checked anew. No cookies are kept; proxies and .netrc of the
    system are not used. `poll` is called several times a second and may raise to stop. `on_contact` hears of each
    request, `on_wait` of each pause that a server asks for. `lookup`, `sleep` and `now` are the seams for tests.
    """

    def __init__(  # noqa: PLR0913 - each is one seam, named at every call
        self,
        *,
        allow_loopback: bool = False,
        adapter: HTTPAdapter | None = None,
        poll: Callable[[], None] | None = None,
        on_contact: Callable[[Contact], None] | None = None,
        on_wait: Callable[[datetime], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] | None = None,
        lookup: Lookup = system_lookup,
        times: Times | None = None,
    ) -> None:
        self.now: Callable[[], datetime] = now or _utc_now
        self._allow_loopback = allow_loopback
        self._poll = poll or _nothing
        self._on_contact = on_contact
        self._on_wait = on_wait
        self._sleep = sleep
        self._times = times or Times()
        self._shut_until: dict[str, datetime] = {}
        self._patience = Patience(self._poll)
        self._patience.idle = self._times.read
        connector = Connector(
            allow_loopback=allow_loopback,
            patience=self._patience,
            connect_time=self._times.connect,
            lookup=lookup,
        )
        self._adapter = adapter or _Pinned(connector)
        # True for the authorities of the system; the tests have one of their own.
        self._verify: bool | str = True

    def get(  # noqa: PLR0913 - all but the address are named at every call
        self,
        url: str,
        *,
        why: str,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        cap: int = 4 * MB,
        token: str | None = None,
        sign: Sign | None = None,
        redirects: int = MOST_REDIRECTS,
    ) -> Answer:
        """Return the answer to a GET, its body cut at `cap` decompressed bytes; `why` is a short word.

        `token` is sent as a bearer's, `sign` signs the request in another way (OAuth 1.0a, DPoP); neither is carried to
        another server by a redirect.
        """
        sent = _headers(headers, token)
        return self._answer(
            Ask(
                method="GET",
                url=url,
                why=why,
                cap=cap,
                params=params,
                headers=sent,
                sign=sign,
                redirects=redirects,
            )
        )

    def head(
        self, url: str, *, why: str, headers: Mapping[str, str] | None = None, token: str | None = None
    ) -> Answer:
        """Return the answer to a HEAD: status and headers, no body."""
        return self._answer(Ask(method="HEAD", url=url, why=why, cap=0, headers=_headers(headers, token)))

    def post(  # noqa: PLR0913 - all but the address are named at every call
        self,
        url: str,
        *,
        why: str,
        json: Json = None,
        data: Mapping[str, str] | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        cap: int = 4 * MB,
        token: str | None = None,
        sign: Sign | None = None,
    ) -> Answer:
        """Return the answer to a POST. It is sent again only where the server refused it as one too many.

        No redirect carries it to another server or makes a mere question of it: that redirect is then the answer.
        """
        return self.send(
            "POST", url, why=why, json=json, data=data, headers=headers, cap=cap, token=token, sign=sign
        )

    def send(  # noqa: PLR0913 - all but method and address are named at every call
        self,
        method: Method,
        url: str,
        *,
        why: str,
        params: Mapping[str, str | int] | None = None,
        json: Json = None,
        data: Mapping[str, str] | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        cap: int = 4 * MB,
        token: str | None = None,
        sign: Sign | None = None,
    ) -> Answer:
        """Return the answer to a request that changes something. PUT and DELETE are repeated where the line was cut."""
        sent = _headers(headers, token)
        return self._answer(
            Ask(
                method=method,
                url=url,
                why=why,
                cap=cap,
                params=params,
                headers=sent,
                json=json,
                data=data,
                sign=sign,
            )
        )

    def _answer(self, ask: Ask) -> Answer:
        answer, location = self._once_free(ask)
        for _ in range(ask.redirects):
            following = ask.redirected(answer.status, location) if location else None
            if following is None:
                return answer
            ask = following
            answer, location = self._once_free(ask)
        return answer

    def _once_free(self, ask: Ask) -> tuple[Answer, str]:
        """Ask, sitting out the short pauses that the server asks for."""
        host = _host(ask.url, loopback=self._allow_loopback)
        for waits in range(_MOST_WAITS + 1):
            self._wait(host, self._shut_until.pop(host, None))
            answer, location = self._repeated(ask, host)
            shut = limits.used_up(answer.headers, self.now())
            if answer.status != _TOO_MANY:
                if shut is not None:
                    self._shut_until[host] = shut
                return answer, location
            asked = limits.asks_to_wait(answer.headers, self.now())
            self._shut_until[host] = asked or shut or self.now() + _WAIT_UNASKED * (waits + 1)
        raise _limited(host, self._shut_until[host])

    def _repeated(self, ask: Ask, host: str) -> tuple[Answer, str]:
        """Ask, and once more where nothing but bad luck stood in the way and asking twice does no harm."""
        first = self._sent(ask, host)
        if not ask.repeatable:
            return _or_raise(first)
        match first:
            case _Failure(was_cut=True):
                self._wait(host, self.now() + timedelta(seconds=_BEFORE_AGAIN))
            case (Answer(status=status) as answer, _) if status in _PASSING:
                until = limits.asks_to_wait(answer.headers, self.now())
                if until is not None and until - self.now() > _LONGEST_WAIT:
                    return first
                self._wait(host, until or self.now() + timedelta(seconds=_BEFORE_AGAIN))
            case _:
                return _or_raise(first)
        return _or_raise(self._sent(ask, host))

    def _sent(self, ask: Ask, host: str) -> tuple[Answer, str] | _Failure:
        """Send one request; a failure comes back as a value, so that no traceback carries the address's secrets."""
        self._poll()
        self._patience.ends_at = time.monotonic() + self._times.for_cap(ask.cap)
        result = self._exchanged(ask, host)
        if self._on_contact is not None:
            self._on_contact(Contact(host=host, why=ask.why, at=self.now()))
        return result

    def _exchanged(self, ask: Ask, host: str) -> tuple[Answer, str] | _Failure:
        try:
            with self._adapter.send(
                _prepared(ask),
                stream=True,
                timeout=(self._times.connect, self._times.read),
                verify=self._verify,
            ) as response:
                location = response.headers.get("location", "") if response.status_code in _REDIRECTS else ""
                return self._read(response, ask.cap), location
        except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
            return _failure(error, host)

    def _read(self, response: Response, cap: int) -> Answer:
        body = bytearray()
        truncated = False
        for chunk in _chunks(response, cap):
            self._poll()
            if time.monotonic() > self._patience.ends_at:
                raise TimeoutError
            body += chunk[: cap - len(body) + 1]
            if len(body) > cap:
                truncated = cap > 0
                del body[cap:]
                break
        return Answer(
            status=response.status_code,
            headers=dict(response.headers.lower_items()),
            body=bytes(body),
            url=redacted(response.url or ""),
            truncated=truncated,
        )

    def _wait(self, host: str, until: datetime | None) -> None:
        """Sit out a short pause, asking now and then whether to go on; raises Limited where it is a long one."""
        if until is None or until <= self.now():
            return
        if until - self.now() > _LONGEST_WAIT:
            self._shut_until[host] = until
            raise _limited(host, until)
        if self._on_wait is not None:
            self._on_wait(until)
        self.rest(until)

    def rest(self, until: datetime) -> None:
        """Sit out a pause, asking now and then whether to go on: one that a server asked for, or of our own making."""
        # Counted down besides, for a clock that is set back must not make anybody wait longer.
        left = (until - self.now()).total_seconds()
        while left > 0 and self.now() < until:
            self._poll()
            self._sleep(min(left, _POLL_EVERY))
            left -= _POLL_EVERY


class _Pinned(HTTPAdapter):
    """Connects only through the connector, which checks each address."""

    def __init__(self, connector: Connector) -> None:
        super().__init__(max_retries=0)
        self.poolmanager = connector.pools()


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why no answer came; `was_cut` where the line was cut, which may be mere bad luck."""

    problem: Problem
    was_cut: bool = False


def _or_raise(result: tuple[Answer, str] | _Failure) -> tuple[Answer, str]:
    if isinstance(result, _Failure):
        raise result.problem
    return result


def _prepared(ask: Ask) -> requests.PreparedRequest:
    """Return a request as it goes out.

    No session of the library makes it: that would keep cookies, read the body of a redirect to its end, and use proxies
    and .netrc of the system. A proxy would look names up itself, .netrc would send passwords.
    """
    request = requests.PreparedRequest()
    request.prepare_method(ask.method)
    request.prepare_url(ask.url, ask.params)
    request.prepare_headers({**_HEADERS, **ask.headers})
    request.prepare_body(ask.data, None, ask.json)
    request.prepare_auth(ask.sign, ask.url)
    return request


def _headers(given: Mapping[str, str] | None, token: str | None) -> dict[str, str]:
    return {**(given or {}), **({"Authorization": f"Bearer {token}"} if token else {})}


def _chunks(response: Response, cap: int) -> Iterator[bytes]:
    return response.iter_content(min(_CHUNK, cap + 1)) if cap else iter(())


def _host(url: str, *, loopback: bool) -> str:
    return (addresses.split(url, loopback=loopback).hostname or "").casefold()


def _failure(error: Exception, host: str) -> _Failure:
    if isinstance(error, requests.exceptions.SSLError):
        says = say("{host} did not prove that it is the right server, so we did not go on.", host=host)
        return _Failure(
            Offline(says, say("Check the date of this computer, and the address for a typing mistake."))
        )
    causes = list(_causes(error))
    if any(isinstance(one, requests.Timeout | TimeoutError) for one in causes):
        says = say("{host} did not answer in time.", host=host)
    else:
        says = say("{host} did not answer.", host=host)
    was_cut = any(
        isinstance(one, ConnectionResetError | ConnectionAbortedError | BrokenPipeError) for one in causes
    )
    remedy = say("Check your internet connection and the address, then try again.")
    return _Failure(Offline(says, remedy), was_cut=was_cut)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what lies under it, however the libraries below wrapped it."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        under: tuple[object, ...] = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting += [each for each in under if isinstance(each, BaseException)]


def _limited(host: str, until: datetime) -> Limited:
    return Limited(
        say("{host} asks us to wait until {until}.", host=host, until=until),
        say("What was seen so far is good. Go on after that time."),
        until,
    )


def _nothing() -> None:
    """Stand in for a poll that nobody gave."""


def _utc_now() -> datetime:
    return datetime.now(UTC)
