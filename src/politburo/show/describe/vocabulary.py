"""Lists of terms that no part of the page asks for by name, so that a list added later is on the page by itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import politburo.terms
from politburo.terms import events, leaders, mechanisms, references, series, variables

Listed = tuple[Any, ...]
"""Instances of one dataclass that has a name and a meaning."""


@dataclass(frozen=True, slots=True)
class Word:
    """A term that is declared as an entry of a dictionary, its meaning by its name."""

    name: str
    meaning: str


SHOWN_ELSEWHERE = (events, leaders, mechanisms, references, series, variables)
"""Modules of terms whose lists have places of their own on the page."""


def lists_of_terms() -> dict[str, Listed]:
    """The other lists of the room terms by name, in alphabetical order of their modules."""
    return {name: terms for name, value in _constants() if (terms := _as_terms(value))}


def lists_of_words() -> dict[str, tuple[str, ...]]:
    """The lists of mere words by name; those of names alone repeat what is listed with its meaning."""
    return {
        name: value
        for name, value in _constants()
        if isinstance(value, tuple) and value and all(isinstance(word, str) for word in value)
        if not name.endswith("_NAMES")
    }


def _constants() -> Iterator[tuple[str, Any]]:
    """Name and value of every constant in the modules of terms that have no place of their own."""
    for entry in pkgutil.iter_modules(politburo.terms.__path__):
        module = importlib.import_module(f"politburo.terms.{entry.name}")
        if module not in SHOWN_ELSEWHERE:
            yield from ((name, value) for name, value in vars(module).items() if name.isupper())


def _as_terms(value: object) -> Listed:
    """The terms in a tuple of them, or in a dictionary of meanings by name; none if a constant is neither."""
    if isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair):
        return tuple(Word(name, meaning) for name, meaning in value.items())
    return value if isinstance(value, tuple) and all(_is_term(term) for term in value) else ()


def plain_name(name: str) -> str:
    """The name of a constant as a heading: REASON_KINDS becomes "Reason kinds"."""
    return name.replace("_", " ").capitalize()


def _is_term(term: object) -> bool:
    return (
        is_dataclass(term)
        and not isinstance(term, type)
        and {"name", "meaning"} <= {entry.name for entry in fields(term)}
    )
