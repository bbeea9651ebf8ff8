"""The same claims at a part of their scale and of their runs: for quick looks, and for questions asked many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from politburo.ask.claims.record import Arm, Claim, Test

SHORT_SCALE, SHORT_RUNS, FEWEST_RUNS, MOST_RUNS = 0.3, 0.25, 4, 10
"""The short form: this part of the scale and of the runs of each claim, and how many runs at least and at most."""


def shortened(claims: Sequence[Claim], scale: float = SHORT_SCALE, runs: float = SHORT_RUNS) -> tuple[Claim, ...]:
    """The same claims at a part of their scale and of their runs."""

    def smaller(arm: Arm) -> Arm:
        return replace(arm, scale=round(arm.scale * scale, 4))

    def shorter(claim: Claim) -> Claim:
        tests = tuple(_with_arms(test, smaller(test.changed), smaller(test.base)) for test in claim.tests)
        return replace(claim, tests=tests, runs=min(claim.runs, max(round(claim.runs * runs), FEWEST_RUNS), MOST_RUNS))

    return tuple(shorter(claim) for claim in claims)


def plain(claim: Claim) -> Claim:
    """The claim without the arms that tell what flows through a mechanism, for questions that ask something else."""
    return replace(claim, tests=tuple(replace(test, through=()) for test in claim.tests))


def _with_arms(test: Test, changed: Arm, base: Arm) -> Test:
    return replace(test, changed=changed, base=base)
