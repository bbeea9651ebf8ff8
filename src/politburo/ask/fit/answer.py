"""Every target beside its simulated counterpart, and whether it is met.

A target is met when the simulated median m lies in its band, or misses it by chance alone:

    low / tolerance − 2 e  ≤  m  ≤  high × tolerance + 2 e,     e = 1.25 s / √n

`low` to `high` is the error of the published figure, `tolerance` the factor by which a model of this kind may miss it,
e the standard error of the median over n runs, of standard deviation s.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Provenance, Table
from politburo.answer.numbers import finite, listed, numbered, plain
from politburo.ask.fit.measures import has_counterpart
from politburo.ask.fit.targets import (
    FITTED,
    FITTED_TO,
    error_in_words,
    independent,
    is_share,
    period_in_words,
    said,
)
from politburo.ask.run.tables import basis_of
from politburo.country.checks import FIT
from politburo.country.figures import Figure, Target

if TYPE_CHECKING:
    from politburo.ask.run.results import Results


OF_A_MEDIAN = 1.2533
"""Standard error of a median relative to that of a mean, for values that spread like a normal distribution."""


CHANCE = 2.0
"""Standard errors that chance may make of a miss."""


MOST_NAMED = 8
"""Targets that are not met and are named in a sentence; the table has all of them."""


@dataclass(frozen=True, eq=False, slots=True)
class FitRow:
    """A target beside its simulated counterpart in those runs that cover it, an array (runs,)."""

    target: Target
    values: NDArray[np.float64]

    @property
    def figure(self) -> Figure:
        """What is published."""
        return self.target.figure

    @property
    def runs(self) -> int:
        """How many runs cover it."""
        return len(self.values)

    def quantile(self, share: float) -> float:
        """A quantile of the runs; NaN where none covers the target."""
        return float(np.quantile(self.values, share)) if self.runs else math.nan

    @property
    def median(self) -> float:
        """The median of the runs."""
        return self.quantile(0.5)

    @property
    def chance(self) -> float:
        """Standard error of the median; 0 of a single run, of which it is not known."""
        return OF_A_MEDIAN * float(self.values.std(ddof=1)) / math.sqrt(self.runs) if self.runs > 1 else 0.0

    @property
    def ratio(self) -> float:
        """Simulated median relative to the published figure; NaN where that is zero."""
        return self.median / self.figure.value if self.figure.value else math.nan

    @property
    def band(self) -> tuple[float, float]:
        """From the lowest published figure over the tolerance to the highest times it; shares end at 1."""
        low, high = self.figure.low, self.figure.high
        low, high = (
            (low / self.target.tolerance if low > 0 else low),
            (high * self.target.tolerance if high > 0 else high),
        )
        return low, min(high, max(1.0, self.figure.high)) if is_share(self.figure) else high

    @property
    def is_within(self) -> bool:
        """Whether the simulated median lies in the band."""
        low, high = self.band
        return low <= self.median <= high

    @property
    def met(self) -> bool:
        """Whether it does, or misses it by no more than chance makes of so few runs."""
        low, high = self.band
        return low - CHANCE * self.chance <= self.median <= high + CHANCE * self.chance

    @property
    def said(self) -> str:
        """The target in a few words: `arrivals per year 2012`."""
        return said(self.target)


@dataclass(frozen=True, eq=False, repr=False)
class Fit(Answer):
    """Every target beside its simulated counterpart, and how many are met."""

    question: ClassVar[str] = "fit"

    results: Results
    rows: Sequence[FitRow]

    @property
    def title(self) -> str:
        """What is compared."""
        return f"Fit to published estimates: {self.results.title}"

    @property
    def provenance(self) -> Provenance:
        """That of the runs."""
        return self.results.provenance

    @cached_property
    def counted(self) -> list[FitRow]:
        """The targets that enter measures over all, of those that a run covers.

        Of rival accounts these are those of the one that is met most often.
        """
        covered = [row for row in self.rows if row.runs]

        def missed(places: Sequence[int]) -> float:
            return sum(not covered[place].met for place in places) / len(places)

        return [covered[place] for place in independent([row.target for row in covered], missed)]

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        counted = {id(row) for row in self.counted}
        about, rivals = (any(getattr(row.target, name) for row in self.rows) for name in ("about", "rivals"))
        some = any(row.runs and id(row) not in counted for row in self.rows)
        columns = (
            Column("about", meaning="what the target is about", shown=about),
            Column("target", meaning="what is published", format="name"),
            Column("account", meaning="whose account it is, where accounts contradict each other", shown=rivals),
            Column("period", meaning="the days of which it speaks"),
            Column("start", meaning="first of these days", format="date", shown=False),
            Column("end", meaning="last of these days", format="date", shown=False),
            Column("known_from", meaning="day from which the figure was public", format="date", shown=False),
            Column("unit", meaning="unit of both numbers"),
            Column("published", "", "published figure", "number"),
            Column("published_low", "", "lower end of its error", "number", shown=False),
            Column("published_high", "", "upper end of its error", "number", shown=False),
            Column("error", meaning="range of the published figure; empty where it is exact"),
            Column("tolerance", "1", "factor by which a model may miss it besides", "number", shown=False),
            Column("allowed", meaning="factor by which a model may miss it besides", heading="tolerance"),
            Column("simulated", "", "median over the runs", "number", interval=("simulated_low", "simulated_high")),
            Column("simulated_low", "", "lower end of its interval", "number"),
            Column("simulated_high", "", "upper end of its interval", "number"),
            Column("ratio", "1", "simulated median relative to the published figure", "number", shown=False),
            Column("met", meaning="whether the median lies within error and tolerance, or misses them by chance alone",
                   format="yes"),
            Column("met_without_chance", meaning="whether it lies within error and tolerance", format="yes",
                   shown=False),
            Column("counts", meaning="whether it counts in the measures over all", format="yes", shown=some),
            Column("runs", "1", "runs that cover the period", "integer", shown=False),
        )  # fmt: skip
        cells = [
            (
                row.target.about, row.figure.series, row.target.account, period_in_words(row.figure),
                row.figure.start, row.figure.end, row.figure.known_from, row.figure.unit, row.figure.value,
                row.figure.low, row.figure.high, error_in_words(row.figure), row.target.tolerance,
                f"× {row.target.tolerance:g}",
                *map(finite, (row.median, row.quantile(0.05), row.quantile(0.95), row.ratio)),
                row.met, row.is_within, id(row) in counted, row.runs,
            )
            for row in self.rows
        ]  # fmt: skip
        note = "Behind what is simulated stands the interval over runs."
        if some:
            note += (
                " A target that does not count repeats others, or belongs to an account that is met less often than "
                "another one of the same matter."
            )
        basis, keys = basis_of(self.results), ("target", "account", "start", "end")
        return (Table("targets", "Targets", columns, cells, note, basis, keys),)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return (
            self._how_many(),
            *self._missed(),
            *self._rivals(),
            "A target is met when the median over the runs lies between the lowest published figure divided by the "
            f"tolerance and the highest times it, or beyond by no more than {CHANCE:g} standard errors of the median.",
            f"The defaults of {len(FITTED)} parameters were set by hand to come near such figures, and nothing was "
            "calibrated: where they are met, the defaults were chosen well, and that is no evidence for the model."
            if self.results.scenario.plan.name == FITTED_TO
            else f"No parameter was set to come near these targets: the defaults of {len(FITTED)} were set by hand to "
            f"come near those of {FITTED_TO}.",
            *self._left_out(),
        )

    def _how_many(self) -> str:
        counted = self.counted
        groups = dict.fromkeys(row.target.about for row in counted)
        each = [
            f"{group} {sum(row.met for row in rows)} of {len(rows)}"
            for group in groups
            if (rows := [row for row in counted if row.target.about == group]) and group
        ]
        of_these = f": {', '.join(each)}" if each else ""
        others = sum(row.runs > 0 for row in self.rows) - len(counted)
        besides = f" {numbered(others, 'target')} more repeat or contradict these and do not count." if others else ""
        uncovered = sum(not row.runs for row in self.rows)
        also = f" Of {numbered(uncovered, 'target')} no run covers the time, or has a case." if uncovered else ""
        met, of = sum(row.met for row in counted), numbered(len(counted), "independent target")
        return f"{met} of {of} {'is' if met == 1 else 'are'} met{of_these}.{besides}{also}"

    def _missed(self) -> Iterator[str]:
        """Those that are not met, the farthest first."""
        missed = [row for row in self.counted if not row.met]
        if not missed:
            return
        missed.sort(key=lambda row: -abs(math.log(row.ratio)) if row.ratio > 0 else -math.inf)
        named = [f"{row.said} ({plain(row.median)} for {plain(row.figure.value)})" for row in missed[:MOST_NAMED]]
        more = f", and {len(missed) - MOST_NAMED} more" if len(missed) > MOST_NAMED else ""
        yield f"Not met, simulated for published: {', '.join(named)}{more}."

    def _rivals(self) -> Iterator[str]:
        """With which of the accounts that contradict each other the simulated reports agree."""
        matters = dict.fromkeys(row.target.rivals for row in self.rows if row.target.rivals)
        for matter in matters:
            told: dict[str, list[FitRow]] = {}
            for row in self.rows:
                if row.target.rivals == matter and row.runs:
                    told.setdefault(row.target.account, []).append(row)
            said = [f"“{account}” in {sum(row.met for row in rows)} of {len(rows)}" for account, rows in told.items()]
            if said:
                yield f"Accounts of {matter} contradict each other; what is simulated agrees with {listed(said)}."

    def _left_out(self) -> Iterator[str]:
        """Which targets nothing that is simulated is compared with."""
        names = dict.fromkeys(target.figure.series for target in self.results.scenario.evidence.of_kind(FIT))
        if others := [name for name in names if not has_counterpart(name)]:
            yield f"Left out are targets of which no simulated counterpart is known: {', '.join(others)}."
