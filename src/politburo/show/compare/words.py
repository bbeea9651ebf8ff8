"""A comparison in words: what was changed, what differs and how surely, from when on, and which groups carry it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer.numbers import plain, with_interval
from politburo.ask.compare.quantities import is_counted
from politburo.show.months import month_name
from politburo.terms.series import Series

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.compare.precision import Precise
    from politburo.ask.compare.totals import Total

MOST_NAMED = 5
"""Series that the paragraph names for each alternative, unless others are asked for."""

MOST_GROUPS = 2
"""Groups of one kind that are named as those that carry a difference."""

FINER = 2
"""Decimals more that a narrow interval is told with."""

MANY_TIMES = 10
"""Times as many from which a change is not told in percent."""

CALLED = {
    "openness_close": "openness toward close friends",
    "openness_acquaintances": "openness toward acquaintances",
    "bribes_visible": "visible bribe-taking",
    "bribes_hidden": "hidden bribe-taking",
    "protection": "protection payments",
    "lying_low": "the share who lie low",
    "plotting": "cadres who plot",
    "flights": "flights of cadres",
    "departures": "departures of ordinary people",
    "plots_found": "plotters found out",
    "coup_attempts": "attempted coups",
    "income_p10": "the income that one in ten stays below",
    "income_median": "median income",
    "income_p90": "the income that one in ten exceeds",
}
"""Series whose name does not read well in a sentence."""


def in_words(comparison: Comparison, series: Sequence[str] = ()) -> str:
    """A paragraph for each alternative between one on what is compared and one on how to read it."""
    paragraphs = [_opening(comparison)]
    for place, arm in enumerate(comparison.alternatives):
        totals = _named(comparison, place, series)
        sentences = (
            _differing(arm.label, totals, bool(series)),
            _parted(comparison, place),
            carried(comparison, place, totals),
            _spared(totals),
            _ends(comparison, place),
        )
        paragraphs.append(" ".join(sentence for sentence in sentences if sentence))
    paragraphs += [" ".join(map(precise, comparison.precision))] if comparison.precision else []
    return "\n\n".join([*paragraphs, how_to_read(comparison)])


def how_to_read(comparison: Comparison) -> str:
    """What intervals are, and that they are not corrected for how many there are."""
    series, alternatives = len(comparison.outcomes), len(comparison.alternatives)
    times = "" if alternatives == 1 else f" for each of {alternatives} alternatives"
    return (
        f"Intervals are 90 % (Student, over pairs), each for itself and not widened for the {series} series{times}: "
        "one in ten of those that do not differ on average is told apart by chance. All of it is simulated."
    )


def difference(total: Total) -> str:
    """A difference with its interval, in percent of the baseline where it is counted: `+12 [+7, +17], +8 %`."""
    if math.isnan(total.mean):
        return "no pair has a value"
    if math.isnan(total.half):
        return f"{plain(total.mean)} in one pair, so no interval"
    relative = _relative(total) if is_counted(total.series.name) else ""
    return with_interval(total.mean, total.low, total.high, finer=FINER) + relative


def _relative(total: Total) -> str:
    """The change of what is counted: in percent, or as so many times where it is that large."""
    if math.isnan(total.relative) or abs(total.relative) < 0.005:
        return ""
    if total.relative >= MANY_TIMES - 1:
        return f", {1 + total.relative:.0f} times as many"
    return f", {100 * total.relative:+.0f} %".replace("-", "−")


def precise(one: Precise) -> str:
    """Whether a difference is known as precisely as asked, and what independent seeds would have taken."""
    if one.half == 0:
        return f"The difference in {called(one.series)} ({one.alternative}) is the same in all {one.pairs} pairs."
    half, asked = plain(one.half), plain(one.asked)
    known = f"The difference in {called(one.series)} ({one.alternative}) is known to ± {half} after {one.pairs} pairs"
    known += f"; ± {asked} was asked for" + ("." if one.reached else ", which is not reached.")
    if one.unpaired is None:
        return known
    return (
        f"{known} Runs with independent seeds would have taken {one.unpaired:,} in each arm for the same interval, "
        "measured on these runs: each run of one arm beside the other arm's runs of other numbers."
    )


def called(series: Series) -> str:
    """A series in the middle of a sentence."""
    return CALLED.get(series.name, series.name.replace("_", " "))


def carried(comparison: Comparison, place: int, totals: Sequence[Total]) -> str:
    """Which groups carry the first of these differences that circles of cadres, and that provinces, can carry."""
    sentences = []
    for total in carriable(totals):
        kinds = [_groups(comparison, total, by, place) for by in total.series.by]
        sentences.append(f"The difference in {called(total.series)} is carried by {'; '.join(kinds)}.")
    return " ".join(sentences)


def carriable(totals: Sequence[Total]) -> list[Total]:
    """Of the differences that are told apart the first that circles of cadres can carry, and that provinces can."""
    found: dict[bool, Total] = {}
    for total in totals:
        if total.told_apart and total.series.by:
            found.setdefault("province" in total.series.by, total)
    return list(found.values())


def _groups(comparison: Comparison, total: Total, by: str, place: int) -> str:
    """The groups of one kind that carry most: `organ: party (53 %) and military (21 %)`."""
    parts = comparison.carriers(total.series.name, by, place)
    largest = [f"{one.group.replace('_', ' ')} ({100 * one.share:.0f} %)" for one in parts[:MOST_GROUPS]]
    return f"{by}: {' and '.join(largest)}".replace("-", "−")


def _opening(comparison: Comparison) -> str:
    pairs, scenario = len(comparison.runs), comparison.baseline.scenario
    scale = "" if scenario.scale == 1 else f", at scale {scenario.scale:g}"
    period = f"{month_name(comparison.period.start)} to {month_name(comparison.period.stop - 1)}"
    runs = f"{pairs} pairs of simulated runs" if pairs > 1 else "One pair of simulated runs"
    return (
        f"{runs} of {' '.join(scenario.title.split())}{scale}, with the same chance in both of a pair; "
        f"differences over {period}, in brackets their 90 % intervals."
    )


def _named(comparison: Comparison, place: int, series: Sequence[str]) -> list[Total]:
    """The totals that the paragraph tells: of the series asked for, else those that differ most plainly."""
    if series:
        return [comparison.total(name, place) for name in series]
    label = comparison.alternatives[place].label
    return [one for one in comparison.totals if one.alternative == label and one.told_apart][:MOST_NAMED]


def _differing(label: str, totals: Sequence[Total], asked: bool) -> str:
    if not totals:
        return f"{_headed(label)}: no series is told apart from the baseline."
    levels = (
        f"{called(one.series)} {plain(one.base)} → {plain(one.changed)} ({difference(one)}"
        f"{'' if one.told_apart else '; not told apart'})"
        for one in totals
    )
    return f"{_headed(label)}: {'' if asked else 'most plainly '}{', '.join(levels)}."


def _spared(totals: Sequence[Total]) -> str:
    """What the first of the differences that are told would have taken with independent seeds."""
    for total in totals:
        if total.unpaired is not None and total.told_apart:
            return (
                f"With independent seeds in the two arms, {total.unpaired:,} runs of each would have told the "
                f"difference in {called(total.series)} as precisely as these {total.pairs} pairs."
            )
    return ""


def _headed(label: str) -> str:
    return label[0].upper() + label[1:]


def _parted(comparison: Comparison, place: int) -> str:
    found = comparison.parting(place)
    if not found.parted:
        return "The paths never part: every run is the same to the bit in both arms."
    first, last, middle = found.parted[0], found.parted[-1], found.median
    assert middle is not None
    when = f"in {month_name(first)}"
    if first != last:
        when = f"between {month_name(first)} and {month_name(last)} (median {month_name(middle)})"
    some = len(found.parted), len(found.months)
    which = "in every pair" if some[0] == some[1] else f"in {some[0]} of {some[1]} pairs"
    return f"The paths part {when} {which}."


def _ends(comparison: Comparison, place: int) -> str:
    found = comparison.ends(place)
    if not (found.base or found.changed):
        return ""
    return (
        f"The regime falls in {found.base} of {found.pairs} runs of the baseline and in {found.changed} of this "
        f"alternative ({found.both} with the same number); later months of a pair are left out of all figures."
    )
