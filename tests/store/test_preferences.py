"""Preferences come back; a bad one falls to its default and is told; one from a newer version stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model.person import Person, Residence
from app.model.preferences import Preferences
from app.store.home import Store

CHOSEN = Preferences(
    theme="dark",
    language="de",
    text_scale=150,
    person=Person(name="Mina Kim", email="mina@example.org", residence=Residence(country="US", region="IL")),
    screen_share=True,
    welcomed=True,
)


def _put(store: Store, name: str, value: str) -> None:
    with store.catalogue._database.writing() as connection:
        connection.execute("insert or replace into preferences values (?, ?)", (name, value))


def test_a_new_home_has_the_defaults(store: Store) -> None:
    assert store.preferences.check() == (Preferences(), ())


def test_what_was_chosen_comes_back(store: Store) -> None:
    store.preferences.write(CHOSEN)
    assert store.preferences.read() == CHOSEN
    store.preferences.write(replace(CHOSEN, theme="light"))
    assert store.preferences.read() == replace(CHOSEN, theme="light")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", '"pink"'),
        ("theme", "7"),
        ("theme", "not json"),
        ("text_scale", "5"),
        ("text_scale", '"large"'),
        ("screen_share", '"yes"'),
        ("person", "[]"),
        ("person", '{"residence": {"region": "IL"}}'),
        ("language", "null"),
    ],
)
def test_a_bad_value_falls_to_its_default_and_is_told(store: Store, name: str, value: str) -> None:
    store.preferences.write(CHOSEN)
    _put(store, name, value)
    read, told = store.preferences.check()
    assert read == replace(CHOSEN, **{name: getattr(Preferences(), name)})
    assert [name in str(text) for text in told] == [True]


def test_a_preference_of_a_newer_version_stays(store: Store) -> None:
    _put(store, "animations", '"few"')
    store.preferences.write(CHOSEN)
    assert store.preferences.check() == (CHOSEN, ())
    assert store.catalogue._database.rows("select value from preferences where name = 'animations'") == [
        ('"few"',)
    ]
