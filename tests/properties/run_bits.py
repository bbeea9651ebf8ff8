"""Run as a program: builds the small country, lives through the packaged example and prints a hash of everything.

What it prints is the same on every x86-64 processor, in every process and however many threads are at work.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from politburo.country import build
from politburo.month import Outcome, simulate
from politburo.scenario import load


def arrays_of(thing: Any) -> list[np.ndarray]:
    """All arrays inside a dataclass or a named tuple, in order."""
    values = [getattr(thing, entry.name) for entry in fields(thing) if entry.init] if is_dataclass(thing) else [*thing]
    nested = [arrays_of(value) if is_dataclass(value) or hasattr(value, "_fields") else [value] for value in values]
    return [value for part in nested for value in part if isinstance(value, np.ndarray)]


def hashed(arrays: list[np.ndarray]) -> str:
    """Hash of the bits of some arrays, hex."""
    found = hashlib.blake2b(digest_size=16)
    for values in arrays:
        found.update(values.tobytes())
    return found.hexdigest()


def bits(run: int = 0) -> dict[str, str]:
    """Hashes of the country and of what one run of the packaged example (ten years) leaves behind."""
    scenario = load("example")
    country = build(scenario.country, scenario.scale)
    return {"country": hashed(arrays_of(country))} | bits_of(simulate(country, scenario, run))


def bits_of(outcome: Outcome) -> dict[str, str]:
    """Hashes of an outcome: its fingerprint (state and events), its series and its events."""
    return {
        "fingerprint": outcome.fingerprint,
        "series": hashed(list(outcome.series.values())),
        "events": hashed(list(outcome.events.values())),
    }


if __name__ == "__main__":
    for name, value in bits().items():
        print(name, value)
