"""The scenarios that come with politburo."""

from __future__ import annotations

from importlib.resources import files

SUFFIX = ".toml"

FOLDER = files("politburo.scenario") / "library"

LIBRARY_NAMES: tuple[str, ...] = tuple(
    sorted(entry.name.removesuffix(SUFFIX) for entry in FOLDER.iterdir() if entry.name.endswith(SUFFIX))
)
"""Their names, in alphabetical order."""


def library_text(name: str) -> str:
    """The text of one of them."""
    return (FOLDER / f"{name}{SUFFIX}").read_text(encoding="utf-8")
