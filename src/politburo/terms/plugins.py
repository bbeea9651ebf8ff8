"""Mechanisms of other packages.

A package offers one through the entry point group `politburo.mechanisms`, which leads to a `terms.mechanism.Mechanism`
with terms of hazards and parameters of its own. It is loaded before any parameter, hazard or switch is used, so that
the whole program sees it as one of politburo's own. One that cannot be used is passed over with a warning.
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import FunctionType
from typing import Any

from politburo.terms.declarations import declared
from politburo.terms.hazards import HAZARDS, Term, coup, penalty, promotion
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.mechanism import OWN, Mechanism

PLUGIN_GROUP = "politburo.mechanisms"

PHASES = tuple(dict.fromkeys(mechanism.phase for mechanism in OWN))
"""Phases that mechanisms live in."""

TAKEN = frozenset({mechanism.name for mechanism in OWN} | {*PHASES, *LEADER_NAMES, "initial", "record"})
"""Names of politburo's own mechanisms and groups of parameters."""

TAKEN_TERMS = frozenset(
    term.name
    for terms in (*(hazard.terms for hazard in HAZARDS.values()), *(penalty.OF_THE_RANK, coup.STRENGTHS),
                  (coup.REPELLING, coup.OVERCOME), promotion.OF_THE_CHOICE)
    for term in terms
)  # fmt: skip
"""Names of politburo's own terms, which stand beside those of other packages in the accounts of events."""

_TOGETHER = {"visibility": "guilt"}
"""Hazards whose terms stand in the account of another one."""

_loading = False


@cache
def plugged_in() -> tuple[Mechanism, ...]:
    """The mechanisms of other packages that can be used, by the names of their entry points; their terms are added.

    Raises ImportError where the module of a mechanism asks for them while it is imported itself.
    """
    global _loading
    if _loading:
        raise ImportError(
            "a mechanism's module may import terms.declarations, terms.hazards and terms.mechanism of politburo, and "
            "no module that needs all mechanisms"
        )
    found: dict[str, Mechanism] = {}
    _loading = True
    try:
        for point in sorted(entry_points(group=PLUGIN_GROUP), key=lambda point: (point.name, point.value)):
            mechanism, wrong = _loaded(point, found)
            if wrong or mechanism is None:
                offered = f"The mechanism of the entry point {point.name} = {point.value!r} ({PLUGIN_GROUP})"
                warnings.warn(f"{offered} {wrong}; it is passed over.", stacklevel=2)
                continue
            found[mechanism.name] = mechanism
            for hazard, term in mechanism.terms:
                HAZARDS[hazard].add(term)
    finally:
        _loading = False
    return tuple(found.values())


def package_of(mechanism: Mechanism) -> str:
    """Name of the package, or of the single module, that a mechanism's rules are written in."""
    return _module_of(mechanism).partition(".")[0]


@cache
def digest_of(mechanism: Mechanism) -> str:
    """Hash (hex) of all sources of the package that a mechanism's rules are written in."""
    digest = hashlib.blake2b(mechanism.name.encode(), digest_size=16)
    module = sys.modules[package_of(mechanism)]
    folders = [Path(folder) for folder in getattr(module, "__path__", ())]
    for file in sorted(file for folder in folders for file in folder.rglob("*.py")) or [Path(str(module.__file__))]:
        digest.update(f"\0{file.name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def source_digest() -> str:
    """Hash (hex) of the sources of all mechanisms of other packages; empty where there is none."""
    named = "\0".join(f"{mechanism.name} {digest_of(mechanism)}" for mechanism in plugged_in())
    return hashlib.blake2b(named.encode(), digest_size=16).hexdigest() if named else ""


def _module_of(mechanism: Mechanism) -> str:
    return mechanism.terms[0][1].rule.__module__


def _loaded(point: EntryPoint, others: dict[str, Mechanism]) -> tuple[Mechanism | None, str]:
    """The mechanism that an entry point leads to, and what is wrong with it, if anything."""
    try:
        mechanism = point.load()
        return mechanism, next(_wrong(mechanism, others), "")
    except Exception as error:  # whatever a foreign module does while it is imported
        return None, f"cannot be imported: {type(error).__name__}: {error}"


def _wrong(mechanism: Any, others: dict[str, Mechanism]) -> Iterator[str]:
    """Why it cannot be used."""
    if not isinstance(mechanism, Mechanism):
        yield f"is a {type(mechanism).__name__}, not a Mechanism of politburo.terms.mechanism"
        return
    if not (mechanism.name.isidentifier() and mechanism.name.isascii() and mechanism.name.islower()):
        yield f"is called {mechanism.name!r}; a name is of small letters and underscores"
    if mechanism.name in TAKEN:
        yield f"is called {mechanism.name!r}, as something of politburo's own"
    if mechanism.name in others:
        yield f"is called {mechanism.name!r}, as another one that is installed"
    if mechanism.phase not in PHASES:
        yield f"lives in the phase {mechanism.phase!r}; there are {', '.join(PHASES)}"
    yield from _wrong_parameters(mechanism)
    yield from _wrong_terms(mechanism, others)


def _wrong_parameters(mechanism: Mechanism) -> Iterator[str]:
    group = mechanism.parameters
    if not (isinstance(group, type) and is_dataclass(group) and group.__dataclass_params__.frozen):  # type: ignore[attr-defined]
        yield "has parameters that are no frozen dataclass"
        return
    said = {name: declaration for name, declaration, _ in declared(group)}
    if len(said) < len(fields(group)):
        yield "has parameters that are not declared with terms.declarations.parameter"
    if mechanism.name not in {declaration.mechanism for declaration in said.values()}:
        yield f"has no parameter that its switch could set: one with mechanism={mechanism.name!r}"
    strangers = {declaration.mechanism for declaration in said.values()} - {mechanism.name, None}
    if strangers:
        yield f"has a parameter that belongs to another mechanism, {strangers.pop()!r}"


def _wrong_terms(mechanism: Mechanism, others: dict[str, Mechanism]) -> Iterator[str]:
    if not mechanism.terms:
        yield "has no terms"
    told: set[tuple[str, str]] = set()
    for hazard, term in mechanism.terms:
        if hazard not in HAZARDS:
            yield f"has a term of the hazard {hazard!r}; there are {', '.join(HAZARDS)}"
            return
        if not isinstance(term, Term):
            yield f"has a {type(term).__name__} among its terms, not a Term of politburo.terms.hazards"
            return
        try:
            HAZARDS[hazard].check(term)
        except ValueError as error:
            yield f"has a term that cannot be used: {error}"
        place = (_TOGETHER.get(hazard, hazard), term.name)
        if term.name in TAKEN_TERMS or place in told | {(hazard, one.name) for hazard, one in _added(others)}:
            yield f"has a term {term.name!r} of the hazard {hazard!r}, where there is one of that name already"
        told.add(place)
        if term.neutral is None:
            yield f"has a term {term.name!r} without the neutral value that it has with the mechanism switched off"
        if not isinstance(term.rule, FunctionType) or term.rule.__closure__ or term.rule.__code__.co_argcount != 3:
            yield f"has a term {term.name!r} whose rule is no plain function of (agent, p, levers)"


def _added(mechanisms: dict[str, Mechanism]) -> Iterator[tuple[str, Term]]:
    """The terms of mechanisms, each with the hazard in whose account it stands."""
    for mechanism in mechanisms.values():
        for hazard, term in mechanism.terms:
            yield _TOGETHER.get(hazard, hazard), term
