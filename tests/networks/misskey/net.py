"""Recorded answers of Misskey servers: since every question is a POST, what was asked for stands in its body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from requests import PreparedRequest

from tests.networks.replay import NOTHING, Answering, Canned, Replay, from_recording

DATA = Path(__file__).parents[1] / "data" / "misskey"
RECORDINGS = sorted(DATA.glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def replay(answers: Mapping[str, Any]) -> Replay:
    """Return the answers; a list holds several for one address, and the first whose "when" fits the body is it."""
    told: dict[str, Answering] = {}
    for url, given in answers.items():
        if isinstance(given, list):
            told[url] = _by_body(cast("list[dict[str, Any]]", given))
        else:
            told.update(from_recording({url: given}))
    return Replay(told)


def _by_body(given: list[dict[str, Any]]) -> Answering:
    def answer(request: PreparedRequest) -> Canned:
        body = json.loads(cast("bytes", request.body or b"{}"))
        for one in given:
            when = one["when"]
            if all(body.get(name) == value for name, value in when.items()):
                return cast("Canned", from_recording({"": one})[""])
        return NOTHING

    return answer
