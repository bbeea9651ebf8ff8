"""A stored run, run again to be looked at more closely than its files allow.

The same scenario, seed and number give the same run; its fingerprint tells whether they did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from politburo.run.folder.manifest import FORMAT
from politburo.run.plan import digests
from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.month.now import Now
    from politburo.run.store import Store
    from politburo.scenario import Scenario

OnProgress = Callable[[int, int], None]


def check_run(store: Store, runs: int, run: int) -> None:
    """Raise UsageError when a folder of `runs` runs has no such run, StoreError when it is not finished."""
    if not 0 <= run < runs:
        allowed = "only run 0" if runs == 1 else f"runs 0 to {runs - 1}"
        raise UsageError(f"There is no run {run} in {store.folder}; it holds {allowed}.")
    if store.marker(run) is None:
        raise StoreError(f"Run {run} of {store.folder} is not finished: give the command that made the folder again.")


def replay(
    store: Store,
    scenario: Scenario,
    country: Country,
    run: int,
    on_month: Callable[[Now], None],
    progress: OnProgress | None = None,
) -> Outcome:
    """Run a finished run of a folder again, calling `on_month` after each month; it may look at everything.

    `progress(done, total)` is told the months. Raises StoreError when another version made the folder, before anything
    is simulated, and when what comes out is not what is stored.
    """
    check_version(store, scenario)
    from politburo.month import simulate
    from politburo.month.warm import beside

    months = scenario.end - scenario.start + 1

    def look(now: Now) -> None:
        on_month(now)
        if progress is not None:
            progress(now.month - scenario.start + 1, months)

    with beside():
        outcome = simulate(country, scenario, run, on_month=look)
    check_replayed(store, run, outcome.fingerprint)
    return outcome


def check_version(store: Store, scenario: Scenario) -> None:
    """Raise StoreError when a folder was made by another version of the model, of its country or of its leaders."""
    manifest, wanted = store.manifest(), digests(scenario)
    if manifest.format < FORMAT:  # its country is named by another kind of digest, or is part of its model
        del wanted["country"]
    if (
        store.manifest().has_ensemble
    ):  # the scenario that is followed has the parameters of its run; the folder vouches for its own
        del wanted["scenario"]
    if any(manifest.digests.get(name, digest) != digest for name, digest in wanted.items()):
        raise StoreError(
            f"No run of {store.folder} can be followed: the folder was made by another version ({manifest.made_by}), "
            f"which can follow it. {ANEW}"
        )


def check_replayed(store: Store, run: int, found: str) -> None:
    """Raise StoreError when a run that was done again, with this fingerprint, is not as it is stored."""
    marker = store.marker(run)
    if marker is None or marker.fingerprint != found:
        raise StoreError(
            f"Run {run} of {store.folder} cannot be followed: run again, it does not come out as it is stored; the "
            f"machine or its libraries compute other bits than those that made the folder. {ANEW}"
        )


ANEW = "Run the scenario again into a new folder and follow it there."
