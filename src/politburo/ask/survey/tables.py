"""What a survey found, as tables: the space, the waves, targets and their conflicts, parameters, and all sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Column, Row, Table, later
from politburo.answer.numbers import finite
from politburo.ask.fit.targets import error_in_words, period_in_words, said
from politburo.ask.intervals import ENDS, share_interval
from politburo.ask.survey.implausibility import Measure, Values
from politburo.ask.survey.measured import name_of
from politburo.ask.survey.waves import FURTHER
from politburo.scenario.schema import PARAMETER_DECLARATIONS

if TYPE_CHECKING:
    from politburo.ask.survey.answer import Survey

UNLIKELY = 0.01
"""Chance below which two targets that do not depend on each other would be met together so seldom."""


def tables(found: Survey) -> tuple[Table, ...]:
    """All tables, the space first."""
    makers = (_space, _of_waves, _of_targets, _of_conflicts, _of_parameters, _of_sets)
    return tuple(make(found) for make in makers)


def _space(found: Survey) -> Table:
    columns = (
        Column("rule", meaning="by what sets are ruled out"),
        Column("sets", "sets", "parameter sets", "count"),
        Column("left", "sets", "those that are not ruled out", "count"),
        Column("share", meaning="share of the space that is left", format="percent", interval=("low", "high")),
        *ENDS,
    )
    own, sets = found.rules, len(found.there)
    counts = {
        f"second highest implausibility at most {own.second_highest:g}, highest at most {own.highest:g}": int(
            found.judged.left[found.there].sum()
        ),
        f"every independent target within a factor of {own.looser:g}": int(
            found.judged.left_by_looser[found.there].sum()
        ),
        "the regime lasts": int(found.lasts[found.there].sum()),
    }
    rows: list[Row] = [(rule, sets, left, left / sets, *share_interval(left, sets)) for rule, left in counts.items()]
    note = "Among the sets drawn; a search does not tell the share." * bool(found.run)
    return Table("space", "How much of the space is left", columns, rows, note, found.basis, keys=("rule",))


def _of_waves(found: Survey) -> Table:
    columns = (
        Column("wave", meaning="number of the wave", format="integer"),
        Column("fitted", "sets", "sets to which its emulators were fitted", "count"),
        Column("run", "sets", "sets that were run", "count"),
        Column("beyond", "1", "by what the limits would have to be multiplied for half of these to be left",
               "number"),
        Column("first", "sets", "those that their first run does not rule out", "count"),
        Column("left", "sets", f"those that {FURTHER[-1]} further runs do not rule out either", "count"),
    )  # fmt: skip
    rows: list[Row] = [
        (number, wave.fitted, wave.run, finite(wave.beyond), wave.first, wave.left)
        for number, wave in enumerate(found.waves, 1)
    ]
    title = "The waves in which the space was searched"
    return Table("waves", title, columns, rows, keys=("wave",), most=20 if rows else 0)


def _of_targets(found: Survey) -> Table:
    columns = (
        Column("about", meaning="what the target is about"),
        Column("target", meaning="what is published", format="name"),
        Column("account", meaning="whose account it is, where accounts contradict each other"),
        Column("start", meaning="first day of which it speaks", format="date", shown=False),
        Column("end", meaning="last day of which it speaks", format="date", shown=False),
        Column("period", meaning="the time of which it speaks"),
        Column("published", "", "published figure", "number"),
        Column("published_low", "", "lower end of its error", "number", shown=False),
        Column("published_high", "", "upper end of its error", "number", shown=False),
        Column("error", meaning="range of the published figure; empty where it is exact"),
        Column("discrepancy", "1", "factor by which a model may miss it", "number", shown=False),
        Column("allowed", meaning="factor by which a model may miss it", heading="tolerance"),
        Column("noise", "1", "standard deviation of the mean of a set's runs, relative; median over sets", "number",
               shown=False),
        Column("bank", "", "median over all sets", "number", "all sets", interval=("bank_low", "bank_high")),
        Column("bank_low", "", "5 % of sets are below", "number"),
        Column("bank_high", "", "5 % of sets are above", "number"),
        Column("left", "", "median over the sets left", "number", "sets left", interval=("left_low", "left_high")),
        Column("left_low", "", "5 % of them are below", "number"),
        Column("left_high", "", "5 % of them are above", "number"),
        Column("share_met", meaning="share of the sets that meet it by itself", format="percent", heading="met by"),
        Column("joint", meaning="whether it is independent of the others", format="yes", shown=False),
        Column("sets", "sets", "sets that have a counterpart of it", "integer", shown=False),
    )  # fmt: skip
    rows: list[Row] = []
    for place, (target, measure) in enumerate(zip(found.targets, found.measures, strict=True)):
        figure, means = target.figure, found.means[:, place]
        rows.append((
            target.about, figure.series, target.account, figure.start, figure.end, period_in_words(figure),
            figure.value, figure.low, figure.high, error_in_words(figure), found.rules.factor(target),
            f"× {found.rules.factor(target):g}", float(np.median(found.noise[:, place])),
            *_middle(measure, means[found.there]), *_middle(measure, found.means_of_left[:, place]),
            found.share_met(place), target.joint, int((~np.isnan(means[found.there])).sum()),
        ))  # fmt: skip
    note = "Behind a median stands where 90 % of the sets lie."
    keys = ("target", "account", "start", "end")
    return Table("targets", "Targets under all sets and under those left", columns, rows, note, found.basis, keys)


def _of_conflicts(found: Survey) -> Table:
    columns = (
        Column("first", meaning="a target"),
        Column("second", meaning="another one"),
        Column("first_met", meaning="share of the sets that meet the first", format="percent"),
        Column("second_met", meaning="share of the sets that meet the second", format="percent"),
        Column("together", "sets", "sets that meet both", "count"),
        Column("expected", "sets", "sets that would meet both if neither depended on the other", "number"),
        Column("p", "", "chance of so few if neither depended on the other", "number"),
    )
    rows = [
        (said(found.targets[one.first]), said(found.targets[one.second]), found.share_met(one.first),
         found.share_met(one.second), one.together, one.expected, one.p)
        for one in found.conflicts
    ]  # fmt: skip
    note = f"Pairs with a chance below {UNLIKELY:g}; targets of one matter told by rival accounts are left out."
    title = "Targets that conflict"
    return Table("conflicts", title, columns, rows, note, keys=("first", "second"), most=10 if rows else 0)


def _of_parameters(found: Survey) -> Table:
    columns = (
        Column("parameter", meaning="what was varied"),
        Column("meaning"),
        Column("apart", "standard deviations", "how far the sets left lie from all sets, upwards", "difference"),
        Column("z", "1", "the same relative to what chance makes of so few sets", "difference"),
        Column("surely", meaning="whether chance would hardly move any parameter so far", format="yes"),
    )
    border = found.border
    rows = [
        (one.name, PARAMETER_DECLARATIONS[one.name].meaning, one.apart, one.z, abs(one.z) > border)
        for one in found.moved
    ]
    title = "Parameters that moved between all sets and those left"
    return Table("parameters", title, columns, rows, keys=("parameter",), most=10 if rows else 0)


def _of_sets(found: Survey) -> Table:
    columns = (
        Column("set", meaning="number of the parameter set", format="integer"),
        Column("left", meaning="whether it is not ruled out", format="yes"),
        Column("left_by_looser", meaning="whether the looser rule leaves it", format="yes"),
        Column("second_highest", "1", "second highest implausibility among independent targets", "number"),
        Column("highest", "1", "highest implausibility among independent targets", "number"),
        Column("lasts", meaning="whether the regime lasts", format="yes"),
        *(Column(name_of(one), one.figure.unit, "mean over the runs of the set", "number") for one in found.targets),
    )

    def rows() -> list[Row]:
        judged, values = found.judged, np.full(found.means.shape, np.nan)
        for place, one in enumerate(found.measures):
            values[:, place] = one.back(found.means[:, place])
        return [
            (int(number), bool(judged.left[number]), bool(judged.left_by_looser[number]),
             finite(float(judged.second[number])), finite(float(judged.highest[number])),
             bool(found.lasts[number]),
             *map(finite, values[number]))
            for number in found.there
        ]  # fmt: skip

    title = "All sets drawn, with what they make of the targets"
    return Table("sets", title, columns, later(rows), keys=("set",), bulk=True)


def _middle(measure: Measure, scaled: Values) -> tuple[float | None, ...]:
    """Median, 5 % and 95 % of values on a scale, as they are."""
    there = scaled[~np.isnan(scaled)]
    if not len(there):
        return (None, None, None)
    return tuple(measure.back(np.quantile(there, (0.5, 0.05, 0.95))).tolist())
