"""A small network of our own on loopback, with everything a network can do: for the verbs, not for any connector.

Its pages are asked through the real door to the web, its sign-in through the real door for the browser's answer.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from PIL import Image

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.fix import Lag, Outcome, Pace
from app.model.photo import Photo, Skipped
from app.model.problem import NetworkRefused, NotThere, SignInStopped
from app.model.setting import Check, Value
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import Text, say
from app.networks.glimpse import fetch
from app.networks.network import Fix, Glimpse, Listed, Mark, Network, Target
from app.networks.oauth import fresh_state, with_query
from app.networks.session import Errand, Joined, Session, SignIn, Wish, expired
from app.networks.web import Web
from tests.networks.loopback import CUT, Asked, Loopback, Reply

KEY = NetworkKey("harbour")
PAGE = 4


def picture(number: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (number * 37 % 256, number * 91 % 256, 40)).save(file, "JPEG")
    return file.getvalue()


@dataclass
class HarbourServer(Loopback):
    """The server. `posts` maps a post to its pictures; what a test sets here the network answers from then on."""

    posts: dict[int, list[str]] = field(default_factory=dict[int, "list[str]"])
    hidden: set[int] = field(default_factory=set[int])
    settings: dict[str, str] = field(default_factory=lambda: {"new_posts": "public", "stubborn": "open"})
    tokens: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    deaf: bool = False
    limit_after: int | None = None
    keeps_files: bool = False
    breaks_at: int | None = None
    refused: set[int] = field(default_factory=set[int])
    cut: set[int] = field(default_factory=set[int])
    busy_files: int = 0
    retry_after: str = "7200"
    on_list: Callable[[], None] | None = None

    def respond(self, asked: Asked) -> Reply:
        status, value = self.answer(asked.method, asked.target, asked.headers, asked.body)
        kind = "image/jpeg" if isinstance(value, bytes) else "application/json"
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        waits = {"retry-after": self.retry_after} if status == 429 else {}
        return Reply(status, data, {"content-type": kind, **waits})

    def fill(self, count: int, pictures: int = 1) -> None:
        self.posts = {one: [f"{one}-{place}" for place in range(pictures)] for one in range(1, count + 1)}

    def methods(self) -> set[str]:
        return {method for method, _ in self.asked}

    def answer(  # noqa: C901, PLR0911 - one line a path
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Any]:
        self.asked.append((method, target))
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        powers = self.tokens.get(headers.get("authorization", "").removeprefix("Bearer "), set())
        match (method, *parts.path.strip("/").split("/")):
            case ("GET", "files", _) if self.busy_files:
                self.busy_files -= 1
                return 429, {}
            case ("GET", "files", name):
                post = int(name.partition("-")[0])
                there = self.keeps_files or (post in self.posts and post not in self.hidden)
                return (200, picture(post)) if there else (404, {"error": "gone"})
            case ("GET", "posts", number):
                there = int(number) in self.posts and int(number) not in self.hidden
                return (200, {"id": number}) if there else (404, {})
            case ("GET", "list"):
                return self._list(query, signed="read" in powers)
            case ("GET", "settings"):
                return (200, self.settings) if "read" in powers else (401, {"error": "日本語のエラー"})
            case ("PUT", "settings", key):
                if "change" not in powers:
                    return 403, {}
                if key != "stubborn":
                    self.settings[key] = json.loads(body)["value"]
                return 200, {}
            case ("DELETE" | "PUT", "posts", number):
                return self._fix(method, int(number), powers)
            case ("POST", "token"):
                return self._token(json.loads(body))
            case ("POST", "revoke"):
                self.tokens.pop(json.loads(body)["token"], None)
                return 200, {}
            case _:
                return 404, {}

    def _list(self, query: Mapping[str, str], *, signed: bool) -> tuple[int, Any]:
        if self.on_list is not None:
            self.on_list()
        if self.deaf:
            return 200, {"posts": [], "next": None}
        below = int(query.get("below", "1000000"))
        shown = [
            one
            for one in sorted(self.posts, reverse=True)
            if one < below and (signed or one not in self.hidden)
        ]
        page = shown[:PAGE]
        if self.breaks_at is not None and page and page[0] <= self.breaks_at:
            return 503, {}
        rows = [{"id": one, "files": self.posts[one], "audience": self._audience(one)} for one in page]
        return 200, {"posts": rows, "next": page[-1] if len(shown) > PAGE else None}

    def _audience(self, post: int) -> str:
        return "only_me" if post in self.hidden else "public"

    def _fix(self, method: str, post: int, powers: set[str]) -> tuple[int, Any]:
        if "delete" not in powers:
            return 403, {}
        if self.limit_after is not None:
            if self.limit_after == 0:
                return 429, {}
            self.limit_after -= 1
        if post in self.refused:
            return 403, {}
        if post in self.cut:
            return CUT.status, {}
        if post not in self.posts:
            return 404, {}
        if method == "PUT":
            self.hidden.add(post)
        else:
            del self.posts[post]
        return 200, {}

    def _token(self, wanted: Mapping[str, str]) -> tuple[int, Any]:
        token = f"s3cret-{len(self.tokens)}-{wanted['code']}"
        self.tokens[token] = set(wanted["code"].split("+"))
        return 200, {"token": token, "who": wanted.get("who", "mina")}


def play_browser(url: str) -> None:
    """Be the person's browser: agree to what is asked for, and come back."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    answer = {"code": query["scope"], "state": query["state"], "who": query.get("who", "mina")}
    threading.Thread(
        target=requests.get, args=(query["redirect"],), kwargs={"params": answer, "timeout": 10}
    ).start()


def _account(server: str, handle: str) -> Account:
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=handle,
        server=server,
        url=server,
    )


def _understand(text: str) -> Target | None:
    return Target(network=KEY, handle=text.removeprefix("harbour:")) if text.startswith("harbour:") else None


def _find(_web: Web, target: Target) -> Account:
    return _account(target.server, target.handle)


def _photos(web: Web, account: Account, resume: str = "") -> Iterator[Listed]:
    yield from _listed(web, account, resume, None)


def _own(session: Session, resume: str) -> Iterator[Listed]:
    yield from _listed(session.web, session.account, resume, session)


def _listed(web: Web, account: Account, cursor: str, session: Session | None) -> Iterator[Listed]:
    token = session.grant.secret("token") if session else None
    while True:
        below = {"below": cursor} if cursor else {}
        answer = web.get(f"{account.server}/list", why="list", params=below, token=token)
        if answer.status != 200:
            raise NetworkRefused(say("No list."), say("Try again later."))
        page: Any = answer.json()
        for post in page["posts"]:
            for name in post["files"]:
                yield Photo(
                    account=account.id,
                    network=KEY,
                    key=f"{post['id']}/{name}",
                    url=f"{account.server}/posts/{post['id']}",
                    media_url=f"{account.server}/files/{name}",
                    visibility=stated(Audience(post["audience"]), Basis.ITEM, web.now()),
                )
        if not page["next"]:
            return
        cursor = str(page["next"])
        yield Mark(cursor=cursor)
        if cursor == "odd":
            yield Skipped(where="odd", why=say("odd"))


def _glimpse(web: Web, photo: Photo) -> Glimpse:
    return fetch(web, photo)


def _page(web: Web, photo: Photo) -> Any:
    return fetch(web, Photo(account=photo.account, network=KEY, key="page", media_url=photo.url)).view


def _begin(_web: Web, wish: Wish, redirect: str) -> Errand:
    state = fresh_state()
    powers = "+".join(sorted(wish.powers))
    query = {"redirect": redirect, "state": state, "scope": powers, "who": wish.keys.get("who", "mina")}

    def finish(answer: Mapping[str, str]) -> Joined:
        if answer.get("code") == "no":
            raise SignInStopped(say("You said no."), say("Try again."))
        got: Any = _web.post(f"{wish.server}/token", why="sign in", json={**answer}).json()
        grant = Grant(secrets={"token": got["token"]}, powers=wish.powers)
        return Joined(account=_account(wish.server, got["who"]), grant=grant)

    return Errand(url=with_query(f"{wish.server}/authorize", query), proof=("state", state), finish=finish)


def _end(session: Session) -> None:
    session.web.post(
        f"{session.account.server}/revoke", why="sign out", json={"token": session.grant.secret("token")}
    )


def _checks(session: Session) -> Iterator[Check]:
    answer = session.web.get(
        f"{session.account.server}/settings", why="settings", token=session.grant.secret("token")
    )
    if answer.status == 401:
        raise expired(session.account)
    held: Any = answer.json()
    for key, safe in (("new_posts", "only_me"), ("stubborn", "closed")):
        yield Check(
            account=session.account.id,
            key=key,
            says=say("A setting"),
            safe=safe,
            friends="friends" if key == "new_posts" else None,
            why=say("Because."),
            how=say("There."),
            seen=held[key],
            as_of=session.web.now(),
            basis=Basis.ACCOUNT_SETTING,
            values=(Value(key=safe, says=say("Safe")), Value(key="friends", says=say("Friends"))),
            can_change=True,
        )


def _change(session: Session, key: str, value: str) -> None:
    url = f"{session.account.server}/settings/{key}"
    session.web.send("PUT", url, why="settings", json={"value": value}, token=session.grant.secret("token"))


def _says(photos: Sequence[Photo]) -> Text:
    return say("The post with {count} pictures goes.", count=len(photos))


def _act(method: Any) -> Any:
    def act(session: Session, unit: str, _photos: Sequence[Photo]) -> Outcome:
        url = f"{session.account.server}/posts/{unit}"
        answer = session.web.send(method, url, why="delete", token=session.grant.secret("token"))
        if answer.status == 404:
            raise NotThere(say("It is gone."), say("Nothing is left to do."))
        if answer.status != 200:
            raise NetworkRefused(
                say("The server says {status}.", status=answer.status), say("Try again later.")
            )
        return Outcome.DONE

    return act


def _fix(method: str, pace: Pace | None) -> Fix:
    return Fix(
        unit=lambda photo: photo.key.partition("/")[0],
        says=_says,
        act=_act(method),
        power=Power.DELETE,
        pace=pace,
        remarks=(say("Other servers may keep copies."),),
    )


def harbour(pace: Pace | None = None) -> Network:
    """Return the network as a value."""
    return Network(
        key=KEY,
        title="Harbour",
        understand=_understand,
        find=_find,
        photos=_photos,
        glimpse=_glimpse,
        page=_page,
        lag=Lag(file=timedelta(hours=24), source="our own"),
        sign_in=SignIn(
            doorway=Doorway(
                network=KEY,
                title="Harbour",
                in_browser=True,
                powers=frozenset(Power),
                needs=(Need(key="client", says=say("the key of your app"), is_secret=False),),
            ),
            begin=_begin,
            end=_end,
        ),
        own=_own,
        checks=_checks,
        change=_change,
        hide=_fix("PUT", None),
        delete=_fix("DELETE", pace),
    )


START = datetime(2026, 11, 27, 9, tzinfo=UTC)
