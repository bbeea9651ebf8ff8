"""The house has its rooms in one order: what a room is made of stands to its left."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import politburo

PACKAGE = Path(politburo.__file__).parent
ROOMS = (
    "terms",
    "numerics",
    "country",
    "scenario",
    "leader",
    "month",
    "record",
    "run",
    "answer",
    "ask",
    "infer",
    "show",
    "lab",
    "cli",
)
HOOK = PACKAGE / "answer" / "display.py"
"""The one file that imports a room to its right, by name and when it is first needed."""

HEAVY = {"numpy", "numba", "llvmlite", "pandas", "scipy", "xarray", "zarr", "duckdb", "pydantic", "rich"}


def modules(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py"))


def imported(source: str, package: str) -> Iterator[str]:
    """Dotted names of all that a module imports, also within functions; `package` is the one it lies in."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            # `from politburo import run` imports a room, `from politburo.run import x` only a name of it.
            yield from (f"{origin}.{alias.name}" for alias in node.names) if origin == "politburo" else (origin,)


def named_in_strings(source: str) -> Iterator[str]:
    """Dotted names of modules of the package in strings, where they may be imported by; docstrings are text."""
    tree = ast.parse(source)
    texts = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in texts:
            # Groups of entry points are named alike, but are no rooms.
            found = re.fullmatch(r"politburo\.(\w*)[\w.]*", node.value)
            if found and found[1] in ("", *ROOMS):
                yield node.value


def rooms_entered(path: Path) -> set[str]:
    """Rooms, or names of the package itself, that a module imports from, by statement or by a name in a string."""
    package = ".".join(("politburo", *path.relative_to(PACKAGE).parts[:-1]))
    source = path.read_text()
    names = (name.split(".") for name in (*imported(source, package), *named_in_strings(source)))
    entered = {name[1] if len(name) > 1 else "politburo" for name in names if name[0] == "politburo"}
    return entered - {"show"} if path == HOOK else entered


def test_imports_are_found_in_every_way_of_writing_them():
    source = """
import politburo.run.plan
from politburo import month, load
from politburo.terms import errors
from . import sibling
from ..show import words
def later():
    import numpy as np
"""
    assert list(imported(source, "politburo.cli")) == [
        "politburo.run.plan",
        "politburo.month",
        "politburo.load",
        "politburo.terms",
        "politburo.cli",
        "politburo.show",
        "numpy",
    ]


def test_names_of_modules_are_found_in_strings():
    source = """
'''politburo.show in a docstring'''
HERE = "politburo.show.page"
def late(name):
    "politburo.cli is only said here"
    return import_module(f"politburo.ask.{name}"), "politburo is a laboratory", "politburo.leaders"
"""
    assert list(named_in_strings(source)) == ["politburo.show.page", "politburo.ask."]


def test_only_the_hook_of_answers_extras_and_written_loops_are_imported_by_name():
    importing = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\b(import_module|__import__|spec_from|exec_module)\b", path.read_text())
    }
    assert importing == {"answer/display.py", "month/hazards.py", "run/optional.py"}


def test_the_hook_loads_show_and_nothing_else():
    assert set(named_in_strings(HOOK.read_text())) == {"politburo.show"}


def test_every_folder_of_the_package_is_a_room_of_the_house():
    assert {path.parent.name for path in PACKAGE.glob("*/*.py")} <= set(ROOMS)


@pytest.mark.parametrize("room", [room for room in ROOMS if (PACKAGE / room).is_dir()])
def test_a_room_imports_only_from_rooms_to_its_left(room: str):
    allowed = {*ROOMS[: ROOMS.index(room) + 1], "__version__"}
    strayed = {str(path.relative_to(PACKAGE)): rooms_entered(path) - allowed for path in modules(room)}
    assert {path: found for path, found in strayed.items() if found} == {}


def test_the_words_of_the_model_need_no_heavy_library():
    found = {name.split(".")[0] for path in modules("terms") for name in imported(path.read_text(), "politburo.terms")}
    assert not found & HEAVY
