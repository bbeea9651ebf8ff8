"""What a test found, in units that a reader understands: levels, effect, what was asked for, share, rival."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer.numbers import fixed, plain, with_interval, with_sign
from politburo.ask.claims.artefacts import Part
from politburo.ask.claims.finding import Effect, Finding
from politburo.ask.claims.observables import SERIES
from politburo.run.scale import is_count

if TYPE_CHECKING:
    pass


def effect_of(effect: Effect) -> str:
    """An effect on the scale of its test, with its interval."""
    return "–" if math.isnan(effect.mean) else with_interval(effect.mean, effect.low, effect.high)


def move_of(part: Part) -> str:
    """How far an effect has moved, with its interval."""
    return "–" if math.isnan(part.move) else with_interval(part.move, part.move_low, part.move_high)


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{fixed(100 * share, 0)} %"


def short(verdict: str) -> str:
    """A verdict in one or two words, for narrow columns."""
    return "null" if verdict == "null within margin" else verdict


def spaced(name: str) -> str:
    """A name of the program as words."""
    return name.replace("_", " ")


def in_units(finding: Finding) -> str:
    """Levels in both arms and the effect on its scale with its interval."""
    if finding.why:
        return finding.why
    if math.isnan(finding.effect):
        return "no value in enough runs"
    test = finding.test
    effect = with_interval(finding.effect, finding.low, finding.high)
    if test.scale == "share of pairs":
        return f"{percent(finding.effect)} of pairs"
    if test.levels:
        return f"rank correlation {effect}"
    levels = f"{plain(finding.base)} → {plain(finding.changed)}"
    if test.watch.statistic in ("gains", "median gain"):
        levels = plain(finding.changed)
    if is_relative(finding):
        values = (100 * value / abs(finding.base) for value in (finding.effect, finding.low, finding.high))
        mean, low, high = values
        decimals = 0 if abs(mean) >= 10 else 1
        mean, low, high = (with_sign(value, decimals) for value in (mean, low, high))
        return f"{levels}, {mean} % [{low}, {high}]"
    told = effect + IN_SHORT[test.scale]
    return f"{levels} ({told})" if test.less is None else f"{levels}; net of the other effect {told}"


IN_SHORT = {"difference": "", "log": " log", "log odds": " log odds", "standard deviations": " sd", "slope": " slope",
            "level": ""}  # fmt: skip
"""Scales behind a number."""


def in_the_rival(found: Effect | None) -> str:
    """The effect in the rival model, on the scale of the test, and what the test says there."""
    if found is None:
        return "–"
    if math.isnan(found.mean):
        return "no value in enough runs"
    return f"{with_interval(found.mean, found.low, found.high)} {found.verdict}"


def asked(finding: Finding) -> str:
    """What was asked for, set beforehand."""
    test = finding.test
    match test.expect:
        case "reported":
            return "nothing"
        case "within":
            return f"within ± {_bound(test.margin, relative=test.relative)}"
        case "not up":
            return f"not above {_bound(test.margin, relative=test.relative)}"
    sign = "+" if test.expect == "up" else "−"
    if test.minimum == 0:
        return "above 0" if test.expect == "up" else "below 0"
    return f"{sign}{_bound(test.minimum, relative=test.relative)}"


def share(finding: Finding) -> str:
    """How much of the effect flows through the mechanisms that were switched off."""
    if not finding.test.through or math.isnan(finding.share):
        return "–"
    return f"{percent(finding.share)} {named(finding.test.through)}"


def is_relative(finding: Finding) -> bool:
    """Whether the effect is told as a part of the level: what is counted, and what was asked for as a part."""
    test, watch = finding.test, finding.test.watch
    if test.scale != "difference" or test.less is not None or test.levels:
        return False
    counted = is_count(SERIES.get(watch.observe, "")) or "per million" in watch.observe
    return bool(finding.base) and (test.relative or (counted and watch.statistic != "any"))


def named(names: Sequence[str]) -> str:
    """Names of the program as words, one after the other."""
    return ", ".join(map(spaced, names))


def _bound(value: float, *, relative: bool) -> str:
    return f"{100 * value:g} %" if relative else f"{value:g}"
