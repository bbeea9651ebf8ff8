"""Robustness: in which part of the plausible parameters each claim holds, and which parameters decide where it fails.

Parameter sets are drawn from the declared ranges, evenly, or evenly in the logarithm where a range spans more than a
factor of twenty. A parameter that an arm sets itself keeps the arm's value. Draw k is the same draw in any number of
draws, so that more can be added.

A draw in which the regime falls in too many runs decides nothing and is left out of the share; how many decided is
told. Each draw gets few runs at a small scale, so that noise counts against a claim: the verdict at the default
parameters, by as many runs at the same scale, is there to be compared with. A claim of which nothing can be tested has
no share.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.decision import Verdict, find, of_claim
from politburo.ask.claims.measurement import SEED, digest, keep, measure, read_kept
from politburo.ask.claims.record import Arm, Claim, plain, shortened, with_arms
from politburo.ask.factors import at
from politburo.run.engines import Engine, OnProgress
from politburo.scenario.schema import PARAMETER_DECLARATIONS

SCALE, RUNS, FEWEST = 0.3, 4, 4
"""Part of a claim's scale, and number of runs, at which it is decided for each draw."""

PRIORS_FILE = "across-priors.json"
"""What was found, kept beside the runs."""

HELD = ("holds", "null within margin")


@dataclass(frozen=True, slots=True)
class Robustness:
    """For one claim: how many draws were asked, decided it, and let it hold, and the parameters that tell most.

    `usual` is the verdict at the default parameters, by as many runs at the same scale as each draw gets.
    `deciders` are (parameter, d): d is how far apart, in standard deviations of the prior, the draws in which the
    claim holds lie from those in which it does not; above zero it holds where the parameter is large.
    """

    claim: Claim
    asked: int
    draws: int
    holds: int
    deciders: tuple[tuple[str, float], ...]
    usual: Verdict

    @property
    def share(self) -> float:
        """Share of the draws in which the claim holds; NaN when none decided it."""
        return self.holds / self.draws if self.draws else math.nan


def drawn(draw: int) -> dict[str, float]:
    """The parameter set of a draw."""
    chance = np.random.Generator(np.random.Philox(key=np.array([SEED, draw], np.uint64)))
    places = chance.random(len(PARAMETER_DECLARATIONS))
    found = {}
    for (name, said), place in zip(PARAMETER_DECLARATIONS.items(), places, strict=True):
        found[name] = float(at(said.low, said.high, place))
    return found


def can_be_tested(claim: Claim) -> bool:
    """Whether the claim asks for anything that is no identity; a null beside an identity does not make it a test."""
    asked = [test for test in claim.tests if test.expect != "reported"]
    free = [test for test in asked if not test.identity]
    return any(test.expect != "within" for test in free) or (bool(free) and len(free) == len(asked))


def batches(claims: Sequence[Claim], draws: int) -> list[tuple[Claim, ...]]:
    """The claims that can be tested at the defaults, then under each draw, at this question's scale and runs."""
    asked = tuple(claim for claim in claims if can_be_tested(claim))
    small = tuple(plain(replace(claim, runs=RUNS)) for claim in shortened(asked, SCALE, 0.0))
    return [small, *(_under(small, drawn(draw)) for draw in range(draws))] if asked else []


def across_priors(
    claims: Sequence[Claim],
    draws: int,
    folder: Path,
    *,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[Robustness, ...]:
    """Decide the claims under `draws` parameter sets. Raises as `measuring.measure` does; resumes from `folder`."""
    asked = batches(claims, draws)
    measured = measure(asked, folder, engine=engine, on_progress=on_progress)
    verdicts: dict[str, list[Verdict]] = {claim.id: [] for claim in claims}
    for batch, said in zip(asked, measured, strict=True):
        for claim in batch:
            verdicts[claim.id].append(of_claim([find(claim, test, said.rows[claim.id]) for test in claim.tests]))
    values = np.array([list(drawn(draw).values()) for draw in range(draws)])
    return tuple(_robustness(claim, verdicts[claim.id], values) for claim in claims)


def keep_robustness(found: Sequence[Robustness], folder: Path) -> None:
    """Write what was found across priors into the folder, beside what is kept there for other claims."""
    said = ("asked", "draws", "holds", "deciders", "usual")
    kept = {one.claim.id: {"of": digest(one.claim)} | {name: getattr(one, name) for name in said} for one in found}
    older = read_kept(folder / PRIORS_FILE)
    keep(folder / PRIORS_FILE, (older if isinstance(older, dict) else {}) | kept)


def kept_robustness(claims: Sequence[Claim], folder: Path) -> tuple[Robustness, ...]:
    """What was found across priors for these claims; those that were not asked about, or have changed, are left out."""
    kept = read_kept(folder / PRIORS_FILE)
    found = []
    for claim in claims:
        try:
            said = kept[claim.id]
            if said["of"] == digest(claim):
                deciders = tuple((str(name), float(apart)) for name, apart in said["deciders"])
                found.append(Robustness(claim, said["asked"], said["draws"], said["holds"], deciders, said["usual"]))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(found)


def _robustness(claim: Claim, found: Sequence[Verdict], values: NDArray[np.float64]) -> Robustness:
    """From the verdict at the defaults and those under each draw; none where the claim can not be tested."""
    if not found:
        return Robustness(claim, 0, 0, 0, (), "identity" if any(test.identity for test in claim.tests) else "reported")
    usual, verdicts = found[0], np.array(found[1:])
    decided = verdicts != "not decided"
    holds = np.isin(verdicts[decided], HELD)
    deciders = _deciders(values[decided], holds)
    return Robustness(claim, len(verdicts), int(decided.sum()), int(holds.sum()), deciders, usual)


def _under(claims: Sequence[Claim], values: Mapping[str, float]) -> tuple[Claim, ...]:
    @cache
    def arm(one: Arm) -> Arm:  # cached, since hundreds of sets of long arms are in memory at the same time
        return replace(one, parameters=tuple(sorted({**values, **dict(one.parameters)}.items())))

    return tuple(with_arms(claim, arm) for claim in claims)


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
