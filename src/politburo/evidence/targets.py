"""Targets: the ranges a simulation is held against, derived from the other tables."""

from __future__ import annotations

from dataclasses import dataclass

from politburo.evidence.figures import Figure, figures, rows


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to hold a simulation against.

    `kind` is FIT (the record should come near it) or PRIOR (it only bounds what is plausible). `compared_with` names
    what a FIT figure is compared with: `record: …` for what outsiders would have seen, `series: …` for a series that is
    public as it happens; it is empty for a PRIOR.
    """

    figure: Figure
    kind: str
    compared_with: str


def targets(kind: str | None = None) -> tuple[Target, ...]:
    """All targets in the order of their table, or those of one kind (FIT or PRIOR)."""
    pairs = zip(figures("targets"), rows("targets"), strict=True)
    found = (Target(entry, row["kind"], row["compared_with"]) for entry, row in pairs)
    return tuple(target for target in found if kind is None or target.kind == kind)
