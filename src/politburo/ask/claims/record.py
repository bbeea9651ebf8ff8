"""A claim as a record: who says it, what is changed, what is observed among whom, and what would count as an effect.

Everything that decides a verdict is here before anything is run. Arms are plain data that can be compared, so that one
that several claims share is simulated once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

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
