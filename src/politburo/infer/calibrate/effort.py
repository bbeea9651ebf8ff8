"""How much a calibration spends on each stage: in full, and in the short form that shows how it works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """What is spent.

    Screening: `trajectories`, and the parameters that it leaves active, between `least` and `most`, until their shares
    come to `share`. History matching: `waves` at most, of `points` with `replicates` runs each, by `outputs` emulators,
    whose share is taken from `candidates`.
    Posterior: `training` runs, of which the part `held_out` is kept from networks and ABC for the gates, `records` made
    of each; `networks` trained for `epochs`, with layers of `width`; ABC accepts the part `accepted` of the runs.
    `draws` are those of a posterior, or sets of an ensemble; `predictive` of them are run again.
    """

    trajectories: int = 10
    least: int = 15
    most: int = 25
    share: float = 0.8
    waves: int = 3
    points: int = 500
    replicates: int = 4
    outputs: int = 8
    candidates: int = 20_000
    training: int = 8000
    held_out: float = 0.1
    records: int = 4
    networks: int = 5
    epochs: int = 60
    width: int = 96
    depth: int = 4
    accepted: float = 0.1
    draws: int = 500
    predictive: int = 200


FULL = Effort()

SHORT = Effort(
    trajectories=2, least=4, most=6, waves=2, points=80, replicates=3, outputs=4, candidates=4_000, training=900,
    held_out=0.15, records=4, epochs=15, width=32, depth=2, accepted=0.2, draws=100, predictive=40,
)  # fmt: skip
"""Some minutes less: its gates have the same limits, and are missed more often."""
