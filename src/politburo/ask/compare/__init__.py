"""A baseline against alternatives, with the same chance in both: what differs, by how much, from when on, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.scenario import Scenario
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.compare.question import ComparisonPlan
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
    asked = plan(
        baseline, *alternatives, sets=sets, start=start, without=without, off=off, series=series, runs=runs, seed=seed,
        until=until, scale=scale, precision=precision, most_runs=most_runs, across_priors=across_priors, out=out,
    )  # fmt: skip
    return asked.execute(engine, progress)


def plan(
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
) -> ComparisonPlan:
    """The same comparison, before anything is run. Raises UsageError where nothing is compared, or what cannot be."""
    from politburo.ask.compare.quantities import outcome_named
    from politburo.ask.compare.question import ComparisonPlan, plan_arms
    from politburo.ask.compare.totals import wanted

    names = tuple(outcome_named(name).name for name in series)
    wants = wanted(precision or {})
    place = Path("runs" if out is None else out)
    asked = plan_arms(
        baseline, alternatives, sets=sets or {}, start=start, without=without, off=off, seed=seed, until=until,
        scale=scale, out=place,
    )  # fmt: skip
    count = asked[0].scenario.runs if runs is None else runs
    if most_runs is not None and not wants:
        raise UsageError("The most runs say where adding them ends; say with a precision until when they are added.")
    most = _most(most_runs, count) if wants else count
    return ComparisonPlan(asked, count, wants, most, names, across_priors or 0, place)


def _most(asked: int | None, begun: int) -> int:
    """The number of runs at which adding them ends. Raises UsageError for less than there are to begin with."""
    from politburo.ask.compare.totals import MOST

    if asked is not None and asked < begun:
        raise UsageError(f"At most {asked} runs cannot be fewer than the {begun} to begin with.")
    return max(MOST, begun) if asked is None else asked
