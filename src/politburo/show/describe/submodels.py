"""The submodels: each phase of the month, each logic of rule and the record, with equations, mechanisms, parameters."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import fields
from types import ModuleType
from typing import Any

from politburo import month
from politburo.leader import LOGICS, interface, least, public
from politburo.month import PHASES, tally
from politburo.record import outsiders
from politburo.show.describe.markdown import INDENT, Part, code, from_docstring, number, sentence, table, text
from politburo.terms.declarations import Declaration, declared
from politburo.terms.leaders import LEADERS, LeaderKind
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters, parameter_sources


def submodels() -> Part:
    """Submodels with equations and parameters."""
    phases = (_phase(name, _module(phase)) for name, phase in PHASES)
    last = Part("Tally", (_docstring(tally, "Tally"),))
    found = (*phases, *_shared(), last, _leaders(), _record(), *_rest())
    return Part("Submodels", (text("Submodels"), parameter_sources()), tuple(found))


def schedule() -> str:
    """The phases in order, each with what its module says first."""
    modules = {name: _module(phase) for name, phase in PHASES} | {"tally": tally}  # the tally changes nothing
    rows = ((str(place), name, said_first(module)) for place, (name, module) in enumerate(modules.items(), 1))
    return table(("order", "phase", "what happens"), rows)


def said_first(module: ModuleType) -> str:
    """The first sentence of a module's docstring, without the name that it may begin with."""
    first = (module.__doc__ or "").strip().split("\n\n")[0]
    return sentence(_unnamed(" ".join(first.split()), module.__name__.rpartition(".")[2]))


def parameter_table(group: str) -> str:
    """The parameters of a group: name, meaning, unit, default, range, source, mechanism."""
    kind = type(getattr(Parameters(), group))
    rows = (_parameter(f"{group}.{name}", said, default) for name, said, default in declared(kind))
    return table(("parameter", "meaning", "unit", "default", "range", "source", "mechanism"), rows)


def _parameter(path: str, said: Declaration, default: float) -> tuple[str, ...]:
    mechanism = f"{code(said.mechanism)} (off: {number(said.neutral or 0.0)})" if said.mechanism else ""
    limits = f"{number(said.low)} to {number(said.high)}"
    return (code(path), said.meaning, said.unit, number(default), limits, said.source, mechanism)


def _phase(name: str, module: ModuleType) -> Part:
    return Part(name.capitalize(), (_docstring(module, name), _mechanisms(name), *_parameters(name)))


def _shared() -> tuple[Part, ...]:
    """Rules that several phases use: modules beside the phases that hold equations."""
    phases = {_module(phase) for _, phase in PHASES} | {tally}
    return tuple(
        Part(f"Shared by phases: {name}", (_docstring(module),))
        for name, module in inspect.getmembers(month, inspect.ismodule)
        if module not in phases and f"\n\n{INDENT}" in (module.__doc__ or "")
    )


def _leaders() -> Part:
    blocks = (_docstring(interface), _docstring(interface.Briefing))
    common = Part("What logics share", tuple(map(_docstring, (public, least))))
    return Part("Logics of rule", blocks, (common, *(_leader(kind) for kind in LEADERS)))


def _leader(kind: LeaderKind) -> Part:
    module = _module(LOGICS[kind.name])
    facts = f"Chooses: {', '.join(map(code, kind.chooses)) or 'nothing'}. Reference: {kind.reference}."
    title = kind.name.replace("_", " ")
    return Part(title.capitalize(), (_docstring(module, title), facts, *_parameters(kind.name)))


def _record() -> Part:
    title = "What outsiders see"
    return Part(title, (_docstring(outsiders, title), *_parameters("record")))


def _rest() -> tuple[Part, ...]:
    """Groups of parameters that belong to no phase, no leader and not to the record, should there be any."""
    placed = {name for name, _ in PHASES} | {kind.name for kind in LEADERS} | {"record"}
    groups = (entry.name for entry in fields(Parameters) if entry.name not in placed)
    return tuple(Part(f"Parameters: {name}", (_group_says(name), parameter_table(name))) for name in groups)


def _mechanisms(phase: str) -> str:
    rows = ((code(m.name), m.meaning, m.reference) for m in MECHANISMS if m.phase == phase)
    return table(("mechanism", "meaning", "reference"), rows)


def _parameters(group: str) -> tuple[str, ...]:
    if group not in {entry.name for entry in fields(Parameters)}:
        return ()
    return (_group_says(group), parameter_table(group))


def _group_says(group: str) -> str:
    return "**Parameters.** " + from_docstring(inspect.getdoc(type(getattr(Parameters(), group))) or "")


def _docstring(documented: Any, title: str = "") -> str:
    """The docstring of a module or a class, without the title that it may begin with."""
    # A module's docstring is at the margin; cleaning it could take blocks at its end for what is not indented.
    said = documented.__doc__ if inspect.ismodule(documented) else inspect.getdoc(documented)
    return from_docstring(sentence(_unnamed((said or "").strip(), title)))


def _unnamed(said: str, title: str) -> str:
    """`Judge: who is penalised …` or `The siege logic: the leader …` without what the heading says already."""
    return re.sub(rf"^({re.escape(title)}|The {re.escape(title)} logic): ", "", said, flags=re.IGNORECASE)


def _module(function: Callable) -> ModuleType:
    """The module that a phase or a logic of rule is written in."""
    return sys.modules[function.__module__]
