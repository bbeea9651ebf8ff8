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


@dataclass(frozen=True, slots=True)
class Group:
    """Terms under a heading of their own, and what is said of them together, such as a formula."""

    title: str
    said: tuple[str, ...]
    terms: Listed


SHOWN_ELSEWHERE = (events, leaders, mechanisms, references, series, variables)
"""Modules of terms whose lists have places of their own on the page."""


def lists_of_terms() -> tuple[Group, ...]:
    """The other lists of the room terms, in alphabetical order of their modules."""
    return tuple(group for name, value in _constants() for group in _groups(name, value))


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
            yield from ((n, value) for n, value in vars(module).items() if n.isupper() and not n.startswith("_"))


def _groups(name: str, value: object) -> Iterator[Group]:
    """The terms of a constant: its own, or those that each of its entries holds, under the texts of the entry."""
    if terms := _as_terms(value):
        yield Group(plain_name(name), (), terms)
    elif isinstance(value, tuple) and all(map(_is_instance, value)):
        for owner in value:
            parts = [getattr(owner, entry.name) for entry in fields(owner)]
            texts = [part for part in parts if isinstance(part, str)]
            formulas = tuple(text for text in texts if "=" in text)
            title = ", ".join(text for text in texts if text not in formulas)
            yield from (Group(f"{plain_name(name)}: {title}", formulas, t) for part in parts if (t := _as_terms(part)))


def _as_terms(value: object) -> Listed:
    """The terms in a tuple of them, or in a dictionary of meanings by name; none if a constant is neither."""
    if isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair):
        return tuple(Word(name, meaning) for name, meaning in value.items())
    return value if isinstance(value, tuple) and all(_is_term(term) for term in value) else ()


def plain_name(name: str) -> str:
    """The name of a constant as a heading: REASON_KINDS becomes "Reason kinds"."""
    return name.replace("_", " ").capitalize()


def _is_term(term: Any) -> bool:
    return _is_instance(term) and {"name", "meaning"} <= {entry.name for entry in fields(term)}


def _is_instance(thing: Any) -> bool:
    return is_dataclass(thing) and not isinstance(thing, type)
