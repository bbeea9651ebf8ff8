"""What an exploration found: which sets of parameters are cases, and the boxes in which these are frequent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from politburo.answer import Answer, Provenance, Table
from politburo.ask.experiment import failed_runs, provenance_of, too_rare
from politburo.ask.explore.axes import Axis
from politburo.ask.explore.boxes import Box, Found
from politburo.ask.explore.cases import Cases
from politburo.ask.explore.condition import Condition
from politburo.ask.explore.search import Search
from politburo.run.experiment import ExperimentResults

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

LONGEST = 60
"""Characters of a condition in the name of a folder."""


@dataclass(frozen=True, eq=False, repr=False)
class Exploration(Answer):
    """Which sets of parameters of an experiment are cases, and the boxes in which these are frequent."""

    question: ClassVar[str] = "explore"

    results: ExperimentResults
    condition: Condition
    classed: Cases
    axes: tuple[Axis, ...]
    search: Search
    found: Found

    @property
    def title(self) -> str:
        """The condition, and the scenario."""
        return f"Where {self.condition.said} · {' '.join(self.results.experiment.base.title.split())}"

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs of each set of parameters, sets, fingerprint."""
        return provenance_of(self.results)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The limits of all boxes, what the boxes are worth, the condition, and for files the peelings and all sets."""
        return self._tables

    @property
    def sentences(self) -> tuple[str, ...]:
        """How often the condition holds, where, how surely, and by which rule that was found."""
        return self._sentences

    @property
    def warnings(self) -> tuple[str, ...]:
        """Runs that are missing, if any, and outcomes of the condition that are too rare at this scale."""
        return (*failed_runs(self.results), *too_rare(self.results, self.condition.outcomes))

    @property
    def folder(self) -> Path:
        """The folder of the experiment."""
        return self.results.folder

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes that are more than chance gives."""
        return self.found.boxes

    @property
    def share(self) -> float:
        """Share of the points at which the condition holds."""
        return self.classed.share

    def save(
        self, folder: str | Path | None = None, formats: Sequence[FileFormat] = ("json", "csv", "svg", "png")
    ) -> tuple[Path, ...]:
        """Write the answer into a folder, by default one named by the condition in that of the experiment.

        See Answer.save.
        """
        return super().save(self.folder / "explored" / self._slug if folder is None else folder, formats)

    @property
    def _slug(self) -> str:
        """The condition in letters that all systems allow, and a hash of all that was asked."""
        said = f"{self.condition.said} {self.search}"
        name = re.sub(r"[^A-Za-z0-9.]+", "-", self.condition.said).strip("-.")[:LONGEST]
        return f"{name}-{hashlib.blake2b(said.encode(), digest_size=3).hexdigest()}"

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        from politburo.ask.explore.tables import tables

        return tables(self)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        from politburo.ask.explore.sentences import sentences

        return sentences(self)
