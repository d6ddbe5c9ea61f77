"""The names of countries for the box that asks where somebody lives, from what others have gathered of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypedDict, cast

# GeoNames keeps two countries that are gone, and writes some names without accents or with an article.
_GONE = {"AN", "CS"}
_ENGLISH = {
    "AX": "Åland Islands",
    "BL": "Saint Barthélemy",
    "BQ": "Caribbean Netherlands",
    "CW": "Curaçao",
    "NL": "Netherlands",
    "PS": "Palestine",
    "RE": "Réunion",
    "ST": "São Tomé and Príncipe",
    "TL": "Timor-Leste",
}
# The German list has some names as registers write them, and others that are used for a part alone.
_GERMAN = {
    "BQ": "Karibische Niederlande",
    "CD": "Demokratische Republik Kongo",
    "CZ": "Tschechien",
    "MD": "Republik Moldau",
    "PS": "Palästina",
    "RU": "Russland",
    "SY": "Syrien",
    "TL": "Timor-Leste",
    "TZ": "Tansania",
    "UM": "Amerikanische Überseeinseln",
    "US": "Vereinigte Staaten",
}


class _Country(TypedDict):
    """What we read of a country in the GeoNames extract."""

    iso: str
    name: str


def english(geonames: bytes) -> str:
    """Return a table of codes and English names."""
    countries = cast("dict[str, _Country]", json.loads(geonames))
    return _table({c["iso"]: _ENGLISH.get(c["iso"], c["name"].strip()) for c in countries.values()})


def german(listed: bytes) -> str:
    """Return a table of codes and German names; where several are in use, the first."""
    countries = cast("dict[str, str | list[str]]", json.loads(listed)["countries"])
    names = {code: name if isinstance(name, str) else name[0] for code, name in countries.items()}
    return _table(names | _GERMAN)


def _table(names: Mapping[str, str]) -> str:
    return "".join(f"{code}\t{name}\n" for code, name in sorted(names.items()) if code not in _GONE)
