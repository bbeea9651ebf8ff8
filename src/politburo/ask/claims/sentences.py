"""The headline of a board: in how much of what is plausible each claim holds, and how that is to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from politburo.ask.claims.decision import LEVEL, VERDICTS
from politburo.ask.claims.design import spaced
from politburo.ask.claims.matrix import Matrix
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
    expected = (1 - LEVEL) * tests
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
