"""A question of the page at work: its arms as ordinary runs, and what is shown of those that are finished.

Nothing is computed here that a library does not have: runs are those of `run`, differences those of `compare`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, Column, Row, Table, over_runs
from politburo.answer.files import csv_of
from politburo.answer.numbers import finite
from politburo.ask import ensemble
from politburo.ask.compare import ArmPlan, ComparisonPlan
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import Arm, outcome_named
from politburo.ask.compare.sentences import difference
from politburo.ask.compare import totals
from politburo.ask.compare.totals import Total, next_runs, over_cadres
from politburo.ask.intervals import Intervals, intervals, spread
from politburo.ask.run import run
from politburo.ask.run.results import Results
from politburo.ask.run.values import (
    ABROAD,
    BORDER,
    ORDINARY,
    PURGED,
    count_years,
    over_a_year,
    published_figures,
)
from politburo.lab import figures
from politburo.lab.figures import PageLayout, months_of, picture
from politburo.lab.state import WHAT_IF, Arms, Question, State, View, arms_of
from politburo.run.engines import Threads
from politburo.run.ensemble import Ensemble
from politburo.run.outcomes import Outcome
from politburo.run.plan import default_folder
from politburo.scenario import Scenario, month_name
from politburo.show.marks import heading
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import FORMS

Progress = Callable[[int, int], None]

FIRST = 2
"""Pairs of the first answer: the fewest that have an interval."""

MOST_FOLDERS = 16
"""Folders of runs that are kept of a session where nobody asked for them: those used last."""

REPORTED: dict[str, tuple[str, ...]] = {
    "penalties": FORMS,
    "purges": (PURGED,),
    "executions": ("execution",),
    "flights": (ABROAD, BORDER),
    "departures": (ORDINARY,),
}
"""Outcomes of which outsiders learn something, and the quantities of the simulated reports that count them."""

_MEANINGS = {one.name: one.meaning for one in ALL_SERIES}


@dataclass(frozen=True, eq=False)
class Asked:
    """A state whose runs are kept under a folder. Raises UsageError or ScenarioError for what cannot be."""

    state: State
    folder: Path
    given: Scenario | None = None

    @cached_property
    def arms(self) -> Arms:
        """Baseline and what-if."""
        return arms_of(self.state, self.given)

    @cached_property
    def parameters(self) -> Ensemble | None:
        """The parameter sets of the runs, where an ensemble is asked for."""
        return ensemble.ensemble_of(self.state.ensemble, self.arms.base)

    @cached_property
    def plans(self) -> tuple[ArmPlan, ...]:
        """The arms as they are run, the baseline first."""
        base, changed = self.arms.base, self.arms.changed
        if changed is not None:
            return ComparisonPlan(base, (changed,), ensemble=self.parameters, out=self.folder).arms
        folder = self.folder / default_folder(base, self.parameters).name
        return (ArmPlan("baseline", base, folder),)

    def advance(self, runs: int, progress: Progress | None = None) -> None:
        """Do the runs of all arms that are not finished yet, up to so many. Raises as `run`."""
        arms = {one.folder: one.scenario for one in self.plans}
        for at, (folder, scenario) in enumerate(arms.items()):

            def told(done: int, total: int, before: int = at) -> None:
                if progress is not None:
                    progress(before * total + done, len(arms) * total)

            run(scenario, runs=runs, ensemble=self.parameters, out=folder, engine=Threads(1), progress=told)

    def found(self, runs: int, series: Sequence[str], *, last: bool = False) -> Comparison:
        """What so many finished runs say; the `last` time with the spread over cadres as a yardstick besides."""
        arms = tuple(
            Arm(one.label, one.scenario, Results.open(one.folder, runs=runs)) for one in self.plans
        )
        wanted = totals.wanted({name: f"{self.state.precision:g}%" for name in series})
        place = self.folder / f"compare-{self.plans[-1].folder.name}"
        comparison = Comparison(arms[0], arms[1:], place, wanted if len(arms) > 1 else ())
        if not last or len(arms) == 1:
            return comparison
        cadres = over_cadres(arms[0].results, comparison.months.stop - 1, len(arms), place)
        return replace(comparison, over_cadres=cadres)

    def tidy(self, most: int = MOST_FOLDERS) -> None:
        """Throw away the runs of earlier questions of the session but for those used last."""
        mine = {one.folder.name for one in self.plans}
        others = [one for one in self.folder.iterdir() if one.is_dir() and one.name not in mine]
        for old in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[most:]:
            shutil.rmtree(old, ignore_errors=True)


def shown(asked: Asked, question: Question, runs: int) -> dict[str, Any]:
    """What the page shows after so many runs, as plain data, and how many it takes next; `done` says that it ends."""
    names = tuple(dict.fromkeys(outcome_named(name).name for name in question.view.series))
    most = asked.state.runs
    comparison = asked.found(runs, names)
    reached = bool(comparison.alternatives) and all(one.reached for one in comparison.precision)
    done = reached or runs >= most
    if done and comparison.alternatives:
        comparison = asked.found(runs, names, last=True)
    following = min(2 * runs, most)
    if comparison.alternatives and runs > FIRST:
        following = next_runs(comparison.precision, runs, most)
    pairs = comparison.basis if comparison.alternatives else None
    return {
        "runs": runs,
        "most": most,
        "next": following,
        "done": done,
        "reached": reached,
        "title": " ".join((asked.arms.changed or asked.arms.base).title.split()),
        "notice": asked.arms.notice,
        "first": month_name(comparison.months.start),
        "last": month_name(comparison.months.stop - 1),
        "since": month_name(comparison.since) if comparison.alternatives else None,
        "over_runs": str(_over_runs(comparison)),
        "over_pairs": str(pairs) if pairs else "",
        "provenance": str(comparison.provenance),
        "fingerprints": [arm.results.fingerprint for arm in comparison.arms],
        "fell": [int(one.sum()) for one in comparison.fell],
        "warnings": list(_warnings(comparison)),
        "cards": [card(comparison, outcome_named(name), question.view) for name in names],
    }


def card(comparison: Comparison, outcome: Outcome, view: View) -> dict[str, Any]:
    """One outcome: its picture, its difference over the period as numbers, and what outsiders learn of it."""
    found: dict[str, Any] = {"name": outcome.name, "meaning": _meaning(outcome), "unit": outcome.unit}
    if comparison.alternatives:
        found["total"] = _total(comparison.total(outcome.name))
    if view.seen == "truth":
        return found | {"picture": _of_months(comparison, outcome, view)}
    if outcome.name not in REPORTED:
        return found | {"picture": None}
    return found | _of_reports(comparison, outcome, view)


def table(asked: Asked, question: Question, runs: int) -> str:
    """What the pictures show, month by month, as CSV, with what the intervals are and where it comes from."""
    names = tuple(dict.fromkeys(outcome_named(name).name for name in question.view.series))
    comparison = asked.found(runs, names)
    rows: list[Row] = []
    for name in names:
        outcome = outcome_named(name)
        for at, arm in enumerate(comparison.arms):
            found = spread(_monthly(comparison, outcome, at))
            rows += _rows(comparison, name, arm.label, found.median, found.low, found.high, str(_over_runs(comparison)))
        if comparison.alternatives:
            apart = comparison.running(outcome, 0)
            of = str(comparison.basis)
            rows += _rows(comparison, name, "difference", apart.mean, apart.low, apart.high, of)
    return csv_of(Table("lab", comparison.title, COLUMNS, rows, bulk=True), str(comparison.provenance))


COLUMNS = (
    Column("month", meaning="calendar month"),
    Column("outcome", meaning="what is shown; what is counted is summed over the last twelve months in an arm"),
    Column("arm", meaning="baseline or what-if, or their paired difference; what is counted is added up there"),
    Column("value", meaning="median over runs; of the difference its mean", format="number", interval=("low", "high")),
    Column("low", meaning="lower end of the interval", format="number"),
    Column("high", meaning="upper end of the interval", format="number"),
    Column("interval", meaning="what the interval is over, and what it leaves out"),
)


def _rows(
    comparison: Comparison,
    name: str,
    arm: str,
    value: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    of: str,
) -> list[Row]:
    months = [month_name(month) for month in comparison.months]
    return [
        (month, name, arm, finite(value[at]), finite(low[at]), finite(high[at]), of) for at, month in enumerate(months)
    ]


def _monthly(comparison: Comparison, outcome: Outcome, arm: int) -> NDArray[np.float64]:
    """An outcome of an arm by run and month; what is counted over the last twelve months, as one month is little."""
    values = comparison.values(outcome)[arm]
    return over_a_year(values) if outcome.is_counted else values


def _of_months(comparison: Comparison, outcome: Outcome, view: View) -> dict[str, Any]:
    months = _months(comparison, view)
    arms = [
        figures.Arm(label, colour, spread(_monthly(comparison, outcome, at)))
        for at, (label, colour) in enumerate(_labels(comparison))
    ]
    meaning, unit = _meaning(outcome), outcome.unit
    over = f"{meaning}, over the last twelve months" if outcome.is_counted else meaning
    panels = [figures.levels(months, heading(over, unit), unit, arms)]
    words = heading(over, unit)
    if comparison.alternatives:
        total = comparison.total(outcome.name)
        added = ", running total" if outcome.is_counted else ""
        said = f"Difference{added}"
        panels.append(figures.differences(months, said, comparison.running(outcome, 0), ""))
        words += f". {said} over the period: {difference(total)}"
    return picture(months, panels, words)


def _of_reports(comparison: Comparison, outcome: Outcome, view: View) -> dict[str, Any]:
    """What outsiders ever learn of an outcome, by the year in which it happened, in both arms."""
    months, quantities = _months(comparison, view), REPORTED[outcome.name]
    years = [count_years(arm.results) for arm in comparison.arms]
    reports, truth = (
        [sum((one[quantity] for quantity in quantities), np.zeros(())) for one in side]
        for side in ([one.reports for one in years], [one.truth for one in years])
    )
    arms = [
        figures.Arm(label, colour, spread(counts))
        for (label, colour), counts in zip(_labels(comparison), reports, strict=True)
    ]
    public = published_figures(comparison.baseline.scenario, quantities[0]) if len(quantities) == 1 else []
    said = heading(f"{_meaning(outcome)}, in a year, as reported", outcome.unit)
    panels = [figures.yearly(months, said, arms, public)]
    if len(arms) == 2:
        apart: Intervals = intervals(reports[1] - reports[0], comparison.basis.level)
        panels.append(figures.yearly_differences(months, "Difference in what is reported", apart, ""))
    sums = [(np.nansum(one, axis=1), np.nansum(other, axis=1)) for one, other in zip(truth, reports, strict=True)]
    return {
        "picture": picture(months, panels, said),
        "reported": [{"truth": float(np.median(true)), "reports": float(np.median(told))} for true, told in sums],
        "published": bool(public),
    }


def _months(comparison: Comparison, view: View) -> figures.Months:
    layout = PageLayout(room_on_page=view.width)
    since = comparison.since if comparison.alternatives else None
    return months_of(comparison.months, [arm.scenario for arm in comparison.arms], since, layout)


def _labels(comparison: Comparison) -> list[tuple[str, str]]:
    return list(zip(("baseline", WHAT_IF), (figures.BASELINE, figures.WHAT_IF), strict=True))[: len(comparison.arms)]


def _meaning(outcome: Outcome) -> str:
    return _MEANINGS.get(outcome.name) or outcome.meaning.removesuffix(", in all")


def _over_runs(comparison: Comparison) -> Basis:
    sets = ensemble.used(comparison.baseline.results.ensemble, comparison.runs)
    return over_runs(len(comparison.runs), sets=sets)


def _warnings(comparison: Comparison) -> tuple[str, ...]:
    if comparison.alternatives:
        return comparison.warnings
    return comparison.baseline.results.warnings


def _total(one: Total) -> dict[str, Any]:
    """A difference over the period as numbers, and the words in which `compare` has it."""
    numbers = ("base", "changed", "mean", "low", "high", "yardstick", "size", "deviations", "relative", "agreeing")
    return {
        **{name: finite(getattr(one, name)) for name in numbers},
        "finding": one.finding,
        "relative_to": one.relative_to,
        "said": difference(one),
        "since": None if one.since is None else month_name(one.since),
        "pairs": one.pairs,
        "counted": one.outcome.is_counted,
    }


def warm(folder: Path) -> None:
    """Ask a small question once, so that what is compiled or loaded by the first one is there for the next."""
    with TemporaryDirectory(dir=folder, prefix="warm-") as place:
        state = State(scenario="example", levers={"purge_intensity": 0.2}, until="2000-06", runs=FIRST)
        asked = Asked(state, Path(place))
        asked.advance(FIRST)
        shown(asked, Question(session="0" * 32, state=state), FIRST)
