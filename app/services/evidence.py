"""Everything about one request in one file, for an authority: the letter, its way, and what was seen, with hashes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from app.letters.clean import ADDRESS, line
from app.model.photo import Photo, PhotoId
from app.model.problem import NotFound, WrongUse
from app.model.request import Request, RequestId
from app.model.stranger import StrangerView
from app.model.text import say
from app.services.file_name import apart, file_name

if TYPE_CHECKING:
    from app.store.home import Store

# The earliest moment that a zip file can name: the same facts then always make the same bytes.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_STYLE = (
    "body{font:11pt/1.5 system-ui,sans-serif;max-width:46em;margin:3em auto;padding:0 1.5em;color:#16181d;background:#fff;"
    "overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccd;padding:.4em;"
    "text-align:left;vertical-align:top}img{max-width:128px}pre{white-space:pre-wrap}"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Writes evidence files. Only what is held is written: nothing is fetched and nothing is sent."""

    open_store: Callable[[], Store]

    def write(self, request: RequestId, path: Path) -> Path:
        """Write the evidence of a request as a zip file, whole or not at all.

        The same facts make the same file, byte by byte. Raises NotFound, and WrongUse where it cannot be written.
        """
        data = self.packed(request)
        beside = path.with_name(path.name + ".part")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            raise WrongUse(
                say("The evidence could not be written to “{path}”.", path=str(path)),
                say("Choose a folder that exists and that you may write to."),
            ) from error
        return path

    def packed(self, request: RequestId) -> bytes:
        """Return the zip file's bytes."""
        files = dict(self._files(request))
        sums = "".join(
            f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
        )
        files["SHA256SUMS.txt"] = sums.encode()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, data in sorted(files.items()):
                member = zipfile.ZipInfo(name, _ALWAYS)
                member.create_system = 3
                member.external_attr = 0o644 << 16
                archive.writestr(member, data)
        return packed.getvalue()

    def _files(self, request: RequestId) -> Iterator[tuple[str, bytes]]:
        store = self.open_store()
        held = store.ledger.request(request)
        photos = [photo for one in held.photos if (photo := _photo(store, one)) is not None]
        pictures = {photo.id: store.catalogue.thumbnail(photo.id) for photo in photos if photo.id is not None}
        yield "letter.txt", held.body.encode()
        inside: list[str] = []
        for name in store.ledger.documents(request):
            if name != "letter.txt":
                # Two documents never share a name in the file: the second would take the place of the first.
                inside.append(apart(_safe(name), inside))
                yield f"documents/{inside[-1]}", store.ledger.document(request, name)
        for number, picture in pictures.items():
            if picture:
                yield f"pictures/{number}.jpg", picture
        seen = [_seen(photo) for photo in photos]
        yield "seen.json", (json.dumps(seen, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        yield (
            "report.html",
            _report(held, photos, {one for one, picture in pictures.items() if picture}).encode(),
        )


def _photo(store: Store, photo: PhotoId) -> Photo | None:
    try:
        return store.catalogue.photo(photo)
    except NotFound:
        return None


def _safe(name: str) -> str:
    """Return a document's name without anything that could mean another folder."""
    path = PurePosixPath(name)
    return file_name(
        path.stem, ending="".join(sign for sign in path.suffix if sign.isalnum() or sign == ".")[:12]
    )


def _seen(photo: Photo) -> dict[str, object]:
    view = photo.stranger
    return {
        "photo": photo.id,
        "page": photo.url,
        "file": photo.media_url,
        "network_says": photo.visibility.value.value,
        "stranger": None if view is None else _view(view),
    }


def _view(view: StrangerView) -> dict[str, object]:
    return {
        "result": view.reach.value,
        "address": view.url,
        "status": view.status,
        "seen_at": view.seen_at.isoformat(),
        "sha256": view.sha256,
        "size": view.size,
    }


def _report(request: Request, photos: list[Photo], pictured: set[PhotoId]) -> str:
    """Return one page that loads nothing but the small pictures beside it; all text in it is escaped."""
    steps = "".join(
        f"<tr><td>{step.on.isoformat()}</td><td>{escape(step.state.value.replace('_', ' '))}</td>"
        f"<td>{escape(step.reason.replace('_', ' '))}</td><td>{escape(line(step.note, ADDRESS))}</td>"
        f"<td>{escape(line(step.tracking))}</td><td>{escape(', '.join(step.files))}</td></tr>"
        for step in request.steps
    )
    rows = "".join(_row(photo, with_picture=photo.id in pictured) for photo in photos)
    missing = len(request.photos) - len(photos)
    left = f"<p>{missing} of the photos in the letter are no longer held.</p>" if missing else ""
    due = f"<p>An answer was due on {request.due.isoformat()}.</p>" if request.due else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; "
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(request.id)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Evidence for the request {escape(request.id)}</h1>"
        f"<p>To {escape(request.recipient_name)}, made on {request.created_on.isoformat()}, under "
        f"{escape(', '.join(request.laws))}.</p>{due}"
        "<h2>What happened</h2><table><tr><th>Day</th><th>Step</th><th>Reason</th><th>Note</th><th>Post</th><th>Files</th></tr>"
        f"{steps}</table>"
        "<h2>What was seen, without signing in</h2><table><tr><th></th><th>Address</th><th>Seen</th></tr>"
        f"{rows}</table>{left}<h2>The letter</h2><pre>{escape(request.body)}</pre>"
        "<p>Each file beside this page is listed with its SHA-256 in SHA256SUMS.txt.</p></body></html>\n"
    )


def _row(photo: Photo, *, with_picture: bool) -> str:
    view = photo.stranger
    picture = f'<img src="pictures/{photo.id}.jpg" alt="">' if with_picture else ""
    told = (
        "not looked at"
        if view is None
        else f"{view.reach.value.replace('_', ' ')}, {view.seen_at.isoformat()}"
    )
    if view is not None and view.status is not None:
        told += f", status {view.status}"
    if view is not None and view.sha256:
        told += f", SHA-256 {view.sha256}"
    address = line(photo.url or photo.media_url or photo.source_path, ADDRESS)
    return f"<tr><td>{picture}</td><td>{escape(address)}</td><td>{escape(told)}</td></tr>"
