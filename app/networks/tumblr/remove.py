"""Make posts of Tumblr private, or delete them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from app.model.fix import Outcome
from app.model.photo import Photo
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.networks.bearer import OK, good, is_gone, refused, unreadable
from app.networks.fields import is_rows, record, rows, text
from app.networks.network import Fix
from app.networks.portraits import is_portrait
from app.networks.tumblr.names import blog_id, post_id
from app.networks.tumblr.sign_in import bearer

if TYPE_CHECKING:
    from app.networks.ask import Json
    from app.networks.session import Session


def _unit(photo: Photo) -> str:
    """Return blog and post: all pictures of a post go together."""
    return photo.key if is_portrait(photo) else photo.key.rpartition("/")[0]


def _hide(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Set a post's state to private. The older call changes nothing but that; where it is refused, the newer is used."""
    blog, post = _parts(of)
    answer = bearer(session).send(
        "POST",
        f"/blog/{blog}/post/edit",
        why="hide",
        power=Power.CHANGE,
        data={"id": post, "state": "private"},
    )
    if answer.status in OK:
        return Outcome.DONE
    if answer.status not in {400, 403, 404}:
        raise refused(answer)
    held = bearer(session).get(f"/blog/{blog}/posts/{post}", why="hide", params={"post_format": "npf"})
    if is_gone(held):
        return Outcome.WAS_GONE
    written = bearer(session).send(
        "PUT",
        f"/blog/{blog}/posts/{post}",
        why="hide",
        power=Power.CHANGE,
        json=_rewritten(record(good(held).get("response"))),
    )
    if is_gone(written):
        return Outcome.WAS_GONE
    if written.status not in OK:
        raise refused(written)
    return Outcome.DONE


def _rewritten(post: Mapping[str, object]) -> Json:
    """Return a post as it stands with another state: the newer call writes the whole post anew."""
    if not is_rows(post.get("content")) or rows(post.get("trail")):
        raise NetworkRefused(
            say("Tumblr lets no app hide this post."),
            say("Open the post at Tumblr and set it to private there."),
        )
    whole: dict[str, object] = {
        "content": post.get("content"),
        "layout": post.get("layout") if is_rows(post.get("layout")) else [],
        "tags": ",".join(text(one, 200) for one in rows(post.get("tags"))),
        "state": "private",
    }
    return cast("Json", whole)


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    blog, post = _parts(of)
    answer = bearer(session).send(
        "POST", f"/blog/{blog}/post/delete", why="delete", power=Power.DELETE, data={"id": post}
    )
    if is_gone(answer):
        return Outcome.WAS_GONE
    # Every answer of Tumblr says the status once more in its body (tumblr/docs, api.md).
    if record(good(answer).get("meta")).get("status") not in (200, 201):
        raise unreadable(answer.host)
    return Outcome.DONE


def _parts(of: str) -> tuple[str, str]:
    """Return blog and post of a unit; what came from elsewhere must not become another path."""
    blog, _, post = of.rpartition("/")
    if not blog_id(blog) or not post_id(post):
        raise NetworkRefused(
            say("We do not know the number of this post, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    return blog, post


def _says_hide(photos: Sequence[Photo]) -> Text:
    return say_count(
        "The post with this photo becomes private: only you see it.",
        "The post with these {count} photos becomes private: only you see it.",
        len(photos),
    )


def _says_delete(photos: Sequence[Photo]) -> Text:
    return say_count(
        "The whole post is deleted, with its words and this photo.",
        "The whole post is deleted, with its words and these {count} photos.",
        len(photos),
    )


def _cannot(photo: Photo) -> Text | None:
    if is_portrait(photo):
        return say("Tumblr lets no app change the pictures of a blog. Change them on the page of the blog.")
    blog, _, post = _unit(photo).rpartition("/")
    return (
        None if blog_id(blog) and post_id(post) else say("We do not know the number of this post at Tumblr.")
    )


_REBLOGS = say("Reblogs on other blogs stay as they are. Only their owners can take them down.")
HIDE = Fix(
    unit=_unit,
    stem=_unit,
    says=_says_hide,
    act=_hide,
    cannot=_cannot,
    power=Power.CHANGE,
    remarks=(_REBLOGS,),
)
DELETE = Fix(
    unit=_unit,
    stem=_unit,
    says=_says_delete,
    act=_delete,
    cannot=_cannot,
    remarks=(_REBLOGS, say("A deleted post cannot be brought back.")),
)
