"""Answers from a list in place of the network: the lowest seam, below every line of ours."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast
from urllib.parse import parse_qsl, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse


@dataclass(frozen=True, kw_only=True)
class Canned:
    """One answer to be replayed."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


def canned(value: object, status: int = 200, **headers: str) -> Canned:
    """Return an answer with this JSON value."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Canned(
        status=status, headers={"content-type": "application/json", **named}, body=json.dumps(value).encode()
    )


NOTHING = canned({"error": "Record not found"}, 404)

Answering: TypeAlias = "Canned | Sequence[Canned | Exception] | Callable[[PreparedRequest], Canned]"


class Replay(HTTPAdapter):
    """Answers by method and address ("https://…" means GET); a list is used up one by one; all else is 404.

    `asked` are the requests that were made, in order.
    """

    def __init__(self, answers: Mapping[str, Answering]) -> None:
        super().__init__()
        self._answers = {_key(name): answer for name, answer in answers.items()}
        self._used: dict[tuple[str, ...], int] = {}
        self.asked: list[PreparedRequest] = []

    def send(self, request: PreparedRequest, *_args: object, **_named: object) -> Response:
        """Return the answer that stands for this request."""
        self.asked.append(request)
        key = _key(f"{request.method} {request.url}")
        answer = self._answers.get(key, NOTHING)
        if isinstance(answer, Canned):
            return self._response(request, answer)
        if callable(answer):
            return self._response(request, answer(request))
        used = self._used.get(key, 0)
        self._used[key] = used + 1
        given = answer[used]
        if isinstance(given, Exception):
            raise given
        return self._response(request, given)

    def _response(self, request: PreparedRequest, answer: Canned) -> Response:
        raw = HTTPResponse(
            body=io.BytesIO(answer.body),
            headers=dict(answer.headers),
            status=answer.status,
            preload_content=False,
            request_method=request.method,
        )
        return self.build_response(request, raw)

    @property
    def urls(self) -> list[str]:
        """The addresses that were asked for, in order."""
        return [request.url or "" for request in self.asked]


def from_recording(recording: Mapping[str, object]) -> dict[str, Answering]:
    """Read answers as the data files hold them: status, headers, and "json" or "text"."""
    answers: dict[str, Answering] = {}
    for url, one in recording.items():
        given = cast("dict[str, object]", one)
        body = str(given["text"]) if "text" in given else json.dumps(given["json"])
        answers[url] = Canned(
            status=cast("int", given["status"]),
            headers=cast("dict[str, str]", given["headers"]),
            body=body.encode(),
        )
    return answers


def _key(name: str) -> tuple[str, ...]:
    method, _, url = name.rpartition(" ")
    parts = urlsplit(url)
    query = sorted(f"{key}={value}" for key, value in parse_qsl(parts.query, keep_blank_values=True))
    return (method or "GET", parts.scheme, parts.netloc, parts.path, *query)
