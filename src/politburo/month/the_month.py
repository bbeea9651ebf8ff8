"""The month, as its table of contents; and a run, which is one month after another.

Each phase is a module named by its verb, called with what it works on (`now.Now`). The order is data: it can be printed
and timed.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.month.believe import believe
from politburo.month.choose import choose
from politburo.month.conspire import conspire
from politburo.month.fear import fear
from politburo.month.fill import fill
from politburo.month.govern import govern
from politburo.month.hear import hear
from politburo.month.inform import inform
from politburo.month.judge import judge
from politburo.month.live import live
from politburo.month.log import Reasons, digest_of
from politburo.month.now import Now
from politburo.month.order import order
from politburo.month.state import State, founded
from politburo.month.tally import Tally, tally
from politburo.scenario import Scenario
from politburo.terms.events import EVENT_NAMES, OF_THE_REGIME
from politburo.terms.leaders import CHOOSABLE

Phases = tuple[tuple[str, Callable[[Now], None]], ...]

PHASES: Phases = (
    ("govern", govern),
    ("live", live),
    ("hear", hear),
    ("fear", fear),
    ("believe", believe),
    ("choose", choose),
    ("conspire", conspire),
    ("order", order),
    ("judge", judge),
    ("fill", fill),
    ("inform", inform),
)
"""The phases in order; the tally follows them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run: series by name (terms.series), events by column (terms.events) and their reasons, and the last state.

    The fingerprint is of states and events; `ended_month` is the month in which the regime fell (None: it did not),
    `top_ranks` the number of ranks of the national leadership.
    """

    series: dict[str, NDArray]
    events: dict[str, NDArray]
    reasons: Reasons
    fingerprint: str
    state: State
    ended_month: int | None
    top_ranks: int


OF_ONE = np.array([kind in OF_THE_REGIME for kind in EVENT_NAMES])
"""Whether an event of each kind is of the regime and stands for itself alone."""

Doing = Callable[[Now], None]


def the_month(
    now: Now,
    times: dict[str, float] | None = None,
    before: Mapping[str, Doing] | None = None,
    phases: Phases | None = None,
) -> None:
    """Run the phases of one month, until the regime ends; add their seconds to `times` if given.

    `before` says what is done to the month, or looked up in it, before a phase, by the name of the phase. `phases` are
    others than PHASES, or in another order.
    """
    for name, phase in phases or PHASES:
        started = time.perf_counter()
        if before and name in before:
            before[name](now)
        phase(now)
        if times is not None:
            times[name] = times.get(name, 0.0) + time.perf_counter() - started
        if now.regime.ended[0]:
            return


class Run:
    """A run under way: `now` is what it works with; it goes on month by month, or forks into runs that go on apart.

    `phases` are those of its months where they are not PHASES.
    """

    def __init__(self, country: Country, scenario: Scenario, run: int = 0, *, phases: Phases | None = None) -> None:
        self.country, self.scenario, self.run, self.phases = country, scenario, run, phases
        self.now, self.rows, self.ended_month = first_month(country, scenario, run), 0, None
        self._tables = Tally(self.now, scenario.end - scenario.start + 1)

    def fork(self, scenario: Scenario, country: Country | None = None) -> Run:
        """A copy that goes on in another scenario of the same start and parameters, as this one would have to the bit.

        `country` may differ from the one so far in what its posts and households are like, not in who is tied to whom.
        """
        forked = Run.__new__(Run)
        forked.country, forked.scenario, forked.run = country or self.country, scenario, self.run
        forked.phases = self.phases
        forked.now = self.now.copy(forked.country)
        forked.rows, forked.ended_month = self.rows, self.ended_month
        forked._tables = Tally(forked.now, scenario.end - scenario.start + 1)
        forked._tables.take_over(self._tables, self.rows)
        return forked

    def go_on(
        self,
        until: int | None = None,
        *,
        on_month: Doing | None = None,
        before: Mapping[str, Doing] | None = None,
        should_stop: Callable[[], bool] | None = None,
        times: dict[str, float] | None = None,
    ) -> None:
        """Run the months up to `until`, by default to the end of the scenario. Arguments are those of `simulate`."""
        now, scenario = self.now, self.scenario
        for month in range(scenario.start + self.rows, (scenario.end if until is None else until) + 1):
            if self.ended_month is not None:
                return
            if should_stop is not None and should_stop():
                raise KeyboardInterrupt
            now.turn_to(month, scenario.levers_at(month), scenario.seed_at(month), scenario.run_at(self.run, month))
            now.logic, now.chooses = scenario.logics[self.rows], scenario.chooses_at(month)
            now.succession, now.orders = month in scenario.successions, scenario.orders_at(month)
            first_event = len(now.log)
            the_month(now, times, before, self.phases)
            tally(now, self._tables, self.rows, first_event)
            self.rows += 1
            if on_month is not None:
                on_month(now)
            if now.regime.ended[0]:
                self.ended_month = month

    def latest(self, names: Sequence[str]) -> list[float]:
        """The values of series of the whole country in the last month; NaN where the regime has fallen by its end."""
        return [math.nan] * len(names) if self.ended_month is not None else self._tables.latest(self.rows, names)

    def outcome(self) -> Outcome:
        """What has come of it so far."""
        now, country = self.now, self.country
        events, reasons = now.log.columns(), now.log.reasons()
        digests = now.state.digest() + digest_of(events, reasons)
        fingerprint = hashlib.blake2b(digests.encode(), digest_size=16).hexdigest()
        events["weight"] = weights_of(events, country)
        series = self._tables.series(country)
        return Outcome(series, events, reasons, fingerprint, now.state, self.ended_month, country.top_ranks)


def simulate(
    country: Country,
    scenario: Scenario,
    run: int = 0,
    *,
    on_month: Doing | None = None,
    should_stop: Callable[[], bool] | None = None,
    times: dict[str, float] | None = None,
) -> Outcome:
    """Run a scenario in a country, months from `scenario.start` to `scenario.end`.

    `on_month` is called after each month and may look at everything. When `should_stop` says so the run is given up
    with KeyboardInterrupt. The result depends on scenario, seed, run number and version alone.
    """
    under_way = Run(country, scenario, run)
    under_way.go_on(on_month=on_month, should_stop=should_stop, times=times)
    return under_way.outcome()


def weights_of(events: Mapping[str, NDArray], country: Country) -> NDArray[np.float32]:
    """How many events of the whole country each event stands for (n,)."""
    weights = np.append(country.weights, 1.0).astype(np.float32)
    circle = len(country.ranks) * events["organ"].astype(np.int64) + events["rank"]
    alone = (events["rank"] < 0) | OF_ONE[events["kind"]]
    return weights[np.where(alone, -1, circle)]


def first_month(country: Country, scenario: Scenario, run: int) -> Now:
    """What the first month works with."""
    levers = scenario.levers[0]
    now = Now(
        country,
        scenario.parameters,
        founded(country, scenario.start, scenario.parameters),
        levers,
        scenario.start,
        scenario.seed_at(scenario.start),
        scenario.run_at(run, scenario.start),
        logic=scenario.logics[0],
        chooses=scenario.chooses_at(scenario.start),
    )
    for name in CHOOSABLE:
        getattr(now.regime, name)[0] = getattr(levers, name)
    # Inquiries into earlier cases are under way, as many as the intensity of the first month leads to.
    now.cadres.named[:] = levers.purge_intensity
    return now
