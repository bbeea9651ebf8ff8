"""The board: every claim decided, as plain data and as tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from politburo.answer import Answer, Basis, Column, Provenance, Row, Table
from politburo.answer.provenance import DECIDING
from politburo.ask.claims import sentences as words
from politburo.ask.claims.designs import Registered, registered
from politburo.ask.claims.measurement import SEED, is_measured, measure
from politburo.ask.claims.observables import undecidable
from politburo.ask.claims.record import Claim, Finding, Verdict, find, of_claim, plain, shortened
from politburo.ask.claims.robustness import Matrix, Robustness, kept_matrix, kept_robustness
from politburo.run.engines import Engine, OnProgress
from politburo.terms.checks import proposed
from politburo.terms.errors import ClaimError


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim with what was found for each of its tests; `strict` counts all tests of the board together.

    `design` is what was registered for it before any run with it: nothing for a scholar's own claims.
    """

    claim: Claim
    findings: tuple[Finding, ...]
    verdict: Verdict
    strict: Verdict
    seconds: float
    design: Registered | None = None

    @property
    def main(self) -> Finding:
        """The finding that stands for the claim: one that cannot be decided, the first for which something was asked.

        Else it is the first.
        """
        asked = (one for one in self.findings if one.verdict not in ("reported", "identity"))
        return next((one for one in self.findings if one.why), next(asked, self.findings[0]))


@dataclass(frozen=True, repr=False)
class Board(Answer):
    """Claims in their order, all decided. `short` tells the short form, whose verdicts are its own.

    `robustness` is what was found across priors and `matrix` what each claim needs, where the folder keeps them. A
    board on which only these were asked for has no decided claims.
    """

    question = "claims"

    decided: tuple[Decided, ...]
    kept_in: Path = Path("runs")
    short: bool = False
    robustness: tuple[Robustness, ...] = ()
    matrix: Matrix | None = None

    def claim(self, name: str) -> Decided:
        """The claim of that id. Raises ClaimError for one that is not on the board."""
        for one in self.decided:
            if one.claim.id == name:
                return one
        known = tuple(one.claim.id for one in self.decided)
        raise ClaimError(f"There is no claim {name!r} on this board; {proposed(name, known)}")

    @property
    def tests(self) -> int:
        """How many tests stand on the board, which the stricter verdicts count together."""
        return sum(len(one.findings) for one in self.decided)

    @property
    def folder(self) -> Path:
        """Where what was measured is kept."""
        return self.kept_in

    @property
    def title(self) -> str:
        """What the board decides."""
        return "Which claims hold in the simulation" + (", short form" if self.short else "")

    @property
    def provenance(self) -> Provenance:
        """Seed and version; each claim names its own country, months and number of runs."""
        return Provenance(seed=SEED, details={"measured in": self.folder.name})

    @property
    def tables(self) -> tuple[Table, ...]:
        """`claims` and `tests` where they are decided; `across_priors` and `mechanisms` where the folder keeps them."""
        tests = tests_table(self.decided)
        tests = tests if len(tests.rows) <= MOST_TESTS else replace(tests, most=0)
        decided = (claims_table(self), tests) if self.decided else ()
        across = (robustness_table(self.robustness),) if self.robustness else ()
        needs = () if self.matrix is None else (matrix_table(self.matrix),)
        return *decided, *across, *needs

    @property
    def sentences(self) -> tuple[str, ...]:
        """In how much of the plausible parameters claims hold, how many hold at the defaults, how to read it."""
        across = (words.headline(self),) if self.decided or self.robustness else ()
        verdicts = ("\n".join(words.counted(self)), words.multiple(self), words.lead(self)) if self.decided else ()
        needs = () if self.matrix is None else tuple(words.needs(self.matrix))
        return *across, *verdicts, *needs


def decide(
    claims: Sequence[Claim],
    folder: Path,
    *,
    short: bool = False,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> Board:
    """Decide claims; runs that are finished in `folder` are not done again. Raises as `measurement.measure` does."""
    asked = tuple(plain(claim) for claim in shortened(claims)) if short else tuple(claims)
    found = measure([asked], folder, engine=engine, on_progress=on_progress)[0]
    tests = sum(len(claim.tests) for claim in asked)
    decided = []
    for whole, claim in zip(claims, asked, strict=True):
        findings = tuple(
            find(claim, test, found.rows[claim.id], tests, undecidable(claim, test)) for test in claim.tests
        )
        verdicts = of_claim(findings), of_claim(findings, strict=True)
        design = registered(whole, short=short)
        decided.append(Decided(claim, findings, *verdicts, found.seconds[claim.id], design))
    return Board(tuple(decided), folder, short, kept_robustness(claims, folder), kept_matrix(claims, folder))


def decided_before(claims: Sequence[Claim], folder: Path) -> Board:
    """What is measured already of these claims, across priors and in the matrix too; nothing is simulated."""
    if is_measured([tuple(claims)], folder):
        return decide(claims, folder)
    return Board((), folder, False, kept_robustness(claims, folder), kept_matrix(claims, folder))


MOST_TESTS = 24
"""Tests that people see beside the claims; those of a larger board are on its page and in its files."""

MOST_NEEDED = 6
"""Mechanisms that are named for one test."""

FAILING = ("fails", "too small", "not decided")
"""Verdicts that leave a claim unsupported."""

BASIS = Basis("pairs of runs", level=DECIDING)

CLAIM, TEST = Column("claim", meaning="id of the claim"), Column("test")
SOURCE = Column(
    "provenance", meaning="R stated by a report, B believed, H our hypothesis, L the literature", heading="from"
)
SAYS = Column("says", meaning="what is claimed", heading="what it says")
FOUND = (
    Column("verdict", meaning="what the tests decide"),
    Column("found", meaning="levels of both arms, and the effect with its interval", heading="effect [95 %]"),
    Column("asked", meaning="what was asked for, set beforehand", heading="asked for"),
    Column("through", meaning="share of the effect that is gone with the mechanisms off", heading="share through"),
)
DESIGN = (
    Column("design", meaning="hash of the design that was registered before any run with it (docs/designs.md)"),
    Column("decided_as_designed", meaning="whether the test here is the one that was designed", format="yes",
           shown=False),
    Column("kind", meaning="claim, implementation check, finding, or not testable yet, by design", shown=False),
    Column("status", meaning="predicted, or accommodated after a failure", shown=False),
    Column("exploratory", meaning="why and when the design was changed after a look", shown=False),
)  # fmt: skip
ACROSS = Column("across_priors", meaning="parameter sets in which it holds", heading="holds across priors")
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
    across = {one.claim.id: words.across(one) for one in board.robustness}
    designed = any(one.design for one in board.decided)
    columns = (
        CLAIM,
        SOURCE,
        SAYS,
        *FOUND,
        *((ACROSS,) if across else ()),
        *(DESIGN if designed else ()),
        Column("test", meaning="the test that stands for the claim", shown=False),
        *NUMBERS,
        Column("source", meaning="where the claim is stated", shown=False),
        Column("seconds", "s", "time that its runs took", "number", shown=False),
    )
    rows = [
        (one.claim.id, one.claim.provenance, one.claim.says, one.verdict, *_found(one.main),
         *((across.get(one.claim.id, "not measured"),) if across else ()),
         *(_design(one.design) if designed else ()),
         one.main.test.name, *_numbers(one.main), one.strict, one.claim.source, round(one.seconds, 1))
        for one in board.decided
    ]  # fmt: skip
    return Table("claims", "Claims", columns, rows, words.designs(board), basis=BASIS, keys=("claim",))


def tests_table(decided: Sequence[Decided]) -> Table:
    """One row for each test of each of these claims."""
    columns = (CLAIM, TEST, *FOUND, *NUMBERS, Column("observed", shown=False))
    rows = [
        (one.claim.id, words.spaced(finding.test.name), finding.verdict, *_found(finding), *_numbers(finding),
         finding.strict, finding.test.watch.observe)
        for one in decided
        for finding in one.findings
    ]  # fmt: skip
    return Table("tests", "Tests", columns, rows, basis=BASIS, keys=("claim", "test"))


def failing_table(board: Board) -> Table:
    """What a report states and the simulation does not show: the tests of such claims that fall short."""
    columns = (CLAIM, SAYS, TEST, *FOUND)
    rows = [
        (one.claim.id, one.claim.says, words.spaced(finding.test.name), finding.verdict, *_found(finding))
        for one in board.decided
        if one.claim.provenance == "R" and one.verdict in FAILING
        for finding in one.findings
        if finding.verdict in FAILING
    ]
    return Table("failing", "What the reports state and the simulation does not show", columns, rows, basis=BASIS)


def robustness_table(found: Sequence[Robustness]) -> Table:
    """In which share of the parameter sets each claim holds, the surest first, and what decides where it fails."""
    columns = (
        CLAIM,
        SOURCE,
        SAYS,
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
        (one.claim.id, one.claim.provenance, one.claim.says, words.across(one), words.short(one.usual),
         words.deciders(one), one.share if one.draws else math.nan, one.holds, one.draws, one.asked)
        for one in ordered
    ]  # fmt: skip
    return Table("across_priors", "Across plausible parameters", columns, rows, words.how_to_read(found))


def matrix_table(matrix: Matrix) -> Table:
    """Which share of each effect is gone without each mechanism: one row for each test and mechanism."""
    lost = Column("lost", "share", "share of the effect that is gone without the mechanism", "percent")
    rows = [
        (*test, mechanism, float(matrix.lost[row, column]))
        for column, test in enumerate(matrix.tests)
        for row, mechanism in enumerate(matrix.mechanisms)
    ]
    return Table("mechanisms", "What each claim needs", (CLAIM, TEST, Column("mechanism"), lost), rows, most=0)


def needed_table(matrix: Matrix) -> Table:
    """For each test with an effect the mechanisms that it needs most, with the share that is gone without each."""
    rows = []
    for (claim, test), found in matrix.needed().items():
        named = [f"{words.spaced(name)} {words.percent(lost)}" for name, lost in found[:MOST_NEEDED]]
        more = [f"{len(found) - MOST_NEEDED} more"] if len(found) > MOST_NEEDED else []
        rows.append((claim, words.spaced(test), ", ".join([*named, *more]) or "none alone"))
    needed = Column("needed", heading="mechanisms without which a fifth of the effect or more is gone")
    return Table("needed", "What each test needs", (CLAIM, TEST, needed), rows)


def _design(design: Registered | None) -> Row:
    if design is None:
        return ("", False, "", "", "")
    return design.hash, design.decides, design.kind, design.status, design.exploratory


def _found(finding: Finding) -> Row:
    return words.in_units(finding), words.asked(finding), words.share(finding)


def _numbers(finding: Finding) -> Row:
    numbers = (finding.base, finding.changed, finding.effect, finding.low, finding.high)
    return *numbers, finding.test.expect, finding.asked, finding.share, finding.pairs
