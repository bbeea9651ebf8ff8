"""A board in words: the headline, how it is to be read, and each effect in units that a reader understands."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from politburo.answer.basis import DECIDING
from politburo.answer.numbers import plain, with_interval, with_sign
from politburo.ask.claims.decision import VERDICTS, Finding
from politburo.ask.claims.design import spaced
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.observables import EVENTS, SERIES
from politburo.ask.claims.priors import HELD, RUNS, SCALE, Robustness
from politburo.ask.claims.record import PROVENANCES

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board


def lead(board: Board) -> str:
    """What the board is, and what nobody should take it for."""
    claims = "One claim" if len(board.decided) == 1 else f"{len(board.decided)} claims"
    said = (
        f"{claims} about how such a system works, decided by paired runs: the same seeds in both arms, one thing "
        "changed, and minimum effects, margins and numbers of runs set beforehand. All of it is simulated; nothing "
        "here says that the real country works like this."
    )
    return said + (" Small scale and few runs: these verdicts are weaker than the board's own." if board.short else "")


def headline(board: Board) -> str:
    """The share of the prior space in one sentence, or how to get it."""
    found = [one for one in board.robustness if one.draws]
    if not found:
        return (
            "In how much of the plausible parameters each claim holds was not measured here; verdicts are for the "
            "default parameters alone. “politburo claims --across-priors 200” measures it."
        )
    if len(found) == 1:
        (one,) = found
        return (
            f"Across {one.asked} parameter sets drawn from their plausible ranges, {one.claim.id} holds in "
            f"{percent(one.share)}."
        )
    most = sum(one.share >= 0.5 for one in found)
    asked = max(one.asked for one in found)
    return (
        f"Across {asked} parameter sets drawn from their plausible ranges, {most} of {len(found)} claims that can be "
        f"tested hold in at least half; the claim in the middle holds in {percent(median(one.share for one in found))}."
    )


def how_to_read(found: Sequence[Robustness]) -> str:
    """What the shares count, and what counts against a claim besides the claim being wrong."""
    weak = [one.claim.id for one in found if one.asked and one.usual not in HELD]
    said = (
        f"Each set of parameters gets {RUNS} runs at {100 * SCALE:.0f} % of the claim's own scale, so that noise "
        "counts against a claim; sets under which the regime falls too soon to compare decide nothing and do not count."
    )
    if weak:
        said += f" At the defaults, as few runs let these not hold either: {', '.join(weak)}."
    return said


def across(one: Robustness) -> str:
    """The share of the prior space for one claim."""
    if not one.asked:
        return "no share: nothing in it can be tested"
    if not one.draws:
        return f"no share: none of {one.asked} sets decided it"
    return f"{percent(one.share)} ({one.holds} of {one.draws})"


def deciders(one: Robustness) -> str:
    """The parameters that decide most where a claim fails."""
    return "; ".join(f"{name} {'large' if apart > 0 else 'small'}" for name, apart in one.deciders) or "–"


def counted(board: Board) -> list[str]:
    """How many claims of each provenance have which verdict."""
    lines = []
    for provenance, meaning in PROVENANCES.items():
        verdicts = Counter(one.verdict for one in board.decided if one.claim.provenance == provenance)
        if verdicts:
            told = ", ".join(f"{verdicts[name]} {short(name)}" for name in VERDICTS if verdicts[name])
            lines.append(f"{provenance} ({meaning}): {told}")
    return lines


def multiple(board: Board) -> str:
    """What counting all tests together changes."""
    moved = [f"{one.claim.id} ({one.strict})" for one in board.decided if one.strict != one.verdict]
    tests = "1 test stands" if board.tests == 1 else f"{board.tests} tests stand"
    return (
        f"Intervals are of 95 % each; {tests} here, of which about {expected_by_chance(board.tests)} would have an "
        "interval without zero by chance if no effect were there. "
        "With intervals that count all of them together (Bonferroni), "
        + (f"other verdicts: {', '.join(moved)}." if moved else "every verdict is the same.")
    )


def expected_by_chance(tests: int) -> str:
    """How many of so many intervals leave out zero where there is no effect, with few digits."""
    expected = (1 - DECIDING) * tests
    return f"{expected:.1f}" if expected < 9.5 else f"{expected:.0f}"


def needs(matrix: Matrix) -> list[str]:
    """What the matrix says of mechanisms: those that no claim needs, and of these those that evidence set."""
    unneeded, candidates = matrix.unneeded(), matrix.candidates()
    if not unneeded:
        return ["Every mechanism is needed by at least one claim."]
    kept = [name for name in unneeded if name not in candidates]
    said = [f"Needed by no claim: {_named(unneeded)}."]
    if kept:
        said.append(f"Of these, parameters were set by the public evidence in: {_named(kept)}.")
    if of_the_board(matrix):
        named = _named(candidates) or "none"
        said.append(f"Needed neither by a claim nor by the evidence, and so candidates for deletion: {named}.")
    return said


def of_the_board(matrix: Matrix) -> bool:
    """Whether all claims of the board were asked, so that what none of them needs may be needless."""
    from politburo.ask.claims.claim_file import the_board

    return {claim.id for claim in the_board()} <= {claim for claim, _ in matrix.tests}


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{100 * share:.0f} %"


def short(verdict: str) -> str:
    """A verdict in one or two words, for narrow columns."""
    return "null" if verdict == "null within margin" else verdict


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(spaced, names))


COUNTED = ("persons", "posts", "attempts")
"""Units of what is counted: its effect is told in percent of its level."""


def in_units(finding: Finding) -> str:
    """Levels in both arms and the effect with its interval."""
    if math.isnan(finding.effect):
        return "no value in enough runs"
    levels = f"{plain(finding.base)} → {plain(finding.changed)}"
    if is_relative(finding):
        return f"{levels}, {_percent(finding)}"
    effect = with_interval(finding.effect, finding.low, finding.high)
    return f"{levels} ({effect})" if finding.test.less is None else f"{levels}; beyond the other {effect}"


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
    return f"{percent(finding.share)} {_named(finding.test.through)}".replace("-", "−")


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


def _bound(value: float, *, relative: bool) -> str:
    return f"{100 * value:g} %" if relative else f"{value:g}"
