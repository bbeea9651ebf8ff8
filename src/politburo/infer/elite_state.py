"""A nowcast as an answer: the state of the elite given the reports so far, and how one more of them would move it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Answer, Basis, Column, Provenance, Row, Table, later
from politburo.answer.numbers import figures, finite, numbered, percent
from politburo.ask import ensemble
from politburo.ask.intervals import ENDS, HIGH, LOW
from politburo.ask.sets_file import countries_with_sets
from politburo.infer.filter import Step, weighted_quantile
from politburo.infer.particles import FACTOR, MONTHLY, log_negative_binomial
from politburo.infer.provenance import Seen, seen_by
from politburo.record.reports import REPORT_NAMES
from politburo.run.scale import sample
from politburo.scenario import month_name
from politburo.terms.series import ALL_SERIES

if TYPE_CHECKING:
    from politburo.infer.nowcast import NowcastPlan

Values = NDArray[np.float64]

RESAMPLES, SEED = 400, 20151231
"""How often particles are drawn anew for an interval, and by which seed."""

FEW = 20.0
"""Particles of equal weight below which the answer says that they are few."""

LEAVES_OUT = "the sets are not calibrated; that the model, or how it takes reports, may be wrong"

DECLARED = {one.name: one for one in ALL_SERIES}


@dataclass(frozen=True, eq=False)
class Followed:
    """Runs as they were followed: the steps, and by step (t,) what was looked at of each run.

    `values` are series (t, n, series), `means` what would be counted of each kind (t, n, kind), `sets` how many
    parameter sets were left (t,); `expected` and `size` are the observation of the last month (n, kind), and `origins`
    the number of each run with the months and seeds of its chance.
    """

    steps: tuple[Step, ...]
    values: Values
    means: Values
    sets: tuple[int, ...]
    expected: Values
    size: Values
    origins: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]

    def quantile(self, time: int, series: int, share: float) -> float:
        """A quantile of a series after a step."""
        return weighted_quantile(self.values[time, :, series], self.steps[time].weights, share)

    def ahead(self, time: int) -> Values:
        """What weighs before what was observed in a step counts, (n,)."""
        before = self.steps[time - 1] if time else None
        if before is None or before.resampled:
            return np.full(self.values.shape[1], 1 / self.values.shape[1])
        return before.weights

    @property
    def last(self) -> Values:
        """Weights after the last step, (n,)."""
        return self.steps[-1].weights


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much one more report moves the mean of a series, with its interval, and in standard deviations of it."""

    kind: str
    count: int
    given: bool
    series: str
    shift: float
    low: float
    high: float
    deviations: float


@dataclass(frozen=True, eq=False, repr=False)
class Nowcast(Answer):
    """The state of the elite given reports (`given`), beside that of the same runs without them (`without`)."""

    question: ClassVar[str] = "nowcast"

    asked: NowcastPlan
    given: Followed
    without: Followed

    @property
    def title(self) -> str:
        """Of what, and as of when."""
        return f"The elite in {self.last_month}, given reports: {' '.join(self.asked.base.title.split())}"

    @property
    def last_month(self) -> str:
        """The month of which it speaks."""
        return month_name(self.asked.base.end)

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, particles and parameter sets."""
        base = self.asked.base
        details = {"reports": self.asked.source, **ensemble.details(self.asked.ensemble)}
        return Provenance(
            base.name, base.scale, month_name(base.start), month_name(base.end), base.seed, self.asked.particles, None,
            details, households=base.households, people_each=base.people_each,
        )  # fmt: skip

    @property
    def effective(self) -> float:
        """As how many particles of equal weight they tell at the end."""
        return self.given.steps[-1].effective

    @property
    def seen(self) -> Seen | None:
        """What the parameter sets saw, where they come with the country."""
        found, base = self.asked.ensemble, self.asked.base
        own = found is not None and found.name.startswith(f"{ensemble.NOT_RULED_OUT}:")
        return seen_by(base.plan.name, base.evidence) if own and base.plan.name in countries_with_sets() else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Few particles that tell, sets that are alike, and reports that the runs hardly explain."""
        found = []
        if self.effective < FEW:
            found.append(
                f"{self.asked.particles} particles tell as {figures(self.effective)} of equal weight in the last "
                "month: ask for more."
            )
        if self.asked.ensemble is not None:
            if self.given.sets[-1] < 5:
                left = numbered(self.given.sets[-1], "parameter set")
                found.append(f"Only {left} {'is' if self.given.sets[-1] == 1 else 'are'} left among the particles.")
            said = ensemble.cautions(self.asked.ensemble, range(self.asked.particles))
            found += [one.replace("--runs", "--particles") for one in said]
        return tuple(found)

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """By how much one more report of each kind in the last month would move each series.

        Of a kind of which the last month has no count, the first report is held against a month without one.
        """
        known, weights, values = self.asked.reports.of(self.asked.base.end), self.given.last, self.given.values[-1]
        chance, count = np.random.default_rng(SEED), len(weights)
        again = chance.multinomial(count, np.full(count, 1 / count), RESAMPLES)
        found, there = [], weights > 0
        for at, kind in enumerate(REPORT_NAMES):
            told = known.get(kind, 0)
            means, sizes = self.given.expected[there, at], self.given.size[there, at]
            now, more = (log_negative_binomial(one, means, sizes) for one in (told, told + 1))
            before = weights[there] * (1.0 if kind in known else np.exp(now - now.max()))
            after = before * np.exp(more - now - (more - now).max())
            for place, name in enumerate(self.asked.series):
                found.append(self._shift(kind, told, kind in known, name, values[there, place], before, after,
                                         again[:, there]))  # fmt: skip
        return tuple(found)

    def _shift(
        self, kind: str, count: int, given: bool, name: str, values: Values, before: Values, after: Values,
        again: NDArray,
    ) -> Shift:  # fmt: skip
        def mean(weights: Values) -> Values:
            return (weights * values).sum(axis=-1) / np.maximum(weights.sum(axis=-1), 1e-300)

        drawn = mean(again * after) - mean(again * before)
        low, high = np.quantile(drawn, (LOW, HIGH))
        shift, centre = float(mean(after) - mean(before)), mean(before)
        spread = float(np.sqrt((before * (values - centre) ** 2).sum() / before.sum()))
        return Shift(kind, count, given, name, shift, float(low), float(high), shift / spread if spread else 0.0)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return tuple(part for part in (self._hindsight(), self._state(), self._moved(), self._how()) if part)

    def _hindsight(self) -> str:
        last = self.asked.base.end
        if self.seen is None or (self.seen.until.year * 12 + self.seen.until.month - 1) <= last:
            return ""
        return (
            f"Not what could have been known then: the parameter sets were {self.seen.said}, after the last month. "
            "Sets chosen by what was known: `politburo survey … --as-of DAY --survivors FILE`, then --ensemble FILE."
        )

    def _state(self) -> str:
        own, time = self.asked, len(self.given.steps) - 1
        parts = []
        for place, name in enumerate(own.series[:3]):
            now, then = (_interval(one, time, place) for one in (self.given, self.without))
            parts.append(f"{DECLARED[name].meaning} {now} (without reports {then})")
        counts = numbered(len(own.reports), "count")
        first, last = own.reports.months[0], own.reports.months[-1]
        return (
            f"Given {counts} of {numbered(len(own.reports.kinds), 'kind')} of reports, {month_name(first)} to "
            f"{month_name(last)}, the simulated state of the elite in {self.last_month} is: {'; '.join(parts)}. "
            f"Medians with {percent(LEVEL)} intervals."
        )

    def _moved(self) -> str:
        sure = [one for one in self.shifts if one.low > 0 or one.high < 0]
        if not sure:
            return "One more report of any kind in the last month would move nothing by more than chance among them."
        most = max(sure, key=lambda one: abs(one.deviations))
        return (
            f"One more {most.kind} in {self.last_month} would move it most: {DECLARED[most.series].meaning} "
            f"{'up' if most.shift > 0 else 'down'} by {figures(abs(most.deviations))} standard deviations "
            f"({figures(most.shift)} [{figures(most.low)}, {figures(most.high)}])."
        )

    def _how(self) -> str:
        own = self.asked
        resampled = sum(step.resampled for step in self.given.steps)
        parts = [
            f"{own.particles} particles tell as {figures(self.effective)} of equal weight at the end; they were drawn "
            f"anew {numbered(resampled, 'time')}, and those that weigh most came out the same when run again. "
            f"How completely each kind is reported is assumed to be known within {percent(FACTOR)}, and to vary by "
            f"{percent(MONTHLY)} from month to month (docs/nowcast.md). The scenario, and that the regime stands, are "
            "taken as known."
        ]
        if own.later:
            parts.append(f"Left out: {numbered(own.later, 'count')} of later months.")
        if own.ensemble is not None:
            parts.append(ensemble.sentence(own.ensemble, range(own.particles), own.base, "particle"))
        else:
            parts.append("Parameters are held at the scenario's values: particles differ by chance alone.")
        if part := sample(own.base):
            parts.append(part)
        return " ".join(parts)

    @property
    def basis(self) -> Basis:
        """What the intervals of the state are."""
        what = "parameters and chance together" if self.asked.ensemble is not None else "chance, at one set"
        leaves = LEAVES_OUT if self.asked.ensemble is not None else f"other parameters; {LEAVES_OUT.partition('; ')[2]}"
        return Basis(f"{self.asked.particles} weighted particles: {what}", leaves)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return (
            self._of_state(), self._of_more(), self._of_reports(), self._of_months(), self._of_steps(),
            self._of_particles(),
        )  # fmt: skip

    def _of_state(self) -> Table:
        columns = (
            Column("series", meaning="what is asked about", format="name"),
            Column("meaning"),
            Column("unit"),
            Column("given", "", "median given the reports", "number", "given reports", interval=("low", "high")),
            *ENDS,
            Column("without", "", "median without them", "number", "without", interval=("without_low", "without_high")),
            Column("without_low", meaning="5 % of the weight is below", format="number"),
            Column("without_high", meaning="5 % of the weight is above", format="number"),
        )
        time = len(self.given.steps) - 1
        rows: list[Row] = [
            (name, DECLARED[name].meaning, DECLARED[name].unit, *_three(self.given, time, place),
             *_three(self.without, time, place))
            for place, name in enumerate(self.asked.series)
        ]  # fmt: skip
        title = f"The simulated state of the elite in {self.last_month}"
        return Table("state", title, columns, rows, "", self.basis, ("series",))

    def _of_more(self) -> Table:
        columns = (
            Column("kind", meaning="kind of report"),
            Column("count", "persons", "counted of it in the last month", "count"),
            Column("given", meaning="whether the file has that count; else the first report is held against none",
                   format="yes", heading="in the file"),
            Column("series", meaning="what it moves", format="name"),
            Column("shift", "", "by how much one more moves the mean", "difference", interval=("low", "high")),
            *ENDS,
            Column("deviations", "standard deviations", "the same relative to the spread over particles", "difference"),
        )  # fmt: skip
        rows: list[Row] = [
            (one.kind, one.count, one.given, one.series, one.shift, one.low, one.high, one.deviations)
            for one in sorted(self.shifts, key=lambda one: -abs(one.deviations))
        ]
        basis = Basis(f"{self.asked.particles} particles drawn anew", "all but the chance among particles")
        title = f"What one more report in {self.last_month} would move"
        return Table("one_more", title, columns, rows, "", basis, ("kind", "series"), most=16)

    def _of_reports(self) -> Table:
        columns = (
            Column("kind", meaning="kind of report"),
            Column("months", "months", "of which the file has a count", "count"),
            Column("counted", "persons", "in all of them", "count"),
            Column("expected", "persons", "simulated for these months, each by what was known before it", "number"),
            Column("without", "persons", "simulated for them without any report", "number", "without reports"),
        )
        rows: list[Row] = []
        for kind in self.asked.reports.kinds:
            at = REPORT_NAMES.index(kind)
            times = [month - self.asked.base.start for month, one in self.asked.reports.counts if one == kind]
            counted = sum(count for (_, one), count in self.asked.reports.counts.items() if one == kind)
            expected, without = (
                float(sum((one.ahead(time) * one.means[time, :, at]).sum() for time in times))
                for one in (self.given, self.without)
            )
            rows.append((kind, len(times), counted, expected, without))
        note = "Where what was expected is far from what was counted, the model does not explain the reports."
        return Table("reports", "Reports and what was expected of them", columns, rows, note, keys=("kind",))

    def _of_months(self) -> Table:
        columns = (
            Column("month", meaning="given the reports up to this month", format="month"),
            Column("series", meaning="what is asked about", format="name"),
            Column("given", "", "median given the reports", "number", interval=("low", "high")),
            *ENDS,
            Column("without", "", "median without them", "number", interval=("without_low", "without_high")),
            Column("without_low", meaning="5 % of the weight is below", format="number"),
            Column("without_high", meaning="5 % of the weight is above", format="number"),
        )

        def rows() -> list[Row]:
            return [
                (month_name(step.time), name, *_three(self.given, time, place), *_three(self.without, time, place))
                for time, step in enumerate(self.given.steps)
                for place, name in enumerate(self.asked.series)
            ]

        title = "The state month by month, each by the reports up to then"
        return Table("months", title, columns, later(rows), "", self.basis, ("month", "series"), most=0)

    def _of_steps(self) -> Table:
        columns = (
            Column("month", meaning="month of the reports", format="month"),
            Column("counts", "counts", "of reports known from it", "count"),
            Column("effective", "particles", "as how many of equal weight they tell", "number"),
            Column("sets", "sets", "parameter sets that are left", "count"),
            Column("resampled", meaning="whether they are drawn anew after it", format="yes"),
            Column("evidence", "1", "logarithm of how likely its counts were, by what was known before", "number"),
        )
        rows: list[Row] = [
            (month_name(step.time), len(self.asked.reports.of(step.time)), step.effective, sets, step.resampled,
             step.evidence)
            for step, sets in zip(self.given.steps, self.given.sets, strict=True)
        ]  # fmt: skip
        return Table("filter", "How the particles were filtered", columns, rows, keys=("month",), most=0)

    def _of_particles(self) -> Table:
        columns = (
            Column("particle", meaning="its place", format="integer"),
            Column("run", meaning="number of its run, which says its parameter set", format="integer"),
            Column("seeds", meaning="months from which on its chance was drawn under another seed, with these"),
            Column("weight", "share", "at the end", "number"),
        )
        rows: list[Row] = [
            (place, number, "; ".join(f"{month_name(month)} {seed}" for month, seed in seeds), finite(float(weight)))
            for place, ((number, seeds), weight) in enumerate(zip(self.given.origins, self.given.last, strict=True))
        ]
        title = "The particles, from which each can be run again"
        return Table("particles", title, columns, rows, keys=("particle",), bulk=True)


def _three(found: Followed, time: int, place: int) -> tuple[float | None, float | None, float | None]:
    low, middle, high = (found.quantile(time, place, share) for share in (LOW, 0.5, HIGH))
    return finite(middle), finite(low), finite(high)


def _interval(found: Followed, time: int, place: int) -> str:
    middle, *ends = _three(found, time, place)
    return f"{_figure(middle)} [{', '.join(map(_figure, ends))}]"


def _figure(value: float | None) -> str:
    return "–" if value is None else figures(value)
