"""What decides some outcomes: effects, indices, the tornado, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from politburo.answer import Answer, Provenance, Table
from politburo.ask.experiment import first_failure, provenance_of, too_rare
from politburo.ask.sensitivity import convergence
from politburo.ask.sensitivity.convergence import Verdict
from politburo.ask.sensitivity.indices import Indexed
from politburo.ask.sensitivity.plan import SensitivityPlan
from politburo.ask.sensitivity.sample import AT_ONCE
from politburo.ask.sensitivity.screening import Screened
from politburo.ask.sensitivity.tornado import Swing
from politburo.run.experiment import Failure
from politburo.scenario import Scenario

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(Answer):
    """Which factors decide some outcomes of a scenario.

    By outcome: `screening` (empty where none was asked for), `indices` of the `kept` factors (empty likewise), and
    `swings`. `ended` is the share of runs in which the regime fell early: outcomes are over the months lived.
    `failures` are runs that failed in this call; what they belong to is left out of the analysis.
    """

    question: ClassVar[str] = "sensitivity"

    place: Path
    plan: SensitivityPlan
    kept: tuple[str, ...]
    screening: Mapping[str, Screened]
    indices: Mapping[str, Indexed]
    swings: Mapping[str, tuple[Swing, ...]]
    ended: float
    fingerprint: str
    failures: tuple[Failure, ...] = ()

    @property
    def title(self) -> str:
        """Of which outcomes, in which scenario."""
        names = ", ".join(name.replace("_", " ") for name in self.outcomes)
        return f"Sensitivity of {names} · {' '.join(self.base.title.split())}"

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.place

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs at each point, what was spent, fingerprint."""
        plan = self.plan
        spent = {"factors": str(len(plan.factors))}
        spent |= {"trajectories": str(plan.trajectories)} if plan.screens else {}
        spent |= {"base points": str(plan.points)} if plan.indexes else {}
        spent |= {"runs": "the same at every point"}
        return provenance_of(self.base, plan.runs, self.fingerprint, spent)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sets that are left out, runs in which the regime fell early, and runs that failed."""
        return tuple(self._warnings())

    @property
    def base(self) -> Scenario:
        """The scenario in which the factors are varied."""
        return self.plan.base

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes asked about."""
        return self.plan.outcomes

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """For each outcome whether its indices have converged; where there are none, whether the screening has."""
        if self.indices:
            return {name: convergence.of_indices(one) for name, one in self.indices.items()}
        if self.screening:
            found = convergence.of_screening(self.screening, self.plan.names, self.plan.keep)
            return dict.fromkeys(self.screening, found)
        return {}

    def ranking(self, outcome: str) -> tuple[str, ...]:
        """The factors in the order in which they move an outcome, in tables, texts and figures alike.

        By total index, and those without by the size of their effect.
        """
        names, size = self.plan.names, dict.fromkeys(self.plan.names, -1.0)
        total = size.copy()
        if outcome in self.screening:
            effects = self.screening[outcome].effects
            size |= dict(zip(names, np.nan_to_num(effects.mu_star, nan=-1.0).tolist(), strict=True))
        if outcome in self.indices:
            found = np.nan_to_num(self.indices[outcome].indices.total[:-1], nan=-1.0)
            total |= dict(zip(self.kept, found.tolist(), strict=True))
        return tuple(sorted(names, key=lambda name: (-total[name], -size[name])))

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer into a folder, by default `answer` in its own; see Answer.save."""
        return super().save(self.place / "answer" if folder is None else folder, formats)

    def _warnings(self) -> list[str]:
        said = [one for found in (self.screening, self.indices) if (one := _left_out(found))]
        if self.ended:
            said.append(
                f"The regime falls before the end in {100 * self.ended:.0f} % of the runs; outcomes are over the "
                "months that each run lived."
            )
        said += too_rare({name: swings[0].base for name, swings in self.swings.items() if swings}, self.base.scale)
        if self.failures:
            said.append(f"{len(self.failures)} jobs failed in this call.{first_failure(self.failures)}")
        return said

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        from politburo.ask.sensitivity.tables import tables

        return tables(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        from politburo.ask.sensitivity.sentences import sentences

        return sentences(self)


def _left_out(found: Mapping[str, Screened] | Mapping[str, Indexed]) -> str:
    """How many sets of parameters, or base points, say nothing, and why; nothing where all do."""
    one = max(found.values(), key=lambda each: (each.at_once, each.missing), default=None)
    if one is None or not one.at_once + one.missing:
        return ""
    sets = "sets of parameters of the screening" if isinstance(one, Screened) else "base points"
    reasons = []
    if one.at_once:
        at = "" if isinstance(one, Screened) else "at one of their sets of parameters "
        reasons.append(
            f"{one.at_once} because {at}the regime falls within {AT_ONCE} months in half of the runs or more"
        )
    if one.missing:
        reasons.append(f"{one.missing} because runs of theirs failed")
    return f"Left out, of {one.sets} {sets}: {', and '.join(reasons)}."
