"""Lists of terms that no part of the page asks for by name, so that a list added later is on the page by itself."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import fields, is_dataclass
from typing import Any

import politburo.terms
from politburo.terms import events, leaders, mechanisms, references, series, variables

Listed = tuple[Any, ...]
"""Instances of one dataclass that has a name and a meaning."""

SHOWN_ELSEWHERE = (events, leaders, mechanisms, references, series, variables)
"""Modules of terms whose lists have places of their own on the page."""


def lists_of_terms() -> dict[str, Listed]:
    """The other lists of the room terms by name, in alphabetical order of their modules."""
    found: dict[str, Listed] = {}
    for entry in pkgutil.iter_modules(politburo.terms.__path__):
        module = importlib.import_module(f"politburo.terms.{entry.name}")
        if module not in SHOWN_ELSEWHERE:
            found |= {name: value for name, value in vars(module).items() if name.isupper() and is_list_of_terms(value)}
    return found


def is_list_of_terms(value: object) -> bool:
    """Whether a value is a tuple of terms that have a name and a meaning."""
    return isinstance(value, tuple) and bool(value) and all(_is_term(term) for term in value)


def plain_name(name: str) -> str:
    """The name of a constant as a heading: REASON_KINDS becomes "Reason kinds"."""
    return name.replace("_", " ").capitalize()


def _is_term(term: object) -> bool:
    return (
        is_dataclass(term)
        and not isinstance(term, type)
        and {"name", "meaning"} <= {entry.name for entry in fields(term)}
    )
