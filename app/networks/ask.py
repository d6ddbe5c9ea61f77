"""One request to a server, and what of it may follow a redirect."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from requests import PreparedRequest

Method: TypeAlias = Literal["POST", "PUT", "PATCH", "DELETE"]
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Outgoing: TypeAlias = "PreparedRequest"
# Signs a request as it goes out, once more each time that it is repeated: what `requests` takes as `auth`.
Sign: TypeAlias = "Callable[[Outgoing], Outgoing]"

MOST_REDIRECTS = 5
_SECRET_HEADERS = frozenset({"authorization", "cookie", "dpop", "proxy-authorization", "x-api-key"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request to be made; what may be secret in it is never shown.

    `cap` is the most bytes read of the answer, `why` a short word for the list of contacts, `redirects` how many are
    followed at most.
    """

    method: str
    url: str
    why: str
    cap: int
    params: Mapping[str, str | int] | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    json: Json = field(default=None, repr=False)
    data: Mapping[str, str] | bytes | None = field(default=None, repr=False)
    sign: Sign | None = field(default=None, repr=False)
    redirects: int = MOST_REDIRECTS

    @property
    def repeatable(self) -> bool:
        """Whether asking twice does no more than asking once."""
        return self.method not in {"POST", "PATCH"}

    def redirected(self, status: int, location: str) -> Ask | None:
        """Return the request that a redirect asks for; None where what we send is not for another server's eyes."""
        # Servers write the address in bytes that HTTP calls Latin-1 and that mean UTF-8.
        try:
            url = urljoin(self.url, location.encode("latin-1").decode())
        except ValueError:
            return None
        same = origin(url) == origin(self.url)
        # A browser goes on with a bare look there; what that brings would say nothing of what was to be done.
        if self.method == "POST" and status in {301, 302, 303}:
            return None
        if not same and self.method not in {"GET", "HEAD"}:
            return None
        kept = {
            name: value for name, value in self.headers.items() if same or name.lower() not in _SECRET_HEADERS
        }
        sign = self.sign if same else None
        return Ask(
            method=self.method,
            url=url,
            why=self.why,
            cap=self.cap,
            headers=kept,
            json=self.json,
            data=self.data,
            sign=sign,
        )


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port of an address: what a secret must not leave."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return "", None, None
