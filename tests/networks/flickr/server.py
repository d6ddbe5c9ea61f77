"""A small Flickr on loopback: it checks every signature with oauthlib's own verifier, and remembers what it was told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from oauthlib.common import Request
from oauthlib.oauth1.rfc5849 import signature

from tests.networks.loopback import Asked, Loopback, Reply

NSID = "98000001@N07"
LEVELS = {"read": 1, "write": 2, "delete": 3}
NEEDS = {"photos.setPerms": 2, "photos.geo.setPerms": 2, "photos.delete": 3}


@dataclass
class FlickrServer(Loopback):
    """The server. `photos` maps an id to its flags; a test may set what it likes between two requests."""

    key: str = "app-1"
    secret: str = "s3cret-app"
    photos: dict[str, list[int]] = field(default_factory=dict[str, "list[int]"])
    places: dict[str, tuple[float, float]] = field(default_factory=dict[str, "tuple[float, float]"])
    geo_public: dict[str, int] = field(default_factory=dict[str, int])
    # Tokens with their secrets, and what each may do.
    pending: dict[str, dict[str, str]] = field(default_factory=dict[str, "dict[str, str]"])
    tokens: dict[str, tuple[str, int]] = field(default_factory=dict[str, "tuple[str, int]"])
    asked: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])
    nonces: set[str] = field(default_factory=set[str])

    def respond(self, asked: Asked) -> Reply:
        status, text = self.answer(asked.method, asked.target, asked.headers, asked.body.decode())
        return Reply(status, text.encode())

    def allow(self, url: str) -> str:
        """Do what the person's browser does on the page of Flickr: say yes. Returns where it is sent back to."""
        query = dict(parse_qsl(urlsplit(url).query))
        waiting = self.pending[query["oauth_token"]]
        waiting["perms"], waiting["verifier"] = query["perms"], "v3rifier"
        answer = {"oauth_token": query["oauth_token"], "oauth_verifier": "v3rifier"}
        return f"{waiting['callback']}?{urlencode(answer)}"

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: str) -> tuple[int, str]:
        """Return status and body."""
        parts = urlsplit(target)
        self.asked.append(f"{method} {target}")
        header = headers.get("authorization", "")
        pairs = (part.partition("=") for part in header.removeprefix("OAuth ").split(", "))
        oauth = {name: value.strip('"') for name, _, value in pairs}
        oauth = {name: dict(parse_qsl(f"v={value}")).get("v", "") for name, value in oauth.items()}
        step = parts.path.rpartition("/")[2]
        if not self._signed(method, target, headers, body, oauth, step):
            self.refused.append(step)
            return (401, "oauth_problem=signature_invalid") if step else (200, fail(96))
        if step == "request_token":
            token = f"req-{len(self.pending)}"
            self.pending[token] = {"secret": "rs", "callback": oauth["oauth_callback"]}
            return 200, f"oauth_callback_confirmed=true&oauth_token={token}&oauth_token_secret=rs"
        if step == "access_token":
            return self._access(oauth)
        args = dict(parse_qsl(parts.query or body))
        return 200, self._method(args["method"].removeprefix("flickr."), args, oauth)

    def _signed(  # each is one part of a request
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: str,
        oauth: Mapping[str, str],
        step: str,
    ) -> bool:
        if oauth.get("oauth_nonce", "") in self.nonces or oauth.get("oauth_consumer_key") != self.key:
            return False
        self.nonces.add(oauth["oauth_nonce"])
        secret = ""
        if step == "access_token":
            secret = self.pending.get(oauth["oauth_token"], {}).get("secret", "")
        elif not step:
            secret = self.tokens.get(oauth.get("oauth_token", ""), ("", 0))[0]
        request: Any = Request(
            f"{self.url}{target}", "POST" if method == "POST" else "GET", body, _as_written(headers)
        )
        collected = signature.collect_parameters(
            uri_query=urlsplit(target).query,
            body=body,
            headers=_as_written(headers),
            exclude_oauth_signature=False,
        )
        request.params = [(name, value) for name, value in collected if name != "oauth_signature"]
        request.signature = dict(collected).get("oauth_signature")
        tools: Any = signature
        return bool(tools.verify_hmac_sha1(request, self.secret, secret))

    def _access(self, oauth: Mapping[str, str]) -> tuple[int, str]:
        waiting = self.pending.pop(oauth["oauth_token"], {})
        if not waiting or waiting.get("verifier") != oauth.get("oauth_verifier"):
            return 401, "oauth_problem=token_rejected"
        token = f"tok-{len(self.tokens)}"
        self.tokens[token] = ("ts", LEVELS[waiting["perms"]])
        told = {"fullname": "Mina Paper", "oauth_token": token, "oauth_token_secret": "ts"}
        return 200, urlencode({**told, "user_nsid": NSID, "username": "mina"})

    def _method(  # noqa: PLR0911, C901 - one line a method
        self, name: str, args: Mapping[str, str], oauth: Mapping[str, str]
    ) -> str:
        level = self.tokens.get(oauth.get("oauth_token", ""), ("", 0))[1]
        if not level:
            return fail(98)
        if level < NEEDS.get(name, 1):
            return fail(99)
        photo = args.get("photo_id", "")
        if photo and photo not in self.photos:
            return fail(1)
        match name:
            case "people.getInfo":
                person = {"nsid": NSID, "path_alias": "mina-paper", "iconserver": 0, "iconfarm": 0}
                return ok(person=person)
            case "people.getPhotos":
                return self._list(int(args["page"]), int(args["per_page"]))
            case "photos.setPerms":
                self.photos[photo] = [int(args[flag]) for flag in ("is_public", "is_friend", "is_family")]
                return ok()
            case "photos.geo.setPerms":
                self.geo_public[photo] = int(args["is_public"])
                return ok() if photo in self.places else fail(2)
            case "photos.delete":
                del self.photos[photo]
                return ok()
            case _:
                return ok()

    def _list(self, page: int, size: int) -> str:
        ids = list(self.photos)
        shown = [self._entry(one) for one in ids[(page - 1) * size : page * size]]
        return ok(photos={"page": page, "pages": -(-len(ids) // size), "total": len(ids), "photo": shown})

    def _entry(self, one: str) -> dict[str, Any]:
        public, friend, family = self.photos[one]
        lat, lon = self.places.get(one, (0, 0))
        return {
            "id": one,
            "title": "At the lake",
            "ispublic": public,
            "isfriend": friend,
            "isfamily": family,
            "media": "photo",
            "latitude": lat,
            "longitude": lon,
            "accuracy": 16 if lat else 0,
            "geo_is_public": self.geo_public.get(one, 1),
            "url_o": f"{self.url}/files/{one}_o.jpg",
        }


def _as_written(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers by the names under which oauthlib looks for them."""
    return {name.title(): value for name, value in headers.items()}


def ok(**values: object) -> str:
    return json.dumps({**values, "stat": "ok"})


def fail(code: int) -> str:
    return json.dumps({"stat": "fail", "code": code, "message": "etwas ging schief"})
