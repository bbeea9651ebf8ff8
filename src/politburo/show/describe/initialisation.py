"""How a run starts: the countries that there are, how they are built, and the state before the first month."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType

import numpy as np

from politburo.country import build, country_names, draws, households, plan_of, posts, ties
from politburo.country.build import PLANS
from politburo.country.plan import CountryPlan
from politburo.month.state import founded
from politburo.show.describe.markdown import Part, code, from_docstring, number, table, text
from politburo.show.describe.vocabulary import variable_table
from politburo.terms import variables
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.words import RANKS, STANDINGS

BUILDING = (posts, ties, households, draws)
"""Modules of the room country that say how a plan becomes a country."""

SMALLEST = 0.001
"""Scale at which a country is built to see what its state starts from."""

COUNTED = ("person", "next_person", "since")
"""Serial numbers and months, which begin to be counted."""


def initialisation() -> Part:
    """Initialisation."""
    plans = tuple(_country(plan_of(name)) for name in country_names())
    return Part("Initialisation", (text("Initialisation"),), (*plans, _building(), _first_state()))


def _country(plan: CountryPlan) -> Part:
    module = sys.modules[PLANS[plan.name].__module__]
    ranks = (f"{count:,} in rank {rank} ({RANKS[rank - 1]})" for rank, count in enumerate(plan.posts, 1))
    facts = (
        f"Posts at scale 1: {', '.join(ranks)}. Share of rank 2 in the capital: {number(plan.central_share)}. "
        f"Households: {plan.households:,}. Ties of each post: {plan.close_friends} close friends and "
        f"{plan.acquaintances} acquaintances, of which a share of {number(plan.far_share)} may lead anywhere. "
        f"Ties of kin of each household: {plan.kin}. "
        f"Factor of readiness to leave: women {number(plan.women_exit)}, men {number(plan.men_exit)}."
    )
    blocks = (from_docstring(module.__doc__ or ""), facts, _provinces(plan), _organs(plan), _constants(module))
    return Part(f"Country: {plan.title}", blocks)


def _provinces(plan: CountryPlan) -> str:
    rows = (
        (p.name.replace("_", " "), f"{p.women:,}", f"{p.men:,}", number(p.border_access), number(p.markets))
        for p in plan.provinces
    )
    return table(("province", "women", "men", "access to an open border", "spread of markets"), rows)


def _organs(plan: CountryPlan) -> str:
    rows = (
        (
            o.name,
            _list(round(s, 4) for s in o.shares),
            number(o.rent),
            number(o.arms),
            number(o.exposure),
            _list(o.abroad),
        )
        for o in plan.organs
    )
    return table(("organ", "share of ranks 1 to 4", "rent", "arms", "exposure", "posts abroad in ranks 1 to 4"), rows)


def _building() -> Part:
    blocks = (block for module in BUILDING for block in (from_docstring(module.__doc__ or ""), _constants(module)))
    first = ("The first holders of the posts are drawn with:", variable_table(variables.PEOPLE))
    return Part("From a plan to a country", (*blocks, *first))


def _first_state() -> Part:
    """What every variable is before the first month: found by founding a state, so that it cannot be told wrongly."""
    state = founded(build("example", SMALLEST), 0)
    groups = (
        ("cadres", variables.CADRES, state.cadres),
        ("households", variables.HOMES, state.homes),
        ("regime", variables.REGIME, state.regime),
    )
    base = np.unique(np.round(state.cadres.loyalty - state.cadres.disposition, 3))
    known = {"loyalty": f"{base[0]:.6g} + disposition"} if len(base) == 1 else {}
    rows = [
        (
            whose,
            code(variable.name),
            variable.unit,
            known.get(variable.name) or _value(variable.name, getattr(part, variable.name)),
        )
        for whose, group, part in groups
        for variable in group
        if variable.name not in (*COUNTED, *(CHOOSABLE if whose == "regime" else ()))
    ]
    levers = f"The regime's policy starts from the scenario's first levers: {', '.join(map(code, CHOOSABLE))}."
    return Part("The state before the first month", (levers, table(("of", "variable", "unit", "value"), rows)))


def _value(name: str, value: object) -> str:
    """What all have alike, to the digits that float32 keeps, or that each has his own."""
    values = np.unique(np.asarray(value))
    if len(values) > 1:
        return "drawn for each"
    if name == "standing":
        return STANDINGS[int(values[0])]
    return ("no", "yes")[int(values[0])] if isinstance(value, bool) else f"{values[0]:.6g}"


def _constants(module: ModuleType) -> str:
    rows = list(constants(inspect.getsource(module)))
    return table(("constant", "value", "note"), ((code(name), value, note) for name, value, note in rows))


def constants(source: str) -> Iterator[tuple[str, str, str]]:
    """Name, value and comment of every constant of a module that has a comment: numbers that no declaration holds."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or "#" not in lines[node.lineno - 1]:
            continue
        names = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
        values = node.value.elts if len(names) > 1 and isinstance(node.value, ast.Tuple) else [node.value]
        note = lines[node.lineno - 1].split("#", 1)[1].strip()
        yield _named(names), ", ".join(_literal(value) for value in values), note


def _named(names: Sequence[ast.expr]) -> str:
    return ", ".join(ast.unparse(name) for name in names)


def _literal(node: ast.expr) -> str:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_told(one)}" for key, one in value.items())
    return _told(value)


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return _list(value)
    return number(value) if isinstance(value, int | float) else str(value)


def _list(values) -> str:
    return ", ".join(number(value) for value in values)
