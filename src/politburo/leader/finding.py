"""Finding a logic of rule by its name: politburo's own, or one that another package offers.

A package offers one through an entry point of the group `politburo.leaders` that leads to a function with the
signature of `interface.Logic`. One that cannot be imported, or has another signature, is refused when it is asked for.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from politburo.leader import opportunist, random_terror, responsive, scripted, siege, strategic, succession
from politburo.leader.interface import Logic
from politburo.terms.errors import ScenarioError
from politburo.terms.leaders import LEADER_NAMES, PLUGIN_GROUP, plugins

LOGICS: dict[str, Logic] = {
    "scripted": scripted.choose,
    "strategic": strategic.choose,
    "succession": succession.choose,
    "opportunist": opportunist.choose,
    "responsive": responsive.choose,
    "siege": siege.choose,
    "random_terror": random_terror.choose,
}
ARGUMENTS = ("briefing", "levers", "assurance", "parameters")


def logic_named(name: str) -> Logic:
    """The logic of that name. Raises ScenarioError when there is none, or when another package's cannot be used."""
    return LOGICS[name] if name in LOGICS else _plugin(name)


def broken_plugins() -> dict[str, str]:
    """Logics of other packages that cannot be used, by name, with the sentence that says why."""
    found = {}
    for name in plugins():
        try:
            _plugin(name)
        except ScenarioError as error:
            found[name] = str(error)
    return found


def source_digest(name: str) -> str:
    """Hash (hex) of the file that another package's logic is written in: part of what decides results."""
    file = inspect.getsourcefile(inspect.unwrap(_plugin(name)))
    return hashlib.blake2b(Path(file).read_bytes() if file else name.encode(), digest_size=16).hexdigest()


@cache
def _plugin(name: str) -> Logic:
    if name not in plugins():
        known = ", ".join(map(repr, (*LEADER_NAMES, *plugins())))
        raise ScenarioError(f"There is no leader {name!r}; it can be {known}.")
    point = plugins()[name]
    offered = f"The leader {name!r} of the entry point {point.value!r} ({PLUGIN_GROUP})"
    try:
        logic = point.load()
    except Exception as error:  # whatever a foreign module does while it is imported
        raise ScenarioError(f"{offered} cannot be imported: {type(error).__name__}: {error}.") from error
    if not _takes(logic, ARGUMENTS):
        raise ScenarioError(f"{offered} must be a function of ({', '.join(ARGUMENTS)}) that returns a Decision.")
    return logic


def _takes(logic: Any, arguments: tuple[str, ...]) -> bool:
    """Whether `logic` can be called with so many arguments, one after the other."""
    if not isinstance(logic, Callable):
        return False
    try:
        inspect.signature(logic).bind(*arguments)
    except (TypeError, ValueError):
        return False
    return True
