"""How far a claim depends on what is assumed: the parameters under which it holds, and the mechanisms that it needs.

Parameter sets are drawn from the declared ranges, evenly, or evenly in the logarithm where a range spans more than a
factor of twenty; or they are those of a file, such as the sets that a survey does not rule out. A parameter that an arm
sets itself keeps the arm's value. Draw k is the same draw in any number of draws, so that more can be added.

A draw in which the regime falls in too many runs decides nothing and is left out of the share; how many decided is
told. Each draw gets few runs at a small scale, so that noise counts against a claim: the verdict at the default
parameters, by as many runs at the same scale, is there to be compared with. A claim of which nothing can be tested has
no share.

A mechanism is needed where an effect shrinks when it is switched off, all else being equal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.finding import HELD, Finding, Verdict, find, of_claim
from politburo.ask.claims.measurement import Measurements, digest, keep, measure, read_kept, without
from politburo.ask.claims.observables import undecidable
from politburo.ask.claims.record import SEED, Arm, Claim, plain, shortened, with_arms
from politburo.ask.factors import at
from politburo.ask.fit.targets import FITTED
from politburo.run.engines import Engine, OnProgress
from politburo.run.files import made
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import SETS
from politburo.terms.mechanisms import MECHANISM_NAMES
from politburo.terms.parameters import Parameters

SCALE, RUNS, FEWEST = 0.3, 4, 4
"""Part of a claim's scale, and number of runs, at which it is decided anew; draws from which deciders are told."""

NEEDED = 0.2
"""Share of an effect that must be gone without a mechanism for the claim to count as needing it."""

PRIORS_FILE, MATRIX_FILE = "across-priors.json", "matrix.json"
"""What was found, kept beside the runs."""

DEFAULTS = {
    f"{group.name}.{one.name}": float(getattr(getattr(Parameters(), group.name), one.name))
    for group in fields(Parameters)
    for one in fields(getattr(Parameters(), group.name))
}
"""What parameters are that a set does not name."""

UNDECIDED = ("not decided", "not applicable")


@dataclass(frozen=True, slots=True)
class Robustness:
    """For one claim: how many draws were asked, decided it, and let it hold, and the parameters that tell most.

    `usual` is the verdict at the default parameters, by as many runs at the same scale as each draw gets.
    `deciders` are (parameter, d): d is how far apart, in standard deviations of the prior, the draws in which the
    claim holds lie from those in which it does not; above zero it holds where the parameter is large. `among` names the
    file that the sets are of; nothing where they were drawn.
    """

    claim: Claim
    asked: int
    draws: int
    holds: int
    deciders: tuple[tuple[str, float], ...]
    usual: Verdict
    among: str = ""

    @property
    def share(self) -> float:
        """Share of the draws in which the claim holds; NaN when none decided it."""
        return self.holds / self.draws if self.draws else math.nan


@dataclass(frozen=True, slots=True)
class Matrix:
    """Share of each test's effect that is gone without each mechanism, array (mechanism, test); NaN: no effect to lose.

    `tests` names the columns as (id of the claim, name of the test).
    """

    mechanisms: tuple[str, ...]
    tests: tuple[tuple[str, str], ...]
    lost: NDArray[np.float64]

    def needed(self) -> dict[tuple[str, str], list[tuple[str, float]]]:
        """For each test whose effect is distinguishable from zero: what it needs, with the share lost, most first."""
        found = {}
        for test, lost in zip(self.tests, self.lost.T, strict=True):
            if not np.isnan(lost).all():
                rows = [row for row in np.argsort(-np.nan_to_num(lost)).tolist() if lost[row] >= NEEDED]
                found[test] = [(self.mechanisms[row], float(lost[row])) for row in rows]
        return found

    def candidates(self) -> tuple[str, ...]:
        """Mechanisms that neither a claim needs nor the public evidence set: candidates for deletion."""
        set_by_evidence = {PARAMETER_DECLARATIONS[name].mechanism for name in FITTED}
        return tuple(name for name in self.unneeded() if name not in set_by_evidence)

    def unneeded(self) -> tuple[str, ...]:
        """Mechanisms without which no effect on the board shrinks."""
        most = np.nan_to_num(self.lost).max(axis=1, initial=0)
        return tuple(name for name, lost in zip(self.mechanisms, most.tolist(), strict=True) if lost < NEEDED)


def across_priors(
    claims: Sequence[Claim],
    draws: int,
    folder: Path,
    *,
    sets: Sequence[Mapping[str, float]] | None = None,
    among: str = "",
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[Robustness, ...]:
    """Decide the claims under `draws` parameter sets and keep what was found in `folder`. Raises as `measure` does.

    They are drawn, or the first of `sets`, those of the file that `among` names.
    """
    asked = draw_batches(claims, draws, sets)
    measured = measure(asked, folder, engine=engine, on_progress=on_progress)
    verdicts: dict[str, list[Verdict]] = {claim.id: [] for claim in claims}
    for batch, said in zip(asked, measured, strict=True):
        for claim in batch:
            verdicts[claim.id].append(of_claim(findings(claim, said), votes=claim.votes))
    values = np.array([list((DEFAULTS | chosen).values()) for chosen in _chosen(draws, sets)])
    found = tuple(replace(_robustness(claim, verdicts[claim.id], values), among=among) for claim in claims)
    said = ("asked", "draws", "holds", "deciders", "usual", "among")
    kept = {one.claim.id: {"of": digest(one.claim)} | {name: getattr(one, name) for name in said} for one in found}
    older = read_kept(folder / PRIORS_FILE)
    keep(made(folder) / PRIORS_FILE, (older if isinstance(older, dict) else {}) | kept)
    return found


def findings(claim: Claim, measured: Measurements) -> list[Finding]:
    """What was measured says about each test of a claim."""
    return [find(claim, test, measured.rows[claim.id], why=undecidable(claim, test)) for test in claim.tests]


def kept_robustness(claims: Sequence[Claim], folder: Path) -> tuple[Robustness, ...]:
    """What was found across priors for these claims; those that were not asked about, or have changed, are left out."""
    kept = read_kept(folder / PRIORS_FILE)
    found = []
    for claim in claims:
        try:
            said = kept[claim.id]
            if said["of"] == digest(claim):
                deciders = tuple((str(name), float(apart)) for name, apart in said["deciders"])
                counts = said["asked"], said["draws"], said["holds"]
                found.append(Robustness(claim, *counts, deciders, said["usual"], str(said.get("among", ""))))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(found)


def mechanism_matrix(
    claims: Sequence[Claim], folder: Path, *, engine: Engine | None = None, on_progress: OnProgress | None = None
) -> Matrix:
    """Measure each claim's effects with one mechanism off after the other, and keep in `folder` what was found.

    Raises as `measurement.measure` does; resumes from `folder`.
    """
    asked = mechanism_batches(claims)
    whole, *rest = measure(asked, folder, engine=engine, on_progress=on_progress)
    tests = [(claim, test) for claim in asked[0] for test in claim.tests]
    effects = [find(claim, test, whole.rows[claim.id]) for claim, test in tests]
    lost = np.full((len(MECHANISM_NAMES), len(tests)), math.nan)
    for row, measured in enumerate(rest):
        for column, ((claim, test), effect) in enumerate(zip(tests, effects, strict=True)):
            if effect.low > 0 or effect.high < 0:
                lost[row, column] = 1 - find(claim, test, measured.rows[claim.id]).effect / effect.effect
    found = Matrix(MECHANISM_NAMES, tuple((claim.id, test.name) for claim, test in tests), lost)
    said = {"of": digest(*claims), "mechanisms": found.mechanisms, "tests": found.tests, "lost": found.lost}
    keep(folder / MATRIX_FILE, said)
    return found


def kept_matrix(claims: Sequence[Claim], folder: Path) -> Matrix | None:
    """The matrix of just these claims, or None where it was not measured or they have changed."""
    said = read_kept(folder / MATRIX_FILE)
    try:
        if said["of"] != digest(*claims):
            return None
        tests = tuple((str(claim), str(test)) for claim, test in said["tests"])
        lost = np.array([[math.nan if value is None else value for value in row] for row in said["lost"]], np.float64)
        return Matrix(tuple(said["mechanisms"]), tests, lost)
    except (KeyError, TypeError, ValueError):
        return None


def can_be_tested(claim: Claim) -> bool:
    """Whether the claim asks for anything that is no identity; a null beside an identity does not make it a test."""
    asked = [test for test in claim.tests if test.role == "decides" and test.expect != "reported"]
    free = [test for test in asked if not test.identity]
    return any(test.expect != "within" for test in free) or (bool(free) and len(free) == len(asked))


def draw_batches(
    claims: Sequence[Claim], draws: int, sets: Sequence[Mapping[str, float]] | None = None
) -> list[tuple[Claim, ...]]:
    """The claims that can be tested at the defaults, then under each draw or each of the first `sets`, in small."""
    SETS.checked(draws)
    small = _small([claim for claim in claims if can_be_tested(claim)])
    return [small, *(_under(small, chosen) for chosen in _chosen(draws, sets))] if small else []


def mechanism_batches(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """The claims as they are, then with each mechanism off, in small."""
    small = _small(claims)
    without_each = (partial(without, mechanisms=(name,)) for name in MECHANISM_NAMES)
    return [small, *(tuple(with_arms(claim, off) for claim in small) for off in without_each)]


def drawn(draw: int) -> dict[str, float]:
    """The parameter set of a draw."""
    chance = np.random.Generator(np.random.Philox(key=np.array([SEED, draw], np.uint64)))
    places = chance.random(len(PARAMETER_DECLARATIONS))
    return {
        name: float(at(said.low, said.high, place))
        for (name, said), place in zip(PARAMETER_DECLARATIONS.items(), places, strict=True)
    }


def _chosen(draws: int, sets: Sequence[Mapping[str, float]] | None) -> list[dict[str, float]]:
    """So many sets, drawn or the first of those given."""
    return [drawn(draw) for draw in range(draws)] if sets is None else [dict(one) for one in sets[:draws]]


def _small(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(plain(replace(claim, runs=RUNS)) for claim in shortened(claims, SCALE, 0.0))


def _under(claims: Sequence[Claim], values: Mapping[str, float]) -> tuple[Claim, ...]:
    @cache
    def arm(one: Arm) -> Arm:  # cached, since hundreds of sets of long arms are in memory at the same time
        return replace(one, parameters=tuple(sorted({**values, **dict(one.parameters)}.items())))

    return tuple(with_arms(claim, arm) for claim in claims)


def _robustness(claim: Claim, found: Sequence[Verdict], values: NDArray[np.float64]) -> Robustness:
    """From the verdict at the defaults and those under each draw; none where the claim can not be tested."""
    if not found:
        return Robustness(claim, 0, 0, 0, (), "identity" if any(test.identity for test in claim.tests) else "reported")
    usual, verdicts = found[0], np.array(found[1:])
    decided = ~np.isin(verdicts, UNDECIDED)
    holds = np.isin(verdicts[decided], HELD)
    deciders = _deciders(values[decided], holds)
    return Robustness(claim, len(verdicts), int(decided.sum()), int(holds.sum()), deciders, usual)


def _deciders(values: NDArray[np.float64], holds: NDArray[np.bool_]) -> tuple[tuple[str, float], ...]:
    """The two parameters whose means differ most between draws that hold and draws that do not."""
    if min(holds.sum(), (~holds).sum()) < FEWEST:
        return ()
    spread = values.std(axis=0)
    distance = (values[holds].mean(axis=0) - values[~holds].mean(axis=0)) / np.where(spread > 0, spread, 1)
    names = list(PARAMETER_DECLARATIONS)
    real = np.array([not name.startswith("record.") for name in names])  # what outsiders see decides nothing here
    order = np.argsort(-np.abs(distance) * real)[:2]
    return tuple((names[place], float(distance[place])) for place in order)
