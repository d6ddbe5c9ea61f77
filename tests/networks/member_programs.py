"""The programs of the fediverse as their own code shows them: what each tells, takes and leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MEMBER = "110000000000000001"
JA = {
    401: "アクセストークンは無効です。",
    422: "検証に失敗しました",
    404: "見つかりません",
    403: "許可されていません",
}
EN = {
    401: "The access token is invalid",
    422: "Validation failed",
    404: "Record not found",
    403: "Not allowed",
}
FINE = ("read:accounts", "read:statuses", "write:accounts", "write:statuses")
KEY_PATH = "/.well-known/oauth-authorization-server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What one server program does. `api` is its number of the Mastodon API, 0 where it tells none."""

    name: str
    version: str
    api: int = 0
    tells_gate: bool = False
    fine: bool = True
    links: bool = True
    open_lists: bool = True
    checks_proof: bool = True
    source: Mapping[str, object] = field(default_factory=dict[str, object])
    flags: Mapping[str, object] = field(default_factory=dict[str, object])
    settable: frozenset[str] = frozenset()


_SOURCE: dict[str, object] = {"privacy": "public", "hide_collections": None, "quote_policy": "public"}
_FLAGS: dict[str, object] = {"locked": False, "discoverable": None, "indexable": True, "noindex": False}
_SETTABLE = frozenset(
    {"locked", "discoverable", "indexable", "hide_collections", "source[privacy]", "source[quote_policy]"}
)
PROGRAMS = {
    "mastodon": Program(
        name="mastodon",
        version="4.6.0",
        api=9,
        tells_gate=True,
        source=_SOURCE,
        flags=_FLAGS,
        settable=_SETTABLE,
    ),
    "mastodon_old": Program(
        name="mastodon",
        version="4.2.8",
        source={"privacy": "public", "hide_collections": False},
        flags=_FLAGS,
        settable=_SETTABLE,
    ),
    "hometown": Program(
        name="hometown",
        version="1.1.1",
        source={"privacy": "unlisted"},
        flags={"locked": True, "discoverable": True},
    ),
    "gotosocial": Program(
        name="gotosocial",
        version="0.19.1",
        open_lists=False,
        source={"privacy": "unlisted", "web_visibility": "public"},
        flags={"locked": True, "discoverable": False, "enable_rss": True},
        settable=frozenset(
            {"web_visibility", "enable_rss", "locked", "discoverable", "hide_collections", "source[privacy]"}
        ),
    ),
    "pixelfed": Program(
        name="pixelfed",
        version="0.12.6",
        fine=False,
        links=False,
        open_lists=False,
        source={"privacy": "public"},
        flags={"locked": False, "discoverable": True},
        settable=frozenset({"locked", "crawlable", "disable_embeds", "source[privacy]"}),
    ),
    "friendica": Program(
        name="friendica", version="2024.12", fine=False, source={"privacy": "public"}, flags={"locked": False}
    ),
    "akkoma": Program(
        name="akkoma",
        version="3.13.2",
        source={"privacy": "public"},
        flags={"locked": False, "discoverable": False},
    ),
    "pleroma": Program(
        name="pleroma", version="2.7.0", source={"privacy": "public"}, flags={"locked": False}
    ),
    "takahe": Program(
        name="takahe",
        version="0.11.0",
        fine=False,
        checks_proof=False,
        source={"privacy": "public"},
        flags={"locked": False},
    ),
    "hollo": Program(
        name="hollo", version="0.6.0", tells_gate=True, source={"privacy": "public"}, flags={"locked": False}
    ),
}
