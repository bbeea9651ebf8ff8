"""A comparison in words: what was changed, what differs and how surely, from when on, and in which groups."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from politburo.answer.numbers import (
    capitalised,
    digits,
    fixed,
    month_in_words,
    numbered,
    percent,
    percent_range,
    plain,
    with_interval,
    with_sign,
)
from politburo.ask import ensemble, variance_parts
from politburo.ask.compare.quantities import BY_NAME, MUCH, called
from politburo.ask.compare.tables import MOST_OUTCOMES, shown_first, with_groups
from politburo.ask.compare.totals import SAME_TOTAL, THE_CHANGE, THE_LEVEL, Total
from politburo.ask.intervals import IDENTICAL, NOT_DISTINGUISHABLE, ONE_PAIR
from politburo.ask.variance_parts import share_interval_of
from politburo.run.outcomes import OUTCOMES, caution
from politburo.run.scale import sample

if TYPE_CHECKING:
    from politburo.ask.compare.across_priors import Spread
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.compare.totals import Precise

MOST_NAMED = 5
"""Outcomes that a paragraph names for each alternative, unless others are asked for."""

MOST_GROUPS = 2
"""Groups of one kind that are named as those that contribute most."""

MOST_CHANGES = 3
"""Outcomes whose change of sign is told."""

FINER = 2
"""Decimals more that a narrow interval is told with."""

ASK_FOR_MORE = (
    "To see how far an effect depends on them, ask the same under 50 other plausible parameter sets: "
    "`--across-priors 50`."
)

OF_CADRES = "The standard deviation over cadres is that of the baseline's first run, at the end. "

MANY_TIMES = 10
"""Times as many from which a change is not told in percent."""


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """A paragraph for each alternative between one on what is compared and those on how to read it."""
    paragraphs = [_opening(comparison)]
    for place in range(len(comparison.alternatives)):
        totals = _named(comparison, place)
        told = (
            _differing(comparison, place, totals),
            _changes_of_sign(comparison, place, totals),
            _identical(comparison, place, totals),
            _diverging(comparison, place),
            _groups(comparison, place),
            _spared(totals),
        )
        paragraphs.append(" ".join(sentence for sentence in told if sentence))
    paragraphs.append(_regimes(comparison))
    paragraphs += [" ".join(map(precise, comparison.precision))] if comparison.precision else []
    return *paragraphs, _parameters(comparison), how_to_read(comparison)


def cautions(comparison: Comparison) -> tuple[str, ...]:
    """Which of the outcomes that are shown are no estimates for the whole country, and why."""
    scale, falls = comparison.baseline.scenario.scale, OUTCOMES["regime_falls"]
    totals, count = shown_first(comparison, MOST_OUTCOMES)
    values = [(one.outcome, value) for one in totals[:count] for value in (one.base, one.changed)]
    found: dict[str, str] = {}
    for outcome, value in [*values, (falls, 0.0)]:
        if why := caution(outcome.name, value, scale):
            found.setdefault(called(outcome), why)
    told = "; ".join(f"{outcome} ({why})" for outcome, why in found.items())
    return (f"No estimate for the whole country: {told}.",) if found else ()


def how_to_read(comparison: Comparison) -> str:
    """That intervals are not corrected for how many there are, and what the size of a difference is."""
    count, alternatives = len(comparison.outcomes), len(comparison.alternatives)
    times = "" if alternatives == 1 else f" for each of {alternatives} alternatives"
    cadres = OF_CADRES if comparison.over_cadres else ""
    over = "pairs" if comparison.sets is None else "the means of parameter sets"
    return (
        f"How to read it: each interval (Student, over {over}) stands for itself and is not widened for the {count} "
        f"outcomes{times}. One in ten outcomes that do not differ on average is distinguishable from zero by chance. "
        f"{cadres}All of it is simulated, not observed."
    )


def difference(one: Total) -> str:
    """A difference with its interval, in percent of the baseline where it is counted: `+12 [+7, +17], +8 %`."""
    if math.isnan(one.mean):
        return "no pair has a value"
    if one.finding == IDENTICAL:
        return IDENTICAL
    if one.finding == SAME_TOTAL:
        return SAME_TOTAL
    if one.finding == ONE_PAIR:
        return f"{with_sign(one.mean, digits(abs(one.mean)))} in one pair, so no interval"
    relative = _relative(one) if one.outcome.is_counted else ""
    return with_interval(one.mean, one.low, one.high, finer=FINER) + relative


def _relative(one: Total) -> str:
    """The change of what is counted: in percent, or as so many times where it is that large."""
    if math.isnan(one.relative) or abs(one.relative) < 0.005:
        return ""
    if one.relative >= MANY_TIMES - 1:
        return f", {1 + one.relative:.0f} times as many"
    return f", {with_sign(100 * one.relative, 0)} %"


def levels(one: Total) -> str:
    """Both levels with so many digits that their difference shows: `0.2146 → 0.2069`."""
    apart = 0.0 if math.isnan(one.mean) else abs(one.mean)
    decimals = max(digits(abs(one.base)), digits(apart))
    return " → ".join(fixed(level, decimals) for level in (one.base, one.changed))


def precise(one: Precise) -> str:
    """Whether a difference is known as precisely as asked, and what independent seeds would have taken."""
    of = one.total
    what = f"The difference in {called(of.outcome)} ({of.alternative})"
    if of.half == 0:
        return f"{what} is the same in all {of.pairs} pairs."
    known = f"{what} is known to ± {plain(of.half)} after {of.pairs} pairs; ± {plain(one.asked)} was asked for"
    known += "." if one.reached else ", which is not reached."
    if of.unpaired is None:
        return known
    return (
        f"{known} Runs with independent seeds would have taken {of.unpaired:,} in each arm for the same interval, "
        "measured on these runs: each run of one arm beside the other arm's runs of other numbers."
    )


def change_of_sign(years: Mapping[int, Total]) -> str:
    """Where a difference has one sign in some years and the other in others: `+377 in 2014, −174 to −120 from 2016 on`.

    Only years count in which it is distinguishable from zero and no trifle; empty where all of these have one sign.
    """
    found = [(year, one) for year, one in years.items() if one.margin >= MUCH]
    stretches = [list(group) for _, group in groupby(found, key=lambda pair: pair[1].mean > 0)]
    if len(stretches) < 2:
        return ""
    last = max(years)
    return ", ".join(_stretch(stretch, last) for stretch in stretches)


def _stretch(found: Sequence[tuple[int, Total]], last: int) -> str:
    """The differences of some years of one sign, the smallest and the largest, and which years these are."""
    values = sorted((one.mean for _, one in found), key=abs)
    ends = [values[0], values[-1]] if len(values) > 1 else values
    decimals = max(digits(abs(value)) for value in ends)
    texts = dict.fromkeys(with_sign(value, decimals) for value in ends)
    begin, end = found[0][0], found[-1][0]
    when = f"in {begin}" if begin == end else f"from {begin} on" if end == last else f"from {begin} to {end}"
    a_year = " a year" if len(values) > 1 and found[0][1].outcome.is_counted else ""
    return f"{' to '.join(texts)}{a_year} {when}"


def _opening(comparison: Comparison) -> str:
    pairs, scenario = len(comparison.runs), comparison.baseline.scenario
    period = f"{month_in_words(comparison.period.start)} to {month_in_words(comparison.period.stop - 1)}"
    runs = f"{pairs} pairs of simulated runs" if pairs > 1 else "One pair of simulated runs"
    brackets = f"; in brackets {comparison.basis}" if pairs > 1 else ""
    same = "chance" if comparison.baseline.results.ensemble is None else "chance and the same parameters"
    return (
        f"{runs} of {' '.join(scenario.title.split())}, with the same {same} in both runs of a pair. Differences are "
        f"alternative − baseline over {period}{brackets}. {sample(scenario)}"
    ).rstrip()


def _named(comparison: Comparison, place: int) -> list[Total]:
    """The totals that the paragraph names: of the outcomes asked for, else those that differ, the main ones first."""
    totals = comparison.totals_of(place)
    if comparison.series:
        return list(totals[: len(comparison.series)])
    differing = [one for one in totals if one.distinguishable]
    return sorted(differing, key=lambda one: one.outcome not in comparison.drawn)[:MOST_NAMED]


def _differing(comparison: Comparison, place: int, totals: Sequence[Total]) -> str:
    label = comparison.alternatives[place].label
    head = capitalised(label)
    if not totals:
        return f"{head}: no outcome is distinguishable from the baseline."
    told = "; ".join(map(_told, totals))
    if comparison.series:
        return f"{head}: {told}."
    count = sum(one.distinguishable for one in comparison.totals_of(place))
    return f"{head}: {count} of {len(comparison.outcomes)} outcomes are distinguishable from the baseline; {told}."


def _told(one: Total) -> str:
    """One outcome: levels, difference, size, and whether it can be distinguished from zero."""
    if one.finding == IDENTICAL:
        return f"{called(one.outcome)} {plain(one.base)} (identical in every pair)"
    sized = _sized(one)
    beside = ", not distinguishable from zero" if one.finding == NOT_DISTINGUISHABLE else ""
    return f"{called(one.outcome)} {levels(one)} ({difference(one)}{sized}{beside})"


def _sized(one: Total) -> str:
    """How large a difference is: beside the spread of cadres, the change of the baseline, or else its level."""
    if not one.distinguishable:
        return ""
    told = []
    if not math.isnan(one.deviations):
        told.append(f"{plain(abs(one.deviations))} standard deviations over cadres")
    by_level = one.relative_to == THE_LEVEL and not one.outcome.is_counted
    if not math.isnan(one.size) and (one.relative_to == THE_CHANGE or by_level):
        part = f"{fixed(100 * abs(one.size), 1 if abs(one.size) < 0.02 else 0)} %"
        told.append(f"{part} of the baseline's {one.relative_to}")
    return "".join(f"; {one}" for one in told)


def _changes_of_sign(comparison: Comparison, place: int, named: Sequence[Total]) -> str:
    """The outcomes whose difference changes its sign from year to year, those that are named first."""
    others = [one for one in comparison.totals_of(place) if one not in named]
    told = [
        f"{called(one.outcome)} {found}"
        for one in (*named, *([] if comparison.series else others))
        if not one.identical and (found := change_of_sign(comparison.years(one.outcome.name, place)))
    ]
    if not told:
        return ""
    left = len(told) - MOST_CHANGES
    more = f"; and {numbered(left, 'more outcome')} (see the table by year)" if left > 0 else ""
    return f"The sign changes over time: {'; '.join(told[:MOST_CHANGES])}{more}."


def _identical(comparison: Comparison, place: int, named: Sequence[Total]) -> str:
    """The outcomes that the change does not reach."""
    found = [called(one.outcome) for one in comparison.totals_of(place) if one.identical and one not in named]
    if not found or comparison.series:
        return ""
    if len(found) == len(comparison.outcomes):
        return "All outcomes are identical in every pair."
    return f"Identical in every pair: {', '.join(found)}."


def _diverging(comparison: Comparison, place: int) -> str:
    found = comparison.divergence(place)
    if not found.diverging:
        return "The runs never diverge: each is the same to the bit in both arms."
    first, last, middle = found.diverging[0], found.diverging[-1], found.median
    assert middle is not None
    when = f"in {month_in_words(first)}"
    if first != last:
        when = f"between {month_in_words(first)} and {month_in_words(last)} (median {month_in_words(middle)})"
    some = len(found.diverging), len(found.months)
    which = "in every pair" if some[0] == some[1] else f"in {some[0]} of {some[1]} pairs"
    return f"Runs diverge {when} {which}."


def _groups(comparison: Comparison, place: int) -> str:
    """Which groups contribute most."""
    told = []
    for one in with_groups(comparison, place):
        if one.distinguishable:
            kinds = []
            for by in BY_NAME[one.outcome.name].by:
                largest = comparison.contributions(one.outcome.name, by, place)[:MOST_GROUPS]
                shares = [
                    f"{group.group.replace('_', ' ')} ({fixed(100 * group.share, 0)} %)"
                    for group in largest
                    if group.mean
                ]
                kinds.append(f"by {by} {' and '.join(shares)}")
            told.append(f"Largest contributions to the difference in {called(one.outcome)}: {'; '.join(kinds)}.")
    return " ".join(told)


def _spared(totals: Sequence[Total]) -> str:
    """What the first of the differences that are told would have taken with independent seeds."""
    for one in totals:
        if one.unpaired is not None and one.distinguishable:
            return (
                f"With independent seeds in the two arms, {one.unpaired:,} runs of each would have given the "
                f"difference in {called(one.outcome)} as precisely as these {one.pairs} pairs."
            )
    return ""


def _regimes(comparison: Comparison) -> str:
    """How often the regime falls in each arm, and what that says of how often it would."""
    ends = [comparison.ends(place) for place in range(len(comparison.alternatives))]
    runs = len(comparison.runs)
    counts = {"the baseline": ends[0].base} | {one.alternative: one.changed for one in ends}
    shares = [share_interval_of(fell, comparison.sets) for fell in comparison.fell]
    if not any(counts.values()):
        of = f"all {runs} runs" if runs > 1 else "the one run"
        return f"The regime lasted in {of} of each arm ({bound(shares[0])})."
    told = [
        f"in {count} of {runs} runs of {arm} ({bound(share)})"
        for (arm, count), share in zip(counts.items(), shares, strict=True)
    ]
    both = f"; in {ends[0].both} pairs it falls in both" if len(ends) == 1 else ""
    return f"The regime falls {', '.join(told)}{both}. Later months of a pair are left out of all figures."


def bound(share: tuple[float, float]) -> str:
    """What runs say of the probability of a fall: `90 % interval for the probability that it falls: 0–14 %`."""
    return f"90 % interval for the probability that it falls: {percent_range(*share)}"


def _parameters(comparison: Comparison) -> str:
    """How far all of this depends on the parameters, or how to ask."""
    sets, found = comparison.parameter_sets, comparison.baseline.results.ensemble
    if found is not None:
        told = [(called(one.outcome), one.parts) for one in _named(comparison, 0)]
        of = "the variance of differences over pairs"
        said = ensemble.sentence(found, comparison.runs, comparison.baseline.scenario, "pair")
        return " ".join(filter(None, (said, variance_parts.sentence(told, of))))
    if sets is None:
        held = "the scenario's values" if "scenario" in comparison.basis.leaves_out else "their defaults"
        return f"Intervals are over chance only: parameters are held at {held}. {ASK_FOR_MORE}"
    told = [
        f"Under {sets.sets} parameter sets drawn from the declared ranges ({sets.arms[0].runs} pairs of runs each, "
        "outcomes over whole runs):"
    ]
    for place, arm in enumerate(comparison.alternatives):
        named = {one.outcome.name for one in _named(comparison, place)}
        spreads = [_spread(one) for one in comparison.spreads(place) if one.outcome.name in named]
        if spreads:
            told.append(f"{arm.label}: {'; '.join(spreads)}.")
    left_out = (~sets.lasting).any(axis=0).sum()
    if left_out:
        told.append(f"In {left_out} of the sets the regime falls in most runs of an arm; these are left out.")
    return " ".join([*told, sets.note]).rstrip()


def _spread(one: Spread) -> str:
    if math.isnan(one.low):
        return f"{called(one.outcome)} {'identical in every set' if one.sets else 'no set counts'}"
    decimals = max(digits(abs(value)) for value in (one.median, one.low, one.high))
    median, low, high = (with_sign(value, decimals) for value in (one.median, one.low, one.high))
    share = percent(one.agreeing / one.sets)
    interval = f"90 % interval {percent_range(one.low_share, one.high_share)}"
    return (
        f"{called(one.outcome)} keeps its sign in {one.agreeing} of {one.sets} sets ({share}, {interval}), "
        f"median {median}, 90 % of the sets from {low} to {high}"
    )
