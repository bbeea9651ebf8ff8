"""Hazards, compiled: from the lists of terms (terms.hazards) come loops over all agents, and the reasons of events.

For each list four functions are written: `find(out, now)` puts the hazard of every agent into an array, `one(now, i)`
gives that of one agent, and `tell(terms, now, i)` puts its terms into their places in the row of an event
(terms.accounts). `each(out, terms, now, who)` does for some agents what the last two do for one: k of them, whose terms
stand in the columns of `terms` (places, k).

Their text is kept in the private folder of compiled code, in a file named by the hash of the text, so that it is
compiled once; the folder is another one where sources differ, those of other packages' mechanisms too. The text holds
nothing but names: of hazards and terms, which are identifiers (terms.hazards.Hazard.check), and of the columns,
parameters and levers that the terms are seen to read and that there are.
"""

from __future__ import annotations

import dis
import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from politburo.country.country import HOUSEHOLDS, POSTS
from politburo.month.numbers import GROUPS_OF_NUMBERS
from politburo.month.state import CADRES, HOMES
from politburo.numerics import arithmetic
from politburo.numerics.compile import cache_folder, inlined
from politburo.terms.accounts import places_of
from politburo.terms.errors import MechanismError
from politburo.terms.hazards import HAZARDS, exp, log, logistic
from politburo.terms.hazards.hazard import EXPONENT, FACTOR, LOGIT, SUMMED, Hazard
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters

ARITHMETIC: dict[Any, Any] = {exp: arithmetic.exp, log: arithmetic.log, logistic: arithmetic.logistic}
"""What stands in compiled code for the functions that terms are written with."""

TRAITS: dict[str, dict[str, tuple[str, ...]]] = {
    "cadre": {"cadres": tuple(CADRES), "posts": tuple(POSTS)},
    "home": {"homes": tuple(HOMES), "households": tuple(HOUSEHOLDS)},
}
"""The groups of columns in which the traits of an agent stand; of two of one name the first is meant."""


def reads(hazard: Hazard) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """Traits, parameters by their groups, and levers that the terms of a hazard read.

    Raises MechanismError for a name that there is not, with the names that there are.
    """
    traits = tuple(name for group in TRAITS[hazard.agent].values() for name in group) + hazard.lent
    groups = {name: [entry.name for entry in fields(type(getattr(Parameters(), name)))] for name in GROUPS_OF_NUMBERS}
    levers = tuple(entry.name for entry in fields(Levers))
    its_traits: dict[str, None] = {}
    its_parameters: dict[str, dict[str, None]] = {}
    its_levers: dict[str, None] = {}
    for term in hazard.terms:
        package = str(getattr(term.rule, "__module__", "")).partition(".")[0]
        for path in dict.fromkeys(paths_of(term.rule, (hazard.agent, "p", "levers"))):
            where = f"The term {term.name!r} of the hazard {hazard.name!r} (package {package}) reads {'.'.join(path)}"
            root, name, *more = path
            if root == "p":
                of_group = more[0] if more else ""
                _check(where, name, groups)
                _check(where, of_group, groups[name])
                its_parameters.setdefault(name, {})[of_group] = None
            elif root == "levers":
                _check(where, name, levers)
                its_levers[name] = None
            else:
                _check(where, name, traits)
                its_traits[name] = None
    return list(its_traits), {group: list(its) for group, its in its_parameters.items()}, list(its_levers)


def paths_of(function: Any, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The attributes that a function, or one that it calls, reads of its arguments of these names, with their own."""
    path: list[str] = []
    for step in (*dis.get_instructions(function.__code__), None):
        if step is not None and step.opname == "LOAD_ATTR" and path:
            path.append(step.argval)
            continue
        if len(path) > 1:
            yield tuple(path)
        path = []
        if step is None:
            return
        if "LOAD_FAST" in step.opname:  # one name, or two of which the second is on top
            name = step.argval[-1] if isinstance(step.argval, tuple) else step.argval
            path = [name] if name in names else []
        called = function.__globals__.get(step.argval) if step.opname == "LOAD_GLOBAL" else None
        if isinstance(called, FunctionType) and called not in ARITHMETIC:
            yield from paths_of(called, names)


def _check(where: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise MechanismError(f"{where}; there is no {name!r}, but {', '.join(known)}.")


def single(function: Any) -> Any:
    """A term's function in single precision, compiled: its numbers float32, its functions those of ARITHMETIC."""
    code = function.__code__
    constants = tuple(np.float32(one) if type(one) in (int, float) else one for one in code.co_consts)
    read = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    names = {name: function.__globals__[name] for name in read if name in function.__globals__}
    for name, value in names.items():
        if type(value) is float:
            names[name] = np.float32(value)
        elif isinstance(value, FunctionType):
            names[name] = ARITHMETIC[value] if value in ARITHMETIC else single(value)
    made = FunctionType(code.replace(co_consts=constants), function.__globals__ | names, function.__name__)
    made.__qualname__, made.__module__ = function.__qualname__, function.__module__
    return inlined(made)


def text_of(hazard: Hazard) -> str:
    """The text of the four functions of a hazard."""
    traits, groups, levers = reads(hazard)
    name = hazard.label
    where = {trait: f"now.scratch.{trait}" for trait in hazard.lent}
    for group, its in TRAITS[hazard.agent].items():
        where = {trait: f"now.{group}.{trait}" for trait in its} | where
    kinds = [
        "",
        f"# {name}",
        _kind(f"Agent_{name}", traits),
        *(_kind(f"Parameters_{name}_{group}", its) for group, its in groups.items()),
        _kind(f"Parameters_{name}", [*groups]),
        _kind(f"Levers_{name}", levers),
        *(f'term_{name}_{term.name} = term("{hazard.name}", "{term.name}")' for term in hazard.terms),
    ]
    of_groups = [
        _made(f"Parameters_{name}_{group}", [f"f({group}.{one})" for one in its]) for group, its in groups.items()
    ]
    numbers = [
        *(f"    {group} = now.parameters.{group}" for group in groups),
        "    of_the_month = now.levers",
        f"    p = {_made(f'Parameters_{name}', of_groups)}",
        f"    levers = {_made(f'Levers_{name}', [f'f(of_the_month.{one})' for one in levers])}",
        *(f"    column_{trait} = {where[trait]}" for trait in traits),
        *([f"    times = now.scratch.{hazard.times}"] if hazard.times else []),
    ]
    agent = f"agent = {_made(f'Agent_{name}', [f'column_{trait}[i]' for trait in traits])}"
    values = {term.name: f"term_{name}_{term.name}(agent, p, levers)" for term in hazard.terms}
    told = tuple(zip(places_of(hazard), values.values(), strict=True))
    columns = [f"column_{trait}" for trait in traits] + (["times"] if hazard.times else [])
    return "\n".join([
        *kinds,
        "",
        "@part",
        f"def find_{name}(out, now):",
        *numbers,
        "    for i in range(len(out)):",
        f"        {agent}",
        f"        out[i] = {_combined(hazard, values)}",
        "",
        "@part",
        f"def one_{name}(now, i):",
        *numbers,
        f"    {agent}",
        f"    return {_combined(hazard, values)}",
        "",
        "@part",
        f"def tell_{name}(terms, now, i):",
        *numbers,
        f"    {agent}",
        *(f"    terms[{place}] = {value}" for place, value in told),
        "",
        "@part",
        f"def each_{name}(out, terms, now, who):",
        *numbers,
        "    here = now.scratch.traits",
        "    for k in range(len(who)):",  # a gather and nothing else: so what follows is packed
        "        i = np.uint32(who[k])",
        *(f"        here[{row}, k] = {column}[i]" for row, column in enumerate(columns)),
        *(f"    {column} = here[{row}]" for row, column in enumerate(columns)),
        "    for i in range(len(who)):",
        f"        {agent}",
        f"        out[i] = {_combined(hazard, values)}",
        *(f"        terms[{place}, i] = {value}" for place, value in told),
        "",
    ])  # fmt: skip


def _kind(name: str, members: list[str]) -> str:
    """A line that declares a named tuple; one number stands in each, so that none is empty."""
    return f'{name} = named("{name}", {[*members, "_"]!r})'


def _made(name: str, values: list[str]) -> str:
    """Such a tuple of values."""
    return f"{name}({', '.join([*values, 'ONE'])})"


def _combined(hazard: Hazard, values: dict[str, str]) -> str:
    """The hazard as an expression: its parts as terms.hazards.Hazard says."""

    def of(*parts: str) -> list[str]:
        return [values[term.name] for term in hazard.of(*parts)]

    factors = (["times[i]"] if hazard.times else []) + of(FACTOR)
    factors += [f"({' + '.join(of(*SUMMED))})"] if of(*SUMMED) else []
    factors += [f"exp({' + '.join(of(EXPONENT))})"] if of(EXPONENT) else []
    factors += [f"logistic({' + '.join(of(LOGIT))})"] if of(LOGIT) else []
    product = " * ".join(factors)
    return product if hazard.most is None else f"min({product}, f({hazard.most!r}))"


HEAD = '''"""Loops over the hazards that are declared in terms.hazards, written from there: do not edit."""

from collections import namedtuple

import numpy as np

from politburo.month.hazards import term
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.compile import part

f = np.float32
ONE = f(1)


def named(name, members):
    return namedtuple(name, members, module=__name__, rename=True)

'''


def term(hazard: str, name: str) -> Any:
    """The compiled function of a term, for the text that is written."""
    (found,) = (one for one in HAZARDS[hazard].terms if one.name == name)
    return single(found.rule)


def written(text: str, folder: Path) -> ModuleType:
    """The module of that text, kept in a folder that nobody else may write to."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    name, file = f"politburo_hazards_{digest}", folder / f"politburo_hazards_{digest}.py"
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        _place(file, text)
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # compiled code that is kept on disk finds it there
    spec.loader.exec_module(module)
    return module


def _place(file: Path, text: str) -> None:
    """Write a file at once, whoever else does so too."""
    handle, draft = tempfile.mkstemp(dir=file.parent, suffix=".py")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    Path(draft).replace(file)


def text_of_all() -> str:
    """The text of the module with the functions of all hazards."""
    return HEAD + "\n".join(map(text_of, HAZARDS.values()))


_MODULE = written(text_of_all(), cache_folder())


def functions_of(hazard: str) -> tuple[Callable[..., Any], ...]:
    """Find, one, tell and each of a hazard."""
    return tuple(getattr(_MODULE, f"{what}_{HAZARDS[hazard].label}") for what in ("find", "one", "tell", "each"))


find_departure, _, _, each_departure = functions_of("departure")
find_loyalty, _, _, _ = functions_of("loyalty")
find_lying_low, _, _, _ = functions_of("lying low")
find_flight, _, tell_flight, _ = functions_of("flight")
find_plot, _, tell_plot, _ = functions_of("plot")
_, one_detection, tell_detection, _ = functions_of("detection")
_, one_attempt, tell_attempt, _ = functions_of("attempt")
find_visibility, _, tell_visibility, _ = functions_of("visibility")
find_guilt, _, tell_guilt, _ = functions_of("guilt")
_, one_merit, tell_merit, each_merit = functions_of("merit")
