"""From paired runs to a verdict: mean difference, its interval, what flows through a mechanism, and what that means."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from politburo.answer.provenance import DECIDING
from politburo.ask.claims.record import Claim, Measured, Test
from politburo.ask.intervals import interval

Verdict = Literal["holds", "too small", "fails", "null within margin", "identity", "reported", "not decided"]
VERDICTS: dict[str, str] = {
    "holds": "the effect is there, in the stated direction, and as large as was asked for",
    "too small": "the direction is right, and the effect smaller than was asked for",
    "fails": "the effect is not there, or has the other sign",
    "null within margin": "no effect was claimed, and the interval lies within the margin",
    "identity": "change, mechanism and observable are one term, so that nothing was tested",
    "reported": "nothing was claimed; the figure is shown",
    "not decided": "too few runs gave a value",
}

FEWEST_PAIRS = 3

Rows = Sequence[Mapping[str, Measured]]
"""What each run gave, by name of the test."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one test: levels in both arms, the effect with its interval, and the verdict.

    `strict` is the verdict with an interval that counts all tests of the board together (Bonferroni); `share` is the
    part of the effect that is gone with the mechanisms off (NaN: not measured, or no effect to divide).
    """

    test: Test
    base: float
    changed: float
    effect: float
    low: float
    high: float
    asked: float
    share: float
    pairs: int
    verdict: Verdict
    strict: Verdict


def find(claim: Claim, test: Test, rows: Rows, tests: int = 1) -> Finding:
    """The finding for one test from the rows of its claim; `tests` is how many the board has in all."""
    differences = _differences(claim, test, rows)
    usable = differences[~np.isnan(differences)]
    measured = [row[test.name] for row in rows]
    base, changed = (_mean([getattr(one, arm) for one in measured]) for arm in ("base", "changed"))
    asked = _asked(test, base)
    if len(usable) < FEWEST_PAIRS:
        found = (base, changed, math.nan, math.nan, math.nan, asked, math.nan, len(usable))
        return Finding(test, *found, "not decided", "not decided")
    mean, low, high = interval(usable, DECIDING)
    strict = interval(usable, 1 - (1 - DECIDING) / tests)
    return Finding(
        test, base, changed, mean, low, high, asked, _share(test, measured, mean), len(usable),
        verdict(test, mean, low, high, asked), verdict(test, *strict, asked),
    )  # fmt: skip


def verdict(test: Test, mean: float, low: float, high: float, asked: float) -> Verdict:
    """What an effect with its interval says about a test."""
    if test.identity:
        return "identity"
    match test.expect:
        case "reported":
            return "reported"
        case "within":
            return "null within margin" if -asked <= low and high <= asked else "fails"
        case "up":
            there, enough = low > 0, mean >= asked
        case "down":
            there, enough = high < 0, mean <= -asked
    return "fails" if not there else "holds" if enough else "too small"


def of_claim(findings: Sequence[Finding], *, strict: bool = False) -> Verdict:
    """The verdict on a claim: the worst of its tests, leaving aside figures that are only reported.

    Where nothing but nulls stand beside an identity, the claim itself was not tested: an identity.
    """
    found = {finding.strict if strict else finding.verdict for finding in findings}
    for verdict in ("not decided", "fails", "too small", "holds", "identity", "null within margin"):
        if verdict in found:
            return verdict
    return "reported"


def _differences(claim: Claim, test: Test, rows: Rows) -> NDArray[np.float64]:
    """Paired differences (k,), less a factor of those of another test where the test says so."""
    pairs = np.array([row[test.name].changed - row[test.name].base for row in rows], np.float64)
    if test.less is None:
        return pairs
    return pairs - test.less.factor * _differences(claim, claim.test(test.less.test), rows)


def _asked(test: Test, base: float) -> float:
    bound = test.margin if test.expect == "within" else test.minimum
    return bound * abs(base) if test.relative else bound


def _share(test: Test, measured: Sequence[Measured], effect: float) -> float:
    left = _mean([one.changed_off - one.base_off for one in measured])
    return 1 - left / effect if effect else math.nan


def _mean(values: Sequence[float]) -> float:
    lived = [value for value in values if not math.isnan(value)]
    return math.fsum(lived) / len(lived) if lived else math.nan
