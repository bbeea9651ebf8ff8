"""The board: every claim decided, as plain data and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from politburo.answer import Answer, Provenance, Table
from politburo.ask.claims import sentences as words
from politburo.ask.claims.artefacts import Audited, kept_audit
from politburo.ask.claims.designs import Registered, registered
from politburo.ask.claims.finding import Effect, Finding, Verdict, find, of_claim, reason
from politburo.ask.claims.measurement import is_measured, measure
from politburo.ask.claims.mechanism_matrix import Matrix, kept_matrix
from politburo.ask.claims.observables import undecidable
from politburo.ask.claims.record import Claim, shortened, without_shares
from politburo.ask.claims.registration import Registered as Registration
from politburo.ask.claims.registration import standing
from politburo.ask.claims.robustness import Robustness, kept_robustness
from politburo.ask.claims.rows import checks_table, claims_table, standing_table, tests_table
from politburo.ask.claims.tables import artefacts_table, matrix_table, robustness_table, shapes_table, variants_table
from politburo.run.engines import Engine, OnProgress
from politburo.run.plan import model_sources
from politburo.terms.checks import printable, proposed
from politburo.terms.errors import ClaimError, UsageError


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim with what was found for each of its tests; `strict` counts all claims of the board together.

    `design` is what was registered for it before any run with it: nothing for a scholar's own claims, of which
    `registration` says whether they are as a registration has them. What cannot be tested yet has no findings.
    """

    claim: Claim
    findings: tuple[Finding, ...]
    verdict: Verdict
    strict: Verdict
    seconds: float
    design: Registered | None = None
    registration: str = ""

    @property
    def main(self) -> Finding | None:
        """The finding that stands for the claim: one that cannot be decided, the first that decides, or the first."""
        deciding = (one for one in self.findings if one.test.role == "decides" and one.verdict != "identity")
        return next((one for one in self.findings if one.why), next(deciding, next(iter(self.findings), None)))

    @property
    def in_the_rival(self) -> Effect | None:
        """What the test that stands for the claim gives in the rival model; nothing where there is none."""
        stated = (
            Effect(one.effect, one.low, one.high, one.verdict) for one in self.findings if one.test.role == "rival"
        )
        return self.main.rival if self.main is not None and self.main.rival is not None else next(stated, None)

    @property
    def rival(self) -> str:
        """The rival model in words; nothing where there is none."""
        said = (one.test.rival.says for one in self.findings if one.test.rival is not None)
        return next(said, next((one.test.says for one in self.findings if one.test.role == "rival"), ""))

    @property
    def is_check(self) -> bool:
        """Whether it shows no more than that the program does what it says."""
        return self.design is not None and self.design.kind == "implementation check"

    @property
    def why(self) -> str:
        """Why the verdict is not that of its own tests, or what is missing; nothing where that is not so."""
        return reason(self.findings) if self.findings else words.OVER_SETS if self.claim.shape else self.claim.missing


@dataclass(frozen=True, repr=False)
class Board(Answer):
    """Claims in their order, all decided. `short` tells the short form, whose verdicts are its own.

    `robustness` is what was found under parameter sets, `matrix` what each claim needs and `audited` whether it is an
    artefact, where the folder keeps them. A board on which only these were asked for has no decided claims.
    """

    question = "claims"

    decided: tuple[Decided, ...]
    kept_in: Path = Path("runs")
    short: bool = False
    robustness: tuple[Robustness, ...] = ()
    matrix: Matrix | None = None
    audited: tuple[Audited, ...] = ()

    def claim(self, name: str) -> Decided:
        """The claim of that id. Raises ClaimError for one that is not on the board."""
        for one in self.decided:
            if one.claim.id == name:
                return one
        known = tuple(one.claim.id for one in self.decided)
        raise ClaimError(f"There is no claim {name!r} on this board; {proposed(name, known)}")

    @property
    def claims(self) -> tuple[Decided, ...]:
        """What can be true or false of the system: all but implementation checks."""
        return tuple(one for one in self.decided if not one.is_check)

    @property
    def tests(self) -> int:
        """How many claims have a primary test, which the stricter verdicts count together."""
        return primary_tests([one.claim for one in self.claims])

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
        seeds = dict.fromkeys(one.claim.seed for one in self.decided if one.findings)
        return Provenance(
            seed=next(iter(seeds), None), details={"measured in": self.folder.name, "model": model_sources()}
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """`claims` and `tests` where they are decided; what else was found of them where the folder keeps it.

        `claims` has all of it in one row for each claim, and people see a part of that in `standing`. What else there
        is are `robustness`, `shapes`, `artefacts` with `variants`, and `mechanisms`.
        """
        tests = tests_table(self.decided)
        tests = tests if len(tests.rows) <= MOST_TESTS else replace(tests, most=0)
        checks = checks_table(self)
        decided = ((claims_table(self),) if self.claims else ()) + standing_table(self)
        decided += (checks,) if checks.rows else ()
        decided += (tests,) if self.decided else ()
        shaped = [one for one in self.robustness if one.shapes]
        across = (robustness_table(self.robustness),) if len(self.robustness) > len(shaped) else ()
        across += (shapes_table(shaped),) if shaped else ()
        needs = () if self.matrix is None else (matrix_table(self.matrix),)
        audited: tuple[Table, ...] = ()
        if self.audited:
            variants = variants_table(self.audited)
            variants = variants if len(variants.rows) <= MOST_TESTS else replace(variants, most=0)
            audited = (artefacts_table(self.audited), variants)
        return *decided, *across, *audited, *needs

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many claims hold at the defaults and in how much of the plausible parameters, and how to read it."""
        across = (words.headline(self),) if self.decided or self.robustness else ()
        read = "\n".join(("How to read this board", *(f"  {name}: {said}" for name, said in words.reading(self))))
        counted = "\n".join(words.counted(self))
        verdicts = (read, counted, words.multiple(self), words.lead(self)) if self.decided else ()
        verdicts = tuple(filter(None, verdicts))
        needs = () if self.matrix is None else tuple(words.needs(self.matrix))
        audited = (words.artefacts(self.audited),) if self.audited else ()
        registered = tuple(filter(None, (words.registrations(self),)))
        return *across, *verdicts, *audited, *registered, *needs


def decide(
    claims: Sequence[Claim],
    folder: Path,
    *,
    short: bool = False,
    registration: Registration | None = None,
    beside: Sequence[Path] = (),
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> Board:
    """Decide claims; runs that are finished in `folder` are not done again.

    With a `registration` each claim says whether it is as it was registered. What the folders `beside` keep of the
    claims besides runs stands on the board, too. Raises as `measurement.measure` does, and as `kept`.
    """
    found_besides = kept(claims, folder, short=short, beside=beside)
    asked = in_short(claims) if short else tuple(claims)
    found = measure([asked], folder, engine=engine, on_progress=on_progress)[0]
    designs = [registered(claim, short=short) for claim in claims]
    tests = primary_tests(
        [claim for claim, design in zip(claims, designs, strict=True) if design is None or design.tested]
    )
    decided = []
    for design, claim, whole in zip(designs, asked, claims, strict=True):
        findings = tuple(
            find(claim, test, found.rows[claim.id], tests, undecidable(claim, test)) for test in claim.tests
        )
        usual = of_claim(findings, votes=claim.votes, shape=claim.shape is not None)
        strict = of_claim(findings, strict=True, votes=claim.votes, shape=claim.shape is not None)
        stands = "" if registration is None else standing(whole, registration, short=short)
        decided.append(Decided(claim, findings, usual, strict, found.seconds[claim.id], design, stands))
    return Board(tuple(decided), folder, short, **found_besides)


def primary_tests(claims: Sequence[Claim]) -> int:
    """How many of some claims have a test that can decide them."""
    return max(sum(bool(claim.tests) for claim in claims), 1)


def decided_before(
    claims: Sequence[Claim],
    folder: Path,
    *,
    short: bool = False,
    registration: Registration | None = None,
    beside: Sequence[Path] = (),
) -> Board:
    """What is measured already of these claims, under parameter sets and in the matrix too; nothing is simulated."""
    if is_measured([in_short(claims) if short else tuple(claims)], folder):
        return decide(claims, folder, short=short, registration=registration, beside=beside)
    return Board((), folder, short, **kept(claims, folder, short=short, beside=beside))


def kept(claims: Sequence[Claim], folder: Path, *, short: bool, beside: Sequence[Path] = ()) -> dict[str, Any]:
    """What a folder, and others beside it, keep of these claims besides their runs; of two of a kind the first.

    Raises UsageError for a folder beside that keeps nothing of them.
    """
    robustness: dict[tuple[str, str], Robustness] = {}
    audited: dict[str, Audited] = {}
    matrix: Matrix | None = None
    for place in (folder, *beside):
        shares, audit, needs = (
            kept_robustness(claims, place, short=short), kept_audit(claims, place), kept_matrix(claims, place)
        )  # fmt: skip
        if place in beside and not (shares or audit or needs):
            raise UsageError(
                f"{printable(str(place))} keeps nothing of these claims from this version of the model: neither under "
                "parameter sets, nor as an artefact, nor without mechanisms. With --seed, an audit is of that seed."
            )
        robustness = {(one.claim.id, one.among): one for one in shares} | robustness
        audited = {one.claim.id: one for one in audit} | audited
        matrix = matrix or needs
    order = [claim.id for claim in claims]
    return {
        "robustness": tuple(
            sorted(robustness.values(), key=lambda one: (not one.among, one.among, order.index(one.claim.id)))
        ),
        "matrix": matrix,
        "audited": tuple(sorted(audited.values(), key=lambda one: order.index(one.claim.id))),
    }


def in_short(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What the short form decides."""
    return tuple(without_shares(claim) for claim in shortened(claims))


MOST_TESTS = 24
"""Tests that people see beside the claims; those of a larger board are on its page and in its files."""
