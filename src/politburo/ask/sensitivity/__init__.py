"""Which parameters decide an outcome: global sensitivity by screening and indices, with chance beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from politburo.ask.factors import Factor
    from politburo.ask.sensitivity.answer import Sensitivity
    from politburo.ask.sensitivity.plan import Method
    from politburo.run.engines import Engine
    from politburo.scenario import Scenario


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
    from politburo.ask.sensitivity.plan import plan
    from politburo.ask.sensitivity.reader import read_instead

    asked = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    options: dict[str, Any] = {
        "parameters": parameters, "levers": levers, "start": start, "method": method, "trajectories": trajectories,
        "points": points, "keep": keep, "runs": runs, "seed": seed, "until": until, "scale": scale,
    }  # fmt: skip
    if (
        isinstance(scenario, str | Path)
        and (found := read_instead(scenario, asked, options | {"out": out})) is not None
    ):
        return found
    return plan(scenario, asked, **options).execute(out, engine, progress)
