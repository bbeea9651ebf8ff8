"""What a phase gets to work with: the country, the state, this month's levers, chance, the log and the tally.

A phase reads and writes through this and returns nothing; the order of phases is in `the_month`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from politburo.country import Country
from politburo.country.country import F32, I32, U8
from politburo.month.log import Log
from politburo.month.state import CIRCLES, State
from politburo.numerics.chance import Purpose, fill_uniforms, uniform
from politburo.numerics.compile import kernel
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from politburo.terms.words import FORMS


@dataclass(slots=True)
class Counts:
    """What happened this month, counted as it happens (set to zero before each month)."""

    penalties: F32 = field(default_factory=lambda: np.zeros((CIRCLES, len(FORMS)), np.float32))
    flights: F32 = field(default_factory=lambda: np.zeros(CIRCLES, np.float32))
    turnover: F32 = field(default_factory=lambda: np.zeros(CIRCLES, np.float32))
    departures: F32 = field(default_factory=lambda: np.zeros(1, np.float32))
    plots_found: F32 = field(default_factory=lambda: np.zeros(CIRCLES, np.float32))
    coup_attempts: int = 0

    def clear(self) -> None:
        """Back to zero."""
        for array in (self.penalties, self.flights, self.turnover, self.departures, self.plots_found):
            array.fill(0)
        self.coup_attempts = 0


@dataclass(slots=True)
class Scratch:
    """Working memory, allocated once per run; nothing in it survives a phase but `vacant`.

    `vacant` (n,) says why a post has fallen vacant this month (state.HELD: it has not); choose, conspire and judge set
    it, fill fills the posts. Columns of several phases share memory: each has the name of what its phase keeps there.
    """

    uniforms: F32
    flags: U8
    vacant: U8
    chosen: I32
    other: I32
    # live: people who leave each household, and those of the households that anyone leaves
    leavers: F32
    persons: F32
    # hear: news that has been told to each cadre, the disaffection and the news that he tells
    told_penalties: F32
    told_flights: F32
    voiced: F32
    telling_penalties: F32
    telling_flights: F32
    # fear: risk learned from the rates seen, and how far news is of people alike
    learned: F32
    alike: F32
    # believe: loyalty from the prospect of promotion
    promoted: F32
    # choose: hazards of each cadre, and the share of his fear that conduct cannot help
    moves: F32
    flees: F32
    plots: F32
    helpless: F32
    # conspire: strength of each plotter's coalition
    strength: F32
    # judge: guilt, prominence, suspicion and hazard of each cadre
    guilt: F32
    visible: F32
    suspicion: F32
    hazards: F32


@dataclass(slots=True)
class Now:
    """One month of one run."""

    country: Country
    parameters: Parameters
    state: State
    log: Log
    scratch: Scratch
    counts: Counts
    levers: Levers
    logic: str
    chooses: tuple[str, ...]
    succession: bool
    month: int
    seed: int
    run: int

    def draw(self, purpose: Purpose, count: int, channel: int = 0) -> F32:
        """Uniform draws of this month for agents 0 … count − 1, valid until the next call."""
        out = self.scratch.uniforms[:count]
        fill_uniforms(out, self.seed, self.run, self.month, int(purpose), channel)
        return out

    def draw_for(self, agents: I32, purpose: Purpose, channel: int = 0) -> F32:
        """The same draws for a few agents only (k,)."""
        out = np.empty(len(agents), np.float32)
        draw_each(out, agents, self.seed, self.run, self.month, int(purpose), channel)
        return out


@kernel
def draw_each(out: F32, agents: I32, seed: int, run: int, month: int, purpose: int, channel: int) -> None:
    """One uniform for each of the agents given."""
    for k in range(len(agents)):
        out[k] = uniform(seed, run, agents[k], month, purpose, channel)


def scratch_for(country: Country) -> Scratch:
    """Working memory for a country."""
    n, h = country.posts.count, country.households.count
    m = max(n, h)
    first, second, third, fourth, fifth = (np.empty(m, np.float32) for _ in range(5))
    return Scratch(
        uniforms=np.empty(m, np.float32),
        flags=np.zeros(n, np.uint8),
        vacant=np.zeros(n, np.uint8),
        chosen=np.empty(m, np.int32),
        other=np.empty(n, np.int32),
        leavers=first[:h],
        persons=second[:h],
        told_penalties=first[:n],
        told_flights=second[:n],
        voiced=third[:n],
        telling_penalties=fourth[:n],
        telling_flights=fifth[:n],
        learned=first[:n],
        alike=second[:n],
        promoted=first[:n],
        moves=first[:n],
        flees=second[:n],
        plots=third[:n],
        helpless=fourth[:n],
        strength=first[:n],
        guilt=first[:n],
        visible=second[:n],
        suspicion=third[:n],
        hazards=fourth[:n],
    )
