"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.model.problem
from app.analysis import ANALYSERS
from app.model.problem import Problem
from app.networks import NETWORKS
from tests.exports.whole import WHOLE

HOUSE = Path(__file__).parents[1]
APP = HOUSE / "app"
MODULES = sorted(APP.rglob("*.py"))
CODE = sorted(
    path for room in ("app", "tests", "benchmarks", "packaging") for path in (HOUSE / room).rglob("*.py")
)
MOST_LINES = 400


def _name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def _trees(paths: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in paths:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_file_fits_into_one_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = re.compile(r"(^|_)(utils?|misc|helpers?|managers?|common|tools?)($|_)")
    assert [
        _name(path) for path in MODULES if drawers.search(path.stem) or drawers.search(path.parent.name)
    ] == []


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    silent = [_name(path) for path, tree in _trees(MODULES) if not ast.get_docstring(tree)]
    assert silent == []


def test_nobody_swallows_what_they_do_not_understand() -> None:
    broad = [
        f"{_name(path)}:{node.lineno}"
        for path, tree in _trees(MODULES)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _raises_again(node)
    ]
    assert broad == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"} for kind in kinds)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_the_model_stands_on_the_standard_library_alone() -> None:
    foreign = {
        f"{_name(path)}: {package}"
        for path, tree in _trees(sorted((APP / "model").rglob("*.py")))
        for package in _imported(tree)
        if package.split(".")[0] not in sys.stdlib_module_names and not package.startswith("app.model")
    }
    assert foreign == set()


def test_the_model_reads_sends_and_draws_nothing() -> None:
    doors = {
        "asyncio",
        "ctypes",
        "http",
        "io",
        "os",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
        "threading",
    }
    used = {
        f"{_name(path)}: {package}"
        for path, tree in _trees(sorted((APP / "model").rglob("*.py")))
        for package in _imported(tree)
        if package.split(".")[0] in doors
    }
    assert used == set()


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_every_network_is_in_the_list_and_has_its_recorded_answers() -> None:
    folders = {path.parent.name for path in (APP / "networks").glob("*/__init__.py")}
    assert {network.key for network in NETWORKS} == folders
    assert len(NETWORKS) == len(folders)
    for folder in folders:
        recorded = HOUSE / "tests" / "networks" / "data" / folder
        assert recorded.is_dir(), f"{folder} has no tests/networks/data/{folder}"
        assert any(recorded.iterdir())


def test_every_reader_of_exports_has_a_whole_export_that_is_spoiled_in_the_tests() -> None:
    readers = {network.key for network in NETWORKS if network.read is not None}
    assert readers == set(WHOLE), "tests/exports/whole.py builds one whole export for each reader"


def test_every_analyser_is_in_the_list_and_has_a_test() -> None:
    with_look = {
        path.stem
        for path, tree in _trees(sorted((APP / "analysis").glob("*.py")))
        if any(isinstance(node, ast.FunctionDef) and node.name == "look" for node in tree.body)
    }
    listed = [analyser.__module__.rsplit(".", 1)[-1] for analyser in ANALYSERS]
    assert sorted(listed) == sorted(with_look)
    tested = "\n".join(
        path.read_text(encoding="utf-8") for path in (HOUSE / "tests" / "analysis").glob("test_*.py")
    )
    assert [name for name in with_look if not re.search(rf"\b{name}\b", tested)] == []


def test_every_problem_stands_in_the_tree_of_problems() -> None:
    tree = app.model.problem.__doc__ or ""
    kinds = {
        kind.__name__
        for kind in vars(app.model.problem).values()
        if isinstance(kind, type) and issubclass(kind, Problem)
    }
    assert len(kinds) > 20
    assert [name for name in sorted(kinds) if not re.search(rf"\b{name}\b", tree)] == []


def test_only_the_plain_text_label_is_made_from_qlabel() -> None:
    users = {
        _name(path)
        for path, tree in _trees(sorted((APP / "ui").rglob("*.py")))
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "QLabel")
        or (isinstance(node, ast.Attribute) and node.attr == "QLabel")
        or (isinstance(node, ast.ImportFrom) and any(one.name == "QLabel" for one in node.names))
    }
    assert users == {"app/ui/widgets/label.py"}


def test_no_test_mocks_our_own_classes() -> None:
    users = [
        _name(path)
        for path, tree in _trees(sorted((HOUSE / "tests").rglob("*.py")))
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any("mock" in one.name.casefold() for one in node.names)
    ]
    assert users == []


def test_locked_requirements_carry_hashes_and_name_no_host() -> None:
    for path in sorted((HOUSE / "requirements").glob("*.txt")):
        words = path.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9].*==", words, re.MULTILINE)
        assert packages, path.name
        assert "://" not in words
        for entry in re.split(r"\n(?=[a-z0-9])", words):
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_every_lock_holds_what_is_needed_in_one_and_the_same_version() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run, dev, bench = (_locked(name) for name in ("run", "dev", "bench"))
    for named, held in (
        (project["project"]["dependencies"], run),
        (groups["dev"], dev),
        (groups["bench"], bench),
    ):
        needed = {re.split(r"[^a-z0-9-]", one.lower())[0] for one in named}
        assert needed - {name for name, _ in held} == set(), "make lock writes the locks anew"
    assert run <= dev <= bench


def _locked(name: str) -> set[tuple[str, str]]:
    words = (HOUSE / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==(\S+)", words, re.MULTILINE))


def test_the_lock_for_python_3_11_holds_a_qt_that_keeps_its_references() -> None:
    words = (HOUSE / "requirements" / "run.txt").read_text(encoding="utf-8")
    (version,) = re.findall(
        r"^pyside6-essentials==([\d.]+) ; python_full_version < '3\.12'", words, re.MULTILINE
    )
    assert version != "6.12.0"


def test_nothing_names_a_package_host_or_the_folder_it_was_written_in() -> None:
    # Put together here, so that this file does not hold what it looks for.
    hosts = ["pypi" + ".org", "python" + "hosted", "npm" + "js.", "deb." + "debian", "registry." + "yarn"]
    folders = ["/" + "root/", "/" + "work/", "/home/" + "runner", "bash" + "_jobs"]
    words = re.compile("|".join(re.escape(word) for word in hosts + folders))
    ours = {".ci", "app", "benchmarks", "docs", "packaging", "requirements", "resources", "tests"}
    paths = [path for room in ours for path in (HOUSE / room).rglob("*") if not _is_cache(path)]
    paths += [
        path
        for path in HOUSE.iterdir()
        if path.suffix in {".md", ".toml", ".spec"} or path.name == "Makefile"
    ]
    telling = [
        f"{_name(path)}: {found.group()}"
        for path in paths
        if path.is_file() and (found := words.search(path.read_bytes().decode("utf-8", "replace")))
    ]
    assert telling == []


def _is_cache(path: Path) -> bool:
    within = path.relative_to(HOUSE).parts[1:]
    return any(part == "__pycache__" or part.startswith(".") for part in within)


def test_every_room_with_code_has_its_tests() -> None:
    rooms = {path.parent.relative_to(APP) for path in APP.glob("*/__init__.py")}
    rooms |= {path.parent.relative_to(APP) for path in (APP / "networks").glob("*/__init__.py")}
    assert len(rooms) > len(NETWORKS)
    bare = [room.as_posix() for room in rooms if not list((HOUSE / "tests" / room).rglob("test_*.py"))]
    assert bare == []


def test_a_folder_of_tests_has_the_name_of_what_it_tests() -> None:
    # What stands beside the mirror: whole journeys, and what the tests build worlds from.
    beside = {"exports", "journeys", "pds"}
    folders = {
        path.parent.relative_to(HOUSE / "tests").as_posix()
        for path in (HOUSE / "tests").rglob("test_*.py")
        if path.parent != HOUSE / "tests"
    }
    strange = [
        name
        for name in folders
        if name.split("/")[0] not in beside
        and not (APP / name).is_dir()
        and not (APP / f"{name}.py").is_file()
    ]
    assert strange == []
