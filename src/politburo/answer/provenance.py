"""Where an answer comes from: enough to make it again, in every text, table and picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from politburo.answer.numbers import numbered

SIMULATED = "simulated, not observed"
"""The stamp of every picture and table of model state."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Scenario, scale, months, seed, runs, fingerprint and version; what does not apply is None.

    `first` and `last` are months such as `2008-01`; `scale` is the share of the country that is simulated; `details`
    holds what a question adds, such as the names of alternatives.
    """

    scenario: str | None = None
    scale: float | None = None
    first: str | None = None
    last: str | None = None
    seed: int | str | None = None
    runs: int | None = None
    fingerprint: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    stamp: str | None = SIMULATED
    politburo: str = field(default_factory=lambda: version("politburo"))

    def parts(self) -> list[str]:
        """The same as short texts, in the order in which they are read."""
        said = [
            f"politburo {self.politburo}",
            self.stamp,
            f"scenario {self.scenario}" if self.scenario else None,
            None if self.scale is None else f"scale {self.scale:g}",
            f"{self.first} to {self.last}" if self.first and self.last else None,
            None if self.seed is None else f"seed {self.seed}",
            None if self.runs is None else numbered(self.runs, "run"),
            f"fingerprint {self.fingerprint[:12]}" if self.fingerprint else None,
            *(f"{name} {value}" for name, value in self.details.items()),
        ]
        return [part for part in said if part]

    def __str__(self) -> str:
        return " · ".join(self.parts())

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self) | {"details": dict(self.details)}
