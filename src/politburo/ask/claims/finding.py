"""From what runs gave to a verdict: effects on their scale with intervals, what tests say, what claims come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from politburo.answer.provenance import DECIDING
from politburo.ask.claims.record import Claim, Measured, Test
from politburo.ask.intervals import interval

Verdict = Literal[
    "holds", "too small", "fails", "null within margin", "identity", "reported", "not decided", "not applicable",
    "not testable yet", "asked over sets",
]  # fmt: skip
VERDICTS: dict[str, str] = {
    "holds": "the effect is there, in the stated direction, and as large as was asked for",
    "too small": "the direction is right, and the effect smaller than was asked for",
    "fails": "the effect is not there, or has the other sign, or a placebo has it too",
    "null within margin": "no effect was claimed, and the interval lies within the margin",
    "identity": "change, mechanism and observable are one term, so that nothing was tested",
    "reported": "nothing was claimed; the figure is shown",
    "not decided": "too few runs gave a value, a condition is not met, or it holds in the rival model as well",
    "not applicable": "it cannot be decided in that country: no such posts, or another course of events",
    "not testable yet": "what it would be tested with is missing",
    "asked over sets": "it asks how something goes over a range, under parameter sets alone (--sets)",
}

HELD = ("holds", "null within margin")

FEWEST_PAIRS, MOST_MISSING = 3, 0.1
"""Pairs below which nothing is decided, and the share of pairs without a value above which nothing is."""

Rows = Sequence[Mapping[str, Measured]]
"""What each run gave, by name of the test."""

Values = NDArray[np.float64]

WHOLE, OFF, RIVAL = "", "_off", "_rival"
"""Which arms: as they are, with the mechanisms off, in the rival."""


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect with its interval, and what it says of the test."""

    mean: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one test: levels in both arms, the effect with its interval, and the verdict.

    `strict` is the verdict with an interval that counts all tests together that decide on the board (Bonferroni);
    `share` is the part of the effect that is gone with the mechanisms off (NaN: not measured, or no effect to divide);
    `rival` is the effect in the rival model, where there is one. `why` says in words why it cannot be decided in its
    country, where it cannot.
    """

    test: Test
    base: float
    changed: float
    effect: float
    low: float
    high: float
    asked: float
    share: float
    pairs: int
    verdict: Verdict
    strict: Verdict
    why: str = ""
    rival: Effect | None = None


def find(claim: Claim, test: Test, rows: Rows, tests: int = 1, why: str = "") -> Finding:
    """The finding for one test from the rows of its claim; `tests` is how many decide on the board in all.

    With `why` it cannot be decided in its country, for that reason.
    """
    measured = [row[test.name] for row in rows]
    base, changed = (_mean([getattr(one, arm) for one in measured]) for arm in ("base", "changed"))
    asked = _asked(test, base)
    if why:
        nothing = (math.nan, math.nan, math.nan, math.nan, math.nan, asked, math.nan, 0)
        return Finding(test, *nothing, "not applicable", "not applicable", why)
    whole, pairs = _effect(claim, test, rows, WHOLE, asked)
    strict, _ = _effect(claim, test, rows, WHOLE, asked, 1 - (1 - DECIDING) / tests)
    share, rival = math.nan, None
    if test.through and whole.mean:
        share = 1 - _effect(claim, test, rows, OFF, asked)[0].mean / whole.mean
    if test.rival is not None:
        rival = _effect(claim, test, rows, RIVAL, asked)[0]
    return Finding(
        test, base, changed, whole.mean, whole.low, whole.high, asked, share, pairs, whole.verdict, strict.verdict,
        rival=rival,
    )  # fmt: skip


def verdict(test: Test, mean: float, low: float, high: float, asked: float) -> Verdict:
    """What an effect with its interval says about a test."""
    if test.identity:
        return "identity"
    match test.expect:
        case "reported":
            return "reported"
        case "within":
            return "null within margin" if -asked <= low and high <= asked else "fails"
        case "not up":
            return "null within margin" if high <= asked else "fails"
        case "up":
            there, enough = low > 0, mean >= asked
        case "down":
            there, enough = high < 0, mean <= -asked
    return "fails" if not there else "holds" if enough else "too small"


def of_claim(
    findings: Sequence[Finding], *, strict: bool = False, votes: int | None = None, shape: bool = False
) -> Verdict:
    """The verdict on a claim: the worst of the tests that decide it, leaving aside figures that are only reported.

    With `votes` it holds where so many of them do, and none the other way. A condition that is not met, a placebo that
    has an effect and a rival in which the claim holds as well take a claim that holds away. One that asks for a `shape`
    has no findings: it is asked over parameter sets alone.
    """
    if not findings:
        return "asked over sets" if shape else "not testable yet"
    of = {
        role: [one for one in findings if one.test.role == role]
        for role in ("decides", "condition", "placebo", "rival")
    }
    found: list[Verdict] = [one.strict if strict else one.verdict for one in of["decides"]]
    said = _worst(found) if votes is None else _counted(of["decides"], found, votes)
    if any(one.verdict == "not applicable" for one in findings):
        return "not applicable"
    if any(one.verdict not in HELD for one in of["condition"]) or _without_enough(findings):
        return "not decided"
    if said in ("holds", "too small", "null within margin") and any(one.verdict not in HELD for one in of["placebo"]):
        return "fails"
    return "not decided" if said in HELD and holds_in_the_rival(findings) else said


def holds_in_the_rival(findings: Sequence[Finding]) -> bool:
    """Whether the claim holds in the rival model, too."""
    deciding = [one.rival for one in findings if one.test.role == "decides" and one.rival is not None]
    stated = [one for one in findings if one.test.role == "rival"]
    in_it = [one.verdict for one in (*deciding, *stated)]
    return bool(in_it) and all(one in HELD for one in in_it)


def reason(findings: Sequence[Finding]) -> str:
    """Why a claim is not said to be what the test that decides it says, in words; nothing where it is."""
    if few := _without_enough(findings):
        return f"more than one pair in ten gave no value, as where the regime falls: {few[0].test.name}"
    if unmet := [one.test.name for one in findings if one.test.role == "condition" and one.verdict not in HELD]:
        return f"a condition is not met: {', '.join(unmet)}"
    if too := [one.test.name for one in findings if one.test.role == "placebo" and one.verdict not in HELD]:
        return f"a placebo is not within its margin: {', '.join(too)}"
    return "it holds in the rival model, too, and so tells nothing apart" if holds_in_the_rival(findings) else ""


def _without_enough(findings: Sequence[Finding]) -> list[Finding]:
    """What had to be decided and gave a value in too few pairs."""
    needed = ("decides", "condition", "placebo")
    return [one for one in findings if one.test.role in needed and one.verdict == "not decided"]


def _worst(found: Sequence[Verdict]) -> Verdict:
    """Where nothing but nulls stand beside an identity, the claim itself was not tested: an identity."""
    for one in ("not applicable", "not decided", "fails", "too small", "holds", "identity", "null within margin"):
        if one in found:
            return one
    return "reported"


def _counted(findings: Sequence[Finding], found: Sequence[Verdict], votes: int) -> Verdict:
    against = any(
        (one.high < 0 and one.effect <= -one.asked)
        if one.test.expect == "up"
        else (one.low > 0 and one.effect >= one.asked)
        for one in findings
    )
    if "not decided" in found:
        return "not decided"
    return "holds" if sum(one == "holds" for one in found) >= votes and not against else "fails"


def _effect(
    claim: Claim, test: Test, rows: Rows, arms: str, asked: float, level: float = DECIDING
) -> tuple[Effect, int]:
    """The effect in some arms, and the number of pairs that gave a value."""
    effects = effects_of(claim, test, rows, arms)
    usable = effects[~np.isnan(effects)]
    if len(usable) < FEWEST_PAIRS:
        return Effect(math.nan, math.nan, math.nan, "not decided"), len(usable)
    found = interval(usable, level)
    enough = len(usable) >= (1 - MOST_MISSING) * len(effects)
    return Effect(*found, verdict(test, *found, asked) if enough else "not decided"), len(usable)


def effects_of(claim: Claim, test: Test, rows: Rows, arms: str = WHOLE) -> Values:
    """Effects by pair (k,) on the scale of the test, less a factor of those of another test where it says so.

    Where a logarithm has no value in some pair, they are the pseudo-values of a jackknife over pairs.
    """
    measured = [row[test.name] for row in rows]
    changed, base, per = (
        np.array([getattr(one, f"{name}{arms}") for one in measured], np.float64) for name in ("changed", "base", "per")
    )
    pairs = on_scale(test, changed, base, per)
    if test.less is None:
        return pairs
    return pairs - test.less.factor * effects_of(claim, claim.test(test.less.test), rows, arms)


def on_scale(test: Test, changed: Values, base: Values, per: Values) -> Values:
    """Effects by pair (k,) on the scale of a test, from both arms and what a difference is divided by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        match test.scale:
            case "log":
                return _jackknifed(np.log, changed, base)
            case "log odds":
                return _jackknifed(lambda share: np.log(share / (1 - share)), changed, base)
            case "standard deviations":
                usual = _mean(per.tolist())
                return (changed - base) / usual if usual else np.where(changed == base, 0.0, math.nan)
            case "slope":
                return np.where(per != 0, (changed - base) / per, math.nan)
            case "share of pairs":
                return np.where(np.isnan(changed - base), math.nan, changed - base < -test.minimum)
            case "level":
                return changed
    return changed - base


def _jackknifed(function: Callable[[Values], Values], changed: Values, base: Values) -> Values:
    """Differences of a function of both values; if one has no end, pseudo-values of the difference over all pairs.

    With too few pairs for these, it is left without end.
    """
    there = ~np.isnan(changed - base)
    plain = function(changed) - function(base)
    if np.isfinite(plain[there]).all():
        return plain
    count, effects = int(there.sum()), np.full(len(base), math.nan)
    if count < FEWEST_PAIRS:
        return plain

    def together(which: NDArray[np.bool_]) -> float:
        return float(function(changed[which].mean()) - function(base[which].mean()))

    all_of_them = together(there)
    for place in np.flatnonzero(there):
        others = there.copy()
        others[place] = False
        effects[place] = count * all_of_them - (count - 1) * together(others)
    return np.where(np.isfinite(effects), effects, math.nan)


def _asked(test: Test, base: float) -> float:
    bound = test.margin if test.expect in ("within", "not up") else test.minimum
    return bound * abs(base) if test.relative else bound


def _mean(values: Sequence[float]) -> float:
    lived = [value for value in values if not math.isnan(value)]
    return math.fsum(lived) / len(lived) if lived else math.nan
