"""A server on this computer with one invented member who signs in: as each program of the fediverse really answers.

It speaks OAuth, lists, deletes and changes settings, with the customs that the programs' own code shows. What it was
asked is in `asked`; what its member's account looks like afterwards is in `posts` and `member`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.networks.fediverse import drawn, jpeg
from tests.networks.loopback import Asked, Loopback, Reply, reply
from tests.networks.member_programs import EN, FINE, KEY_PATH, MEMBER, PROGRAMS, Program


def _posts() -> list[dict[str, Any]]:
    wanted = [
        ("905", "public"),
        ("904", "private"),
        ("903", "unlisted"),
        ("902", "direct"),
        ("901", "public"),
    ]
    return [
        {"id": number, "visibility": seen, "pictures": 2 if number == "905" else 1} for number, seen in wanted
    ]


@dataclass
class MemberServer(Loopback):
    """One member at http://127.0.0.1. `says_no` makes the page of consent refuse; `faults` answer before all else."""

    program: Program = field(default_factory=lambda: PROGRAMS["mastodon"])
    language: Mapping[int, str] = field(default_factory=lambda: EN)
    page_size: int = 2
    says_no: bool = False
    posts: list[dict[str, Any]] = field(default_factory=_posts)
    member: dict[str, Any] = field(default_factory=dict[str, Any])
    source: dict[str, Any] = field(default_factory=dict[str, Any])
    profile: dict[str, Any] = field(default_factory=lambda: {"show_media": True, "show_media_replies": True})
    tokens: dict[str, str] = field(default_factory=dict[str, str])
    archived: list[str] = field(default_factory=list[str])
    kept_media: list[str] = field(default_factory=list[str])
    account_type: str = "person"
    keeps_files: bool = False
    faults: dict[str, Callable[[Asked], Reply | None]] = field(
        default_factory=dict[str, Callable[[Asked], Reply | None]]
    )
    _apps: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _codes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _renewals: dict[str, str] = field(default_factory=dict[str, str])
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Begin with what the program gives a new member."""
        self.member = {**self.program.flags, **self.member}
        self.source = {**self.program.source, **self.source}

    @property
    def handle(self) -> str:
        """The member's handle."""
        return f"anna@127.0.0.1:{self.port}"

    @property
    def asked(self) -> list[Asked]:
        """What it was asked, in order."""
        return self.requests

    def token(self, *scopes: str) -> str:
        """Hand out a token as the page "Development" does."""
        made = f"s3cret-token-{next(self._numbers)}"
        self.tokens[made] = " ".join(scopes or (FINE if self.program.fine else ("read", "write")))
        return made

    def changes(self) -> list[Asked]:
        """Return what was asked for but to read."""
        return [one for one in self.asked if one.method != "GET"]

    def respond(self, asked: Asked) -> Reply:
        """Answer one request."""
        for start, fault in self.faults.items():
            given = fault(asked) if asked.path.startswith(start) else None
            if given is not None:
                return given
        if asked.path.startswith("/files/"):
            return self._file(asked)
        return self._open(asked) or self._oauth(asked) or self._signed(asked)

    def _file(self, asked: Asked) -> Reply:
        """Give a file to whoever has its address, whoever may see its post; some go on after the post is deleted."""
        post = asked.path.rpartition("/")[2].partition("-")[0].partition(".")[0]
        stands = {"anna", "newer"} | {str(one["id"]) for one in self.posts} | set(self.kept_media)
        if post not in stands and not self.keeps_files:
            return Reply(404, b"not found", {"content-type": "text/plain"})
        return Reply(200, jpeg(drawn("teal", (64, 48))), {"content-type": "image/jpeg"})

    def no(self, status: int, **headers: str) -> Reply:
        """Return a refusal in the server's language."""
        return reply({"error": self.language[status]}, status, **headers)

    def _open(self, asked: Asked) -> Reply | None:
        name = {"name": self.program.name, "version": self.program.version}
        here = {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": f"{self.url}/nodeinfo/2.0"}
        actor = {"rel": "self", "type": "application/activity+json", "href": f"{self.url}/users/anna"}
        open_pages: dict[str, object] = {
            "/.well-known/nodeinfo": {"links": [here]},
            "/nodeinfo/2.0": {"version": "2.0", "software": name},
            "/.well-known/webfinger": {"subject": f"acct:{self.handle}", "links": [actor]},
            "/api/v2/instance": {"version": self.program.version}
            | ({"api_versions": {"mastodon": self.program.api}} if self.program.api else {}),
        }
        if asked.path == KEY_PATH:
            gate = {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/oauth/authorize",
                "token_endpoint": f"{self.url}/oauth/token",
                "revocation_endpoint": f"{self.url}/oauth/revoke",
                "scopes_supported": ["read", "write", *FINE],
                "code_challenge_methods_supported": ["S256"],
            }
            return (
                reply(gate)
                if self.program.tells_gate
                else Reply(404, b"Not Found", {"content-type": "text/html"})
            )
        return reply(open_pages[asked.path]) if asked.path in open_pages else None

    def _oauth(self, asked: Asked) -> Reply | None:
        ways = {
            ("POST", "/api/v1/apps"): self._register,
            ("GET", "/oauth/authorize"): self._consent,
            ("POST", "/oauth/token"): self._token,
            ("POST", "/oauth/revoke"): self._revoke,
        }
        way = ways.get((asked.method, asked.path))
        return way(asked.query if asked.method == "GET" else asked.form) if way else None

    def _register(self, form: Mapping[str, str]) -> Reply:
        known = {"read", "write", "follow", "push", *(FINE if self.program.fine else ())}
        if not set(form.get("scopes", "read").split()) <= known:
            return self.no(422)
        key = f"client-{len(self._apps)}"
        self._apps[key] = {"secret": f"s3cret-{key}", **form}
        return reply(
            {"id": "1", "client_id": key, "client_secret": f"s3cret-{key}", "name": form["client_name"]}
        )

    def _consent(self, query: Mapping[str, str]) -> Reply:
        app = self._apps.get(query.get("client_id", ""))
        # The address is compared letter by letter, port included.
        if app is None or query.get("redirect_uri") != app["redirect_uris"]:
            return Reply(
                400, b"<!DOCTYPE html>The redirect uri included is not valid.", {"content-type": "text/html"}
            )
        # Pixelfed takes a missing scope for all of them.
        default = "read write follow" if self.program.name == "pixelfed" else "read"
        scope = query.get("scope") or default
        code = f"code-{len(self._codes)}"
        self._codes[code] = {**query, "scope": scope}
        back = {
            "state": query.get("state", ""),
            **({"error": "access_denied"} if self.says_no else {"code": code}),
        }
        if self.program.tells_gate:
            back["iss"] = self.url
        return Reply(302, b"", {"location": f"{app['redirect_uris']}?{urlencode(back)}"})

    def _token(self, form: Mapping[str, str]) -> Reply:
        app = self._apps.get(form.get("client_id", ""), {})
        if not app or form.get("client_secret") != app["secret"]:
            return reply({"error": "invalid_client", "error_description": self.language[401]}, 401)
        if form.get("grant_type") == "refresh_token":
            scope = self._renewals.pop(form.get("refresh_token", ""), "")
            return self._handed(scope) if scope else reply({"error": "invalid_grant"}, 400)
        code = self._codes.pop(form.get("code", ""), {})
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_proven = not self.program.checks_proof or code.get("code_challenge") == proof
        if not code or not is_proven or form.get("redirect_uri") != app["redirect_uris"]:
            return reply({"error": "invalid_grant"}, 400)
        return self._handed(code["scope"])

    def _handed(self, scope: str) -> Reply:
        token = self.token(*scope.split())
        handed: dict[str, object] = {"access_token": token, "token_type": "Bearer", "created_at": 1795421100}
        if self.program.name == "pixelfed":
            # Laravel Passport: a year, a refresh token, and no word of the scope.
            self._renewals[f"s3cret-renewal-{token}"] = scope
            return reply({**handed, "expires_in": 30758400, "refresh_token": f"s3cret-renewal-{token}"})
        return reply({**handed, "scope": scope})

    def _revoke(self, form: Mapping[str, str]) -> Reply:
        app = self._apps.get(form.get("client_id", ""), {})
        if form.get("client_secret") != app.get("secret"):
            return reply({"error": "unauthorized_client"}, 403)
        self.tokens.pop(form.get("token", ""), None)
        return reply({})

    def _signed(self, asked: Asked) -> Reply:
        scope = self.tokens.get(asked.headers.get("authorization", "").removeprefix("Bearer "))
        if asked.path == "/api/v1/apps/verify_credentials" and scope is not None:
            return reply({"name": "mine", "scopes": scope.split()} if self.program.api else {"name": "mine"})
        wanted = _wanted(asked)
        if scope is None:
            return self.no(401, www_authenticate='Bearer realm="Doorkeeper", error="invalid_token"')
        if not {wanted, wanted.partition(":")[0]} & set(scope.split()):
            return self.no(403, www_authenticate='Bearer realm="Doorkeeper", error="insufficient_scope"')
        return self._member(asked)

    def _member(self, asked: Asked) -> Reply:
        ways: dict[tuple[str, str], Callable[[], Reply]] = {
            ("GET", "/api/v1/accounts/verify_credentials"): lambda: reply(self.entity()),
            ("GET", f"/api/v1/accounts/{MEMBER}/statuses"): lambda: self._list(asked.query),
            ("PATCH", "/api/v1/accounts/update_credentials"): lambda: self._set(asked.form),
        }
        if way := ways.get((asked.method, asked.path)):
            return way()
        number = asked.path.rpartition("/")[2]
        if asked.method == "DELETE" and asked.path.startswith("/api/v1/statuses/"):
            return self._delete(number, asked.query)
        if asked.path.startswith("/api/v1.1/archive/add/") and self.program.name == "pixelfed":
            return self._archive(number)
        is_profile = asked.path.startswith("/api/v1/profile") and self.program.api
        return self._profile(asked) if is_profile else self.no(404)

    def _set(self, form: Mapping[str, str]) -> Reply:
        for name, value in form.items():
            if name == "locked" and self.program.name == "friendica":
                self.account_type = "private group" if value == "true" else "community"
            if name not in self.program.settable:
                continue
            word: object = {"true": True, "false": False}.get(value, value)
            inner = name.removeprefix("source[").removesuffix("]")
            is_inner = inner in self.source or (
                inner == "hide_collections" and self.program.name != "gotosocial"
            )
            (self.source if is_inner else self.member)[inner] = word
        return reply(self.entity())

    def _profile(self, asked: Asked) -> Reply:
        if asked.method == "DELETE":
            self.member[asked.path.rpartition("/")[2]] = f"{self.url}/avatars/original/missing.png"
            return reply(self.entity())
        if asked.method == "PATCH":
            self.profile |= {
                name: value == "true" for name, value in asked.form.items() if name in self.profile
            }
        return reply({"id": MEMBER, **self.profile})

    def entity(self) -> dict[str, Any]:
        """Return the member as the server tells her of herself."""
        source = dict(self.source)
        if self.program.name == "pixelfed":
            source["privacy"] = "private" if self.member.get("locked") else "public"
        told = {
            "id": MEMBER,
            "username": "anna",
            "acct": self.handle if self.program.name == "takahe" else "anna",
            "display_name": "Anna Sample",
            "url": f"{self.url}/@anna",
            "avatar": f"{self.url}/files/anna.jpg",
            "avatar_static": f"{self.url}/files/anna.jpg",
            "avatar_description": "Anna in a hat",
            "header": f"{self.url}/headers/original/missing.png",
            "statuses_count": len(self.posts),
            **self.member,
            "source": source,
        }
        # GoToSocial leaves out what is off.
        quiet = ("enable_rss", "hide_collections") if self.program.name == "gotosocial" else ()
        return {name: value for name, value in told.items() if not (name in quiet and value is False)}

    def _list(self, query: Mapping[str, str]) -> Reply:
        below = int(query.get("max_id") or 10**30)
        shown = [post for post in self.posts if int(post["id"]) < below and post["id"] not in self.archived]
        if self.program.name == "takahe":
            shown = [post for post in shown if post["visibility"] in {"public", "unlisted"}]
        if query.get("only_media") == "true":
            shown = [post for post in shown if post["pictures"]]
            if self.program.name == "friendica":
                shown = [post for post in shown if post["visibility"] in {"public", "unlisted"}]
        page = shown[: self.page_size]
        rows = [self.status(post) for post in page]
        if not self.program.links or not page:
            return reply(rows)
        path = f"{self.url}/api/v1/accounts/{MEMBER}/statuses"
        following = f'<{path}?max_id={page[-1]["id"]}>; rel="next", ' if len(shown) > len(page) else ""
        # The older word "since_id" and the newer "min_id" were both recorded.
        return reply(rows, link=f'{following}<{path}?since_id={page[0]["id"]}>; rel="prev"')

    def status(self, post: Mapping[str, Any]) -> dict[str, Any]:
        """Return one post as the API tells it."""
        number = post["id"]
        page = (
            f"{self.url}/p/anna/{number}" if self.program.name == "pixelfed" else f"{self.url}/@anna/{number}"
        )
        return {
            "id": number,
            "created_at": post.get("created_at", "2026-05-04T10:00:00.000Z"),
            "visibility": post["visibility"],
            "content": f"<p>Post {number}</p>",
            "url": page,
            "uri": f"{self.url}/users/anna/statuses/{number}",
            "account": {"id": post.get("author", MEMBER)},
            "reblog": post.get("reblog"),
            "quote": post.get("quote"),
            "media_attachments": [
                {
                    "id": f"{number}0{place}",
                    "type": "image",
                    "url": f"{self.url}/files/{number}-{place}.jpg",
                    "preview_url": f"{self.url}/files/small/{number}-{place}.jpg",
                }
                for place in range(post["pictures"])
            ],
        }

    def _delete(self, number: str, query: Mapping[str, str]) -> Reply:
        found = next((post for post in self.posts if post["id"] == number), None)
        if found is None:
            return self.no(404)
        self.posts.remove(found)
        if query.get("delete_media") != "true":
            self.kept_media.append(number)
        return reply(self.status(found))

    def _archive(self, number: str) -> Reply:
        if all(post["id"] != number for post in self.posts):
            return self.no(404)
        self.archived.append(number)
        return reply([200])


def _wanted(asked: Asked) -> str:
    """Return the scope that a request needs."""
    what = "statuses" if "/statuses" in asked.path or "/archive/" in asked.path else "accounts"
    return f"{'read' if asked.method == 'GET' else 'write'}:{what}"
