"""The house stands as docs/decisions.md draws it: imports only go down, and our short names stay ours."""

import ast
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"pactwatch": 0, "storage": 1, "spiders": 2, "scheduler": 3, "review": 3, "demo": 4, "bench": 4}
FILES = sorted(
    file for room in FLOORS for file in [*(ROOT / room).rglob("*.py"), ROOT / f"{room}.py"] if file.is_file()
)
ENVIRONMENT_READERS = {"spiders/settings.py", "scheduler.py", "review/cli.py"}


def _room(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def _imports(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    return frozenset(module.split(".")[0] for module in modules)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_only_go_down(file: Path) -> None:
    above = {name for name in _imports(file) & FLOORS.keys() if FLOORS[name] > FLOORS[_room(file)]}
    beside = {name for name in _imports(file) & {"scheduler", "review"} if _room(file) in {"scheduler", "review"}}

    assert above == set()
    assert beside <= {_room(file)}


@pytest.mark.parametrize("room", ["scrapy", "twisted", "sqlite3", "sqlite_utils", "socket", "os", "random", "time"])
def test_the_subject_knows_no_machine(room: str) -> None:
    users = {file.name for file in FILES if _room(file) == "pactwatch" and room in _imports(file)}

    assert users == set()


def test_only_storage_speaks_sql() -> None:
    speakers = {_room(file) for file in FILES if {"sqlite3", "sqlite_utils"} & _imports(file)}

    assert speakers <= {"storage", "bench"}


def test_only_settings_and_the_two_main_functions_read_the_environment() -> None:
    inside = [file for file in FILES if _room(file) not in {"demo", "bench"}]
    readers = {str(file.relative_to(ROOT)) for file in inside if "os.environ" in file.read_text("utf8")}

    assert readers <= ENVIRONMENT_READERS


@pytest.fixture(scope="module")
def distributions() -> Mapping[str, list[str]]:
    """Package -> what is installed that brings it."""
    return packages_distributions()


@pytest.mark.parametrize("name", ["pactwatch", "storage", "spiders", "scheduler", "review"])
def test_no_installed_package_shadows_our_names(name: str, distributions: Mapping[str, list[str]]) -> None:
    assert set(distributions.get(name, [])) <= {"pactwatch"}
