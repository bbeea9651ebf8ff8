"""What an emulator takes from each run: series of the whole country by month, in truth and as outsiders count them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.run.values import ABROAD, BORDER, DISCLOSED_AS, ORDINARY
from politburo.record import Reports, record
from politburo.record.reports import PENALTIES
from politburo.run.folder.sealed import checksum
from politburo.run.outcomes import OUTCOMES
from politburo.scenario import month_name, month_number
from politburo.terms.words import FORMS, PURGE_FORMS, code

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.run.experiment import ExperimentResults
    from politburo.scenario import Scenario

LASTS = "regime_lasts"
"""A series that is not kept but follows from when regimes fall: 1 in each month of a run in which its regime lasts."""

REPORTS = "reported "
"""How the name of a series begins that outsiders count."""

DIGITS = 6
"""Digits that are kept of a value: chance moves far earlier ones."""


def _penalties(forms: tuple[str, ...]) -> Callable[[Reports], tuple[NDArray, NDArray]]:
    def chosen(reports: Reports) -> tuple[NDArray, NDArray]:
        codes = [code(FORMS, form) for form in forms]
        return reports.of(*PENALTIES) & np.isin(reports.form, codes), reports.event_day

    return chosen


def _disclosed(quantities: tuple[str, ...]) -> Callable[[Reports], tuple[NDArray, NDArray]]:
    def chosen(reports: Reports) -> tuple[NDArray, NDArray]:
        kinds = [reports.of(DISCLOSED_AS[one][0]) for one in quantities]
        days = [getattr(reports, DISCLOSED_AS[one][1]) for one in quantities]
        return np.any(kinds, axis=0), np.select(kinds, days, days[0])

    return chosen


REPORTED: Mapping[str, Callable[[Reports], tuple[NDArray, NDArray]]] = {
    "penalties": _penalties(FORMS),
    "purges": _penalties(PURGE_FORMS),
    "executions": _penalties(("execution",)),
    "flights": _disclosed((ABROAD, BORDER)),
    "departures": _disclosed((ORDINARY,)),
}
"""Outcomes of which outsiders learn something: the reports that count them, and the day by which they do."""


@dataclass(frozen=True, slots=True)
class MonthlySeries:
    """Series of the whole country in each month from `first` on; reports count what outsiders sooner or later learn."""

    series: tuple[str, ...]
    first: int
    months: int

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each value: `fear 2000-01`, `reported purges 2000-01`."""
        return tuple(f"{name} {month_name(self.first + at)}" for name in self.series for at in range(self.months))

    @property
    def digest(self) -> str:
        """Hash (hex) of how they are taken."""
        taken = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=8).hexdigest()
        return checksum([taken, list(self.series), self.first, self.months])

    def values(self, outcome: Outcome, scenario: Scenario, country: Country, run: int) -> dict[str, float]:
        """The values of a run; 0 from the month on in which the regime falls, which the row of the run names."""
        reports = None
        found: dict[str, float] = {}
        for name in self.series:
            if name.startswith(REPORTS):
                if reports is None:
                    reports = record(outcome.events, scenario.parameters.record, scenario.seed, run, scenario.start)
                values = self._counted(reports, name.removeprefix(REPORTS))
            else:
                values = np.asarray(OUTCOMES[name].monthly(outcome), np.float64)
            lived = np.zeros(self.months)
            lived[: len(values)] = np.nan_to_num(values[: self.months])
            for at, value in enumerate(lived.tolist()):
                found[f"{name} {month_name(self.first + at)}"] = float(f"{value:.{DIGITS}g}")
        return found

    def _counted(self, reports: Reports, name: str) -> NDArray[np.float64]:
        chosen, days = REPORTED[name](reports)
        at = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12 - self.first
        inside = chosen & (at >= 0) & (at < self.months)
        return np.bincount(at[inside], reports.adds[inside], minlength=self.months).astype(np.float64)


def series_of(results: ExperimentResults, measured: MonthlySeries) -> dict[str, NDArray[np.float64]]:
    """Each series (point, run, month) and LASTS; NaN for a missing run, and from the month of a regime's fall on."""
    outcomes = results.outcomes
    points, runs = (outcomes.index.get_level_values(name).to_numpy() for name in ("point", "run"))
    shape = len(results.experiment.points), results.runs, measured.months
    last = measured.first + measured.months
    lasted = np.array([last if month is None else month_number(month) for month in results.ended_month])
    gone = np.arange(measured.first, last) >= lasted[:, None]
    values, columns = outcomes.to_numpy(), list(outcomes.columns)

    def placed(of_runs: NDArray) -> NDArray[np.float64]:
        found = np.full(shape, np.nan)
        found[points, runs] = of_runs
        return found

    found = {LASTS: placed(np.where(gone, 0.0, 1.0))}
    for name in measured.series:
        first = columns.index(f"{name} {month_name(measured.first)}")
        found[name] = placed(np.where(gone, np.nan, values[:, first : first + measured.months]))
    return found
