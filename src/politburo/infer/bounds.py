"""Bounds of the numbers that are asked of inference, where nothing heavy is imported."""

from __future__ import annotations

from politburo.terms.bounds import Bounds

PARTICLES = Bounds("number of particles", 20, 10_000)

MONTHS_AHEAD = Bounds("number of months ahead", 1, 60)
