"""How much memory and disk a scenario asks for, estimated before anything is built or written.

The numbers were measured with version 0.1 on Linux, x86-64, and are good within a factor of two; more purges and
flights than usual make more events and larger files. Tests hold them against what is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from politburo.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Measured:
    """Bytes that a country takes: of memory, and of disk for the events of a month.

    `fixed` is the share of the two top ranks, which never shrink with the scale; `scaled` that of all others.
    """

    memory_fixed: int
    memory_scaled: int
    events_fixed: int
    events_scaled: int


MEASURED: dict[str, Measured] = {
    "north-korea": Measured(370_000, 35_700_000, events_fixed=550, events_scaled=2_300),
    "example": Measured(42_000, 560_000, events_fixed=30, events_scaled=200),
}
"""By name of the country. The state of a run takes as much memory as the country itself."""

BUILDING = 2.5
"""Memory while a country is built, or a month is simulated, relative to what is kept of it."""

SERIES_IN_MEMORY = 2_300
"""Bytes of a month's series while a run is simulated; once more while they are written."""

SERIES_ON_DISK = 1_200
"""Bytes of a month's series, compressed."""

RUN_ON_DISK = 115_000
"""Bytes that the files of a run have whatever they hold: labels, units and directories of what is in them."""

SHOWN = 200
"""Bytes of memory for each run and month while the table, the story and the picture are made."""

MOST_DISK = 10**12
"""Bytes of results that a scenario may ask for: a terabyte."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What simulating a scenario needs: bytes of memory besides the program itself, and of disk for the results."""

    months: int
    runs: int
    memory: int
    disk: int


def estimate(scenario: Scenario, *, runs: int | None = None, threads: int = 1) -> Estimate:
    """The estimate for `runs` runs, or all of the scenario, `threads` of them at the same time."""
    measured = MEASURED[scenario.country]
    months, runs = scenario.end - scenario.start + 1, scenario.runs if runs is None else runs
    country = measured.memory_fixed + measured.memory_scaled * scenario.scale
    in_work = country * BUILDING + 2 * SERIES_IN_MEMORY * months
    events = measured.events_fixed + measured.events_scaled * scenario.scale
    return Estimate(
        months=months,
        runs=runs,
        memory=round(country * BUILDING + min(threads, runs) * in_work + SHOWN * runs * months),
        disk=round(runs * (RUN_ON_DISK + months * (SERIES_ON_DISK + events))),
    )


def in_bytes(number: float) -> str:
    """A number of bytes as people read it, such as `1.2 GB`."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if number >= size:
            return f"{number / size:.{int(number < 10 * size)}f} {unit}".replace(".0 ", " ")
    return f"{number / 1e3:.0f} kB"
