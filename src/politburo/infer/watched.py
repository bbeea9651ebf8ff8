"""What could be observed in some coming months: counts of reports by kind, and whether there is any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from politburo.record import record
from politburo.record.reports import PENALTIES, REPORT_NAMES
from politburo.run.folder.sealed import checksum
from politburo.scenario.months import month_name
from politburo.terms.words import FORMS, code

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.run.experiment import ExperimentResults
    from politburo.scenario import Scenario

EXECUTIONS, AT_THE_TOP = "executions reported", "penalties of the top reported"

COUNTED = (*REPORT_NAMES, EXECUTIONS, AT_THE_TOP)
"""What is counted: reports of each kind, and persons reported executed, or penalised in the ranks of the leadership."""

STANDS = "stands"
"""Whether the regime stands when the months begin."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Counts of reports that become known in the months from the first to the last, taken from each run."""

    first: int
    last: int

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called among the outcomes of a run."""
        return (*(self.name_of(one) for one in COUNTED), self.name_of(STANDS))

    def name_of(self, counted: str) -> str:
        """What one of them is called."""
        return f"{counted} {month_name(self.first)} {month_name(self.last)}"

    @property
    def digest(self) -> str:
        """Hash (hex) of what is taken."""
        return checksum(["watched 1", self.first, self.last])

    def values(self, outcome: Outcome, scenario: Scenario, country: Country, run: int) -> dict[str, float]:
        """The counts of a run, estimates for the whole country; and whether the regime stood before."""
        found = record(outcome.events, scenario.parameters.record, scenario.seed, run, scenario.start)
        months = found.report_day.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        inside = (months >= self.first) & (months <= self.last)
        persons = found.persons * found.weight.astype(np.float64)
        penal = found.of(*(one for one in PENALTIES if one != "correction")) & inside
        chosen = {kind: found.of(kind) & inside for kind in REPORT_NAMES}
        chosen[EXECUTIONS] = penal & (found.form == code(FORMS, "execution"))
        chosen[AT_THE_TOP] = penal & (found.rank >= 0) & (found.rank < country.top_ranks)
        values = {self.name_of(one): float(persons[chosen[one]].sum()) for one in COUNTED}
        stands = outcome.ended_month is None or outcome.ended_month >= self.first
        return values | {self.name_of(STANDS): float(stands)}

    def read(self, results: ExperimentResults, counted: str) -> NDArray[np.float64]:
        """A count in each run of each set, (set, run); NaN where a run is missing, or the regime had fallen."""
        outcomes = results.outcomes
        points, runs = (outcomes.index.get_level_values(name).to_numpy() for name in ("point", "run"))
        values = outcomes[self.name_of(counted)].to_numpy(np.float64)
        stands = outcomes[self.name_of(STANDS)].to_numpy(np.float64) > 0
        found = np.full((len(results.experiment.points), results.runs), np.nan)
        found[points, runs] = np.where(stands, values, np.nan)
        return found
