"""Forecasts as an answer: what is forecast as of which day, by whom, and what was known on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from politburo.answer import LEVEL, Answer, Basis, Column, Provenance, Row, Table
from politburo.answer.numbers import day_in_words, figures, listed, numbered, percent
from politburo.ask.ensemble import left_aside
from politburo.country.figures import Evidence
from politburo.infer.forecasts import Forecast, save_forecasts, table_of
from politburo.infer.provenance import Seen, not_a_forecast
from politburo.infer.quantities import DRAWS, history, quantities_of
from politburo.run.scale import sample
from politburo.scenario import Scenario, month_name

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

FORMED = date(2016, 10, 12)
"""Until when figures were published by which the form of the model and its defaults were set by hand."""

DRAWS_FILE = "draws.parquet"


@dataclass(frozen=True, slots=True)
class Weighed:
    """How many parameter sets a track has as of a day, as how many of equal weight they tell, and the targets known.

    `power` is that to which likelihoods are raised, one where as many sets as are needed are left.
    """

    day: date
    track: str
    sets: int
    effective: float
    targets: int
    power: float = 1.0


@dataclass(frozen=True, eq=False, repr=False)
class Outlook(Answer):
    """Forecasts of published figures as of some days, by the simulation (where it was run) and by baselines."""

    question: ClassVar[str] = "forecast"

    base: Scenario
    forecasts: tuple[Forecast, ...]
    weighed: tuple[Weighed, ...]
    days: tuple[date, ...]
    evidence: Evidence
    until: date
    seen: Seen | None
    runs: int
    kept: Path | None = None
    missing: int = 0

    @property
    def title(self) -> str:
        """Of what, and as of when."""
        span = day_in_words(self.days[0])
        if len(self.days) > 1:
            span += f" to {day_in_words(self.days[-1])}, {len(self.days)} days"
        return f"Forecasts as of {span}: {' '.join(self.base.title.split())}"

    @property
    def folder(self) -> Path | None:
        """Where runs and forecasts are kept."""
        return self.kept

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, runs, days, and what the parameter sets saw."""
        days = {"as of": ", ".join(map(str, self.days))}
        if not self.weighed:
            return Provenance(scenario=self.base.name, details={**days, "by": "baselines alone"}, stamp=None)
        sets = str(self.weighed[0].sets)
        details = {"parameter sets": sets, **days} | ({"sets": self.seen.said} if self.seen else {})
        return Provenance(
            self.base.name, self.base.scale, month_name(self.base.start), month_name(self.base.end), self.base.seed,
            self.runs, None, details, households=self.base.households, people_each=self.base.people_each,
        )  # fmt: skip

    @property
    def warnings(self) -> tuple[str, ...]:
        """Runs that are missing, few effective sets, and an ensemble that the scenario names in vain."""
        said = [f"{numbered(self.missing, 'run')} of parameter sets are missing."] if self.missing else []
        few = [one for one in self.weighed if one.power < 1]
        if few:
            least = min(few, key=lambda one: one.power)
            said.append(
                f"Few parameter sets come near what was known in {len(few)} of {len(self.weighed)} cases: as of "
                f"{least.day}, {least.track}, likelihoods are raised to the power of {figures(least.power)} so that "
                f"{least.sets} sets tell as {figures(least.effective)}."
            )
        return *said, *left_aside(self.base)

    @property
    def simulated(self) -> bool:
        """Whether the simulation is among the forecasters."""
        return bool(self.weighed)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        first = not_a_forecast(self.seen, self.days) if self.seen else ""
        return tuple(part for part in (first, self._about(), self._hindsight(), self._how()) if part)

    def _about(self) -> str:
        series = [one.replace("_", " ") for one in dict.fromkeys(one.asked.series for one in self.forecasts)]
        by = list(dict.fromkeys(one.forecaster for one in self.forecasts))
        count = numbered(len({one.key for one in self.forecasts}), "figure")
        tracks = " The simulation, and what knows a price, comes in two tracks: with levers known, and carried on."
        return f"{count} forecast, of {listed(series)}, by {listed(by)}.{tracks * self.simulated}"

    def _hindsight(self) -> str:
        early = [day for day in self.days if day < FORMED]
        if not early:
            return ""
        model = "The form of the model and its defaults were set with figures of 2008 to 2015 in view" * self.simulated
        known = "which series are forecast, and in which periods, follows from what was published later; no value does"
        return f"{model}; {known}." if model else f"{known[0].upper()}{known[1:]}."

    def _how(self) -> str:
        parts = [
            "Known is what was published by the day: a year's official count from the end of the following January on. "
            "Scores of these forecasts, once figures are there: `politburo score`."
        ]
        if self.simulated:
            weigh = "Sets weigh by how near they come to the targets that were known"
            if self.seen is not None and self.seen.posterior:
                weigh = "Sets are draws of a posterior and count alike, as the record has been used for them already"
            parts.append(
                f"{weigh}; with {self.runs} runs each, discrepancy and counts are drawn by a model of their own "
                "(docs/forecasts.md)."
            )
            if part := sample(self.base):
                parts.append(part)
        return " ".join(parts)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (self._of_forecasts(), self._of_weights(), self._of_known(), table_of(self.forecasts))

    @property
    def basis(self) -> Basis:
        """What the intervals are."""
        over = (
            f"{DRAWS:,} draws of each forecast: parameter sets, discrepancy, chance"
            if self.simulated
            else (f"{DRAWS:,} draws of each forecast")
        )
        return Basis(over, "left out: that a forecaster may be wrong in its form")

    def _of_forecasts(self) -> Table:
        columns = (
            Column("as_of", meaning="the day as of which it was made", format="date"),
            Column("series", meaning="what is forecast", format="name"),
            Column("period_start", meaning="first day of the period", format="date", shown=False),
            Column("period_end", meaning="last day of the period", format="date", heading="period to"),
            Column("unit", meaning="unit of the figure", shown=False),
            Column("forecaster", meaning="who made it, and the track"),
            Column("median", "", "median of the draws", "number", interval=("low", "high")),
            Column("low", meaning="5 % of the draws are below", format="number"),
            Column("high", meaning="5 % of the draws are above", format="number"),
            Column("half_low", meaning="25 % of the draws are below", format="number", shown=False),
            Column("half_high", meaning="25 % of the draws are above", format="number", shown=False),
        )
        rows: list[Row] = [
            (one.as_of, one.asked.series, one.asked.start, one.asked.end, one.asked.unit, one.name,
             *(one.quantile(share) for share in (0.5, (1 - LEVEL) / 2, (1 + LEVEL) / 2, 0.25, 0.75)))
            for one in sorted(self.forecasts, key=lambda one: (one.as_of, one.asked.series, one.asked.end))
        ]  # fmt: skip
        keys = ("as_of", "series", "period_start", "period_end", "forecaster")
        title = f"Forecasts: medians with {percent(LEVEL)} intervals"
        return Table("forecasts", title, columns, rows, "", self.basis, keys, most=60, simulated=self.simulated)

    def _of_weights(self) -> Table:
        columns = (
            Column("as_of", meaning="the day as of which forecasts were made", format="date"),
            Column("track", meaning="what is taken as known besides"),
            Column("sets", "sets", "parameter sets that were run", "count"),
            Column("effective", "sets", "as how many of equal weight they tell", "number"),
            Column("targets", "targets", "those that were known, by which sets weigh", "count"),
            Column("power", "1", "to which likelihoods are raised, so that enough sets tell", "number"),
        )
        rows: list[Row] = [
            (one.day, one.track, one.sets, one.effective, one.targets, one.power) for one in self.weighed
        ]
        most = None if rows else 0
        return Table("weights", "Parameter sets and what they weigh", columns, rows, keys=("as_of", "track"), most=most)

    def _of_known(self) -> Table:
        columns = (
            Column("as_of", meaning="the day as of which forecasts were made", format="date"),
            Column("series", meaning="what is forecast", format="name"),
            Column("period_start", meaning="first day of the period", format="date"),
            Column("period_end", meaning="last day of the period", format="date"),
            Column("value", "", "what was known", "number"),
            Column("known_from", meaning="day from which it was public", format="date"),
            Column("source", meaning="where it was published"),
        )
        rows: list[Row] = [
            (day, one.series, one.start, one.end, one.value, one.known_from, one.source_title)
            for day in self.days
            for quantity in quantities_of(self.evidence)
            for one in history(self.evidence, quantity, day).figures
        ]
        keys = ("as_of", "series", "period_start", "period_end")
        return Table("known", "What was known on each day", columns, rows, keys=keys, most=0, simulated=False)

    def save_draws(self, path: str | Path) -> Path:
        """Write the draws to a file, Parquet or CSV, which `politburo score` reads. Raises as `placed`."""
        return save_forecasts(path, self.forecasts, str(self.provenance))

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer, and with its tables the draws as Parquet too. Raises as that of an answer."""
        written = super().save(folder, formats)
        place = Path(folder) if folder is not None else self.folder
        if "csv" not in formats or place is None:
            return written
        return (*written, self.save_draws(place / DRAWS_FILE))
