"""What happens in a scenario: many simulated runs, beside what outsiders would have learnt and what was published.

Light to import: `import politburo` loads it, so everything else is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from politburo.ask.ensemble import Asked
    from politburo.ask.run.results import Results
    from politburo.run.engines import Engine
    from politburo.scenario import Scenario


def run(
    scenario: str | Path | Scenario,
    *,
    runs: int | None = None,
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
    households: int | None = None,
    ensemble: Asked | None = None,
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Results:
    """Run a scenario, given by name, as a file or as an object, and return what came out.

    `runs`, `seed`, `until` (the last month, as YYYY-MM), `scale` and `households` (how many are simulated) take
    the place of what the scenario says. With an `ensemble` of parameter sets (`not-ruled-out:north-korea`, or a file)
    run k has set k, and sets are taken again where there are more runs; without one, that counts which the scenario
    names, if any, and with `defaults` none. Results are kept in the folder `out`, by
    default one under `runs/` named by what is run; what is already finished there is not done again. `engine` says
    where: by default `Threads()`, one for each core; what comes out does not depend on it. `progress(done, total)` is
    told the months simulated and to simulate.

    Raises ScenarioError or UsageError for what cannot be run; StoreError when the folder holds something else or cannot
    be written; PolitburoError when a run fails, and ShardDone when the engine was a shard and others are not done yet;
    KeyboardInterrupt when it is stopped. Finished runs are kept: the same call goes on from there.
    """
    from politburo.ask.ensemble import under
    from politburo.ask.run.results import Results
    from politburo.run.plan import make_plan
    from politburo.run.runner import finish
    from politburo.scenario import Scenario, adapt, load

    asked = scenario if isinstance(scenario, Scenario) else load(scenario)
    asked = adapt(asked, runs=runs, seed=seed, until=until, scale=scale, households=households)
    asked, sets = under(ensemble, asked)
    plan = make_plan(asked, out, sets)
    finish(plan, engine=engine, on_progress=progress)
    return Results.open(plan.folder, runs=plan.scenario.runs)
