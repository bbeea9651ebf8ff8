"""A baseline against alternatives, with the same chance in both: what differs, by how much, from when on, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.scenario import Scenario

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.run.engines import Engine


def compare(
    baseline: str | Path | Scenario,
    *alternatives: str | Path | Scenario,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
    series: Sequence[str] = (),
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    precision: Mapping[str, float | str] | None = None,
    most_runs: int | None = None,
    across_priors: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Run a baseline and alternatives with the same seed and run numbers, and return how they differ.

    Each scenario is a name, a file or an object. What `sets`, `start`, `without` and `off` name (as for `changed`) is
    one more alternative, made from the baseline. `series` are the outcomes that are shown, by the names that
    `politburo outcomes` lists; by default those that differ most. `runs`, `seed` and `scale` hold in all arms, by
    default those of the baseline, `until` cuts all of them. With `precision`, runs are added until the interval of the
    total difference of each named outcome reaches no further than that, in its unit or like `"5%"` of the baseline's
    level; `most_runs` (400) ends it in any case. With `across_priors`, the same is asked under that many parameter sets
    drawn from the declared ranges besides, with few runs each. Arms are ordinary run folders under `out`, by default
    `runs`, and what is finished there is not done again. `progress(done, total)` is told the months simulated and to
    simulate.

    Raises UsageError where nothing is compared, or what cannot be; otherwise as `politburo.run` does. What is finished
    is kept: the same call goes on from there.
    """
    from politburo.ask.compare.plan import ComparisonPlan

    plan = ComparisonPlan(
        baseline, alternatives, sets or {}, start, without, off, series, runs, seed, until, scale, precision or {},
        most_runs, across_priors, out,
    )  # fmt: skip
    return plan.execute(engine, progress)
