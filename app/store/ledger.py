"""The ledger: every request with its steps, and the documents that belong to it."""

from __future__ import annotations

from app.model.problem import NotFound
from app.model.request import Request, RequestId
from app.model.text import say
from app.store.codec import dumps, loads
from app.store.database import Shelf
from app.store.rows import clean


class Ledger(Shelf):
    """Keeps requests. Once a request was kept, not even a power cut loses it."""

    def keep(self, request: Request) -> None:
        """Keep a request in place of what was held under its reference; its documents stay."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "insert into request values (?, ?) on conflict (id) do update set doc = excluded.doc",
                (clean(request.id), dumps(request)),
            )

    def request(self, request: RequestId) -> Request:
        """Return one request; NotFound where none has that reference."""
        row = self._database.row("select doc from request where id = ?", (clean(request),))
        if row is None:
            raise _not_found(request)
        return loads(Request, row[0])

    def requests(self) -> list[Request]:
        """Return every request, the oldest first."""
        found = [loads(Request, doc) for (doc,) in self._database.rows("select doc from request")]
        return sorted(found, key=lambda request: (request.created_on, request.id))

    def keep_document(self, request: RequestId, name: str, data: bytes) -> None:
        """Keep a document with a request, in place of one of that name. NotFound for an unknown reference."""
        self.request(request)
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "insert or replace into document values (?, ?, ?)", (clean(request), clean(name), data)
            )

    def documents(self, request: RequestId) -> list[str]:
        """Return the names of a request's documents."""
        rows = self._database.rows(
            "select name from document where request = ? order by name", (clean(request),)
        )
        return [name for (name,) in rows]

    def document(self, request: RequestId, name: str) -> bytes:
        """Return a document of a request; NotFound where there is none of that name."""
        row = self._database.row(
            "select data from document where request = ? and name = ?", (clean(request), clean(name))
        )
        if row is None:
            raise NotFound(
                say("The request “{request}” has no document “{name}”.", request=request, name=name),
                say("The command “request” lists what is kept with it."),
            )
        return bytes(row[0])


def _not_found(request: RequestId) -> NotFound:
    return NotFound(
        say("No request has the reference “{reference}”.", reference=request),
        say("The command “requests” lists those that are held."),
    )
