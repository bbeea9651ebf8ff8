"""A resolved scenario: what the leader and the world do, month by month, and what it takes to simulate it.

Memory and disk are estimated before anything is built or written. The numbers were measured with version 0.1 on Linux,
x86-64, and are good within a factor of two; more purges and flights than usual make more events and larger files. Tests
hold them against what is there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from politburo.scenario.document import Document
from politburo.scenario.events import PublicEvent
from politburo.scenario.months import month_name
from politburo.terms.errors import UsageError
from politburo.terms.leaders import chosen_by
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


@dataclass(frozen=True)
class Scenario:
    """Everything a run is asked. Months are year × 12 + month − 1; `start` and `end` both belong to the run.

    levers and logics hold one entry per month; `chooses` names the levers that a choosing logic sets, and `holds` are
    (lever, month): from that month on it no longer does. `successions` are the months in which a successor takes over;
    in `parameters` the mechanisms named in `off` have no effect. `parent` is what the scenario extends, as its file
    names it: a name in the library or a path.

    `draws_anew` are (month, seed): from that month on chance is drawn under that seed. `as_run` are (month, number):
    up to and with that month every run is drawn as the run of that number, and so all runs are one until then.

    `document` is what the scenario was resolved from, and what every change of it edits. A copy with other fields
    (`dataclasses.replace`) has none; `changes.document_of` then writes one.
    """

    name: str
    title: str
    description: str
    country: str
    start: int
    end: int
    seed: int
    runs: int
    scale: float
    levers: tuple[Levers, ...]
    logics: tuple[str, ...]
    chooses: tuple[str, ...]
    successions: tuple[int, ...]
    events: tuple[PublicEvent, ...]
    parameters: Parameters
    off: tuple[str, ...]
    parent: str | None = None
    draws_anew: tuple[tuple[int, int], ...] = ()
    as_run: tuple[tuple[int, int], ...] = ()
    holds: tuple[tuple[str, int], ...] = ()
    document: Document | None = field(default=None, init=False, repr=False, compare=False)

    def levers_at(self, month: int) -> Levers:
        """The levers of a month. Raises UsageError for a month outside the scenario."""
        if not self.start <= month <= self.end:
            span = f"{month_name(self.start)} to {month_name(self.end)}"
            raise UsageError(f"The month {month_name(month)} lies outside the scenario {self.name!r} ({span}).")
        return self.levers[month - self.start]

    def chooses_at(self, month: int) -> tuple[str, ...]:
        """The levers that a choosing logic may set in a month."""
        held = dict(self.holds)
        return tuple(name for name in self.chooses if month < held.get(name, month + 1))

    def chosen_at(self, month: int) -> tuple[str, ...]:
        """The levers that the logic which rules in a month does set; all it may, for a logic of another package."""
        return tuple(name for name in chosen_by(self.logics[month - self.start]) if name in self.chooses_at(month))

    def seed_at(self, month: int) -> int:
        """The seed under which the chance of a month is drawn; what outsiders see is drawn under `seed` throughout."""
        return next((seed for first, seed in reversed(self.draws_anew) if first <= month), self.seed)

    def run_at(self, run: int, month: int) -> int:
        """The number of the run as which the chance of run `run` is drawn in a month."""
        return next((number for last, number in self.as_run if month <= last), run)

    @property
    def chance(self) -> str:
        """The seed in words, and what is said besides of when it changes: `1, from 2018-05 on 7`."""
        seeds = (f", from {month_name(month)} on {seed}" for month, seed in self.draws_anew)
        shared = (f", until {month_name(month)} all as run {number}" for month, number in self.as_run)
        return "".join((str(self.seed), *seeds, *shared))

    def digest(self) -> str:
        """Hash (hex) of what decides the results of a run; name, title, description, runs, labels and parent do not.

        Events decide through the levers, the logics and the successions that they have been resolved into.
        """
        decides = {
            "country": self.country,
            "start": self.start,
            "end": self.end,
            "seed": self.seed,
            "scale": self.scale,
            "levers": [asdict(levers) for levers in self.levers],
            "logics": self.logics,
            "chooses": sorted(self.chooses),
            "successions": self.successions,
            "parameters": asdict(self.parameters),
        }
        # Said only where it is so: scenarios without them keep the digest that they always had.
        decides |= {"draws_anew": self.draws_anew} if self.draws_anew else {}
        decides |= {"as_run": self.as_run} if self.as_run else {}
        decides |= {"holds": sorted(self.holds)} if self.holds else {}
        return hashlib.blake2b(json.dumps(decides, sort_keys=True).encode(), digest_size=16).hexdigest()


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
