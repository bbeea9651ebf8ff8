"""What an exploration found: which sets of parameters are cases, and the boxes in which these are frequent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from politburo.answer import Table
from politburo.ask.experiment import OfExperiment
from politburo.ask.explore.axes import Axis
from politburo.ask.explore.boxes import Box, Found
from politburo.ask.explore.cases import Cases
from politburo.ask.explore.condition import Condition
from politburo.ask.explore.search import Search

if TYPE_CHECKING:
    from politburo.answer.files import FileFormat

LONGEST = 60
"""Characters of a condition in the name of a folder."""


@dataclass(frozen=True, eq=False, repr=False)
class Exploration(OfExperiment):
    """Which sets of parameters of an experiment are cases, and the boxes in which these are frequent."""

    question: ClassVar[str] = "explore"

    condition: Condition
    classed: Cases
    axes: tuple[Axis, ...]
    search: Search
    found: Found

    @property
    def title(self) -> str:
        """The condition, and the scenario."""
        return f"Where {self.condition.said} · {' '.join(self.base.title.split())}"

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes of the condition."""
        return self.condition.outcomes

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
