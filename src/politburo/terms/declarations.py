"""How a term is declared: its name is the attribute, the rest is written here once.

A group of parameters or levers is a frozen dataclass of floats whose fields carry their declaration, so that the
same line gives the kernels a typed attribute (`p.fear.horizon`) and gives scenario files, the model page, priors and
sensitivity the unit, range and source.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

ASSUMED = "assumed: "


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is said of one number: meaning, unit, plausible range, source, and the mechanism it is the strength of.

    `source` is where the value is published. Where it is not, it is the argument for the range after "assumed: ", and
    before that whatever is published of the mechanism, its sign, an order of magnitude or a total. `neutral` is the
    value at which the mechanism named in `mechanism` has no effect; switching the mechanism off sets the parameter to
    it.
    """

    meaning: str
    unit: str
    low: float
    high: float
    source: str
    mechanism: str | None = None
    neutral: float | None = None

    def allows(self, value: float) -> bool:
        """Whether `value` is a finite number within the range, or the neutral value."""
        return math.isfinite(value) and (self.low <= value <= self.high or value == self.neutral)


def parameter(
    default: float,
    meaning: str,
    *,
    unit: str,
    low: float,
    high: float,
    source: str,
    mechanism: str | None = None,
    neutral: float | None = None,
) -> Any:
    """A dataclass field that carries its declaration. `mechanism` and `neutral` go together or not at all."""
    if (mechanism is None) != (neutral is None):
        raise ValueError(f"{meaning!r}: a strength needs both its mechanism and its neutral value")
    declaration = Declaration(meaning, unit, low, high, source, mechanism, neutral)
    if not declaration.allows(default):
        raise ValueError(f"{meaning!r}: default {default} lies outside {low} to {high}")
    return field(default=default, metadata={"declaration": declaration})


def declared(group: Any) -> Iterator[tuple[str, Declaration, float]]:
    """Name, declaration and default of every field of a group declared with `parameter`."""
    for entry in fields(group):
        if "declaration" in entry.metadata:
            yield entry.name, entry.metadata["declaration"], float(entry.default)  # type: ignore[arg-type]
