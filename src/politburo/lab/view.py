"""What the page shows of a question after some runs, as plain data: a card for each outcome, and what all rest on."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Basis, over_runs
from politburo.answer.numbers import finite
from politburo.ask import ensemble
from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import outcome_named
from politburo.ask.compare.sentences import difference
from politburo.ask.compare.totals import Total, next_runs
from politburo.ask.intervals import Intervals, intervals, spread
from politburo.ask.run.values import ABROAD, BORDER, ORDINARY, PURGED, count_years, over_a_year, published_figures
from politburo.lab import figures
from politburo.lab.figures import PageLayout, months_of, picture
from politburo.lab.lessons import relative
from politburo.lab.question import FIRST, Asked
from politburo.lab.state import WHAT_IF, Question, State, View
from politburo.run.outcomes import Outcome
from politburo.scenario import month_name
from politburo.show.marks import heading
from politburo.terms.series import ALL_SERIES
from politburo.terms.words import FORMS

REPORTED: dict[str, tuple[str, ...]] = {
    "penalties": FORMS,
    "purges": (PURGED,),
    "executions": ("execution",),
    "flights": (ABROAD, BORDER),
    "departures": (ORDINARY,),
}
"""Outcomes of which outsiders learn something, and the quantities of the simulated reports that count them."""

_MEANINGS = {one.name: one.meaning for one in ALL_SERIES}


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
        "over_runs": str(runs_basis(comparison)),
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


def monthly(comparison: Comparison, outcome: Outcome, arm: int) -> NDArray[np.float64]:
    """An outcome of an arm by run and month; what is counted over the last twelve months, as one month is little."""
    values = comparison.values(outcome)[arm]
    return over_a_year(values) if outcome.is_counted else values


def _of_months(comparison: Comparison, outcome: Outcome, view: View) -> dict[str, Any]:
    months = _months(comparison, view)
    arms = [
        figures.Arm(label, colour, spread(monthly(comparison, outcome, at)))
        for at, (label, colour) in enumerate(_labels(comparison))
    ]
    unit = outcome.unit
    over = "level over the last twelve months" if outcome.is_counted else "level"
    panels = [figures.levels(months, heading(over, unit), unit, arms)]
    words = heading(f"{_meaning(outcome)}, {over}", unit)
    if comparison.alternatives:
        total = comparison.total(outcome.name)
        added = ", running total" if outcome.is_counted else ""
        said = heading(f"difference{added}", unit)
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
    said = heading("counted from simulated reports, by year", outcome.unit)
    panels = [figures.yearly(months, said, arms, public)]
    if len(arms) == 2:
        apart: Intervals = intervals(reports[1] - reports[0], comparison.basis.level)
        panels.append(figures.yearly_differences(months, "Difference in what is reported", apart, ""))
    sums = [(np.nansum(one, axis=1), np.nansum(other, axis=1)) for one, other in zip(truth, reports, strict=True)]
    return {
        "picture": picture(months, panels, f"{_meaning(outcome)}: {said}"),
        "reported": [_reported(true, told) for true, told in sums],
        "published": bool(public),
    }


def _reported(true: NDArray[np.float64], told: NDArray[np.float64]) -> dict[str, Any]:
    """Of counts (run,) medians, and what is reported as a part of what happened: the band over runs with any."""
    some = true > 0
    share = spread(told[some] / true[some]) if some.any() else None
    band = [finite(float(share.low)), finite(float(share.high))] if share else None
    return {"truth": float(np.median(true)), "reports": float(np.median(told)), "share": band}


def _months(comparison: Comparison, view: View) -> figures.Months:
    layout = PageLayout(room_on_page=view.width)
    since = comparison.since if comparison.alternatives else None
    return months_of(comparison.months, [arm.scenario for arm in comparison.arms], since, layout)


def _labels(comparison: Comparison) -> list[tuple[str, str]]:
    both = [("baseline", figures.BASELINE), (WHAT_IF, figures.WHAT_IF)]
    return both[: len(comparison.arms)]


def _meaning(outcome: Outcome) -> str:
    return _MEANINGS.get(outcome.name) or outcome.meaning.removesuffix(", in all")


def runs_basis(comparison: Comparison) -> Basis:
    """What the bands of the arms are."""
    found = comparison.baseline.results.ensemble
    sets = ensemble.used(found, comparison.runs)
    return over_runs(len(comparison.runs), sets=sets, leaves_out=ensemble.leaves_out(found))


def _warnings(comparison: Comparison) -> tuple[str, ...]:
    if comparison.alternatives:
        return comparison.warnings
    return comparison.baseline.results.warnings


def _total(one: Total) -> dict[str, Any]:
    """A difference over the period as numbers, and the words in which `compare` has it."""
    numbers = ("base", "changed", "mean", "low", "high", "yardstick", "size", "deviations", "relative", "agreeing")
    return {
        **{name: finite(getattr(one, name)) for name in numbers},
        "parts": relative(one),
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
