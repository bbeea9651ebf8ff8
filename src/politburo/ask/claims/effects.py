"""An effect in units that a reader understands: `0.07 → 0.14 (+0.07 [+0.06, +0.08])`, `55 → 73, +33 % [+26, +39]`."""

from __future__ import annotations

import math

from politburo.answer.numbers import plain, with_interval, with_sign
from politburo.ask.claims.decision import Finding
from politburo.ask.claims.observables import EVENTS, SERIES

COUNTED = ("persons", "posts", "attempts")
"""Units of what is counted: its effect is told in percent of its level."""


def in_units(finding: Finding) -> str:
    """Levels in both arms and the effect with its interval."""
    if math.isnan(finding.effect):
        return "no value in enough runs"
    levels = f"{plain(finding.base)} → {plain(finding.changed)}"
    if finding.test.less is not None:
        return f"{levels}; beyond the other {_signed(finding)}"
    if is_relative(finding):
        return f"{levels}, {_percent(finding)}"
    return f"{levels} ({_signed(finding)})"


def asked(finding: Finding) -> str:
    """What was asked for, set beforehand."""
    test = finding.test
    match test.expect:
        case "reported":
            return "nothing"
        case "within":
            return f"within ± {_bound(test.margin, relative=test.relative)}"
    sign = "+" if test.expect == "up" else "−"
    if test.minimum == 0:
        return "above 0" if test.expect == "up" else "below 0"
    return f"{sign}{_bound(test.minimum, relative=test.relative)}"


def share(finding: Finding) -> str:
    """How much of the effect flows through the mechanisms that were switched off."""
    if not finding.test.through or math.isnan(finding.share):
        return "–"
    named = ", ".join(finding.test.through).replace("_", " ")
    return f"{100 * finding.share:.0f} % {named}".replace("-", "−")


def is_relative(finding: Finding) -> bool:
    """Whether the effect is told as a part of the level: what is counted, and what was asked for as a part."""
    test, watch = finding.test, finding.test.watch
    counted = SERIES.get(watch.observe) in COUNTED or watch.observe in EVENTS or "per million" in watch.observe
    return bool(finding.base) and test.less is None and (test.relative or (counted and watch.statistic != "any"))


def _percent(finding: Finding) -> str:
    mean, low, high = (100 * value / abs(finding.base) for value in (finding.effect, finding.low, finding.high))
    digits = 0 if abs(mean) >= 10 else 1
    mean, low, high = (with_sign(value, digits) for value in (mean, low, high))
    return f"{mean} % [{low}, {high}]"


def _signed(finding: Finding) -> str:
    return with_interval(finding.effect, finding.low, finding.high)


def _bound(value: float, *, relative: bool) -> str:
    return f"{100 * value:g} %" if relative else f"{value:g}"
