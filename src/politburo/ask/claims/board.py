"""The board: every claim decided, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.answer import Figure
from politburo.ask.claims.deciding import Finding, Verdict, find, of_claim
from politburo.ask.claims.kept import kept_matrix, kept_robustness
from politburo.ask.claims.matrix import Matrix
from politburo.ask.claims.measuring import is_measured, measure
from politburo.ask.claims.priors import Robustness
from politburo.ask.claims.record import Claim
from politburo.ask.claims.shortening import plain, shortened
from politburo.run.engines import Engine, OnProgress
from politburo.run.for_json import for_json
from politburo.scenario.checks import nearest
from politburo.terms.errors import ClaimError

if TYPE_CHECKING:
    import pandas as pd


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


@dataclass(frozen=True, slots=True)
class Board:
    """Claims in their order, all decided. `short` tells the short form, whose verdicts are its own.

    `robustness` is what was found across priors and `matrix` what each claim needs, where the folder keeps them.
    """

    decided: tuple[Decided, ...]
    folder: Path
    short: bool
    robustness: tuple[Robustness, ...] = ()
    matrix: Matrix | None = None

    def claim(self, name: str) -> Decided:
        """The claim of that id. Raises ClaimError for one that is not on the board."""
        for one in self.decided:
            if one.claim.id == name:
                return one
        raise ClaimError(f"There is no claim {name!r} on this board; {nearest(name, self.ids)}")

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims."""
        return tuple(one.claim.id for one in self.decided)

    @property
    def tests(self) -> int:
        """How many tests stand on the board, which the stricter verdicts count together."""
        return sum(len(one.findings) for one in self.decided)

    def objects(self) -> list[dict[str, Any]]:
        """The board as plain data for JSON, a number that was not measured as None."""
        across = {one.claim.id: one for one in self.robustness}
        return [_as_object(one, across.get(one.claim.id)) for one in self.decided]

    def table(self) -> pd.DataFrame:
        """One row a test: claim, provenance, effect with its interval, what was asked for, share, verdict."""
        return self._shown("board_frame")

    def plot(self, name: str) -> Figure:
        """One claim as a figure: effects, intervals, what was asked for. Raises ClaimError for one that is not here."""
        return self._shown("claim_chart", name)

    def page(self) -> str:
        """The board as a page that needs nothing else: HTML."""
        return self._shown("board_page")

    def save(self, folder: str | Path | None = None) -> Path:
        """Write the page as `claims.html` into a folder, by default its own. Raises StoreError if it cannot be written.

        Returns the path of the page.
        """
        return self._shown("save_page", folder)

    def __repr__(self) -> str:
        return "\n".join(f"{one.claim.id:<7}{one.verdict:<19}{one.claim.says}" for one in self.decided)

    def _repr_html_(self) -> str:
        return self._shown("board_table_html")

    def _shown(self, way: str, *how: Any) -> Any:
        # By name: `show` is made of boards, so nothing here may depend on it.
        return getattr(import_module("politburo.show.claims"), way)(self, *how)


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


def decided_before(claims: Sequence[Claim], folder: Path) -> Board | None:
    """The board of these claims where all of it is measured already, else None; nothing is simulated."""
    return decide(claims, folder) if is_measured([tuple(claims)], folder) else None


def _as_object(one: Decided, across: Robustness | None) -> dict[str, Any]:
    main = _finding(one.main)
    return {
        "id": one.claim.id,
        "claim": one.claim.says,
        "source": one.claim.source,
        "provenance": one.claim.provenance,
        "verdict": one.verdict,
        "verdict_counting_all_tests": one.strict,
        **{key: main[key] for key in ("effect", "low", "high", "minimum", "mediated_share")},
        "across_priors": None if across is None else across_as_object(across),
        "runs": one.claim.runs,
        "seconds": round(one.seconds, 1),
        "tests": [_finding(finding) for finding in one.findings],
    }


def across_as_object(one: Robustness) -> dict[str, Any]:
    """What was found across priors for one claim, as plain data for JSON."""
    return {
        "asked": one.asked,
        "draws": one.draws,
        "holds": one.holds,
        "share": one.share if one.draws else None,
        "verdict_at_defaults": one.usual,
        "deciders": [{"parameter": name, "apart": apart} for name, apart in one.deciders],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    numbers = {
        "base": finding.base,
        "changed": finding.changed,
        "effect": finding.effect,
        "low": finding.low,
        "high": finding.high,
        "minimum": finding.asked,
        "mediated_share": finding.share,
    }
    return {
        "name": finding.test.name,
        "observed": finding.test.watch.observe,
        "expected": finding.test.expect,
        "verdict": finding.verdict,
        **for_json(numbers),
        "through": list(finding.test.through),
        "pairs": finding.pairs,
    }
