"""The board as tables: a row for each claim, a row for each test, and what was found across priors and mechanisms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from politburo.answer import Basis, Column, Row, Table
from politburo.ask.claims import sentences
from politburo.ask.claims.decision import LEVEL, Finding
from politburo.ask.claims.effects import asked, in_units, share
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.priors import Robustness

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board, Decided

MOST_TESTS = 24
"""Tests that people see beside the claims; those of a larger board are on its page and in its files."""

BASIS = Basis("pairs of runs", level=LEVEL)

OF_CLAIM = (
    Column("claim", meaning="id of the claim"),
    Column(
        "provenance", meaning="R stated by a report, B believed, H our hypothesis, L the literature", heading="from"
    ),
    Column("says", meaning="what is claimed", heading="what it says"),
)
FOUND = (
    Column("verdict", meaning="what the tests decide"),
    Column("found", meaning="levels of both arms, and the effect with its interval", heading="effect [95 %]"),
    Column("asked", meaning="what was asked for, set beforehand", heading="asked for"),
    Column("through", meaning="share of the effect that is gone with the mechanisms off", heading="share through"),
)
NUMBERS = (
    Column("base", meaning="level of the base arm", format="number", shown=False),
    Column("changed", meaning="level of the changed arm", format="number", shown=False),
    Column("effect", meaning="mean of the paired differences", format="difference", shown=False),
    Column("low", meaning="lower end of the 95 % interval", format="number", shown=False),
    Column("high", meaning="upper end of the 95 % interval", format="number", shown=False),
    Column("expected", meaning="direction that was claimed", shown=False),
    Column("minimum", meaning="least effect, or margin, set beforehand", format="number", shown=False),
    Column("mediated_share", "share", "share of the effect through the mechanisms", "percent", shown=False),
    Column("pairs", "pairs", "pairs of runs that gave a value", "count", shown=False),
    Column("verdict_counting_all_tests", meaning="verdict with an interval that counts all tests", shown=False),
)


def claims_table(board: Board) -> Table:
    """One row for each claim, with the test that stands for it."""
    across = {one.claim.id: one for one in board.robustness}
    columns = (
        *OF_CLAIM,
        *FOUND,
        Column("across_priors", meaning="parameter sets in which it holds", heading="holds across priors"),
        Column("test", meaning="the test that stands for the claim", shown=False),
        *NUMBERS,
        Column("source", meaning="where the claim is stated", shown=False),
        Column("seconds", "s", "time that its runs took", "number", shown=False),
    )
    if not board.robustness:
        columns = tuple(column for column in columns if column.name != "across_priors")
    rows = [
        (*_about(one), one.verdict, *_found(one.main), *([_across(across.get(one.claim.id))] if across else []),
         one.main.test.name, *_numbers(one.main), one.strict, one.claim.source, round(one.seconds, 1))
        for one in board.decided
    ]  # fmt: skip
    return Table("claims", "Claims", columns, rows, basis=BASIS, keys=("claim",))


def tests_table(board: Board) -> Table:
    """One row for each test of each claim."""
    columns = (OF_CLAIM[0], Column("test"), *FOUND, *NUMBERS, Column("observed", shown=False))
    rows = [
        (one.claim.id, finding.test.name.replace("_", " "), finding.verdict, *_found(finding), *_numbers(finding),
         finding.strict, finding.test.watch.observe)
        for one in board.decided
        for finding in one.findings
    ]  # fmt: skip
    most = None if len(rows) <= MOST_TESTS else 0
    return Table("tests", "Tests", columns, rows, basis=BASIS, keys=("claim", "test"), most=most)


def robustness_table(found: Sequence[Robustness]) -> Table:
    """In which share of the parameter sets each claim holds, the surest first, and what decides where it fails."""
    columns = (
        *OF_CLAIM,
        Column("holds_in", meaning="share of the sets that decided it", heading="holds in"),
        Column("verdict_at_defaults", meaning="by as few runs at the defaults", heading="at the defaults"),
        Column("deciders", meaning="where it holds", heading="decided most by (holds where it is …)"),
        Column("share", "share", "share of the sets that decided it in which it holds", "percent", shown=False),
        Column("holds", "sets", "parameter sets in which it holds", "count", shown=False),
        Column("decided", "sets", "parameter sets that decided it", "count", shown=False),
        Column("drawn", "sets", "parameter sets that were drawn", "count", shown=False),
    )
    ordered = sorted(found, key=lambda one: -one.share if one.draws else 1)
    rows = [
        (one.claim.id, one.claim.provenance, one.claim.says, sentences.across(one), sentences.short(one.usual),
         sentences.deciders(one), one.share if one.draws else math.nan, one.holds, one.draws, one.asked)
        for one in ordered
    ]  # fmt: skip
    return Table("across_priors", "Across plausible parameters", columns, rows, sentences.how_to_read(found))


def matrix_table(matrix: Matrix) -> Table:
    """Which share of each effect is gone without each mechanism: one row for each test and mechanism."""
    columns = (
        Column("claim"),
        Column("test"),
        Column("mechanism"),
        Column("lost", "share", "share of the effect that is gone without the mechanism", "percent"),
    )
    return Table("mechanisms", "What each claim needs", columns, list(_lost(matrix)), most=0)


def _lost(matrix: Matrix) -> Iterator[Row]:
    for column, (claim, test) in enumerate(matrix.tests):
        for row, mechanism in enumerate(matrix.mechanisms):
            yield claim, test, mechanism, float(matrix.lost[row, column])


def _about(one: Decided) -> Row:
    return one.claim.id, one.claim.provenance, one.claim.says


def _found(finding: Finding) -> Row:
    return in_units(finding), asked(finding), share(finding)


def _numbers(finding: Finding) -> Row:
    numbers = (finding.base, finding.changed, finding.effect, finding.low, finding.high)
    return *numbers, finding.test.expect, finding.asked, finding.share, finding.pairs


def _across(found: Robustness | None) -> str:
    return "not measured" if found is None else sentences.across(found)
