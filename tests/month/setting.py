"""One month of the small country, for tests of one phase at a time.

Whatever a test does not name is NaN, so that no test leans on a default unawares.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numba
import numpy as np

from politburo.country import Country, build
from politburo.month.now import Now
from politburo.month.state import State, founded
from politburo.terms.declarations import declared
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters

COUNTRY = build("example", 1.0)
POSTS, HOUSEHOLDS = COUNTRY.posts, COUNTRY.households
MONTH = 24_000


def called(compiled: Any) -> Any:
    """What kernels alone can call, for Python to call."""
    return numba.njit(lambda *given: compiled(*given))


def parameters(values: Mapping[str, float]) -> Parameters:
    """Parameters by name (`fear.horizon`); the others are NaN."""
    groups, left = {}, dict(values)
    for phase in fields(Parameters):
        kind = type(getattr(Parameters(), phase.name))
        names = [name for name, _, _ in declared(kind)]
        groups[phase.name] = kind(**{name: left.pop(f"{phase.name}.{name}", math.nan) for name in names})
    assert not left, f"there are no parameters {list(left)}"
    return Parameters(**groups)


def levers(**values: float) -> Levers:
    """Levers by name; the others are NaN."""
    return Levers(**{name: math.nan for name, _, _ in declared(Levers)} | values)


def first_month(
    values: Mapping[str, float], held: Levers | None = None, country: Country = COUNTRY, **others: Any
) -> Now:
    """What a phase works with in the first month, before anything has happened."""
    setting: dict[str, Any] = {"logic": "scripted", "chooses": (), "succession": False, "month": MONTH} | others
    return Now(
        country,
        parameters(values),
        founded(country, MONTH, Parameters()),
        held or levers(),
        setting.pop("month"),
        setting.pop("seed", 7),
        setting.pop("run", 3),
        **setting,
    )


def shuffled(now: Now, seed: int = 1) -> Now:
    """The same month with minds as unlike as can be: shares in 0–1, loyalty on the line, news in cases."""
    draw = np.random.default_rng(seed)
    cadres, homes = now.state.cadres, now.state.homes
    for name in (
        "private_loyalty",
        "fear",
        "displayed_loyalty",
        "openness_close",
        "openness_acquaintances",
        "seen",
        "named",
        "tie",
        "family",
    ):
        getattr(cadres, name)[:] = draw.random(POSTS.count)
    for name in ("loyalty", "competence"):
        getattr(cadres, name)[:] = draw.normal(size=POSTS.count)
    cadres.approached[:] = draw.integers(0, 3, POSTS.count)
    cadres.backing[:] = 2 * draw.random(POSTS.count)
    cadres.perceived_risk[:] = 0.3 * draw.random(POSTS.count)
    cadres.penalties_heard[:] = 3 * draw.random(POSTS.count)
    cadres.flights_heard[:] = 3 * draw.random(POSTS.count)
    cadres.standing[:] = draw.integers(0, 3, POSTS.count)
    for name in ("hardship", "belief", "grievance", "confidence", "kin_abroad"):
        getattr(homes, name)[:] = draw.random(HOUSEHOLDS.count)
    homes.cash[:] = 200 * draw.random(HOUSEHOLDS.count)
    homes.income[:] = 0.1 + 2 * draw.random(HOUSEHOLDS.count)
    homes.fear[:] = draw.random(HOUSEHOLDS.count)
    return now


def add_cases(of: Now | State, posts: Sequence[int] | np.ndarray, flight: int = 0) -> None:
    """Have the holders of these posts been penalised last month, or have fled."""
    cases, displayed_loyalty = of.cases, of.cadres.displayed_loyalty
    added = slice(cases.in_use[0], cases.in_use[0] + len(posts))
    cases.post[added], cases.flight[added] = posts, flight
    cases.opens[added] = 1 - flight
    cases.displayed_loyalty[added] = displayed_loyalty[cases.post[added]]
    cases.in_use[0] = added.stop


def sigma(x: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-x))


def numbers(*values: float) -> np.ndarray:
    """float32[n]."""
    return np.array(values, np.float32)


def close_to(expected: float, sigmas: float = 5.0) -> tuple[float, float]:
    """Bounds around the expected value of a count of rare and independent cases."""
    return expected - sigmas * math.sqrt(expected), expected + sigmas * math.sqrt(expected)
