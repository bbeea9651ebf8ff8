"""Scenarios in the small country, and ways to watch a run from inside, for tests of the whole system."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from unittest.mock import patch

import numpy as np

from politburo.country import Country, build
from politburo.month import PHASES, Outcome, simulate
from politburo.month.log import digest_of
from politburo.month.now import Now
from politburo.scenario import Scenario, adapt, load
from politburo.scenario.changes import with_levers, with_parameters
from politburo.scenario.document import document_of
from politburo.scenario.months import month_name
from politburo.scenario.scenario import resolve

# The package gives its function the name of its module.
THE_MONTH = import_module("politburo.month.the_month")

Watcher = Callable[[str, Now], None]

CHOSEN = ("purge_intensity", "market_tolerance")
"""What the leader chooses in months that are stirred."""

DRAWING = ("live", "choose", "judge", "fill")
"""Phases that draw for every household or every cadre."""


def country() -> Country:
    """The small country, built once."""
    return build("example", 1.0)


def first_months(count: int, **levers: float) -> Scenario:
    """The first months of the packaged example, in which the leader follows the script, with levers held throughout."""
    example = load("example")
    return with_levers(adapt(example, until=month_name(example.start + count - 1)), start=None, **levers)


def stirred(count: int = 24, logic: str = "strategic", chooses: Sequence[str] = CHOSEN) -> Scenario:
    """Months in which all that can happen does: every lever is at work, flights, plots and failed coups
    are common; a recall home lasts for the first month; a leader who chooses has a successor in the third."""
    scenario = first_months(
        count, purge_intensity=0.3, type_blindness=0.0, campaign=0.6, rents=1.1, reform_pressure=0.5, recall=0.5,
        fragmentation=0.8, assurance_expected=0.6, assurance=0.2, sanctions=0.5, neighbour_lead=1.2, markets=0.6,
        surveillance=0.4, harvest=0.9,
    )  # fmt: skip
    strengths = {
        "choose.flee_rate": 0.005,
        "choose.plot_rate": 0.5,
        "choose.plot_opportunity": 0.3,
        "choose.plot_loyalty": 3.0,
        "conspire.attempt": 0.1,
        "conspire.attempt_strength": 0.5,
        "conspire.counterbalance": 100.0,
        "live.exit_rate": 0.02,
    }
    scenario = holding(with_parameters(scenario, strengths), "recall", 0.0, start=month_name(scenario.start + 1))
    document = document_of(scenario)
    third = {"date": f"{month_name(scenario.start + 2)}-01", "kind": "succession", "label": "another takes over"}
    leader = {"logic": logic, "chooses": list(chooses)}
    return resolve(document.changed({"leader": leader, "events": [*document.data.get("events", []), third]}))


def holding(scenario: Scenario, lever: str, value: float, start: str | None = None) -> Scenario:
    """The same scenario with one lever held at a value from the month `start` (`2000-06`) or throughout."""
    return with_levers(scenario, start=start, **{lever: value})


def run_of(scenario: Scenario, run: int = 0, on_month: Callable[[Now], None] | None = None) -> Outcome:
    """One run in the small country."""
    return simulate(country(), scenario, run, on_month=on_month)


@contextmanager
def watched(after_phase: Watcher) -> Iterator[None]:
    """While this lasts, `after_phase` is called with the name of each phase when it is over."""

    def watch(name: str, phase: Callable[[Now], None]) -> Callable[[Now], None]:
        def both(now: Now) -> None:
            phase(now)
            after_phase(name, now)

        return both

    with patch.object(THE_MONTH, "PHASES", tuple((name, watch(name, phase)) for name, phase in PHASES)):
        yield


def everything(now: Now) -> str:
    """Hash of all that one phase leaves to the next: state, events, vacancies and levers."""
    parts = (
        now.state.digest(),
        digest_of(now.log.columns(), now.log.reasons()),
        now.scratch.vacant.tobytes().hex(),
        repr(now.levers),
    )
    return hashlib.blake2b("".join(parts).encode(), digest_size=16).hexdigest()


def trail(scenario: Scenario) -> list[tuple[int, str, str]]:
    """Month, phase and hash of everything after that phase, for each phase of a run."""
    steps: list[tuple[int, str, str]] = []
    with watched(lambda name, now: steps.append((now.month, name, everything(now)))):
        run_of(scenario)
    return steps


def first_difference(scenario: Scenario, beside: list[tuple[int, str, str]]) -> tuple[int, str] | None:
    """Month and phase after which a run first differs from the trail of another; None where it never does."""
    steps, differs = iter(beside), []

    def compare(name: str, now: Now) -> None:
        if next(steps) != (now.month, name, everything(now)):
            differs.append((now.month, name))

    with suppress(KeyboardInterrupt), watched(compare):
        simulate(country(), scenario, should_stop=lambda: bool(differs))
    return differs[0] if differs else None


def draws_of(scenario: Scenario) -> list[tuple[object, ...]]:
    """Month and phase in which draws are made for everyone, in order, with a hash of those that it made last."""
    drawn: list[tuple[object, ...]] = []

    def keep(name: str, now: Now) -> None:
        if name in DRAWING:
            made = [now.scratch.uniforms.tobytes(), now.scratch.alarms.tobytes() if name == "judge" else b""]
            drawn.append((now.month, name, hashlib.blake2b(b"".join(made), digest_size=16).hexdigest()))

    with watched(keep):
        run_of(scenario)
    return drawn


def differing(one: Scenario, other: Scenario, lever: str) -> list[str]:
    """Series and columns of events in which runs of two scenarios differ, but for the series of the lever itself."""
    a, b = run_of(one), run_of(other)
    pairs = [(name, a.series[name], b.series[name]) for name in a.series if name != lever]
    pairs += [(name, a.events[name], b.events[name]) for name in a.events]
    return [name for name, x, y in pairs if not np.array_equal(x, y, equal_nan=x.dtype.kind == "f")]
