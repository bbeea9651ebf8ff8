"""Each phase reads and writes what it says, and nothing else."""

import sys
from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.country import build
from politburo.leader import Briefing
from politburo.month.now import Now
from politburo.month.state import AWAY, PLOTTING
from politburo.month.the_month import PHASES, first_month
from politburo.scenario import adapt, load, with_parameters
from politburo.terms.events import Order

pytestmark = pytest.mark.slow

RESTLESS = {
    "choose.plot_rate": 0.5,
    "choose.plot_opportunity": 0.3,
    "choose.flee_rate": 0.005,
    "choose.flee_loyalty": 0.0,
    "choose.flee_fear": 10.0,
    "choose.flee_inland": 1.7,
    "fill.withdrawal": 1.0,
    "conspire.attempt": 0.2,
    "conspire.attempt_strength": 0.5,
    "conspire.counterbalance": 50.0,
}
GROUPS = ("cadres", "homes", "regime", "counts", "posts", "households", "cases")
IN_ORDER = ("blocks", "top", "by_circle", "clients", "organ", "rank", "circle", "province", "kin", "post", "in_use")
"""Columns that say where others stand: in another order they would be no country. What is said of them is believed."""

ORDERS = (
    Order(0.2, organ="party", rank="provincial", province="Plain", generation="leader"),
    Order(0.1, age_from=50.0),
    Order(0.1, organ="diplomacy"),
)

LOGICS = ("strategic", "opportunist", "succession", "responsive")
BRIEFED = {f"regime.{entry.name}" for entry in fields(Briefing)}
"""What the leader is told, whether or not his logic heeds it."""

Found = dict[str, NDArray]
Phase = Callable[[Now], None]


def columns_of(now: Now) -> Found:
    """All columns by their names."""
    found = {
        f"{group}.{name}": column
        for group in GROUPS
        for name, column in getattr(now, group)._asdict().items()
        if isinstance(column, np.ndarray)
    }
    return found | {"scratch.vacant": now.scratch.vacant}


def disturbed(column: NDArray, draw: np.random.Generator) -> NDArray:
    """Other values that a column might have."""
    mixed = draw.permutation(column.ravel()).reshape(column.shape)
    return (mixed * 0.6 + 0.07).astype(column.dtype) if column.dtype.kind == "f" else mixed + (column.size == 1)


class Month:
    """A month that can be lived through again and again."""

    def __init__(self) -> None:
        scenario = with_parameters(adapt(load("example"), until="2001-06"), RESTLESS)
        self.scenario, self.country = scenario, build("example", 0.02)
        self.now = first_month(self.country, scenario, 0)
        self.columns = columns_of(self.now)
        self.months = range(scenario.start, scenario.end + 1)

    def turn_to(self, row: int) -> None:
        """Go on to a month: leaders of all kinds choose, one hands over once, and there are recalls and orders."""
        now, month = self.now, self.months[row]
        recall = 0.5 if row % 2 else 0.0
        levers = replace(
            self.scenario.levers_at(month), recall=recall, campaign=0.5, assurance_expected=0.5, posts_abroad=0.5
        )
        now.turn_to(month, levers, self.scenario.seed_at(month), 0)
        now.logic, now.chooses = LOGICS[row % len(LOGICS)], ("purge_intensity", "market_tolerance")
        now.succession = row == 6
        now.orders = ORDERS

    def copied(self) -> Found:
        """What all columns hold now."""
        return {name: column.copy() for name, column in self.columns.items()}

    def restore(self, columns: Found) -> None:
        """Make all columns hold what they held."""
        for name, column in columns.items():
            self.put(name, column)

    def put(self, name: str, values: NDArray) -> None:
        """Make a column hold other values, also one of the country, which others share and may not write to."""
        column = self.columns[name]
        may_write = column.flags.writeable
        column.setflags(write=True)
        column[...] = values
        column.setflags(write=may_write)

    def lived(self, phase: Phase) -> list[NDArray]:
        """Run a phase; what it has told."""
        events, told = len(self.now.log), len(self.now.log.reasons().event)
        phase(self.now)
        reasons = self.now.log.reasons()
        new = [column[events:] for column in self.now.log.columns().values()]
        return [*new, reasons.hazard[told:], reasons.terms[told:]]


def same(a: list[NDArray], b: list[NDArray]) -> bool:
    """Whether arrays have the same bits, one by one."""
    return all(x.tobytes() == y.tobytes() for x, y in zip(a, b, strict=True))


class Once:
    """A phase of a month lived through: what held before and after, and what it told."""

    def __init__(self, lived: Month, phase: Phase) -> None:
        self.lived, self.phase = lived, phase
        self.levers, self.before = lived.now.levers, lived.copied()
        self.told, self.after = lived.lived(phase), lived.copied()

    @property
    def writes(self) -> set[str]:
        """The columns that hold something else afterwards."""
        return {name for name in self.after if not same([self.before[name]], [self.after[name]])}

    def heeds(self, columns: list[str], draw: np.random.Generator) -> bool:
        """Whether anything but these columns comes out otherwise where they held something else."""
        self.lived.restore(self.before)
        self.lived.now.levers = self.levers
        others = {}
        for column in columns:
            rare = column == "cases.flight"  # hardly ever 1, so that mixed it would mostly be as before
            others[column] = 1 - self.before[column] if rare else disturbed(self.before[column], draw)
            self.lived.put(column, others[column])
        told, after = self.lived.lived(self.phase), self.lived.copied()
        passed_on = any(not same([self.after[name]], [after[name]]) for name in after if name not in others)
        kept = all(same([after[k]], [other]) or same([after[k]], [self.after[k]]) for k, other in others.items())
        return passed_on or not kept or not same(self.told, told)


def seen(phase: str) -> tuple[set[str], set[str]]:
    """The columns that a phase is found to read and to write, month after month."""
    reads: set[str] = set()
    writes: set[str] = set()
    lived, draw = Month(), np.random.default_rng(1)
    now = lived.now
    for row in range(len(lived.months)):
        lived.turn_to(row)
        for name, run in PHASES:
            if name == "choose":
                now.cadres.standing[3::29] = AWAY
            if name == "conspire":
                now.cadres.standing[::7] = PLOTTING
            unused = now.cases.flight[now.cases.in_use[0] :]
            unused[:] = np.arange(len(unused)) % 2  # what a new case writes over is seen
            if name != phase:
                run(now)
                now.regime.ended[0] = False
                continue
            once = Once(lived, run)
            writes |= once.writes
            left = [k for k in sorted(lived.columns.keys() - reads) if k.rpartition(".")[2] not in IN_ORDER]
            if once.heeds(left, draw):  # all at once first: in most months nothing is found any more
                reads |= {column for column in left if once.heeds([column], draw)}
            lived.restore(once.after)
            now.regime.ended[0] = False
    return reads, writes


@pytest.mark.parametrize("name", [name for name, _ in PHASES])
def test_a_phase_reads_and_writes_what_it_says(name: str):
    said = sys.modules[f"politburo.month.{name}"]
    reads, writes = seen(name)
    believed = {column for column in said.READS if column.rpartition(".")[2] in IN_ORDER}
    believed |= (set(said.READS) & BRIEFED) - reads if name == "govern" else set()
    assert reads == set(said.READS) - believed
    assert writes == set(said.WRITES)
