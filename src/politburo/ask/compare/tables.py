"""A comparison as tables: what differs, year by year, in which groups, from when on, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from politburo.answer import Column, Row, Table, later
from politburo.answer.numbers import numbered
from politburo.ask.compare.across_priors import set_tables, spread_table
from politburo.ask.compare.quantities import (
    ALTERNATIVE,
    BY_NAME,
    MOST_OUTCOMES,
    OUTCOME,
    UNIT,
    alternative_column,
    in_front,
)
from politburo.ask.compare.totals import THE_CHANGE, THE_SPREAD, Total, in_pairs, summarised
from politburo.ask.ensemble import leaves_out
from politburo.ask.variance_parts import parts_table, share_interval_of
from politburo.run.outcomes import YEAR, at_the_end, highest, in_a_year, mean, total
from politburo.scenario import month_name
from politburo.scenario.overview import differences

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.compare.quantities import Contribution

FEW = 4
"""Outcomes that are shown by year, or of each of several alternatives, unless some were asked for."""

MOST_GROUPS = 6
"""Groups of one kind that are shown."""

TAKEN: dict[Callable[..., float], str] = {
    total: "sum",
    mean: "mean",
    in_a_year: "sum per year",
    at_the_end: "mean of last year",
    highest: "maximum",
}
"""How an outcome summarises its months."""

BASELINE = Column("baseline", meaning="mean over the baseline's runs", format="number", finer="difference")
CHANGED = Column("changed", meaning="mean over the alternative's runs", format="number", finer="difference")
LOW = Column("low", meaning="lower end of the interval; none where no pair differs", format="number")
HIGH = Column("high", meaning="upper end of the interval", format="number")
DIFFERENCE = Column(
    "difference", meaning="mean over pairs of alternative − baseline", format="difference", interval=("low", "high")
)
FINDING = Column(
    "finding", meaning="whether the difference is distinguishable from zero, or why not", heading="from zero"
)
PAIRS = Column("pairs", "pairs of runs", "pairs that have a value", "count", shown=False)
THE_SIZE = "Size: the difference relative to"
BY_CHANGE = f"{THE_SIZE} the baseline's change from 2011 to 2015, in counts per year, or else to the baseline's level."
BY_SPREAD = f"{THE_SIZE} the standard deviation over cadres for means over them, else to the baseline's level."
OF_THE_SPREAD = "The standard deviation over cadres (SD) is that of the baseline's first run, at the end."


def tables(comparison: Comparison) -> tuple[Table, ...]:
    """All tables of a comparison, the main one first."""
    several = len(comparison.alternatives) > 1
    return (
        *([_scorecard(comparison)] if several else []),
        _totals(comparison),
        _years(comparison),
        *([spread_table(comparison, comparison.parameter_sets)] if comparison.parameter_sets else []),
        *([_parts(comparison)] if any(one.parts for one in comparison.totals) else []),
        _contributions(comparison),
        _divergence(comparison),
        _regimes(comparison),
        *([_precision(comparison)] if comparison.wanted else []),
        _changes(comparison),
        _arms(comparison),
        _months(comparison),
        _pairs(comparison),
        *(set_tables(comparison, comparison.parameter_sets) if comparison.parameter_sets else ()),
    )


def with_groups(comparison: Comparison, place: int) -> list[Total]:
    """The totals whose breakdown by group is shown: of the series asked for, else of the first that differ.

    Unasked these are one that circles of cadres contribute to, and one that provinces do.
    """
    totals = [one for one in comparison.totals_of(place) if one.outcome.name in BY_NAME and not one.identical]
    if comparison.series:
        return [one for one in totals if one.outcome.name in comparison.series and BY_NAME[one.outcome.name].by]
    found: dict[bool, Total] = {}
    for one in totals:
        kinds = BY_NAME[one.outcome.name].by
        if one.distinguishable and kinds:
            found.setdefault("province" in kinds, one)
    return list(found.values())


def span(comparison: Comparison) -> str:
    """The period over which totals are taken."""
    return f"{month_name(comparison.period.start)} to {month_name(comparison.period.stop - 1)}"


def shown_first(comparison: Comparison, most: int) -> tuple[list[Total], int]:
    """All totals, in front those that people see: those asked for, or so many of each alternative; and how many."""
    most = len(comparison.series) or most
    return in_front((comparison.totals_of(place), most) for place in range(len(comparison.alternatives)))


def _ends(one: Total | Contribution) -> tuple[float | None, float | None]:
    """The ends of an interval; none where no pair differs."""
    return (None, None) if one.low == one.high == 0 else (one.low, one.high)


def _scorecard(comparison: Comparison) -> Table:
    """All alternatives side by side: one row an outcome, one column an alternative."""
    columns = [OUTCOME, UNIT, Column("baseline", meaning=BASELINE.meaning, format="number", finer="difference_1")]
    for number, arm in enumerate(comparison.alternatives, 1):
        ends = (f"low_{number}", f"high_{number}")
        columns += [
            Column(f"difference_{number}", "", f"{arm.label} − baseline", "difference", arm.label, ends),
            *(Column(end, "", "end of its interval", "number") for end in ends),
        ]
    places = range(len(comparison.alternatives))
    totals = [{one.outcome.name: one for one in comparison.totals_of(place)} for place in places]
    margins = {name: max(of[name].margin for of in totals) for name in totals[0]}
    order = [*comparison.series, *sorted(margins, key=lambda name: -margins[name])]
    rows = []
    for name in dict.fromkeys(order):
        found = [of[name] for of in totals]
        row: list = [name, found[0].outcome.unit, found[0].base]
        for one in found:
            row += [one.mean, *_ends(one)]
        rows.append(row)
    return Table(
        "scorecard",
        f"Differences from the baseline by alternative, {span(comparison)}",
        tuple(columns),
        rows,
        "A difference without an interval is 0 in every pair.",
        comparison.basis,
        ("outcome",),
        len(comparison.series) or MOST_OUTCOMES,
    )


def _totals(comparison: Comparison) -> Table:
    several = len(comparison.alternatives) > 1
    found, most = shown_first(comparison, FEW if several else MOST_OUTCOMES)
    by_change = any(one.relative_to == THE_CHANGE for one in found)
    by_spread = any(one.relative_to == THE_SPREAD for one in found)
    columns = (
        alternative_column(comparison), OUTCOME,
        Column("meaning", meaning="meaning of the outcome", shown=False), replace(UNIT, shown=not several),
        Column("taken", meaning="how the months of a run are summarised", shown=False),
        BASELINE, CHANGED, DIFFERENCE, LOW, HIGH,
        Column("relative", meaning="difference relative to the baseline's level", format="percent", shown=False),
        Column("size", meaning="difference relative to the yardstick of its row", format="percent",
               heading="size" if by_change or by_spread else "of level"),
        Column(
            "yardstick", meaning="what the size is relative to, in the baseline", heading="of", shown=by_change
        ),
        Column("deviations", meaning="the same in standard deviations over cadres (baseline, first run, at the end)",
               format="difference", shown=False),
        Column("same_sign", meaning="share of pairs whose difference has this sign", format="percent", shown=False),
        FINDING,
        Column("since", meaning="month from which the interval excludes zero for half a year", format="month",
               shown=not several),
        PAIRS,
        Column(
            "runs_with_independent_seeds", "runs", "runs of each arm that would have given as narrow an interval "
            "without common random numbers", "count", shown=False,
        ),
    )  # fmt: skip
    rows = [
        (
            one.alternative, one.outcome.name, one.outcome.meaning, one.outcome.unit, TAKEN[one.outcome.summary],
            one.base, one.changed, one.mean, *_ends(one), one.relative, one.size, one.relative_to,
            one.deviations, one.agreeing, one.finding,
            None if one.since is None else month_name(one.since), one.pairs, one.unpaired,
        )
        for one in found
    ]  # fmt: skip
    title = f"Differences over {span(comparison)}"
    keys = ("alternative", "outcome")
    note = [BY_CHANGE] if by_change else [BY_SPREAD] if by_spread else []
    note += [OF_THE_SPREAD] if comparison.over_cadres else []
    return Table("totals", title, columns, rows, " ".join(note), comparison.basis, keys, most)


def _parts(comparison: Comparison) -> Table:
    """What parameters and what chance make of the spread of each difference over pairs."""
    several = len(comparison.alternatives) > 1
    found, most = shown_first(comparison, FEW if several else MOST_OUTCOMES)
    rows = [((one.alternative, one.outcome.name, one.outcome.unit), one.parts) for one in found]
    most = sum(parts is not None for _, parts in rows[:most])
    title = f"Differences over {span(comparison)}: spread over parameter sets and by chance"
    about = (alternative_column(comparison), OUTCOME, UNIT)
    left_out = leaves_out(comparison.baseline.results.ensemble)
    return parts_table(title, about, ("alternative", "outcome"), rows, most, "pair", left_out)


def _years(comparison: Comparison) -> Table:
    several = len(comparison.alternatives) > 1
    most = 1 if several else FEW
    names = comparison.series or tuple(one.name for one in comparison.drawn[:most])
    found = sorted(comparison.totals, key=lambda one: one.outcome.name not in names)
    by_year = [comparison.years(one.outcome.name, one.alternative) for one in found]
    shown = len(names) * len(comparison.alternatives)
    months = comparison.period
    partial = bool(months.start % YEAR or months.stop % YEAR)
    columns = (
        alternative_column(comparison), OUTCOME, replace(UNIT, shown=not several), Column("year", format="integer"),
        Column("months", "months", "months of the year in the period", "count", shown=partial),
        BASELINE, CHANGED, DIFFERENCE, LOW, HIGH, FINDING, PAIRS,
    )  # fmt: skip
    rows = [
        (
            one.alternative, one.outcome.name, one.outcome.unit, year,
            min(months.stop, YEAR * year + YEAR) - max(months.start, YEAR * year),
            one.base, one.changed, one.mean, *_ends(one), one.finding, one.pairs,
        )
        for years in by_year
        for year, one in years.items()
    ]  # fmt: skip
    most = sum(map(len, by_year[:shown]))
    keys = ("alternative", "outcome", "year")
    return Table("years", "Differences by year", columns, rows, "", comparison.basis, keys, most)


def _contributions(comparison: Comparison) -> Table:
    parts = []
    for place in range(len(comparison.alternatives)):
        shown = {one.outcome.name for one in with_groups(comparison, place)}
        for outcome in comparison.outcomes:
            series, most = BY_NAME.get(outcome.name), MOST_GROUPS if outcome.name in shown else 0
            parts += [(comparison.contributions(outcome.name, by, place), most) for by in (series.by if series else ())]
    found, most = in_front(parts)
    columns = (
        alternative_column(comparison), OUTCOME, UNIT, Column("by", meaning="kind of group"),
        Column("group", format="name"),
        Column("contribution", meaning="part of the difference that comes from the group", format="difference",
               interval=("low", "high")),
        LOW, HIGH,
        Column("share", meaning="of the whole difference; below 0 for a group that pulls the other way",
               format="percent"),
    )  # fmt: skip
    rows = [
        (one.alternative, one.series.name, one.series.unit, one.by, one.group, one.mean, *_ends(one), one.share)
        for one in found
    ]
    keys = ("alternative", "outcome", "by", "group")
    return Table("contributions", "Breakdown by group", columns, rows, "", comparison.basis, keys, most)


def _divergence(comparison: Comparison) -> Table:
    columns = (
        ALTERNATIVE,
        Column("pairs", "pairs of runs", "pairs of runs", "count"),
        Column("diverging", "pairs of runs", "pairs in which any series ever differs", "count"),
        Column("first", meaning="first month in which a pair differs", format="month"),
        Column("median", meaning="the same of the middle pair", format="month"),
        Column("last", meaning="the same of the last pair", format="month"),
    )
    rows: list[Row] = []
    for place, arm in enumerate(comparison.alternatives):
        found = comparison.divergence(place)
        months = (min(found.diverging, default=None), found.median, max(found.diverging, default=None))
        told = (None if month is None else month_name(month) for month in months)
        rows.append((arm.label, len(found.months), len(found.diverging), *told))
    return Table("divergence", "When runs diverge", columns, rows, keys=("alternative",))


def _regimes(comparison: Comparison) -> Table:
    """How often the regime falls, with what that says of how often it would."""
    columns = (
        Column("arm", meaning="the baseline or an alternative"),
        Column("runs", "runs", "runs", "count"),
        Column("falls", "runs", "runs in which the regime falls", "count"),
        Column("share", meaning="share of runs in which it falls", format="percent", interval=("low", "high")),
        Column("low", meaning="lower end of the interval of the share", format="percent"),
        Column("high", meaning="upper end of the interval of the share", format="percent"),
        Column("falls_with_baseline", "runs", "runs in which it falls in the baseline too", "count", shown=False),
    )
    ends = [comparison.ends(place) for place in range(len(comparison.alternatives))]
    counts = [("baseline", ends[0].base, ends[0].base), *((one.alternative, one.changed, one.both) for one in ends)]
    runs = len(comparison.runs)
    shares = [share_interval_of(fell, comparison.sets) for fell in comparison.fell]
    rows = [
        (arm, runs, count, count / runs, *share, both) for (arm, count, both), share in zip(counts, shares, strict=True)
    ]
    sets = None if comparison.sets is None else len(set(comparison.sets.tolist()))
    under = "" if sets is None else f" under {sets} parameter sets: parameters and chance together"
    basis = replace(comparison.basis, over=f"{numbered(runs, 'run')} of each arm{under}")
    return Table("regimes", "Falls of the regime", columns, rows, "", basis, ("arm",))


def _precision(comparison: Comparison) -> Table:
    columns = (
        alternative_column(comparison), OUTCOME, UNIT,
        Column("asked", meaning="half-width of the interval that was asked for", format="number"),
        Column("half_width", meaning="half-width of the interval", format="number"),
        Column("pairs", "pairs of runs", "pairs that it took", "count"),
        Column("reached", meaning="whether the precision is reached", format="yes"),
        Column(
            "runs_with_independent_seeds", "runs", "runs of each arm for the same interval without common random "
            "numbers", "count", heading="with independent seeds",
        ),
    )  # fmt: skip
    known = [(one, one.total) for one in comparison.precision]
    rows = [
        (of.alternative, of.outcome.name, of.outcome.unit, one.asked, of.half, of.pairs, one.reached, of.unpaired)
        for one, of in known
    ]
    return Table("precision", "Precision", columns, rows, "", comparison.basis, ("alternative", "outcome"))


def _changes(comparison: Comparison) -> Table:
    columns = (
        alternative_column(comparison),
        Column("where", meaning="what is changed, as a scenario file names it", heading="what"),
        Column("what", meaning="its meaning and unit", heading="meaning"),
        Column("months", meaning="in which it differs"),
        Column("baseline"),
        Column("changed"),
    )
    ours = comparison.mean_of(0)
    rows = [
        (arm.label, one.where, one.what, one.months, one.a, one.b)
        for place, arm in enumerate(comparison.alternatives, 1)
        for one in differences(comparison.baseline.scenario, arm.scenario, (ours, comparison.mean_of(place)))
    ]
    return Table("changes", "What is changed", columns, rows, simulated=False)


def _arms(comparison: Comparison) -> Table:
    columns = (
        Column("arm", meaning="the baseline or an alternative"),
        Column("scenario"),
        Column("folder", meaning="folder of its runs"),
        Column("fingerprint", meaning="hash of all its results", shown=False),
    )
    rows = [(arm.label, arm.scenario.name, str(arm.results.folder), arm.results.fingerprint) for arm in comparison.arms]
    return Table("arms", "Runs of each arm", columns, rows, keys=("arm",), simulated=False)


def _months(comparison: Comparison) -> Table:
    """Month by month, for files."""

    def rows() -> Iterator[Row]:
        for place, arm in enumerate(comparison.alternatives):
            for outcome in comparison.outcomes:
                if TAKEN[outcome.summary] not in ("sum", "mean"):
                    continue
                values = comparison.values(outcome)
                base, changed = in_pairs(outcome, values[0], values[place + 1])
                found = comparison.intervals(changed - base)
                levels = [comparison.intervals(values).mean for values in (base, changed)]
                columns = (*levels, found.mean, found.low, found.high, found.pairs)
                for month, *row in zip(comparison.months, *(column.tolist() for column in columns), strict=True):
                    yield arm.label, outcome.name, outcome.unit, month_name(month), *row

    columns = (ALTERNATIVE, OUTCOME, UNIT, Column("month", format="month"), BASELINE, CHANGED, DIFFERENCE, LOW, HIGH)
    keys = ("alternative", "outcome", "month")
    return Table(
        "months", "Month by month", (*columns, PAIRS), later(rows), "", comparison.basis, keys, bulk=True
    )  # fmt: skip


def _pairs(comparison: Comparison) -> Table:
    """Run by run, for files."""

    def rows() -> Iterator[Row]:
        since = comparison.since - comparison.months.start
        for place, arm in enumerate(comparison.alternatives):
            for outcome in comparison.outcomes:
                values = comparison.values(outcome)[:, :, since:]
                base, changed = (
                    summarised(outcome, one).tolist() for one in in_pairs(outcome, values[0], values[place + 1])
                )
                months = comparison.divergence(place).months
                for run, month, ours, theirs in zip(comparison.runs, months, base, changed, strict=True):
                    diverges = None if month is None else month_name(month)
                    yield arm.label, outcome.name, outcome.unit, run, ours, theirs, theirs - ours, diverges

    columns = (
        ALTERNATIVE, OUTCOME, UNIT, Column("run", meaning="number of the run, the same in both arms", format="integer"),
        Column("baseline", meaning="outcome of the baseline's run over the period", format="number"),
        Column("changed", meaning="outcome of the alternative's run", format="number"),
        Column("difference", meaning="alternative − baseline", format="difference"),
        Column("diverges", meaning="first month in which the two runs differ at all", format="month"),
    )  # fmt: skip
    return Table("pairs", "Run by run", columns, later(rows), keys=("alternative", "outcome", "run"), bulk=True)
