"""Which parameters decide an outcome: global sensitivity by screening and indices, with chance beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Unpack, get_args

from politburo.ask.experiment import Changes, base_of
from politburo.ask.factors import Factor, all_parameters, check_factors, factors_of, label_of
from politburo.run.experiment.experiment import deciding
from politburo.run.folder.sealed import checksum
from politburo.run.outcomes import outcome
from politburo.run.plan import digests, identity_of
from politburo.scenario import Scenario, adapt
from politburo.scenario.schema import SEEDS
from politburo.terms import bounds
from politburo.terms.checks import proposed, shown
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity
    from politburo.run.engines import Engine, OnProgress

Method = Literal["morris", "sobol", "both"]

TRAJECTORIES, POINTS, KEEP, RUNS = 10, 64, 8, 4
"""What is spent unless something else is asked for: trajectories of the screening, base points of the indices (each
stands for a point for every factor and two more), factors that the screening keeps, runs at each point."""

TORNADO_RUNS = 4
"""Runs of the tornado to one run of a point: there each difference is read by itself, with an interval of its own."""


@dataclass(frozen=True, eq=False)
class SensitivityPlan:
    """The base scenario, what is varied, the outcomes asked about, and what is spent.

    `method` is `morris` (a screening of all factors), `sobol` (indices of all factors), or `both`: indices of the
    `keep` factors that the screening leaves. Raises UsageError for an outcome that there is not, and for numbers with
    which nothing can be said.
    """

    base: Scenario
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    method: Method = "both"
    trajectories: int = TRAJECTORIES
    points: int = POINTS
    keep: int = KEEP
    runs: int = RUNS

    def __post_init__(self) -> None:
        if not self.outcomes:
            raise UsageError("No outcome is asked about: name one or more; `politburo outcomes` lists them.")
        for name in self.outcomes:
            outcome(name)
        if self.method not in get_args(Method):
            raise UsageError(f"There is no method {shown(self.method)}; {proposed(self.method, get_args(Method))}")
        if len(self.factors) < 2:
            raise UsageError("Sensitivity compares factors: name two or more of them.")
        bounds.TRAJECTORIES.checked(self.trajectories)
        bounds.REPEATED_RUNS.checked(self.runs)
        bounds.KEPT_FACTORS.checked(self.keep)
        bounds.BASE_POINTS.checked(self.points)
        if self.points & (self.points - 1):
            raise UsageError(
                f"The number of base points is {self.points}; a Sobol' sequence is even where it is a power of two "
                f"from {bounds.BASE_POINTS.low} to {bounds.BASE_POINTS.high:,}, such as {_power_near(self.points)}."
            )

    @property
    def screens(self) -> bool:
        """Whether factors are screened."""
        return self.method != "sobol"

    @property
    def indexes(self) -> bool:
        """Whether indices are computed."""
        return self.method != "morris"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what is varied; a lever that is held from a month on is called so."""
        return tuple(map(label_of, self.factors))

    @property
    def redrawn(self) -> Scenario:
        """The base scenario with another seed: chance drawn anew and nothing else changed."""
        seed = self.base.seed
        return adapt(self.base, seed=seed + 1 if seed < SEEDS[1] else seed - 1)

    @property
    def tornado_runs(self) -> int:
        """Runs at each end of a kept factor, and of the base scenario."""
        return TORNADO_RUNS * self.runs

    @property
    def identity(self) -> str:
        """Hash (hex) of the base scenario, the model, and what is varied between which values.

        Not of outcomes, method, points and runs: those can change, and what is there serves again.
        """
        return identity_of(digests(self.base) | self.deciding)

    @property
    def deciding(self) -> dict[str, str]:
        """Digests (hex) of what is asked besides the base scenario."""
        ranges = [[one.name, one.low, one.high, one.values, one.start] for one in self.factors]
        return deciding([one.varied for one in self.factors]) | {"ranges": checksum(ranges)}

    def factor(self, name: str) -> Factor:
        """The factor that is called so."""
        return self.factors[self.names.index(name)]

    def months(self) -> int:
        """Months that all of it simulates, at most: the screening may keep fewer factors than it may."""
        month = self.base.end - self.base.start + 1
        kept = min(self.keep, len(self.factors)) if self.screens else len(self.factors)
        screening = self.trajectories * (len(self.factors) + 2) * self.runs if self.screens else 0
        indices = self.points * (kept + 3) * self.runs if self.indexes else 0
        return month * (screening + indices + (2 * kept + 1) * self.tornado_runs)

    def execute(
        self, out: str | Path | None = None, engine: Engine | None = None, progress: OnProgress | None = None
    ) -> Sensitivity:
        """Do what is not kept yet in the folder `out`, by default one under `runs/`. Raises as `sensitivity` does."""
        from politburo.ask.sensitivity.folder import Folder, default_folder
        from politburo.ask.sensitivity.reader import do, opened

        folder = Folder((default_folder(self) if out is None else Path(out)).absolute())
        with engine.held() if engine else nullcontext():
            failures = do(self, folder, engine, progress)
        return opened(folder.folder, failures=failures)


def plan(
    scenario: str | Path | Scenario,
    outcomes: Sequence[str],
    *,
    parameters: Sequence[str | Factor] | None = None,
    levers: Sequence[str | Factor] = (),
    start: str | None = None,
    method: Method = "both",
    trajectories: int | None = None,
    points: int | None = None,
    keep: int | None = None,
    runs: int | None = None,
    **changes: Unpack[Changes],
) -> SensitivityPlan:
    """What `politburo.sensitivity` does with the same arguments; what is None is as usual. Raises as it does."""
    base = base_of(scenario, **changes)
    return SensitivityPlan(
        base,
        _varied(base, parameters, levers, start),
        tuple(dict.fromkeys(outcomes)),
        method,
        TRAJECTORIES if trajectories is None else trajectories,
        POINTS if points is None else points,
        KEEP if keep is None else keep,
        RUNS if runs is None else runs,
    )


def _varied(
    scenario: Scenario, parameters: Sequence[str | Factor] | None, levers: Sequence[str | Factor], start: str | None
) -> tuple[Factor, ...]:
    """The parameters named, or all that can matter in the scenario, and the levers named, held from `start`."""
    found = all_parameters(scenario) if parameters is None else factors_of(parameters)
    held = factors_of(levers, start=start) if levers else ()
    for one in found:
        if not one.is_parameter:
            raise UsageError(f"{one.name!r} is a lever and no parameter; name it among the levers.")
    for one in held:
        if one.is_parameter:
            raise UsageError(f"{one.name!r} is a parameter and no lever; name it among the parameters.")
    if start is not None and not held:
        raise UsageError(f"Nothing begins in {shown(start)}: name the levers that are held from then on.")
    check_factors(found, scenario)
    return (*found, *held)


def _power_near(number: int) -> int:
    return min(1 << (number - 1).bit_length(), bounds.BASE_POINTS.high)


def sensitivity(
    scenario: str | Path | Scenario,
    outcomes: str | Sequence[str] = (),
    *,
    parameters: Sequence[str | Factor] | None = None,
    levers: Sequence[str | Factor] = (),
    start: str | None = None,
    method: Method = "both",
    trajectories: int | None = None,
    points: int | None = None,
    keep: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """Which parameters, over their declared ranges, decide the named outcomes of a scenario.

    Of all parameters that can matter, or those named (`fear.horizon`, or over a range of your own `horizon=1:5`), and
    of levers named (held from the month `start` or throughout), a screening by `trajectories` keeps those `keep` that
    move the outcomes most; of these, Sobol' indices are found on a cross sample of so many base `points` (a power of
    two). `method` says `morris` or `sobol` for one of them alone. Each point has `runs` runs with the same chances as
    at every other point, and chance itself is carried along as a dummy, whose index is the floor of the others. Counts
    are taken as logarithms, and sets in which the regime falls at once are left out. Kept factors are then set to both
    ends of their ranges one at a time.

    All is kept in the folder `out`, by default one under `runs/`; nothing is done twice, and all outcomes are kept, so
    that later questions need fewer runs. Where `scenario` is such a folder it is read, and nothing is simulated; other
    outcomes than those asked first can be named. `progress(done, total)` is called with the months simulated and
    to simulate at most.

    Raises UsageError for what cannot be asked; ScenarioError for a scenario that cannot be used; StoreError when the
    folder cannot be written or holds something else; MissingLibraryError without SALib (`politburo[sensitivity]`);
    KeyboardInterrupt when it is stopped: the same call goes on from there.
    """
    from politburo.ask.sensitivity.reader import read_instead

    asked = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    options: dict[str, Any] = {
        "parameters": parameters, "levers": levers, "start": start, "method": method, "trajectories": trajectories,
        "points": points, "keep": keep, "runs": runs, "seed": seed, "until": until, "scale": scale,
        "households": households,
    }  # fmt: skip
    if (
        isinstance(scenario, str | Path)
        and (found := read_instead(scenario, asked, options | {"out": out})) is not None
    ):
        return found
    return plan(scenario, asked, **options).execute(out, engine, progress)
