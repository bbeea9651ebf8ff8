"""From one list of terms come the loop over all agents, the hazard of one of them, and the terms that are told."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import numba
import numpy as np
import pytest

from politburo.country.country import F32, I32
from politburo.month import hazards
from politburo.month.now import Now
from politburo.numerics import arithmetic
from politburo.terms.accounts import ACCOUNTS, MOST_TERMS, places_of
from politburo.terms.errors import MechanismError
from politburo.terms.hazards import EXPONENT, FACTOR, HAZARDS, Hazard, Term, exp, log, logistic
from politburo.terms.levers import Levers
from politburo.terms.parameters import every_parameter
from tests.month.setting import COUNTRY, HOUSEHOLDS, POSTS, called, first_month, shuffled

pytestmark = pytest.mark.slow


def a_month() -> Now:
    """A month in which nothing is zero that a term reads."""
    given = {"surveillance": 0.6, "campaign": 0.4, "rents": 1.1, "border_control": 0.4, "neighbour_lead": 1.2,
             "reform_pressure": 0.3, "purge_intensity": 0.4, "offence_threshold": 1.5}  # fmt: skip
    month = shuffled(first_month({path: value for path, _, value in every_parameter()}, Levers(**given)))
    draw = np.random.default_rng(5)
    month.state.cadres.predecessor[::2] = 1
    for name in ("promoted", "helpless", "alarms"):
        getattr(month.scratch, name)[:] = draw.random(POSTS.count)
    return month


def count_of(hazard: Hazard) -> int:
    return POSTS.count if hazard.agent == "cadre" else HOUSEHOLDS.count


def lend(now: Now, hazard: Hazard) -> None:
    """Fill what the phase lends to the terms, as several share memory."""
    draw = np.random.default_rng(7)
    for name in (*hazard.lent, *([hazard.times] if hazard.times else [])):
        getattr(now.scratch, name)[:] = draw.random(count_of(hazard))


class Found(NamedTuple):
    """What the four functions of a hazard find in a month.

    `of_all` (n,) and `times` (n,) are of every agent; `alone` (k,) and `told` (k, places) of each of the agents `who`;
    `at_once` (k,) and `terms` (places, k) of the same ones, gone through together.
    """

    of_all: F32
    times: F32
    who: I32
    alone: F32
    told: F32
    at_once: F32
    terms: F32


@cache
def called_together(name: str) -> Callable[..., None]:
    """The four functions of a hazard as one that Python can call: compiling a call from Python takes a second."""
    find, one, tell, each = hazards.functions_of(name)

    def find_all(of_all, who, alone, told, at_once, terms, now):
        find(of_all, now)
        for k in range(len(who)):
            alone[k] = one(now, who[k])
            tell(told[k], now, who[k])
        each(at_once, terms, now, who)

    return numba.njit(find_all)


@cache
def found(name: str) -> Found:
    """What a hazard is in the month of these tests."""
    hazard, month = HAZARDS[name], a_month()
    lend(month, hazard)
    n = count_of(hazard)
    who = np.arange(n - 1, -1, -53).astype(np.int32)
    k = len(who)
    shapes = {"of_all": (n,), "alone": (k,), "told": (k, MOST_TERMS), "at_once": (k,), "terms": (MOST_TERMS, k)}
    columns: dict[str, F32] = {column: np.full(shape, np.nan, np.float32) for column, shape in shapes.items()}
    called_together(name)(who=who, now=month, **columns)
    times = getattr(month.scratch, hazard.times) if hazard.times else np.ones(n, np.float32)
    return Found(times=times, who=who, **columns)


def terms_of(hazard: Hazard, row: F32) -> dict[str, float]:
    """The terms that are told of an agent; in all other places nothing is."""
    values = {term.name: float(row[place]) for term, place in zip(hazard.terms, places_of(hazard), strict=True)}
    assert np.isnan(row).sum() == MOST_TERMS - len(values)
    return values


@pytest.mark.parametrize("name", HAZARDS)
def test_the_loop_finds_what_the_told_terms_make(name: str):
    hazard, these = HAZARDS[name], found(name)
    assert len(np.unique(these.of_all)) > 1 or len(hazard.terms) < 3
    for agent, alone, row in zip(these.who, these.alone, these.told, strict=True):
        assert alone == these.of_all[agent]
        made = hazard.combined(terms_of(hazard, row)) * float(these.times[agent])
        assert alone == pytest.approx(made, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", HAZARDS)
def test_of_some_agents_at_once_it_is_what_it_is_of_each(name: str):
    these = found(name)
    assert these.at_once.tolist() == these.alone.tolist()
    assert these.terms.tobytes() == np.ascontiguousarray(these.told.T).tobytes()


@pytest.mark.parametrize("name", HAZARDS)
def test_a_told_term_is_what_its_rule_says_in_python(name: str):
    hazard, these, now = HAZARDS[name], found(name), a_month()
    lend(now, hazard)
    groups = [getattr(now.state, group, None) or getattr(COUNTRY, group) for group in hazards.TRAITS[hazard.agent]]

    class Agent:
        def __init__(self, number: int) -> None:
            self.number = number

        def __getattr__(self, trait: str) -> float:
            if trait in hazard.lent:
                return float(getattr(now.scratch, trait)[self.number])
            return float(next(getattr(group, trait) for group in groups if hasattr(group, trait))[self.number])

    for agent, row in zip(these.who[::9], these.told[::9], strict=True):
        told = terms_of(hazard, row)
        for term in hazard.terms:
            assert term.rule is not None
            expected = term.rule(Agent(agent), now.parameters, now.levers)
            assert told[term.name] == pytest.approx(expected, rel=1e-5, abs=1e-6), term.name


def test_terms_are_told_into_their_places_in_the_account():
    for hazard in HAZARDS.values():
        for account in ACCOUNTS:
            if set(hazard.terms) <= set(account.terms):
                assert tuple(account.names[place] for place in places_of(hazard)) == tuple(t.name for t in hazard.terms)


SHARE, STEP = 0.25, 3


def helper(cadre, p):
    return cadre.fear * p.choose.flee_fear


def constant_heavy(cadre, p, levers):
    least = 0.1 if cadre.standing == STEP else 1
    return least + SHARE * min(helper(cadre, p) / 2, 1) * (1 - exp(-cadre.fear)) + logistic(levers.rents) ** 2


@pytest.fixture
def kinds() -> tuple[Any, ...]:
    named = vars(hazards._MODULE)["named"]
    agent = named("Agent", ["fear", "standing"])
    group = named("Group", ["flee_fear"])
    p = named("Parameters", ["choose"])
    of_the_month = named("Levers", ["rents"])
    f = np.float32
    return agent(f(0.5), np.uint8(1)), p(group(f(3))), of_the_month(f(1.2))


def test_constants_functions_and_helpers_of_a_term_are_in_single_precision(kinds: tuple[Any, ...]):
    compiled = called(hazards.single(constant_heavy))
    value = compiled(*kinds)
    (signature,) = compiled.nopython_signatures
    assert signature.return_type == numba.float32
    assert value == pytest.approx(constant_heavy(*kinds), rel=1e-6)


def test_a_term_is_compiled_with_the_arithmetic_that_has_the_same_bits_everywhere():
    assert {exp: arithmetic.exp, log: arithmetic.log, logistic: arithmetic.logistic} == hazards.ARITHMETIC


@pytest.mark.parametrize("name", HAZARDS)
def test_the_loop_of_a_hazard_works_in_single_precision(name: str):
    found(name)
    _, one, _, _ = hazards.functions_of(name)
    signatures = cast(Any, one).compiled.nopython_signatures
    assert {signature.return_type for signature in signatures} == {numba.float32}


def made(rule: Callable[..., Any], name: str = "strange") -> Hazard:
    return replace(HAZARDS["flight"], terms=[Term(name, "a term", "1", EXPONENT, 0.0, rule)])


def test_what_terms_read_is_seen_through_conditions_and_helpers():
    assert hazards.reads(made(constant_heavy)) == (["standing", "fear"], {"choose": ["flee_fear"]}, ["rents"])


def no_such_trait(cadre, p, levers):
    return cadre.envy


def no_such_group(cadre, p, levers):
    return p.envy.flight


def no_such_parameter(cadre, p, levers):
    return p.choose.envy


def a_whole_group(cadre, p, levers):
    return p.choose


def no_such_lever(cadre, p, levers):
    return levers.envy


@pytest.mark.parametrize(
    ("rule", "path", "wrong", "known"),
    [
        (no_such_trait, "cadre.envy", "envy", "fear"),
        (no_such_group, "p.envy.flight", "envy", "choose"),
        (no_such_parameter, "p.choose.envy", "envy", "flee_fear"),
        (a_whole_group, "p.choose", "", "flee_fear"),
        (no_such_lever, "levers.envy", "envy", "rents"),
    ],
)
def test_a_term_that_reads_what_there_is_not_is_named_with_what_there_is(rule, path: str, wrong: str, known: str):
    with pytest.raises(MechanismError) as raised:
        hazards.reads(made(rule))
    said = str(raised.value)
    start = f"The term 'strange' of the hazard 'flight' (package tests) reads {path}; there is no {wrong!r}, but "
    assert said.startswith(start)
    assert known in said.removeprefix(start).removesuffix(".").split(", ")


def test_what_is_said_of_a_hazard_in_words_does_not_get_into_the_text():
    hazard = HAZARDS["loyalty"]
    others = [replace(term, meaning="# import os", unit='"') for term in hazard.terms]
    assert hazards.text_of(replace(hazard, meaning="# import os", terms=others)) == hazards.text_of(hazard)


@pytest.mark.parametrize("name", ['x", 1); import os #', "two words", "9lives", "lambda", "été", ""])
def test_what_is_no_plain_name_never_gets_into_the_text(name: str):
    with pytest.raises(ValueError, match="is no name"):
        Hazard(name + "!", "a hazard", "choose")
    with pytest.raises(ValueError, match="is no name"):
        Hazard("fine", "a hazard", "choose").add(Term(name, "a term", "1", FACTOR, 1.0, no_such_trait))


def test_a_changed_text_gets_a_file_of_its_own(tmp_path: Path):
    first, again, other = (hazards.written(f"NUMBER = {k}\n", tmp_path) for k in (1, 1, 2))
    assert (first.NUMBER, again.NUMBER, other.NUMBER) == (1, 1, 2)
    assert first.__file__ == again.__file__ != other.__file__
    assert sorted(tmp_path.glob("*.py")) == sorted({Path(str(one.__file__)) for one in (first, other)})


def test_a_damaged_file_is_written_anew(tmp_path: Path):
    file = Path(str(hazards.written("NUMBER = 1\n", tmp_path).__file__))
    file.write_text("raise RuntimeError\n")
    assert hazards.written("NUMBER = 1\n", tmp_path).NUMBER == 1


def test_the_written_module_is_the_text_of_the_declared_hazards():
    assert Path(str(hazards._MODULE.__file__)).read_text(encoding="utf-8") == hazards.text_of_all()
