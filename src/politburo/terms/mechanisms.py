"""Mechanisms, politburo's own and those of other packages, and their switches.

Switching one off sets the parameters that are its strengths to their neutral values.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

from politburo.terms.declarations import declared
from politburo.terms.mechanism import OWN, Mechanism
from politburo.terms.parameters import Parameters
from politburo.terms.plugins import plugged_in

__all__ = ["MECHANISMS", "MECHANISM_NAMES", "Mechanism", "strengths", "without"]

MECHANISMS: tuple[Mechanism, ...] = (*OWN, *plugged_in())

MECHANISM_NAMES: tuple[str, ...] = tuple(entry.name for entry in MECHANISMS)


@cache
def strengths(mechanism: str) -> tuple[tuple[str, str, float], ...]:
    """The (phase, parameter, neutral value) triples that a mechanism's switch sets."""
    found = []
    for phase in fields(Parameters):
        group = getattr(Parameters(), phase.name)
        for name, declaration, _ in declared(type(group)):
            if declaration.mechanism == mechanism and declaration.neutral is not None:
                found.append((phase.name, name, declaration.neutral))
    return tuple(found)


def without(parameters: Parameters, mechanisms: tuple[str, ...]) -> Parameters:
    """The same parameters with the named mechanisms switched off."""
    for mechanism in mechanisms:
        for phase, name, neutral in strengths(mechanism):
            group = replace(getattr(parameters, phase), **{name: neutral})
            parameters = replace(parameters, **{phase: group})
    return parameters
