"""A claim as a record: who says it, what is changed, what is observed among whom, and what would count as an effect.

Everything that decides a verdict is here before anything is run. Arms are plain data that can be compared, so that one
that several claims share is simulated once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from politburo.answer.provenance import DECIDING
from politburo.ask.intervals import interval
from politburo.country import plan_of
from politburo.country.folder import CountryFiles
from politburo.country.plan import CountryPlan

Pairs = tuple[tuple[str, float], ...]
"""Names of levers or parameters with their values, in alphabetical order."""

Provenance = Literal["R", "B", "H", "L"]
PROVENANCES: dict[str, str] = {
    "R": "a report states it as something that happens",
    "B": "a report gives it as what cadres believe, or as the leader's aim: it may fail, and then that is a finding",
    "H": "a hypothesis of ours: no report says it",
    "L": "the literature has the sign",
}

Expectation = Literal["up", "down", "within", "reported"]
EXPECTATIONS: dict[str, str] = {
    "up": "the interval lies above zero and the mean is at least the minimum",
    "down": "the interval lies below zero and the mean is at most minus the minimum",
    "within": "the interval lies within plus and minus the margin",
    "reported": "nothing is asked for; the figure is shown",
}


@dataclass(frozen=True, slots=True)
class Pulse:
    """A lever held at a value from month `first` to before month `last`, counted from the change."""

    lever: str
    value: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Arm:
    """What is simulated: a country, months to settle, a change, and months after it.

    `country` is a name, or the path of a folder as the file says it; `files` are what that folder holds.

    `scenario` names a scenario of the library whose own course of levers and leader holds; without one every lever is
    constant: its default, or what `throughout` says. `held` are levers from the change on, `pulses` for some months. In
    month `succession`, counted from the change, a successor takes over.
    """

    country: str = "north-korea"
    scenario: str | None = None
    start: str = "2010-01"
    settle: int = 24
    months: int = 36
    scale: float = 0.1
    throughout: Pairs = ()
    held: Pairs = ()
    pulses: tuple[Pulse, ...] = ()
    parameters: Pairs = ()
    off: tuple[str, ...] = ()
    logic: str = "scripted"
    chooses: tuple[str, ...] = ()
    shock: str | None = None
    succession: int | None = None
    exposure_at_random: bool = False
    files: CountryFiles | None = None

    @property
    def plan(self) -> CountryPlan:
        """Its country, before it is built. Raises UsageError for a name that there is not."""
        return plan_of(self.country) if self.files is None else self.files.plan

    @property
    def country_name(self) -> str:
        """What its country is called: by its name, or by the title in its folder."""
        return self.country if self.files is None else self.files.plan.name


@dataclass(frozen=True, slots=True)
class Watch:
    """What is observed: a name of `observables`, how it is summed up, among whom, in which months after the change.

    `beside` is a second trait, for correlations and slopes.
    """

    observe: str
    statistic: str = "mean"
    among: tuple[str, ...] = ()
    window: tuple[int, int] = (12, 36)
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The effect of another test of the same claim, times a factor, that is taken off before the effect is judged."""

    test: str
    factor: float


@dataclass(frozen=True, slots=True)
class Test:
    """One thing that a claim says: the effect of `changed` against `base` on what is watched.

    `minimum` and `margin` are in the unit of what is watched, or shares of its level in the base arm where `relative`.
    `through` are the mechanisms that are switched off to see how much of the effect flows through them. `identity`
    says why it can be no test: change, mechanism and observable are one term.
    """

    __test__ = False  # not one of pytest's

    name: str
    says: str
    changed: Arm
    base: Arm
    watch: Watch
    expect: Expectation
    minimum: float = 0.0
    margin: float = 0.0
    relative: bool = False
    through: tuple[str, ...] = ()
    less: Comparison | None = None
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: it holds when every test of it that asks for something does."""

    id: str
    says: str
    source: str
    provenance: Provenance
    runs: int
    tests: tuple[Test, ...]
    note: str = ""

    def test(self, name: str) -> Test:
        """The test of that name."""
        return next(test for test in self.tests if test.name == name)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run gave for one test: the value in each arm, and in both with the mechanisms off (NaN: not asked)."""

    changed: float
    base: float
    changed_off: float = field(default=float("nan"))
    base_off: float = field(default=float("nan"))


SHORT_SCALE, SHORT_RUNS, FEWEST_RUNS, MOST_RUNS = 0.3, 0.25, 4, 10
"""The short form: this part of the scale and of the runs of each claim, and how many runs at least and at most."""


def shortened(claims: Sequence[Claim], scale: float = SHORT_SCALE, runs: float = SHORT_RUNS) -> tuple[Claim, ...]:
    """The same claims at a part of their scale and of their runs."""

    def shorter(claim: Claim) -> Claim:
        smaller = with_arms(claim, lambda arm: replace(arm, scale=round(arm.scale * scale, 4)))
        return replace(smaller, runs=min(claim.runs, max(round(claim.runs * runs), FEWEST_RUNS), MOST_RUNS))

    return tuple(shorter(claim) for claim in claims)


def plain(claim: Claim) -> Claim:
    """The claim without the arms that tell what flows through a mechanism, for questions that ask something else."""
    return replace(claim, tests=tuple(replace(test, through=()) for test in claim.tests))


def with_arms(claim: Claim, change: Callable[[Arm], Arm]) -> Claim:
    """The claim with something changed in every arm."""
    tests = (replace(test, changed=change(test.changed), base=change(test.base)) for test in claim.tests)
    return replace(claim, tests=tuple(tests))


Verdict = Literal[
    "holds", "too small", "fails", "null within margin", "identity", "reported", "not decided", "not applicable"
]
VERDICTS: dict[str, str] = {
    "holds": "the effect is there, in the stated direction, and as large as was asked for",
    "too small": "the direction is right, and the effect smaller than was asked for",
    "fails": "the effect is not there, or has the other sign",
    "null within margin": "no effect was claimed, and the interval lies within the margin",
    "identity": "change, mechanism and observable are one term, so that nothing was tested",
    "reported": "nothing was claimed; the figure is shown",
    "not decided": "too few runs gave a value",
    "not applicable": "it cannot be decided in that country, which has no such posts, or another course of events",
}

FEWEST_PAIRS = 3

Rows = Sequence[Mapping[str, Measured]]
"""What each run gave, by name of the test."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one test: levels in both arms, the effect with its interval, and the verdict.

    `strict` is the verdict with an interval that counts all tests of the board together (Bonferroni); `share` is the
    part of the effect that is gone with the mechanisms off (NaN: not measured, or no effect to divide). `why` says in
    words why it cannot be decided in its country, where it cannot.
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
    why: str = ""


def find(claim: Claim, test: Test, rows: Rows, tests: int = 1, why: str = "") -> Finding:
    """The finding for one test from the rows of its claim; `tests` is how many the board has in all.

    With `why` it cannot be decided in its country, for that reason.
    """
    differences = _differences(claim, test, rows)
    usable = differences[~np.isnan(differences)]
    measured = [row[test.name] for row in rows]
    base, changed = (_mean([getattr(one, arm) for one in measured]) for arm in ("base", "changed"))
    asked = _asked(test, base)
    if why:
        nothing = (math.nan, math.nan, math.nan, math.nan, math.nan, asked, math.nan, 0)
        return Finding(test, *nothing, "not applicable", "not applicable", why)
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
    for verdict in ("not applicable", "not decided", "fails", "too small", "holds", "identity", "null within margin"):
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
