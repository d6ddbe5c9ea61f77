"""Gathers the words that the app says, and brings every language up to date with them.

Run `python packaging/translate.py`: reads each say() and say_count() in app/, renews resources/i18n/overexposed.pot,
merges it into each language's overexposed.po (a translation that is still good stays) and compiles overexposed.mo,
which is what the app reads. With `--check` it writes nothing and ends with 1 where something would change or is missing.
"""

from __future__ import annotations

import ast
import io
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
DOMAIN = "overexposed"
LANGUAGES = ("de",)
_WIDTH = 108
# The header of a catalogue wants a date; the real one would change the file at each run.
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in the source, with its plural where it has one."""

    words: str
    many: str | None
    where: str


def main(words: Sequence[str]) -> int:
    """Renew the languages, or check them."""
    every = [*gather(), *gather_data()]
    said = sorted({(one.words, one.many): one for one in every}.values(), key=lambda one: one.words)
    template = catalogue(said)
    files = {I18N / f"{DOMAIN}.pot": _po(template)}
    untranslated = 0
    for language in LANGUAGES:
        folder = I18N / language / "LC_MESSAGES"
        renewed = merged(template, folder / f"{DOMAIN}.po", language)
        missing = [str(one.id) for one in renewed if one.id and not _is_translated(one.string)]
        untranslated += len(missing)
        for sentence in missing:
            print(f"{language}: not translated: {sentence}")
        files[folder / f"{DOMAIN}.po"] = _po(renewed)
        files[folder / f"{DOMAIN}.mo"] = _mo(renewed)
    changed = [path for path, data in files.items() if not path.exists() or path.read_bytes() != data]
    if "--check" in words:
        for path in changed:
            print(f"not up to date: {path.relative_to(ROOT)}")
        return 1 if changed or untranslated else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    print(f"{len(said)} sentences, {untranslated} not translated, {len(changed)} files renewed")
    return 0


def gather(folder: Path = ROOT / "app") -> Iterator[Said]:
    """Yield every sentence that the source marks, the command line's own apart: the terminal speaks English."""
    for path in sorted(folder.rglob("*.py")):
        if "cli" in path.relative_to(folder).parts:
            continue
        where = path.relative_to(folder.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _said(node, node.func.id, where)


def gather_data(*folders: Path) -> Iterator[Said]:
    """Yield every sentence of the data files whose sentences are shown as they stand: settings, export guides, the way of a request."""
    for folder in folders or (ROOT / "resources" / name for name in ("settings", "exports", "requests")):
        for path in sorted(folder.glob("*.toml")):
            where = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
            for words in _sentences(tomllib.loads(path.read_text(encoding="utf-8"))):
                yield Said(words, None, where)


def _sentences(held: dict[str, Any]) -> Iterator[str]:
    for name in ("says", "asks", "why", "how", "closed", "advice"):
        if name in held:
            yield held[name]
    for below in held.values():
        rows = cast("list[object]", below) if isinstance(below, list) else (below,)
        for row in rows:
            if isinstance(row, dict):
                yield from _sentences(cast("dict[str, Any]", row))


def catalogue(said: Sequence[Said]) -> Catalog:
    """Return the template of all languages."""
    template = Catalog(project="Overexposed", fuzzy=False, header_comment="# The words of Overexposed.")
    for one in said:
        template.add((one.words, one.many) if one.many else one.words, locations=[(one.where, 0)])
    return template


def merged(template: Catalog, path: Path, language: str) -> Catalog:
    """Return a language with every sentence of the template, its translations kept."""
    held = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            held = read_po(file, locale=language)
    held.update(template, no_fuzzy_matching=True, update_creation_date=False)
    # What is no longer said need not be kept: history has it.
    held.obsolete.clear()
    held.header_comment = "# The words of Overexposed."
    held.project, held.fuzzy = "Overexposed", False
    return held


def _said(call: ast.Call, name: str, where: str) -> Iterator[Said]:
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name == "say" and texts and texts[0]:
        yield Said(texts[0], None, where)
    elif name == "say_count" and len(texts) > 1:
        yield Said(texts[0], texts[1], where)


def _is_translated(string: object) -> bool:
    return all(cast("tuple[str, ...]", string)) if isinstance(string, tuple) else bool(string)


def _po(one: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(
        file,
        one,
        width=_WIDTH,
        omit_header=False,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    # Dates would change the file at each run.
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if b"-Date:" not in line and b"Generated-By" not in line)


def _mo(one: Catalog) -> bytes:
    file = io.BytesIO()
    bare = Catalog(
        locale=one.locale, project="Overexposed", creation_date=_ANY_DAY, revision_date=_ANY_DAY, fuzzy=False
    )
    for message in one:
        if message.id and _is_translated(message.string):
            bare.add(message.id, message.string)
    write_mo(file, bare)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
