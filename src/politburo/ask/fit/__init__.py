"""How near do the simulated reports come to published estimates? One row for each target to be fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from politburo.ask.fit.answer import Fit, FitRow
from politburo.ask.fit.measures import SimulatedRun, as_seen, series_asked, simulated
from politburo.ask.fit.targets import check_targets, fitted_of
from politburo.country.figures import Evidence
from politburo.run.events import read_codes
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.run.results import Results


def fit(results: Results) -> Fit:
    """Set the simulated reports of some runs beside the published estimates that their country has as targets.

    Raises UsageError for a country with which no targets come, and where no run is finished.
    """
    evidence = results.scenario.evidence
    check_targets(evidence, results.scenario.plan.name)
    return Fit(results, fit_table(runs_of(results), evidence))


def runs_of(results: Results) -> Iterator[SimulatedRun]:
    """The finished runs of a folder, read one after the other; StoreError when there is none or a file is damaged."""
    series, asked = results.series, series_asked()
    top_posts = series["cadres_by_circle"].isel(rank=0, month=0).sum("organ")
    for run in results.runs:
        ended = series["ended_month"].sel(run=run).values
        ended_month = None if np.isnat(ended) else 1970 * 12 + int(ended.astype("datetime64[M]").astype(np.int64))
        events = read_codes(results.store.checked("events", run), results.names)
        monthly = {name: series[name].sel(run=run).values.astype(np.float64) for name in asked}
        top = int(top_posts.sel(run=run))
        yield as_seen(events, results.scenario_of(run), run, ended_month, top, results.names.province, monthly)


def fit_table(runs: Iterable[SimulatedRun], evidence: Evidence) -> list[FitRow]:
    """One row for each target, in the order of the targets. The runs are looked at one after the other."""
    fitted = fitted_of(evidence)
    values = np.array([[simulated(run, target) for target in fitted] for run in runs])
    if not len(values):
        raise UsageError("the fit needs at least one run")
    return [FitRow(target, column[~np.isnan(column)]) for target, column in zip(fitted, values.T, strict=True)]
