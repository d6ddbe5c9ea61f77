"""Write VK data archives: linked pages, in windows-1251 as VK writes them or in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

from tests.exports.instagram import Files
from tests.exports.person import LIFE, PORTRAITS, Shot

OWNER = 4711000001
LIST = "photos/photo-albums.html"
MONTHS = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]


def day(at: datetime) -> str:
    """Return a time in VK's words."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} в {at.hour}:{at.minute:02d}"


def page(title: str, body: str, *, charset: str = "windows-1251") -> bytes:
    """Return one page of the archive, with the way to it at the top."""
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"/><title>VK</title>'
        "<style>.item > a { color: red }</style></head><body>"
        '<div class="page_block_header clear_fix"><div class="page_block_header_inner _header_inner">'
        '<a class="ui_crumb" href="../../index.html">Профиль</a><div class="ui_crumb">Альбомы</div>'
        f'<div class="ui_crumb">{escape(title)}</div></div></div><div class="wrap_page_content">{body}</div>'
        '<div class="footer">VK <a href="https://vk.com">vk.com</a></div></body></html>'
    )
    return text.encode(charset, "xmlcharrefreplace")


def item(photo: int, address: str, words: str = "", when: str = "") -> str:
    """Return one picture of an album's page."""
    link = f"https://vk.com/photo{OWNER}_{photo}"
    return (
        f'<div class="item"><div class="item__main"><a href="{link}">'
        f'<img src="{escape(address)}" alt="photo{OWNER}_{photo}"></a></div>'
        f"<div class='item__tertiary'>{escape(words)}</div>"
        f"<div class='item__tertiary'><div class=\"clear_fix\">{when} </div></div></div>"
    )


def address(shot: Shot) -> str:
    """Return where VK's servers have a picture."""
    return f"https://sun9-1.userapi.example/impg/{shot.seconds & 0xFFFFFF:06x}/p.jpg?size=1280x960&sign=0a1b"


def album(title: str, shots: Iterable[Shot], first: int = 1, *, charset: str = "windows-1251") -> bytes:
    """Return the page of an album with these pictures, numbered from `first`."""
    lines = (item(first + at, address(one), one.caption, day(one.at)) for at, one in enumerate(shots))
    return page(title, "".join(lines), charset=charset)


def listing(**albums: str) -> bytes:
    """Return the list of albums; the keyword is the page's name with "a" before the number."""
    lines = (
        f'<div class="item"><div class="item__main"><a href="photo-albums/{key.removeprefix("a")}.html">'
        f"{escape(title)}</a></div><div class='item__tertiary'>1 янв 2020 в 1:00</div></div>"
        for key, title in albums.items()
    )
    return page("Фотоальбомы", "".join(lines))


def export(*, charset: str = "windows-1251") -> Files:
    """Return an archive with two albums, one page missing, and what is never read: messages."""
    return {
        "index.html": page("Профиль", "Архив"),
        LIST: listing(a100="Лето ☀", a200="Со страницы", a300="Утерян"),
        "photos/photo-albums/100.html": album("Лето ☀", LIFE, 1, charset=charset),
        "photos/photo-albums/200.html": album("Со страницы", PORTRAITS, 500, charset=charset),
        "messages/77/messages0.html": page("Том", item(9999, "https://sun9-1.userapi.example/secret.jpg")),
    }
