"""The month, as its table of contents; and a run, which is one month after another.

Each phase is a module named by its verb, called with what it works on (`now.Now`). The order is data: it can be printed
and timed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
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

PHASES: tuple[tuple[str, Callable[[Now], None]], ...] = (
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


def the_month(now: Now, times: dict[str, float] | None = None) -> None:
    """Run the phases of one month, until the regime ends; add their seconds to `times` if given."""
    for name, phase in PHASES:
        started = time.perf_counter()
        phase(now)
        if times is not None:
            times[name] = times.get(name, 0.0) + time.perf_counter() - started
        if now.regime.ended[0]:
            return


def simulate(
    country: Country,
    scenario: Scenario,
    run: int = 0,
    *,
    on_month: Callable[[Now], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    times: dict[str, float] | None = None,
) -> Outcome:
    """Run a scenario in a country, months from `scenario.start` to `scenario.end`.

    `on_month` is called after each month and may look at everything. When `should_stop` says so the run is given up
    with KeyboardInterrupt. The result depends on scenario, seed, run number and version alone.
    """
    now = first_month(country, scenario, run)
    tables, ended_month = Tally(now, scenario.end - scenario.start + 1), None
    for row, month in enumerate(range(scenario.start, scenario.end + 1)):
        if should_stop is not None and should_stop():
            raise KeyboardInterrupt
        now.turn_to(month, scenario.levers_at(month), scenario.seed_at(month), scenario.run_at(run, month))
        now.logic, now.chooses = scenario.logics[row], scenario.chooses_at(month)
        now.succession, now.orders = month in scenario.successions, scenario.orders_at(month)
        first_event = len(now.log)
        the_month(now, times)
        tally(now, tables, row, first_event)
        if on_month is not None:
            on_month(now)
        if now.regime.ended[0]:
            ended_month = month
            break
    events, reasons = now.log.columns(), now.log.reasons()
    digests = now.state.digest() + digest_of(events, reasons)
    fingerprint = hashlib.blake2b(digests.encode(), digest_size=16).hexdigest()
    events["weight"] = weights_of(events, country)
    return Outcome(tables.series(country), events, reasons, fingerprint, now.state, ended_month, country.top_ranks)


def weights_of(events: Mapping[str, NDArray], country: Country) -> NDArray[np.float32]:
    """How many events of the whole country each event stands for (n,)."""
    circle = len(country.ranks) * events["organ"].astype(int) + events["rank"]
    weights = np.where(events["rank"] < 0, 1.0, country.weights[np.maximum(circle, 0)])
    of_the_regime = np.array([kind in OF_THE_REGIME for kind in EVENT_NAMES])
    weights[of_the_regime[events["kind"]]] = 1.0
    return weights.astype(np.float32)


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
