"""The shape of the catalogue's file, as a list of steps that is only ever appended to."""

from __future__ import annotations

from pathlib import Path

from app.model.problem import CatalogueTooNew
from app.model.text import say
from app.store.database import Connection

# `photo` is narrow and holds what the grid sorts, filters and shows; `detail` holds the whole as JSON. Whole
# numbers stand for audiences and reaches (see rows.py), `at` is in microseconds since 1970. AUTOINCREMENT,
# because a letter may still name a photo that was forgotten, and must never come to mean another one. Each of
# the two photo_by_ indexes holds every facet, so that any filter in any order is read from one index alone.
_CATALOGUE = """
create table account (
    number integer primary key,
    id text not null unique,
    network text not null,
    handle text not null,
    doc text not null
) strict;
create table source (
    account integer not null references account (number) on delete cascade,
    path text not null,
    primary key (account, path)
) strict, without rowid;
create table setting (
    account integer not null references account (number) on delete cascade,
    key text not null,
    doc text not null,
    primary key (account, key)
) strict, without rowid;
create table photo (
    id integer primary key autoincrement,
    account integer not null references account (number) on delete cascade,
    key text not null,
    title text not null,
    at integer,
    audience integer not null,
    reach integer,
    faces integer,
    searchable integer,
    place integer,
    tagged integer not null,
    keep integer not null default 0,
    risk integer not null default 0,
    inspected integer not null default 0,
    judged integer not null default 0,
    spot text,
    lat real,
    lon real,
    sha256 blob,
    picture blob,
    unique (account, key)
) strict;
create index photo_by_risk on photo
    (risk desc, at desc, id desc, account, audience, reach, faces, searchable, place, tagged, keep);
create index photo_by_time on photo
    (at, id, account, audience, reach, faces, searchable, place, tagged, keep);
create index photo_uninspected on photo (id) where inspected = 0;
create index photo_unjudged on photo (id) where judged = 0;
create index photo_spot on photo (spot, lat, lon) where spot is not null;
create index photo_sha256 on photo (sha256) where sha256 is not null;
create index photo_picture on photo (picture) where picture is not null;
create table detail (
    photo integer primary key references photo (id) on delete cascade,
    doc text not null,
    inspection text,
    stranger text
) strict;
create virtual table words using fts5 (
    text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
insert into words (words, rank) values ('secure-delete', 1);
create trigger photo_words after delete on photo begin
    delete from words where rowid = old.id;
end;
create table finding (
    photo integer not null references photo (id) on delete cascade,
    place integer not null,
    kind text not null,
    doc text not null,
    primary key (photo, place)
) strict, without rowid;
create index finding_kind on finding (kind, photo);
create table thumbnail (
    photo integer primary key references photo (id) on delete cascade,
    jpeg blob not null,
    size integer not null,
    used integer not null
) strict;
create index thumbnail_used on thumbnail (used, photo, size);
create table thumbnail_total (size integer not null) strict;
insert into thumbnail_total values (0);
create trigger thumbnail_added after insert on thumbnail begin
    update thumbnail_total set size = size + new.size;
end;
create trigger thumbnail_removed after delete on thumbnail begin
    update thumbnail_total set size = size - old.size;
end;
"""

_LEDGER = """
create table request (
    id text primary key,
    doc text not null
) strict, without rowid;
create table document (
    request text not null references request (id) on delete cascade,
    name text not null,
    data blob not null,
    primary key (request, name)
) strict;
create table preferences (
    name text primary key,
    value text not null
) strict, without rowid;
create table contact (
    host text not null,
    why text not null,
    first text not null,
    last text not null,
    count integer not null,
    primary key (host, why)
) strict, without rowid;
"""

# `pass` numbers the listings of an account: a photo that the last one did not bring has a lower one. `mark` is where a
# listing that was broken off goes on. `removed` says what was taken out of reach and how often that was looked at since.
_SIGNED_IN = """
alter table photo add column pass integer not null default 0;
create index photo_by_pass on photo (account, pass);
create table mark (
    account integer primary key references account (number) on delete cascade,
    pass integer not null,
    cursor text not null,
    ended integer not null
) strict;
create table task (
    id integer primary key autoincrement,
    account integer not null references account (number) on delete cascade,
    state text not null,
    doc text not null
) strict;
create index task_by_state on task (state, id);
create table deed (
    id integer primary key autoincrement,
    doc text not null
) strict;
create table removed (
    photo integer primary key references photo (id) on delete cascade,
    action text not null,
    at integer not null,
    looks integer not null default 0
) strict;
"""

# A sign-in whose grant may be in the keyring already while its account is not in the catalogue yet.
_JOINING = """
create table joining (
    id text primary key,
    doc text not null
) strict, without rowid;
"""

# `seal` stands for an export that was read to its end: while no file of it changes, it brings nothing new. `photos` is
# how many the account had then.
_IMPORTED = """
create table import (
    seal text primary key,
    account integer not null references account (number) on delete cascade,
    photos integer not null,
    doc text not null
) strict, without rowid;
create index import_account on import (account);
"""

# Recipients that the person added or brought in a directory of others; those that come with the program are files of it.
_RECIPIENTS = """
create table recipient (
    id text primary key,
    doc text not null
) strict, without rowid;
"""

STEPS: tuple[str, ...] = (_CATALOGUE, _LEDGER, _SIGNED_IN, _JOINING, _IMPORTED, _RECIPIENTS)


def version(connection: Connection) -> int:
    """Return how many steps a file has taken: 0 for a new one."""
    ((number,),) = connection.execute("pragma user_version")
    return number


def upgrade(connection: Connection, aside: Path | None = None) -> None:
    """Bring a file to today's shape, whole or not at all, after laying a copy aside at `aside`.

    The copy is encrypted with the same key. Raises CatalogueTooNew for a file that a newer version of the app
    wrote.
    """
    held = version(connection)
    if held > len(STEPS):
        raise CatalogueTooNew(
            say("A newer version of this app wrote your catalogue."),
            say("Install that version, or a newer one. Nothing was changed."),
        )
    if held == len(STEPS):
        return
    if held and aside is not None:
        _copy(connection, aside)
    with connection.transaction():
        for step in STEPS[version(connection) :]:
            connection.execute(step)
        connection.execute(f"pragma user_version = {len(STEPS)}")


def _copy(connection: Connection, aside: Path) -> None:
    beside = aside.with_name(aside.name + ".part")
    beside.unlink(missing_ok=True)
    connection.execute("vacuum into ?", (str(beside),))
    beside.chmod(0o600)
    beside.replace(aside)
