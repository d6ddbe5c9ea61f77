"""How each network says no: the shapes of its errors, as its documents or recorded answers give them, and what we make of each."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.problem import (
    Limited,
    NetworkRefused,
    Problem,
    SignInExpired,
    SignInNeeded,
)
from tests.networks.loopback import HTML, Reply, reply


@dataclass(frozen=True, slots=True)
class Shape:
    """One answer that says no, and the Problem that it is."""

    what: str
    answer: Reply
    problem: type[Problem]


def _meta(code: int, subcode: int | None = None, **headers: str) -> Reply:
    error: dict[str, object] = {"message": "No va", "type": "OAuthException", "code": code}
    if subcode is not None:
        error["error_subcode"] = subcode
    return reply({"error": {**error, "fbtrace_id": "AbCdEf"}}, 400, **headers)


def _vk(code: int) -> Reply:
    return reply({"error": {"error_code": code, "error_msg": "нельзя", "request_params": []}})


def _flickr(code: int) -> Reply:
    return reply({"stat": "fail", "code": code, "message": "etwas ging schief"})


def _tumblr(status: int, words: str, **headers: str) -> Reply:
    errors = [{"title": words, "code": 1000 + status, "detail": "No."}]
    return reply(
        {"meta": {"status": status, "msg": words}, "response": [], "errors": errors}, status, **headers
    )


def _x(status: int, kind: str, title: str, **headers: str) -> Reply:
    told = {"type": kind, "title": title, "status": status, "detail": title}
    return reply(told, status, **{"content_type": "application/problem+json", **headers})


def _google(status: int, reason: str, word: str) -> Reply:
    one = {"message": "No.", "domain": "youtube", "reason": reason}
    return reply({"error": {"code": status, "message": "No.", "errors": [one], "status": word}}, status)


def _misskey(status: int, code: str) -> Reply:
    return reply(
        {"error": {"message": "だめです", "code": code, "id": "b0a7f5f8-dc2f-4171-b91f-de88ad238e14"}}, status
    )


_INVALID = 'Bearer realm="Doorkeeper", error="invalid_token", error_description="x"'
_RESET_ISO = {
    "x_ratelimit_limit": "300",
    "x_ratelimit_remaining": "0",
    "x_ratelimit_reset": "2026-11-23T09:05:00.000000Z",
}
_AT_NINE = "1795424700"
_META_USED = '{"call_count": 100, "total_cputime": 25, "total_time": 25}'

_MASTODON = (
    Shape(
        "401 in Japanese",
        reply({"error": "アクセストークンは無効です。"}, 401, www_authenticate=_INVALID),
        SignInExpired,
    ),
    Shape("429", reply({"error": "Too many requests"}, 429, **_RESET_ISO), Limited),
    Shape("403", reply({"error": "This action is not allowed"}, 403), NetworkRefused),
    Shape("404 for hidden", reply({"error": "Record not found"}, 404), NetworkRefused),
    Shape("422 in Japanese", reply({"error": "検証に失敗しました"}, 422), NetworkRefused),
)
_META = (
    Shape("190", _meta(190), SignInExpired),
    *(Shape(f"{code}", _meta(code), Limited) for code in (4, 17, 32, 613)),
    Shape("4 with percent", _meta(4, x_app_usage=_META_USED), Limited),
    *(Shape(f"{code}", _meta(code), NetworkRefused) for code in (10, 200, 100)),
)
# specs of section 4 of the notes on platforms: list, expired, rate, forbidden.
SHAPES: dict[str, tuple[Shape, ...]] = {
    "mastodon": _MASTODON,
    "gotosocial": _MASTODON[:4],
    "bluesky": (
        Shape(
            "400 ExpiredToken",
            reply({"error": "ExpiredToken", "message": "Token has expired"}, 400),
            SignInExpired,
        ),
        Shape(
            "429 with epoch",
            reply(
                {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"},
                429,
                ratelimit_limit="3000",
                ratelimit_remaining="0",
                ratelimit_reset=_AT_NINE,
                ratelimit_policy="3000;w=300",
            ),
            Limited,
        ),
        Shape("401 AuthMissing", reply({"error": "AuthMissing", "message": "x"}, 401), SignInExpired),
        Shape("403", reply({"error": "Forbidden", "message": "x"}, 403), NetworkRefused),
        *(
            Shape(word, reply({"error": word, "message": "x"}, 400), NetworkRefused)
            for word in ("RepoDeactivated", "RepoTakendown", "RepoSuspended")
        ),
    ),
    "misskey": (
        Shape("401 AUTHENTICATION_FAILED", _misskey(401, "AUTHENTICATION_FAILED"), SignInExpired),
        Shape("401 CREDENTIAL_REQUIRED", _misskey(401, "CREDENTIAL_REQUIRED"), SignInExpired),
        Shape("429 RATE_LIMIT_EXCEEDED", _misskey(429, "RATE_LIMIT_EXCEEDED"), Limited),
        Shape("403 PERMISSION_DENIED", _misskey(403, "PERMISSION_DENIED"), SignInNeeded),
    ),
    "flickr": (
        Shape("98 in a 200", _flickr(98), SignInExpired),
        Shape("100 the key", _flickr(100), SignInExpired),
        Shape("99", _flickr(99), SignInNeeded),
        Shape("1 not found or private", _flickr(1), NetworkRefused),
        Shape("429 of 3600 an hour", Reply(429, b"<html>", HTML), Limited),
    ),
    "tumblr": (
        Shape("401", _tumblr(401, "Unauthorized"), SignInExpired),
        Shape(
            "429 with seconds left",
            _tumblr(
                429,
                "Limit Exceeded",
                x_ratelimit_perhour_remaining="0",
                x_ratelimit_perhour_reset="1711",
                x_ratelimit_perday_remaining="4000",
                x_ratelimit_perday_reset="51000",
            ),
            Limited,
        ),
        Shape("403", _tumblr(403, "Forbidden"), NetworkRefused),
        Shape("404 a private blog", _tumblr(404, "Not Found"), NetworkRefused),
    ),
    "x": (
        Shape("401 problem+json", _x(401, "about:blank", "Unauthorized"), SignInExpired),
        Shape(
            "429 with epoch",
            _x(429, "about:blank", "Too Many Requests", x_rate_limit_reset=_AT_NINE),
            Limited,
        ),
        Shape(
            "errors code 88",
            reply({"errors": [{"code": 88, "message": "Rate limit exceeded."}]}, 429),
            Limited,
        ),
        Shape(
            "403",
            _x(403, "https://api.twitter.com/2/problems/client-forbidden", "Client Forbidden"),
            NetworkRefused,
        ),
        Shape(
            "usage capped",
            _x(429, "https://api.twitter.com/2/problems/usage-capped", "UsageCapExceeded"),
            Limited,
        ),
        Shape(
            "200 with errors alone",
            reply(
                {
                    "errors": [
                        {
                            "title": "Not Found Error",
                            "type": "https://api.twitter.com/2/problems/resource-not-found",
                        }
                    ]
                }
            ),
            NetworkRefused,
        ),
    ),
    "facebook": _META,
    "instagram": _META,
    "threads": _META,
    "pinterest": (
        Shape("401", reply({"code": 2, "message": "Authentication failed."}, 401), SignInExpired),
        Shape("429", reply({"code": 8, "message": "x"}, 429, x_ratelimit_reset="1800"), Limited),
        Shape("403", reply({"code": 29, "message": "x"}, 403), NetworkRefused),
    ),
    "reddit": (
        Shape(
            "401",
            reply(
                {"message": "Unauthorized", "error": 401},
                401,
                www_authenticate='Bearer realm="reddit", error="invalid_token"',
            ),
            SignInExpired,
        ),
        Shape(
            "429 as a page",
            Reply(429, b"<!doctype html><title>Too Many Requests</title>", {**HTML, "retry-after": "4"}),
            Limited,
        ),
        Shape("403", reply({"message": "Forbidden", "error": 403}, 403), NetworkRefused),
        Shape(
            "403 insufficient_scope",
            reply(
                {"message": "Forbidden", "error": 403},
                403,
                www_authenticate='Bearer realm="reddit", error="insufficient_scope"',
            ),
            SignInNeeded,
        ),
    ),
    "vk": (
        *(Shape(f"{code} in a 200", _vk(code), SignInExpired) for code in (5, 1117)),
        *(Shape(f"{code} in a 200", _vk(code), Limited) for code in (6, 9, 29)),
        *(Shape(f"{code} in a 200", _vk(code), NetworkRefused) for code in (7, 15, 30, 200, 14)),
    ),
    "youtube": (
        Shape("401", _google(401, "authError", "UNAUTHENTICATED"), SignInExpired),
        Shape("403 quotaExceeded", _google(403, "quotaExceeded", "RESOURCE_EXHAUSTED"), Limited),
        Shape("403", _google(403, "forbidden", "PERMISSION_DENIED"), NetworkRefused),
    ),
}


def expired(name: str) -> Reply:
    """Return how a network refuses a token that it does not know."""
    return SHAPES[name][0].answer


def missing(name: str) -> Reply:
    """Return how a network says that there is nothing of that name."""
    said = {
        "facebook": _meta(100, 33),
        "instagram": _meta(100, 33),
        "threads": _meta(100, 33),
        "vk": _vk(15),
        "flickr": _flickr(1),
    }
    return said.get(name) or reply({"error": 404}, 404)
