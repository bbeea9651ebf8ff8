"""Which works a simulation rests on: those of the mechanisms at work, the leaders who governed, the values in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields

from politburo.terms.declarations import Declaration, declared
from politburo.terms.leaders import LEADER_NAMES, LEADERS
from politburo.terms.mechanisms import MECHANISMS, strengths
from politburo.terms.parameters import Parameters
from politburo.terms.references import references_in, works

Use = tuple[str, str]
"""What something was used for: a kind such as "mechanism", and the name of one, empty where the kind says it all."""

METHODS = {"salmon2011": "random numbers"}
"""Works that every run uses, whatever its scenario, by key."""


def works_used(parameters: Parameters, logics: Collection[str]) -> dict[str, list[Use]]:
    """Each work, by key, with what it was used for, in the order of the bibliography.

    `logics` are the logics of rule that governed. What belongs to a mechanism counts while the mechanism is at work.
    """
    found: dict[str, list[Use]] = {}
    for text, use in _texts(parameters, logics):
        for key in references_in(text):
            found.setdefault(key, []).append(use)
    for key, method in METHODS.items():
        found.setdefault(key, []).append((method, ""))
    return {key: found[key] for key in works() if key in found}


def at_work(parameters: Parameters) -> tuple[str, ...]:
    """The mechanisms that have an effect: one of their strengths, at least, is not at its neutral value."""
    return tuple(
        entry.name
        for entry in MECHANISMS
        if any(getattr(getattr(parameters, phase), name) != neutral for phase, name, neutral in strengths(entry.name))
    )


def values_in_force(parameters: Parameters, logics: Collection[str]) -> Iterator[tuple[str, Declaration]]:
    """Path and declaration of every parameter that could make a difference."""
    active = at_work(parameters)
    for group in fields(Parameters):
        if group.name in LEADER_NAMES and group.name not in logics:
            continue
        for name, declaration, _ in declared(type(getattr(parameters, group.name))):
            if declaration.mechanism is None or declaration.mechanism in active:
                yield f"{group.name}.{name}", declaration


def _texts(parameters: Parameters, logics: Collection[str]) -> Iterator[tuple[str, Use]]:
    """Every text that may cite works, with the use that they then have."""
    active = at_work(parameters)
    yield from ((entry.reference, ("mechanism", entry.name)) for entry in MECHANISMS if entry.name in active)
    yield from ((leader.reference, ("leader", leader.name)) for leader in LEADERS if leader.name in logics)
    yield from ((said.source, ("parameter", path)) for path, said in values_in_force(parameters, logics))
