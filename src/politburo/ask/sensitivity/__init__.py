"""Which parameters decide an outcome: global sensitivity by screening and indices, with chance beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from politburo.ask.factors import Factor
    from politburo.ask.sensitivity.question import Method, Question
    from politburo.ask.sensitivity.result import Sensitivity
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
    at every other point, and chance itself is carried along as a dummy, whose index is the floor of the others. Kept
    factors are then set to both ends of their ranges one at a time.

    All is kept in the folder `out`, by default one under `runs/`; nothing is done twice, and all outcomes are kept, so
    that later questions need fewer runs. Where `scenario` is such a folder it is read, and nothing is simulated; other
    outcomes than those asked first can be named. `progress(done, total)` is told the months simulated and to simulate
    at most.

    Raises UsageError for what cannot be asked; ScenarioError for a scenario that cannot be used; StoreError when the
    folder cannot be written or holds something else; MissingLibraryError without SALib (`politburo[sensitivity]`);
    KeyboardInterrupt when it is stopped: the same call goes on from there.
    """
    asked = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    options: dict[str, Any] = {
        "parameters": parameters, "levers": levers, "start": start, "method": method, "trajectories": trajectories,
        "points": points, "keep": keep, "runs": runs, "seed": seed, "until": until, "scale": scale,
    }  # fmt: skip
    if isinstance(scenario, str | Path) and (found := read_instead(scenario, asked, options)) is not None:
        return found
    return answered(question_of(scenario, asked, **options), out, engine=engine, progress=progress)


def read_instead(scenario: str | Path, outcomes: Sequence[str], options: Mapping[str, Any]) -> Sensitivity | None:
    """The answer in a folder, where `scenario` is one, else None; `options` are those of a question.

    Raises UsageError where any of them is given: what is there is read as it is. Raises StoreError as `opened` does.
    """
    from politburo.ask.sensitivity.folder import is_one
    from politburo.ask.sensitivity.opening import opened
    from politburo.terms.errors import UsageError

    if not is_one(Path(scenario)):
        return None
    given = [name for name, value in options.items() if value and (name, value) != ("method", "both")]
    if given:
        raise UsageError(
            f"{scenario} holds an answer, which is read as it is, so that {', '.join(given)} would change nothing. "
            "To add to it, ask about the scenario again, with that folder as `out`."
        )
    return opened(Path(scenario), outcomes)


def answered(
    question: Question,
    out: str | Path | None = None,
    *,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """The answer to a question, with what is kept in the folder `out` not done again. Raises as `sensitivity` does."""
    from politburo.ask.sensitivity.folder import Folder, default_folder
    from politburo.ask.sensitivity.opening import opened
    from politburo.ask.sensitivity.performing import answer

    folder = Folder((default_folder(question) if out is None else Path(out)).absolute())
    with engine.held() if engine else nullcontext():
        failures = answer(question, folder, engine, progress)
    return opened(folder.path, failures=failures)


def question_of(
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
    seed: int | None = None,
    until: str | None = None,
    scale: float | None = None,
) -> Question:
    """The question that `sensitivity` would answer; what is None is as usual. Raises as it does."""
    from politburo.ask.sensitivity import question as usual
    from politburo.scenario import Scenario, adapt, load

    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    base = adapt(base, seed=seed, until=until, scale=scale)
    return usual.Question(
        base,
        usual.what_is_varied(base, parameters, levers, start),
        tuple(dict.fromkeys(outcomes)),
        method,
        usual.TRAJECTORIES if trajectories is None else trajectories,
        usual.POINTS if points is None else points,
        usual.KEEP if keep is None else keep,
        usual.RUNS if runs is None else runs,
    )
