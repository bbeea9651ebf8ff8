"""A claim as a record: who says it, what is changed, what is observed among whom, and what would count as an effect.

Everything that decides a verdict is here before anything is run. Arms are plain data that can be compared, so that one
that several claims share is simulated once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from politburo.country import plan_of
from politburo.country.folder import CountryFiles
from politburo.country.plan import CountryPlan

SEED = 20160301
"""Key of chance of claims that name none, and of the short form, fixed beforehand."""

Pairs = tuple[tuple[str, float], ...]
"""Names of levers or parameters with their values, in alphabetical order."""

Provenance = Literal["R", "B", "H", "L", "R/B", "R/H", "B/H"]
PROVENANCES: dict[str, str] = {
    "R": "a report states it as something that happens",
    "B": "a report gives it as what cadres believe, or as the leader's aim: it may fail, and then that is a finding",
    "H": "a hypothesis of ours: no report says it",
    "L": "the literature has the sign",
}

Expectation = Literal["up", "down", "within", "not up", "reported"]
EXPECTATIONS: dict[str, str] = {
    "up": "the interval lies above zero and the mean is at least the minimum",
    "down": "the interval lies below zero and the mean is at most minus the minimum",
    "within": "the interval lies within plus and minus the margin",
    "not up": "the interval lies below the margin",
    "reported": "nothing is asked for; the figure is shown",
}

Scale = Literal["difference", "log", "log odds", "standard deviations", "slope", "share of pairs", "level"]
SCALES: dict[str, str] = {
    "difference": "the changed arm less the base arm",
    "log": "the difference of logarithms; where a value is zero in any pair, of the sums over pairs",
    "log odds": "the difference of log odds; where a share is 0 or 1 in any pair, of the means over pairs",
    "standard deviations": "the difference, in those over who is asked about, in the month before the change",
    "slope": "the difference per unit of the difference of `beside`",
    "share of pairs": "pairs in which it falls, by more than the minimum",
    "level": "the changed arm alone; the base arm is shown beside it",
}

Role = Literal["decides", "condition", "placebo", "rival", "further"]
ROLES: dict[str, str] = {
    "decides": "the claim holds when each of these does",
    "condition": "where it is not met, nothing is decided",
    "placebo": "what must not bring the effect about: where it is not within its margin, the claim fails",
    "rival": "the same in a model in which the claim should fail: where it holds there too, nothing is decided",
    "further": "shown, and decides nothing",
}
"""What a test is for."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A lever held at a value from month `first` to before month `last`, counted from the change."""

    lever: str
    value: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Incidental:
    """What an arm is simulated with that must not matter: the order of phases, labels, and streams of chance.

    `order` names all phases of a month in their order (none: as they are), `labels` is the key under which the country
    is relabelled and `streams` that under which each phase draws from a stream of its own (0: as they are).
    """

    order: tuple[str, ...] = ()
    labels: int = 0
    streams: int = 0


@dataclass(frozen=True, slots=True)
class Arm:
    """What is simulated: a country, months to settle, a change, and months after it.

    `country` is a name, or the path of a folder as the file says it; `files` are what that folder holds.

    `scenario` names a scenario of the library whose own course of levers and leader holds; without one every lever is
    constant: its default, or what `throughout` says. `held` are levers from the change on, `pulses` for some months. In
    month `succession`, counted from the change, a successor takes over. `shock` and `practice` are what is done to the
    state where no lever reaches, at the change and in every month from then on; `panel` says that those who are drawn
    are kept in post, and `altered` what is other in the country from the start (see `arms`). `incidental` is what is
    other though it must not matter (see `artefacts`).
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
    practice: str | None = None
    panel: bool = False
    altered: tuple[str, ...] = ()
    succession: int | None = None
    files: CountryFiles | None = None
    incidental: Incidental | None = None

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
class Rival:
    """A model in which the claim should fail: what is other there in all arms, and what it says in words."""

    says: str
    off: tuple[str, ...] = ()
    throughout: Pairs = ()
    parameters: Pairs = ()
    altered: tuple[str, ...] = ()
    practice: str | None = None

    def of(self, arm: Arm) -> Arm:
        """The same arm in the rival."""
        return replace(
            arm,
            off=tuple(sorted({*arm.off, *self.off})),
            throughout=_joined(arm.throughout, self.throughout),
            held=tuple(pair for pair in arm.held if pair[0] not in dict(self.throughout)),
            parameters=_joined(arm.parameters, self.parameters),
            altered=tuple(sorted({*arm.altered, *self.altered})),
            practice=self.practice or arm.practice,
        )


@dataclass(frozen=True, slots=True)
class Test:
    """One thing that a claim says: the effect of `changed` against `base` on what is watched, on a scale.

    `minimum` and `margin` are on the scale, or shares of the level in the base arm where `relative`. `through` are the
    mechanisms that are switched off to see how much of the effect flows through them. `levels` are arms between the
    base and the changed one, in order: the effect is then the rank correlation of what is watched with that order.
    `identity` says why it can be no test: change, mechanism and observable are one term.
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
    role: Role = "decides"
    scale: Scale = "difference"
    levels: tuple[Arm, ...] = ()
    rival: Rival | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How something goes over a range, which is asked under parameter sets alone (see `shapes`).

    `levels` are the arms from one end of the range to the other. A change counts from `minimum` on, on the scale. Runs
    with the key of chance `break_seed` say where the range is broken in two, those of the claim how each part goes.
    `present` is (level, value): what has to be there at that level for the question to have an object.
    """

    levels: tuple[Arm, ...]
    watch: Watch
    minimum: float
    break_seed: int
    scale: Literal["difference", "log"] = "log"
    present: tuple[int, float] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: it holds when every test that decides it does, or at least `votes` of them and none the other way.

    `seed` is the key of chance of all its runs. `missing` says what it cannot be tested for want of; it then has no
    tests. Nor has one that asks for a `shape`, of which nothing is decided but under parameter sets.
    """

    id: str
    says: str
    source: str
    provenance: Provenance
    runs: int
    tests: tuple[Test, ...]
    note: str = ""
    seed: int = SEED
    votes: int | None = None
    missing: str = ""
    shape: Shape | None = None

    def test(self, name: str) -> Test:
        """The test of that name."""
        return next(test for test in self.tests if test.name == name)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run gave for one test (NaN: not asked).

    The value in each arm, and what a difference is divided by (`per`): a standard deviation, or the difference of what
    stands beside. The same with the mechanisms off, and in the rival.
    """

    changed: float
    base: float
    per: float = math.nan
    changed_off: float = math.nan
    base_off: float = math.nan
    per_off: float = math.nan
    changed_rival: float = math.nan
    base_rival: float = math.nan
    per_rival: float = math.nan


SHORT_SCALE, SHORT_RUNS, FEWEST_RUNS, MOST_RUNS = 0.3, 0.25, 4, 10
"""The short form: this part of the scale and of the runs of each claim, and how many runs at least and at most."""


def shortened(claims: Sequence[Claim], scale: float = SHORT_SCALE, runs: float = SHORT_RUNS) -> tuple[Claim, ...]:
    """The same claims at a part of their scale and of their runs, and on seeds that no design asks for."""

    def shorter(claim: Claim) -> Claim:
        smaller = with_arms(claim, lambda arm: replace(arm, scale=round(arm.scale * scale, 4)))
        fewer = min(claim.runs, max(round(claim.runs * runs), FEWEST_RUNS), MOST_RUNS)
        return replace(smaller, runs=fewer, seed=SEED)

    return tuple(shorter(claim) for claim in claims)


def plain(claim: Claim) -> Claim:
    """The claim without what tells more than whether it holds: mechanisms off, the rival, and what decides nothing."""
    needed = {test.less.test for test in claim.tests if test.less is not None}
    kept = (test for test in claim.tests if test.role not in ("further", "rival") or test.name in needed)
    return replace(claim, tests=tuple(replace(test, through=(), rival=None) for test in kept))


def without_shares(claim: Claim) -> Claim:
    """The claim without what flows through mechanisms, but for the arms that its rival is made of."""
    return replace(claim, tests=tuple(replace(test, through=()) for test in claim.tests))


def with_arms(claim: Claim, change: Callable[[Arm], Arm]) -> Claim:
    """The claim with something changed in every arm."""
    tests = (
        replace(
            test, changed=change(test.changed), base=change(test.base), levels=tuple(change(arm) for arm in test.levels)
        )
        for test in claim.tests
    )
    shape = claim.shape and replace(claim.shape, levels=tuple(map(change, claim.shape.levels)))
    return replace(claim, tests=tuple(tests), shape=shape)


def _joined(pairs: Pairs, others: Pairs) -> Pairs:
    return tuple(sorted({**dict(pairs), **dict(others)}.items()))
