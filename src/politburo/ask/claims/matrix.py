"""Which mechanism which claim needs: each claim's effects with one mechanism switched off after the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.decision import find
from politburo.ask.claims.measurement import digest, keep, measure, read_kept, without
from politburo.ask.claims.record import Claim, plain, shortened, with_arms
from politburo.ask.fit import FITTED
from politburo.run.engines import Engine, OnProgress
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.mechanisms import MECHANISM_NAMES

SCALE, RUNS = 0.3, 4

MATRIX_FILE = "matrix.json"
"""What was measured, kept beside the runs."""

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

    def candidates(self) -> tuple[str, ...]:
        """Mechanisms that neither a claim needs nor the public evidence set: candidates for deletion."""
        return tuple(name for name in self.unneeded() if name not in set_by_evidence())

    def unneeded(self) -> tuple[str, ...]:
        """Mechanisms without which no effect on the board shrinks."""
        most = np.nan_to_num(self.lost).max(axis=1, initial=0)
        return tuple(name for name, lost in zip(self.mechanisms, most.tolist(), strict=True) if lost < NEEDED)


def set_by_evidence() -> frozenset[str]:
    """Mechanisms with a parameter that was set so that the simulated record comes near the public figures."""
    mechanisms = (PARAMETER_DECLARATIONS[name].mechanism for name in FITTED)
    return frozenset(name for name in mechanisms if name is not None)


def batches(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """The claims as they are, then with each mechanism off."""
    small = tuple(plain(replace(claim, runs=RUNS)) for claim in shortened(claims, SCALE, 0.0))
    without_each = (partial(without, mechanisms=(name,)) for name in MECHANISM_NAMES)
    return [small, *(tuple(with_arms(claim, off) for claim in small) for off in without_each)]


def mechanism_matrix(
    claims: Sequence[Claim], folder: Path, *, engine: Engine | None = None, on_progress: OnProgress | None = None
) -> Matrix:
    """Measure the matrix. Raises as `measuring.measure` does; resumes from `folder`."""
    asked = batches(claims)
    whole, *rest = measure(asked, folder, engine=engine, on_progress=on_progress)
    tests = [(claim, test) for claim in asked[0] for test in claim.tests]
    effects = [find(claim, test, whole.rows[claim.id]) for claim, test in tests]
    lost = np.full((len(MECHANISM_NAMES), len(tests)), math.nan)
    for row, measured in enumerate(rest):
        for column, ((claim, test), effect) in enumerate(zip(tests, effects, strict=True)):
            if effect.low > 0 or effect.high < 0:
                lost[row, column] = 1 - find(claim, test, measured.rows[claim.id]).effect / effect.effect
    return Matrix(MECHANISM_NAMES, tuple((claim.id, test.name) for claim, test in tests), lost)


def keep_matrix(matrix: Matrix, claims: Sequence[Claim], folder: Path) -> None:
    """Write the matrix of these claims into the folder."""
    said = {"of": digest(*claims), "mechanisms": matrix.mechanisms, "tests": matrix.tests, "lost": matrix.lost}
    keep(folder / MATRIX_FILE, said)


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
