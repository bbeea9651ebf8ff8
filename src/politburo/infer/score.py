"""How good forecasts were: scores against figures published since, relative to baselines, coverage, and every miss."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np

from politburo.answer import LEVEL, Answer, Basis, Column, Provenance, Row, Table
from politburo.answer.numbers import finite, numbered, percent
from politburo.ask.intervals import ENDS
from politburo.infer.comparison import Compared, Judged, Matched, matched
from politburo.infer.forecasts import read_forecasts
from politburo.infer.later_figures import figures_of
from politburo.infer.scoring_rules import Scored, pit_histogram
from politburo.terms.checks import printable
from politburo.terms.errors import UsageError

BINS = 5
"""Bins of the probability integral transform."""

LEAST, MOST = 0.80, 0.97
"""Between which shares the coverage of 90 % intervals is taken for sound."""

MOST_MISSES = 40
"""Misses that people are shown; files have all."""


def score(forecasts: str | Path, figures: str | Path) -> Score:
    """Score the forecasts of a file by figures that were published since.

    `figures` is a file of comma-separated values with the columns of figures.csv, or the name of a country whose own
    figures are taken. Judged is the first forecaster of the file, in each of its tracks; the others are what it is held
    against. Raises UsageError where no forecast has a figure, and as `read_forecasts` and `figures_of`.
    """
    read = read_forecasts(forecasts)
    found = matched(read, figures_of(figures))
    if not found.scored:
        known = numbered(len(found.known), "forecast")
        already = f" Left out: {known} of figures that were public already." * bool(found.known)
        raise UsageError(
            f"No forecast of {printable(str(forecasts))} has a figure in {printable(str(figures))}: series, period and "
            f"unit have to be the same, and it has to be published after the day of the forecast.{already}"
        )
    return Score(found, read[0].forecaster, printable(Path(forecasts).name), printable(Path(figures).name))


@dataclass(frozen=True, eq=False, repr=False)
class Score(Answer):
    """Forecasts held against what was published since; `main` is the forecaster that is judged."""

    question: ClassVar[str] = "score"

    found: Matched
    main: str
    source: str = ""
    by: str = ""

    @property
    def title(self) -> str:
        """What is scored."""
        return f"Forecasts of {self.main}, scored"

    @property
    def provenance(self) -> Provenance:
        """The files."""
        return Provenance(details={"forecasts": self.source, "figures": self.by}, stamp=None)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every forecaster in every track, in the order of the file."""
        names = dict.fromkeys(one.forecast.name for one in self.found.scored)
        return tuple(Judged(name, [one for one in self.found.scored if one.forecast.name == name]) for name in names)

    @property
    def own(self) -> tuple[Judged, ...]:
        """The forecaster that is judged, in each of its tracks."""
        return tuple(one for one in self.judged if self._is_own(one))

    @property
    def baselines(self) -> tuple[Judged, ...]:
        """The others."""
        return tuple(one for one in self.judged if not self._is_own(one))

    def _is_own(self, one: Judged) -> bool:
        return one.scored[0].forecast.forecaster == self.main

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """Each track of the one that is judged against each of the others, where both made forecasts."""
        pairs = (one.against(other) for one in self.own for other in self.baselines)
        return tuple(one for one in pairs if len(one.places))

    def best(self, own: Judged) -> Compared | None:
        """The comparison with the baseline against which the skill is least: the best one, found afterwards."""
        against = [one for one in self.compared if one.own is own]
        return min(against, key=lambda one: one.skill.value) if against else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Forecasts that could not be scored."""
        said = []
        if self.found.known:
            known = numbered(len(self.found.known), "forecast")
            said.append(f"{known} of figures that were public when they were made: left out.")
        if self.found.without:
            said.append(f"{numbered(len(self.found.without), 'forecast')} without a figure: left out.")
        return tuple(said)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return (*(self._verdict(one) for one in self.own), *(self._covered(one) for one in self.own), self._how())

    def _verdict(self, own: Judged) -> str:
        best = self.best(own)
        if best is None:
            return f"{_begin(own.name)} is held against no baseline: none made a forecast of the same figures."
        skill = best.skill
        size = percent(abs(skill.value))
        sure = ", which is not distinguishable from zero" * (skill.low <= 0 <= skill.high)
        interval = "" if math.isnan(skill.low) else f" [{percent(skill.low)}, {percent(skill.high)}]"
        over = f"{numbered(best.forecasts, 'forecast')} that both made, as of {numbered(skill.origins, 'day')}"
        if skill.value < 0:
            said = f"loses to {best.other.name}: its CRPS is {size} larger{sure}"
        elif skill.value == 0:
            said = f"is as good as {best.other.name}"
        else:
            said = f"beats {best.other.name}, the best baseline: its CRPS is {size} smaller{sure}"
        return f"{_begin(own.name)} {said} (skill {percent(skill.value)}{interval}; {over})."

    def _covered(self, own: Judged) -> str:
        inside = next(one for one in own.coverage() if one.level == LEVEL)
        independent = numbered(max(round(own.independent), 1), "independent one")
        sound = "within" if LEAST <= inside.share <= MOST else "outside of"
        return (
            f"{_begin(own.name)}: its {percent(LEVEL)} intervals held {percent(inside.share)} of "
            f"{numbered(own.forecasts, 'forecast')}, which count as about "
            f"{independent} [{percent(inside.low)}, {percent(inside.high)}]; "
            f"that is {sound} {percent(LEAST)} to {percent(MOST)}."
        )

    def _how(self) -> str:
        return (
            "Skill is 1 − CRPS / CRPS of the baseline, on the scale of the logarithm and over all series. Its "
            f"{percent(LEVEL)} interval is of drawing anew the days as of which forecasts were made; it leaves out "
            "that forecasts of different days speak of the same years. The best baseline is the one that did best "
            "afterwards."
        )

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (
            self._of_forecasters(),
            self._of_skill(),
            self._of_coverage(),
            self._of_tests(),
            self._of_series(),
            self._of_misses(),
            self._of_pit(),
            self._of_forecasts(),
        )

    def _of_forecasters(self) -> Table:
        columns = (
            Column("forecaster", meaning="who made the forecasts, and the track"),
            Column("forecasts", "forecasts", "those with a figure published since", "count"),
            Column("independent", "forecasts", "as how many independent forecasts they count", "number"),
            Column("crps_log", "1", "mean CRPS on the scale of the logarithm", "number", "CRPS (log)"),
            Column("log_score", "1", "mean −ln of the density on the scale of the logarithm", "number"),
            Column("log_score_natural", "1", "the same as it is; differences are the same", "number", shown=False),
        )
        rows: list[Row] = [
            (one.name, one.forecasts, one.independent, one.mean(one.crps_log), one.mean(one.log_scores),
             one.mean(np.array([each.log_score_natural for each in one.scored])))
            for one in self.judged
        ]  # fmt: skip
        note = "Lower is better. Forecasters that made other forecasts are not comparable here; see skill."
        return self._table("forecasters", "Scores of each forecaster", columns, rows, note, keys=("forecaster",))

    def _of_skill(self) -> Table:
        columns = (
            Column("forecaster", meaning="the one that is judged, and the track"),
            Column("baseline", meaning="what it is held against"),
            Column("forecasts", "forecasts", "those that both made", "count"),
            Column("origins", "days", "as of how many days", "count"),
            Column("skill", "share", "1 − CRPS / CRPS of the baseline, on the scale of the logarithm", "percent",
                   interval=("low", "high")),
            *ENDS,
            Column("skill_natural", "share", "the same as it is, each series relative to the baseline's", "percent",
                   "skill (natural)", interval=("low_natural", "high_natural")),
            Column("low_natural", meaning="lower end of its interval", format="number"),
            Column("high_natural", meaning="upper end of its interval", format="number"),
        )  # fmt: skip
        rows: list[Row] = []
        for one in self.compared:
            log, natural = one.skill, one.skill_natural
            rows.append((
                one.own.name, one.other.name, one.forecasts, log.origins, log.value, finite(log.low), finite(log.high),
                natural.value, finite(natural.low), finite(natural.high),
            ))  # fmt: skip
        basis = Basis(
            "drawing anew the days as of which forecasts were made", "left out: that they speak of the same years"
        )
        title = "Skill against each baseline, on the forecasts that both made"
        return self._table("skill", title, columns, rows, "Above zero is better.", basis, ("forecaster", "baseline"))

    def _of_coverage(self) -> Table:
        columns = (
            Column("forecaster", meaning="who made the forecasts, and the track"),
            Column("level", meaning="of the central intervals", format="percent"),
            Column("held", "forecasts", "those whose interval held what was published", "number", shown=False),
            Column("coverage", "share", "share of intervals that held it", "percent", interval=("low", "high")),
            *ENDS,
        )
        rows: list[Row] = [
            (one.name, found.level, found.held, found.share, found.low, found.high)
            for one in self.judged
            for found in one.coverage()
        ]
        basis = Basis(
            "as many independent forecasts as they count for, after Clopper and Pearson",
            "left out: errors of what was published",
        )
        return self._table("coverage", "Coverage of intervals", columns, rows, "", basis, ("forecaster", "level"))

    def _of_tests(self) -> Table:
        columns = (
            Column("forecaster", meaning="the one that is judged, and the track"),
            Column("baseline", meaning="what it is held against"),
            Column("horizon", "years", "from the day of the forecast to the year in which the period ends", "integer"),
            Column("days", "days", "as of which both made forecasts", "count"),
            Column("difference", "1", "mean difference of CRPS on the scale of the logarithm", "difference"),
            Column("statistic", "1", "of Diebold and Mariano, corrected for few", "difference"),
            Column("p", "", "two-sided, by Student's distribution", "number"),
        )
        rows: list[Row] = []
        for one in self.compared:
            for horizon in one.horizons:
                found = one.diebold_mariano(horizon)
                rows.append((
                    one.own.name, one.other.name, horizon, found.count, finite(found.difference),
                    finite(found.statistic), finite(found.p),
                ))  # fmt: skip
        note = "Below zero the forecaster is better than the baseline. With so few days the test finds little."
        title = "Tests of Diebold and Mariano"
        return self._table("tests", title, columns, rows, note, keys=("forecaster", "baseline", "horizon"))

    def _of_series(self) -> Table:
        columns = (
            Column("series", meaning="what was forecast", format="name"),
            Column("horizon", "years", "from the day of the forecast to the year in which the period ends", "integer"),
            Column("forecaster", meaning="who made the forecasts, and the track"),
            Column("forecasts", "forecasts", "those with a figure published since", "count"),
            Column("crps", "", "mean CRPS, in the unit of the series", "number", "CRPS"),
            Column("crps_log", "1", "mean CRPS on the scale of the logarithm", "number", "CRPS (log)"),
            Column("covered", "share", "share of 90 % intervals that held what was published", "percent"),
        )
        rows: list[Row] = []
        cases = dict.fromkeys((one.figure.series, one.forecast.horizon) for one in self.found.scored)
        for series, horizon in sorted(cases):
            for one in self.judged:
                chosen = [
                    place
                    for place, scored in enumerate(one.scored)
                    if (scored.figure.series, scored.forecast.horizon) == (series, horizon)
                ]
                if not chosen:
                    continue
                weights = one.weights[chosen]
                held = [one.scored[place].covered(LEVEL) for place in chosen]
                count = len({one.keys[place][0] for place in chosen})

                means = (
                    float(np.average(values, weights=weights))
                    for values in (one.crps[chosen], one.crps_log[chosen], held)
                )
                rows.append((series, horizon, one.name, count, *means))
        keys = ("series", "horizon", "forecaster")
        return self._table("series", "Scores by series and horizon", columns, rows, "", keys=keys)

    def _of_misses(self) -> Table:
        rows = [_row(one) for judged in self.own for one in judged.scored if not one.covered(LEVEL)]
        title = "Every figure outside of the 90 % interval of the forecaster that is judged"
        return self._table("misses", title, FORECASTS, rows, keys=KEYS, most=MOST_MISSES if rows else 0)

    def _of_pit(self) -> Table:
        columns = (
            Column("forecaster", meaning="who made the forecasts, and the track"),
            Column("low", meaning="lower end of the bin", format="percent"),
            Column("high", meaning="upper end of the bin", format="percent"),
            Column("share", meaning="share of the forecasts in it", format="percent"),
        )
        rows: list[Row] = []
        for one in self.judged:
            # accounts of one matter count for one together
            heights = np.sum(
                [
                    weight * pit_histogram([scored.pit], BINS)
                    for weight, scored in zip(one.weights, one.scored, strict=True)
                ],
                axis=0,
            )
            rows += [
                (one.name, place / BINS, (place + 1) / BINS, float(height / one.weights.sum()))
                for place, height in enumerate(heights)
            ]
        note = f"Forecasts that are as uncertain as they say have {percent(1 / BINS)} in each bin."
        title = "Where figures came to lie among the draws (probability integral transform)"
        return self._table("pit", title, columns, rows, note, keys=("forecaster", "low"))

    def _of_forecasts(self) -> Table:
        rows = [_row(one) for judged in self.judged for one in judged.scored]
        return self._table("scored", "All forecasts that have a figure", FORECASTS, rows, keys=KEYS, most=0)

    def _table(
        self, name: str, title: str, columns: Sequence[Column], rows: list[Row], note: str = "",
        basis: Basis | None = None, keys: Sequence[str] = (), most: int | None = None,
    ) -> Table:  # fmt: skip
        return Table(name, title, tuple(columns), rows, note, basis, tuple(keys), most, simulated=False)


FORECASTS = (
    Column("forecaster", meaning="who made it, and the track"),
    Column("as_of", meaning="the day as of which it was made", format="date"),
    Column("series", meaning="what was forecast", format="name"),
    Column("period_start", meaning="first day of the period", format="date", shown=False),
    Column("period_end", meaning="last day of the period", format="date", heading="period to"),
    Column("unit", meaning="unit of the figure", shown=False),
    Column("published", "", "what was published", "number"),
    Column("source", meaning="where"),
    Column("median", "", "median of the forecast", "number", interval=("low", "high")),
    Column("low", meaning="lower end of its 90 % interval", format="number"),
    Column("high", meaning="upper end of its 90 % interval", format="number"),
    Column("below", meaning="share of the draws below what was published", format="percent"),
    Column("log_score", "1", "−ln of the density on the scale of the logarithm", "number"),
)

KEYS = ("forecaster", "as_of", "series", "period_start", "period_end", "source", "published")


def _row(one: Scored) -> Row:
    asked, forecast = one.forecast.asked, one.forecast
    return (
        forecast.name, forecast.as_of, asked.series, asked.start, asked.end, asked.unit, one.value,
        one.figure.source_title, forecast.quantile(0.5), *one.interval(LEVEL), one.pit[0], one.log_score,
    )  # fmt: skip


def _begin(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"
