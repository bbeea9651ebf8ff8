"""A baseline against alternatives, with the same chance in both: what differs, by how much, from when on, and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.scenario import Scenario
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.compare.arms import Arm, Asking
    from politburo.ask.compare.comparison import Comparison
    from politburo.run.engines import Engine, OnProgress


def compare(
    baseline: str | Path | Scenario,
    *alternatives: str | Path | Scenario,
    sets: Mapping[str, float] | None = None,
    start: str | None = None,
    without: Sequence[str] = (),
    off: Sequence[str] = (),
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    precision: Mapping[str, float | str] | None = None,
    most_runs: int | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Run a baseline and alternatives with the same seed and run numbers, and return how they differ.

    Each scenario is a name, a file or an object. What `sets`, `start`, `without` and `off` name (as for `changed`) is
    one more alternative, made from the baseline. `runs`, `seed` and `scale` hold in all arms, by default those of the
    baseline, `until` cuts all of them. With `precision`, runs are added until the 90 % interval of the total difference
    of each named series reaches no further than that, in the unit of the series or like `"5%"` of the baseline's level;
    `most_runs` (400) ends it in any case. Arms are ordinary run folders under `out`, by default `runs`, and what is
    finished there is not done again. `progress(done, total)` is told the months simulated and to simulate.

    Raises UsageError where nothing is compared, or what cannot be; otherwise as `politburo.run` does. What is finished
    is kept: the same call goes on from there.
    """
    from politburo.ask.compare.arms import asked_for
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.compare.precision import next_runs, wanted

    wants = wanted(precision or {})
    place = Path("runs" if out is None else out)
    asked = asked_for(
        baseline, alternatives, sets=sets or {}, start=start, without=without, off=off, seed=seed, until=until,
        scale=scale, out=place,
    )  # fmt: skip
    count = asked[0].scenario.runs if runs is None else runs
    most = _most(most_runs, count) if wants else count
    if most_runs is not None and not wants:
        raise UsageError("The most runs say where adding them ends; say with a precision until when they are added.")
    with engine.held() if engine else nullcontext():
        while True:
            arms = _run(asked, count, engine, progress)
            comparison = Comparison(arms[0], arms[1:], place / _name(asked), wants)
            if count >= most or all(one.reached for one in comparison.precision):
                return comparison
            count = next_runs(comparison.precision, count, most)


def _run(asked: Sequence[Asking], runs: int, engine: Engine | None, progress: OnProgress | None) -> tuple[Arm, ...]:
    """The arms with so many runs each; those that share a folder are run once.

    A shard does its share of all arms before it says that it is done.
    """
    from politburo.ask.compare.arms import Arm
    from politburo.run import run
    from politburo.run.engines import Shares, part_of

    folders = {one.folder: one.scenario for one in asked}
    months = {folder: runs * len(scenario.levers) for folder, scenario in folders.items()}
    results, shares, before = {}, Shares(), 0
    for folder, scenario in folders.items():
        told = part_of(progress, before, months[folder], sum(months.values()))
        with shares.part():
            results[folder] = run(scenario, runs=runs, out=folder, engine=engine, progress=told)
        before += months[folder]
    shares.settle()
    return tuple(Arm(one.label, one.scenario, results[one.folder]) for one in asked)


def _most(asked: int | None, begun: int) -> int:
    """The number of runs at which adding them ends. Raises UsageError for less than there are to begin with."""
    from politburo.ask.compare.precision import MOST

    if asked is not None and asked < begun:
        raise UsageError(f"At most {asked} runs cannot be fewer than the {begun} to begin with.")
    return max(MOST, begun) if asked is None else asked


def _name(asked: Sequence[Asking]) -> str:
    """Name of the folder for pictures and tables: the baseline and a hash of all arms."""
    from politburo.run.plan import identity

    told = " ".join(identity(one.scenario) for one in asked)
    begin = asked[0].folder.name.rpartition("-")[0]
    return f"compare-{begin}-{hashlib.blake2b(told.encode(), digest_size=5).hexdigest()}"
