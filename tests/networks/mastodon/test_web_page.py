"""What the web page of a GoToSocial account shows to everybody, though its interface lists nothing to strangers."""

from __future__ import annotations

import json

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import Photo, PhotoKind
from app.model.problem import ListIncomplete, ListRefused, Problem
from app.networks import understand
from app.networks.mastodon import NETWORK
from app.networks.network import Listed, Mark
from app.networks.web import Web
from tests.networks.mastodon.test_servers import NOW, RECORDINGS, no_wait
from tests.networks.replay import Answering, Canned, Replay, canned, from_recording

HOST = "https://sloth.example"
PAGE = f"{HOST}/@anna"
FILES = "https://files.sloth.example/fileserver/01F8MH1H7YV1Z7D2C8K2730QBF"
NEWER, OLDER = "01HE7XJ1CG84TBKH5V9XKBVGF5", "01HE7XJ1CG84TBKH5V9XKBVGF3"


def slide(post: str, file: str, *, name: str = "a", more: str = "") -> str:
    """Return one picture as the template status_attachment.tmpl writes it."""
    return f"""<{name}
        class="photoswipe-slide"
        data-pswp-parent-status="{HOST}/@anna/statuses/{post}"
        {"poster" if name == "video" else "href"}="{FILES}/attachment/{file}"
        data-pswp-width="1200px" data-pswp-height="800px" {more}><img src="{FILES}/attachment/small/x.jpeg"/>"""


def html(*parts: str, older: str = "") -> Canned:
    """Return a page as the template profile.tmpl writes it."""
    link = f'<a href="/@anna?max_id={older}" class="next">Show older</a>' if older else ""
    body = f"""<!DOCTYPE html><html><main class="profile">
        <img src="{FILES}/header/original/01HEADER000000.jpeg" alt="Header for anna"/>
        <a class="photoswipe-slide" href="{FILES}/avatar/original/01AVATAR000000.png"><img class="avatar"
        src="{FILES}/avatar/original/01AVATAR000000.png"/></a>
        {"".join(parts)}<nav><a href="/@anna">Back to top</a>{link}</nav></main></html>"""
    return Canned(headers={"content-type": "text/html; charset=utf-8"}, body=body.encode())


def looked_up(pages: dict[str, Answering]) -> tuple[Web, Account]:
    path = next(path for path in RECORDINGS if path.stem == "gotosocial")
    recorded = from_recording(json.loads(path.read_text(encoding="utf-8"))["answers"])
    web = Web(adapter=Replay({**recorded, **pages}), now=lambda: NOW, sleep=no_wait)
    assert NETWORK.find
    return web, NETWORK.find(web, understand("@anna@sloth.example"))


def listing(web: Web, account: Account, resume: str = "") -> tuple[list[Listed], Problem | None]:
    assert NETWORK.photos
    found: list[Listed] = []
    try:
        found.extend(NETWORK.photos(web, account, resume))
    except Problem as problem:
        return found, problem
    return found, None


def keys(items: list[Listed]) -> list[str]:
    return [one.key for one in items if isinstance(one, Photo) and one.kind is not PhotoKind.AVATAR]


def test_a_page_that_everybody_sees_is_read_where_the_interface_refuses() -> None:
    film = slide(NEWER, "small/01FILM00000000.jpeg", name="video")
    first = slide(NEWER, "original/01PICTURE00000.jpeg", more='title="A hat &amp; a &lt;face&gt;"')
    pages: dict[str, Answering] = {
        PAGE: html(first, film, first, older=NEWER),
        f"{PAGE}?max_id={NEWER}": html(slide(OLDER, "original/01OLD000000000.png")),
    }
    web, account = looked_up(pages)
    items, problem = listing(web, account)
    assert problem is None
    photos = [one for one in items if isinstance(one, Photo)]
    assert [one.kind for one in photos] == [
        PhotoKind.BANNER,
        PhotoKind.AVATAR,
        PhotoKind.PHOTO,
        PhotoKind.VIDEO_STILL,
        PhotoKind.PHOTO,
    ]
    photo = photos[2]
    # The same key as that of a list with a sign-in: the post's number and the file's.
    assert photo.key == f"{NEWER}/01PICTURE00000"
    assert photo.media_url == f"{FILES}/attachment/original/01PICTURE00000.jpeg"
    assert photo.url == f"{HOST}/@anna/statuses/{NEWER}"
    assert (photo.width, photo.height, photo.alt_text) == (1200, 800, "A hat & a <face>")
    assert (photo.visibility.value, photo.visibility.basis) == (Audience.PUBLIC, Basis.SEEN_BY_US)
    assert [one.cursor for one in items if isinstance(one, Mark)] == [f"page:{NEWER}"]
    rest, problem = listing(web, account, f"page:{NEWER}")
    assert (keys(rest), problem) == ([f"{OLDER}/01OLD000000000"], None)


def test_a_page_without_a_post_tells_nothing_and_a_missing_one_neither() -> None:
    for page in (html(), canned({"error": "Not Found"}, 404), Canned(status=500, body=b"<html>ill")):
        items, problem = listing(*looked_up({PAGE: page}))
        assert isinstance(problem, ListRefused)
        assert all(isinstance(one, Photo) for one in items)


def test_a_page_that_leads_round_in_a_circle_ends_with_a_problem() -> None:
    turning = html(slide(NEWER, "original/01PICTURE00000.jpeg"), older=NEWER)
    items, problem = listing(*looked_up({PAGE: turning, f"{PAGE}?max_id={NEWER}": turning}))
    assert isinstance(problem, ListIncomplete)
    assert len(keys(items)) == 2, "the banner and the one picture"


def test_what_is_no_picture_of_the_account_is_passed_over() -> None:
    odd = (
        '<a class="photoswipe-slide" href="javascript:alert(1)">',
        f'<a href="{FILES}/attachment/original/01NOCLASS00000.jpeg">',
        slide("../../etc", "original/01ODDPOST00000.jpeg").replace("/statuses/../../etc", ""),
        slide(NEWER, "original/short.jpeg"),
        "<a " * 50_000,
        '<a class="photoswipe-slide' + "x" * 200_000,
    )
    items, problem = listing(*looked_up({PAGE: html(*odd)}))
    assert isinstance(problem, ListRefused)
    assert [one.kind for one in items if isinstance(one, Photo)] == [PhotoKind.BANNER, PhotoKind.AVATAR]
