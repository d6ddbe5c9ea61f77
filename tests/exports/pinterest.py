"""Write Pinterest exports: one page of lines."""

from __future__ import annotations

from hashlib import md5
from html import escape

from tests.exports.instagram import Files
from tests.exports.person import HANDLE, LIFE, Shot

PAGE = "Receive Items.html"
NAME = HANDLE.replace(".", "_")


def link(address: str) -> str:
    """Return a link that shows its own address."""
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def pin(number: int, **lines: str) -> str:
    """Return one pin; a line of None is left out by giving it as ""."""
    told = {
        "Title": "No data",
        "Details": "No data",
        "Image": md5(str(number).encode(), usedforsecurity=False).hexdigest(),
        "Is Native": "No data",
        "Board Id": "9876543210",
        "Board Name": "Garden",
        "Is Video": "No data",
        "Ip Address": "192.0.2.7",
        "Username": NAME,
        "Alt Text": "No data",
        "Canonical Link": link("https://garden.example/a,b"),
        "Created at": "2017/02/13 15:35:01",
        "Alive": "True",
        "Is a repin": "True",
        "Private": "False",
    } | {key.replace("_", " "): value for key, value in lines.items()}
    body = "".join(f",\n<br>{key}: {value}" for key, value in told.items() if value)
    return f"{link(f'https://www.pinterest.com/pin/{number}/')}\n{body[2:]}<br><br>"


def board(name: str, number: str, private: str) -> str:
    """Return one board."""
    return f"{link(f'https://www.pinterest.com/{NAME}/b{number}/')}\n<br>Name: {name},\n<br>Id: {number},\n<br>Private: {private}<br><br>"


def page(*pins: str, boards: str = "") -> bytes:
    """Return the whole page."""
    text = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Pinterest data</title></head><body>'
        f'<div id="contents"><h1 id=p0>Profile</h1>https://www.pinterest.com/{NAME}/<br>Email: mara@mail.example'
        f"<br><br><h1 id=y1bkd>Pins</h1>\n{''.join(pins)}<h1 id=b2>Boards</h1>{boards}<h1 id=m3>Messages</h1>"
        "<br>Text: a secret<br></div></body></html>"
    )
    return text.encode()


def of(shot: Shot, number: int) -> str:
    """Return one shot as a pin, every third one secret."""
    return pin(
        1000 + number,
        Title=escape(shot.caption) or "No data",
        Created_at=shot.at.strftime("%Y/%m/%d %H:%M:%S"),
        Private="True" if number % 3 == 0 else "False",
    )


def export() -> Files:
    """Return a whole export."""
    pins = [of(shot, number) for number, shot in enumerate(LIFE)]
    return {PAGE: page(*pins, boards=board("Garden", "9876543210", "False"))}
