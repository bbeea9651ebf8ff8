"""What the model is made of: its entities and variables, the design concepts, and each submodel with its equations."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from types import ModuleType
from typing import Any

from politburo import month
from politburo.answer.numbers import capitalised
from politburo.country import Households, Posts
from politburo.leader import LOGICS, interface, least, public
from politburo.month import PHASES, tally
from politburo.month.state import Cadres, Cases, Homes, Regime
from politburo.numerics.chance import MEANINGS
from politburo.record import REPORT_COLUMNS, REPORT_KINDS, outsiders
from politburo.show.describe.beliefs import beliefs
from politburo.show.describe.expressions import expression
from politburo.show.markdown import (
    FENCE,
    INDENT,
    Part,
    code,
    escaped,
    from_docstring,
    number,
    table,
    text,
    text_parts,
)
from politburo.terms import words
from politburo.terms.accounts import ACCOUNTS
from politburo.terms.declarations import Declaration, declared
from politburo.terms.events import EVENT_COLUMNS, EVENT_KINDS
from politburo.terms.hazards import HAZARDS, PARTS, Hazard, Term
from politburo.terms.leaders import LEADERS, LeaderKind
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters, parameter_sources
from politburo.terms.series import ALL_SERIES, grouped
from politburo.terms.variables import variables_of


def entities() -> Part:
    """Entities, state variables and scales."""
    title = "Entities, state variables, and scales"
    homes = ("What a household is:", variable_table(Households))
    fares = ("Its state this month:", variable_table(Homes))
    return Part(
        title,
        (text(title),),
        (
            Part("Words", (_words(),)),
            Part("Posts", ("What a post is; none of it changes.", variable_table(Posts))),
            Part("Cadres", ("The holder of each post this month.", variable_table(Cadres))),
            Part("Households", (*homes, *fares)),
            Part("Regime", ("What belongs to no agent.", variable_table(Regime))),
            Part("Last month's cases", ("What cadres hear of this month.", variable_table(Cases))),
            Part("Levers", ("What the leader does and what the world does in a month.", _levers())),
        ),
    )


def concepts() -> Part:
    """Design concepts."""
    title = "Design concepts"
    more = {"Stochasticity": ((_purposes(),), ()), "Observation": ((), tuple(_observed()))}
    found = []
    for part in text_parts(title):
        blocks, parts = more.get(part.title, ((), ()))
        found.append(Part(part.title, (*part.blocks, *blocks), parts))
    return Part(title, (), tuple(found))


def variable_table(group: type) -> str:
    """The variables that the fields of a class carry, with meaning and unit."""
    rows = ((code(name), v.meaning, v.unit) for name, v in variables_of(group).items())
    return table(("variable", "meaning", "unit"), rows)


def named(terms: Sequence[Any], kind: str) -> str:
    """Terms that have a name and a meaning, with whatever else is declared of them in words."""
    others = [entry.name for entry in fields(terms[0]) if isinstance(getattr(terms[0], entry.name), str)]
    others = [name for name in others if name not in ("name", "meaning", "dtype")]
    rows = ((code(term.name), term.meaning, *(str(getattr(term, name)) for name in others)) for term in terms)
    return table((kind, "meaning", *(name.replace("_", " ") for name in others)), rows)


def lists_of_words() -> dict[str, tuple[str, ...]]:
    """The fixed lists of words, by their names in the program."""
    return {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, tuple)}


def _words() -> str:
    """The fixed lists; a word stands for its position in them, in arrays and files."""
    rows = ((name.replace("_", " ").capitalize(), ", ".join(listed)) for name, listed in lists_of_words().items())
    return table(("list", "words in order"), rows)


def _levers() -> str:
    rows = (
        (
            code(name),
            said.unit,
            number(default),
            _range(said),
            f"{capitalised(said.meaning)}. {capitalised(said.source)}.",
        )
        for name, said, default in declared(Levers)
    )
    return table(("lever", "unit", "default", "range", "meaning and source"), rows)


def _observed() -> Iterator[Part]:
    """Series, events, reports, and the reasons of events."""
    yield Part("Series, each month", (_series(),))
    events = (named(EVENT_KINDS, "event"), "Each event is a row of these columns:", named(EVENT_COLUMNS, "column"))
    yield Part("Events", events)
    columns = _meanings("column", REPORT_COLUMNS)
    yield Part("Reports", (named(REPORT_KINDS, "report"), "Each report is a row of these columns:", columns))
    yield Part("How a term enters a hazard", (_meanings("part", PARTS),))
    for account in ACCOUNTS:
        title = f"Reasons of events: {account.kind}{f', {account.charge}' if account.charge else ''}"
        yield Part(title, (escaped(account.formula), named(account.terms, "term")))


def _meanings(kind: str, listed: Mapping[str, str]) -> str:
    return table((kind, "meaning"), ((code(name), meaning) for name, meaning in listed.items()))


def _purposes() -> str:
    rows = ((str(int(purpose)), code(purpose.name), meaning) for purpose, meaning in MEANINGS.items())
    return table(("number", "purpose", "what the draw decides"), rows)


def _series() -> str:
    rows = (
        (code(one.name), one.meaning, one.unit, " × ".join(one.by), code(grouped(one)) if one.by else "")
        for one in ALL_SERIES
    )
    return table(("series", "meaning", "unit", "also by", "name of that"), rows)


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


def touched() -> str:
    """What each phase reads and writes, by the groups of columns."""
    rows = ((name, _grouped(_module(phase).READS), _grouped(_module(phase).WRITES)) for name, phase in PHASES)
    return table(("phase", "reads, or changes in part", "writes"), rows)


def _grouped(columns: Iterable[str]) -> str:
    """`cadres.fear`, `cadres.tie` as cadres: fear, tie."""
    groups: dict[str, list[str]] = {}
    for column in columns:
        group, _, name = column.partition(".")
        groups.setdefault(group, []).append(name)
    return "; ".join(f"{group}: {', '.join(map(code, names))}" for group, names in groups.items())


def said_first(module: ModuleType) -> str:
    """The first paragraph of a module's docstring, without the name that it may begin with."""
    first = (module.__doc__ or "").strip().split("\n\n")[0]
    return capitalised(_unnamed(" ".join(first.split()), module.__name__.rpartition(".")[2]))


def _parameter(path: str, said: Declaration, default: float) -> tuple[str, ...]:
    """A row that ends in sentences, so that long sources get the room that a page has."""
    about = f"{capitalised(said.meaning)}. {capitalised(said.source)}."
    about += f" Strength of {code(said.mechanism)} (off: {number(said.neutral or 0.0)})." if said.mechanism else ""
    return code(path), said.unit, number(default), _range(said), about


def _range(said: Declaration) -> str:
    return f"{number(said.low)} to {number(said.high)}"


def _phase(name: str, module: ModuleType) -> Part:
    decided = tuple(_hazard(hazard) for hazard in HAZARDS.values() if hazard.phase == name)
    return Part(name.capitalize(), (_docstring(module, name), _mechanisms(name), *_parameters(name)), decided)


def _hazard(hazard: Hazard) -> Part:
    """What a list of terms decides: its formula, its terms with what their rules give, and functions of theirs."""
    module, rows, helpers = _module(_rule(hazard.terms[0])), [], {}
    for term in hazard.terms:
        given, more = expression(_rule(term))
        helpers |= more
        neutral = "" if term.neutral is None else number(term.neutral)
        rows.append((code(term.name), term.meaning, term.unit, term.part, code(given), neutral))
    blocks = (
        f"{capitalised(hazard.meaning)}.",
        from_docstring((module.__doc__ or "").partition("\n\n")[2]),
        f"{FENCE}text\n{hazard.formula}\n{FENCE}",
        table(("term", "meaning", "unit", "part", "value", "without effect at"), rows),
        table(("where", "is"), ((code(name), code(said)) for name, said in helpers.items())),
    )
    return Part(capitalised(hazard.name), blocks)


def _rule(term: Term) -> Callable:
    """The rule of a term that a hazard has: all of these have one."""
    assert term.rule is not None
    return term.rule


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
    return Part("Logics of rule", blocks, (common, *(_leader(kind) for kind in LEADERS), beliefs()))


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
    return tuple(Part(f"Parameters: {name}", _parameters(name)) for name in groups)


def _mechanisms(phase: str) -> str:
    rows = ((code(m.name), m.meaning, m.reference) for m in MECHANISMS if m.phase == phase)
    return table(("mechanism", "meaning", "reference"), rows)


def _parameters(group: str) -> tuple[str, ...]:
    """What a group of parameters is, and the table of them; nothing where there is no such group."""
    if group not in {entry.name for entry in fields(Parameters)}:
        return ()
    kind = type(getattr(Parameters(), group))
    rows = (_parameter(f"{group}.{name}", said, default) for name, said, default in declared(kind))
    listed = table(("parameter", "unit", "default", "range", "meaning, source and mechanism"), rows)
    return "**Parameters.** " + from_docstring(inspect.getdoc(kind) or ""), listed


def _docstring(documented: Any, title: str = "") -> str:
    """The docstring of a module or a class, without the title that it may begin with."""
    # A module's docstring is at the margin; cleaning it could take blocks at its end for what is not indented.
    said = documented.__doc__ if inspect.ismodule(documented) else inspect.getdoc(documented)
    return from_docstring(capitalised(_unnamed((said or "").strip(), title)))


def _unnamed(said: str, title: str) -> str:
    """`Judge: who is penalised …` or `The siege logic: the leader …` without what the heading says already."""
    return re.sub(rf"^({re.escape(title)}|The {re.escape(title)} logic): ", "", said, flags=re.IGNORECASE)


def _module(function: Callable) -> ModuleType:
    """The module that a phase or a logic of rule is written in."""
    return sys.modules[function.__module__]
