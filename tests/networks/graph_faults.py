"""Answers with which Meta's Graph APIs say no: the form is recorded (message, type, code, fbtrace_id)."""

from __future__ import annotations

from tests.networks.replay import Canned, canned


def refusal(code: int, status: int = 400, subcode: int | None = None, **headers: str) -> Canned:
    """Return one refusal; its words are in another language, for they tell nothing."""
    error: dict[str, object] = {"message": "No va EAAsecret", "type": "OAuthException", "code": code}
    if subcode is not None:
        error["error_subcode"] = subcode
    return canned({"error": {**error, "fbtrace_id": "AbCdEf"}}, status, **headers)
