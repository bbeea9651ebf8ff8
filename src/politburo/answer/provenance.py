"""Where an answer comes from, enough to make it again, and what its intervals are: their level and their basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from politburo.answer.numbers import numbered, percent

SIMULATED = "simulated, not observed"
"""The stamp of every picture and table of model state."""

LEVEL = 0.9
"""The level of every interval in the program; where a claim is decided, DECIDING stands beside it."""

DECIDING = 0.95
"""The level at which claims are decided."""

CHANCE_ONLY = "chance only: parameters are held at their defaults"
"""What an interval over runs of one set of parameters leaves out."""

NOT_CALIBRATED = "the sets are not calibrated, each counts alike"
"""What an interval over parameter sets leaves out: how probable each of them is."""

OF_A_POSTERIOR = "draws of a posterior, each counts alike; left out is that the model may be wrong in its form"
"""The same over sets that are drawn as often as they are probable."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Scenario, size, months, seed, runs, fingerprint and version; what does not apply is None.

    `first` and `last` are months such as `2008-01`; `scale` is the share of the country that is simulated, `households`
    how many of them where the scenario says so, each for `people_each` people; `details` holds what a question adds,
    such as the names of alternatives.
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
    households: int | None = None
    people_each: float | None = None

    def parts(self) -> list[str]:
        """The same as short texts, in the order in which they are read."""
        said = [
            f"politburo {self.politburo}",
            self.stamp,
            f"scenario {self.scenario}" if self.scenario else None,
            None if self.scale is None else f"scale {self.scale:g}",
            None if self.households is None else f"{self.households:,} households",
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


@dataclass(frozen=True, slots=True)
class Basis:
    """What the intervals of a table are. `over` names what varies, such as "20 pairs of runs"."""

    over: str
    leaves_out: str = CHANCE_ONLY
    level: float = LEVEL

    def __str__(self) -> str:
        return f"{percent(self.level)} intervals over {self.over} ({self.leaves_out})"

    def as_json(self) -> dict[str, str | float]:
        """The same as plain data."""
        return {"level": self.level, "over": self.over, "leaves_out": self.leaves_out}


def over_runs(
    count: int, *, pairs: bool = False, changed: bool = False, sets: int | None = None, leaves_out: str = NOT_CALIBRATED
) -> Basis:  # fmt: skip
    """The basis of an interval over `count` runs, or pairs of runs.

    `changed` says that the scenario sets parameters itself, so that they are not all held at their defaults; `sets` is
    the number of parameter sets of an ensemble that these runs have, over whose means an interval of pairs is;
    `leaves_out` is what it leaves out then.
    """
    of = f"{numbered(count, 'pair')} of runs" if pairs else numbered(count, "run")
    if sets == 1:
        return Basis(of, "chance only: parameters are held at one set of an ensemble")
    if sets == count:
        return Basis(f"{of}, each under another parameter set: parameters and chance together", leaves_out)
    if sets is not None:
        under = f"the means of {sets} parameter sets, of {of}" if pairs else f"{of} under {sets} parameter sets"
        return Basis(f"{under}: parameters and chance together", leaves_out)
    held = "chance only: parameters are held at the scenario's values" if changed else CHANCE_ONLY
    return Basis(of, held)
