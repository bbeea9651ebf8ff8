"""Small nowcasts of the invented country, by reports that a simulated run of it makes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from politburo.infer.nowcast import NowcastPlan, example_reports, plan
from politburo.infer.reports_file import ReportCounts, reports_text
from politburo.run.ensemble import Ensemble
from politburo.scenario import Scenario, adapt, load

SIZE = 0.02


def country(until: str = "2001-06") -> Scenario:
    """The invented country, small and short."""
    return adapt(load("example"), until=until, scale=SIZE)


def arrivals(few: float = 0.2, many: float = 1.0) -> Ensemble:
    """Two sets that differ in how many of those who leave ever arrive."""
    return Ensemble("arrivals.csv", ("record.arrive",), ((few,), (many,)))


def of_truth(ensemble: Ensemble, place: int, until: str = "2001-06") -> ReportCounts:
    """The reports of a run under one of the sets."""
    return example_reports(ensemble.scenario_of(country(until), place))


def planned(folder: Path, reports: ReportCounts, ensemble: Ensemble | None = None, particles: int = 20) -> NowcastPlan:
    """A nowcast by these reports."""
    file = folder / "reports.csv"
    file.write_text(reports_text(reports.counts, "politburo test"))
    made = plan(country(), file, particles=particles, ensemble=ensemble, scale=SIZE)
    return replace(made, series=("fear", "private_loyalty", "plot_hazard"))
