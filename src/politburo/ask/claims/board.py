"""The board: every claim decided, as plain data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from politburo.ask.claims.deciding import Finding, Verdict, find, of_claim
from politburo.ask.claims.measuring import measure
from politburo.ask.claims.record import Arm, Claim, Test
from politburo.run.jobs import OnProgress

SHORT_SCALE, SHORT_RUNS, FEWEST_RUNS = 0.3, 0.5, 6
"""The short form: this part of the scale and of the runs of each claim, but no fewer runs than the last."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim with what was found for each of its tests; `strict` counts all tests of the board together."""

    claim: Claim
    findings: tuple[Finding, ...]
    verdict: Verdict
    strict: Verdict
    seconds: float

    @property
    def main(self) -> Finding:
        """The finding that stands for the claim: the first for which something was asked, else the first."""
        asked = (one for one in self.findings if one.verdict not in ("reported", "identity"))
        return next(asked, self.findings[0])


@dataclass(frozen=True, slots=True)
class Board:
    """Claims in their order, all decided. `short` tells the short form, whose verdicts are its own."""

    decided: tuple[Decided, ...]
    folder: Path
    short: bool

    def objects(self) -> list[dict[str, Any]]:
        """The board as plain data for JSON, a number that was not measured as None."""
        return [_as_object(one) for one in self.decided]


def decide(
    claims: Sequence[Claim],
    folder: Path,
    *,
    short: bool = False,
    threads: int | None = None,
    on_progress: OnProgress | None = None,
) -> Board:
    """Decide claims; runs that are finished in `folder` are not done again. Raises as `measuring.measure` does."""
    asked = shortened(claims) if short else tuple(claims)
    found = measure([asked], folder, threads=threads, on_progress=on_progress)[0]
    tests = sum(len(claim.tests) for claim in asked)
    decided = []
    for claim in asked:
        findings = tuple(find(claim, test, found.rows[claim.id], tests) for test in claim.tests)
        verdicts = of_claim(findings), of_claim(findings, strict=True)
        decided.append(Decided(claim, findings, *verdicts, found.seconds[claim.id]))
    return Board(tuple(decided), folder, short)


def shortened(claims: Sequence[Claim], scale: float = SHORT_SCALE, runs: float = SHORT_RUNS) -> tuple[Claim, ...]:
    """The same claims at a part of their scale and of their runs."""

    def smaller(arm: Arm) -> Arm:
        return replace(arm, scale=round(arm.scale * scale, 4))

    def shorter(claim: Claim) -> Claim:
        tests = tuple(_with_arms(test, smaller(test.changed), smaller(test.base)) for test in claim.tests)
        return replace(claim, tests=tests, runs=min(claim.runs, max(round(claim.runs * runs), FEWEST_RUNS)))

    return tuple(shorter(claim) for claim in claims)


def _with_arms(test: Test, changed: Arm, base: Arm) -> Test:
    return replace(test, changed=changed, base=base)


def _as_object(one: Decided) -> dict[str, Any]:
    main = _finding(one.main)
    return {
        "id": one.claim.id,
        "claim": one.claim.says,
        "source": one.claim.source,
        "provenance": one.claim.provenance,
        "verdict": one.verdict,
        "verdict_counting_all_tests": one.strict,
        **{key: main[key] for key in ("effect", "low", "high", "minimum", "mediated_share")},
        "runs": one.claim.runs,
        "seconds": round(one.seconds, 1),
        "tests": [_finding(finding) for finding in one.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    numbers = {
        "base": finding.base,
        "changed": finding.changed,
        "effect": finding.effect,
        "low": finding.low,
        "high": finding.high,
        "minimum": finding.asked,
        "mediated_share": finding.share,
    }
    return {
        "name": finding.test.name,
        "observed": finding.test.watch.observe,
        "expected": finding.test.expect,
        "verdict": finding.verdict,
        **{name: None if math.isnan(value) else value for name, value in numbers.items()},
        "through": list(finding.test.through),
        "pairs": finding.pairs,
    }
