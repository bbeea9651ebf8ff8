"""What an interval is: its level, what it is over, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.answer.numbers import numbered

LEVEL = 0.9
"""The level of every interval in the program; where a claim is decided, DECIDING stands beside it."""

DECIDING = 0.95
"""The level at which claims are decided."""

CHANCE_ONLY = "chance only: parameters are held at their defaults"
"""What an interval over runs of one set of parameters leaves out."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the intervals of a table are. `over` names what varies, such as "20 pairs of runs"."""

    over: str
    leaves_out: str = CHANCE_ONLY
    level: float = LEVEL

    def __str__(self) -> str:
        return f"{self.level:.0%}".replace("%", " %") + f" intervals over {self.over} ({self.leaves_out})"

    def as_json(self) -> dict[str, str | float]:
        """The same as plain data."""
        return {"level": self.level, "over": self.over, "leaves_out": self.leaves_out}


def over_runs(count: int, *, pairs: bool = False, changed: bool = False) -> Basis:
    """The basis of an interval over `count` runs, or pairs of runs.

    `changed` says that the scenario sets parameters itself, so that they are not all held at their defaults.
    """
    of = f"{numbered(count, 'pair')} of runs" if pairs else numbered(count, "run")
    held = "chance only: parameters are held at the scenario's values" if changed else CHANCE_ONLY
    return Basis(of, held)
