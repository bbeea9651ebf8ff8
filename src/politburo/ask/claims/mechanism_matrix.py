"""Which claim needs which mechanism: whose effect shrinks when it is switched off, all else being equal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.finding import find
from politburo.ask.claims.folder import ClaimsFolder, digest, number
from politburo.ask.claims.measurement import measure, without
from politburo.ask.claims.record import Claim, plain, shortened, with_arms
from politburo.ask.fit.targets import FITTED
from politburo.run.engines import Engine, OnProgress
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.mechanisms import MECHANISM_NAMES

MATRIX_FILE = "matrix.json"
"""What was found without mechanisms: kept beside the runs."""

SMALL_SCALE, SMALL_RUNS = 0.3, 4
"""Part of a claim's scale, and number of runs, at which it is decided without each mechanism."""

NEEDED = 0.2
"""Share of an effect that must be gone without a mechanism for the claim to count as needing it."""


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
    ClaimsFolder(folder).keep_found(MATRIX_FILE, said)
    return found


def kept_matrix(claims: Sequence[Claim], folder: Path) -> Matrix | None:
    """The matrix of just these claims, or None where it was not measured or they have changed."""
    said = ClaimsFolder(folder).found(MATRIX_FILE)
    try:
        if said["of"] != digest(*claims):
            return None
        tests = tuple((str(claim), str(test)) for claim, test in said["tests"])
        lost = np.array([[number(value) for value in row] for row in said["lost"]], np.float64)
        return Matrix(tuple(said["mechanisms"]), tests, lost)
    except (KeyError, TypeError, ValueError):
        return None


def mechanism_batches(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """The claims as they are, then with each mechanism off, in small."""
    small = _small(claims)
    without_each = (partial(without, mechanisms=(name,)) for name in MECHANISM_NAMES)
    return [small, *(tuple(with_arms(claim, off) for claim in small) for off in without_each)]


def _small(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(plain(replace(claim, runs=SMALL_RUNS)) for claim in shortened(claims, SMALL_SCALE, 0.0))
