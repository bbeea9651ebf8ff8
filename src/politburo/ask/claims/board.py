"""The board: every claim decided, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from politburo.answer import Answer, Provenance, Table
from politburo.ask.claims import sentences as words
from politburo.ask.claims.decision import Finding, Verdict, find, of_claim
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.measurement import SEED, is_measured, measure
from politburo.ask.claims.priors import Robustness
from politburo.ask.claims.record import Claim
from politburo.ask.claims.short_form import plain, shortened
from politburo.ask.claims.side_files import kept_matrix, kept_robustness
from politburo.ask.claims.tables import claims_table, matrix_table, robustness_table, tests_table
from politburo.run.engines import Engine, OnProgress
from politburo.scenario.checks import nearest
from politburo.terms.errors import ClaimError


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim with what was found for each of its tests; `strict` counts all tests of the board together."""

    claim: Claim
    findings: tuple[Finding, ...]
    verdict: Verdict
    strict: Verdict
    seconds: float

    @property
    def main(self) -> Finding:
        """The finding that stands for the claim: the first for which something was asked, else the first."""
        asked = (one for one in self.findings if one.verdict not in ("reported", "identity"))
        return next(asked, self.findings[0])


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
        raise ClaimError(f"There is no claim {name!r} on this board; {nearest(name, self.ids)}")

    def only(self, *names: str) -> Board:
        """The board with these claims alone. Raises ClaimError for one that is not on it."""
        return replace(self, decided=tuple(self.claim(name) for name in names))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims."""
        return tuple(one.claim.id for one in self.decided)

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
        decided = (claims_table(self), tests_table(self)) if self.decided else ()
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
    """Decide claims; runs that are finished in `folder` are not done again. Raises as `measuring.measure` does."""
    asked = tuple(plain(claim) for claim in shortened(claims)) if short else tuple(claims)
    found = measure([asked], folder, engine=engine, on_progress=on_progress)[0]
    tests = sum(len(claim.tests) for claim in asked)
    decided = []
    for claim in asked:
        findings = tuple(find(claim, test, found.rows[claim.id], tests) for test in claim.tests)
        verdicts = of_claim(findings), of_claim(findings, strict=True)
        decided.append(Decided(claim, findings, *verdicts, found.seconds[claim.id]))
    return Board(tuple(decided), folder, short, kept_robustness(claims, folder), kept_matrix(claims, folder))


def decided_before(claims: Sequence[Claim], folder: Path) -> Board:
    """What is measured already of these claims: the whole board, or what was found across priors and in the matrix.

    Nothing is simulated.
    """
    if is_measured([tuple(claims)], folder):
        return decide(claims, folder)
    return Board((), folder, False, kept_robustness(claims, folder), kept_matrix(claims, folder))
