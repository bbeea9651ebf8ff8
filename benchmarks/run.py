"""How fast a run is, phase by phase, and one rule against the same rule in plain NumPy; writes RESULTS.md.

All figures come from one process on one thread. Phases are timed by the run's own clock, which is real time, the whole
run and the rule in CPU time: on an idle machine the two are the same. The rule and its NumPy version take turns, so
that both meet the same state of the machine, and must agree before they are timed.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from politburo.ask.doctor import processor
from politburo.country import Country, build
from politburo.month import PHASES, simulate
from politburo.month.live import earn
from politburo.month.now import Now
from politburo.month.the_month import first_month
from politburo.numerics.compile import kernel
from politburo.scenario import Scenario, adapt, load

SCENARIO, UNTIL = "north-korea", "2012-12"
TURNS = 41
"""Turns of each of the two versions of the rule; odd, so that the median is one of them."""

f = np.float32
MARKET = f(0.6)
"""Income from the market for a household of aptitude 1."""


def main() -> None:
    """Measure, print and write RESULTS.md beside this file."""
    scenario = adapt(load(SCENARIO), until=UNTIL)
    country = build(scenario.country, scenario.scale)
    text = "\n".join([*_heading(), "", *_phases(country, scenario), "", *_rule(country, scenario), ""])
    Path(__file__).with_name("RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def _heading() -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("politburo", "numpy", "numba"))
    return [
        "# How fast it is",
        "",
        f"Written by `make bench` on {date.today().isoformat()}: {processor()}, one thread; "
        f"Python {platform.python_version()}, {libraries}.",
    ]


def _phases(country: Country, scenario: Scenario) -> list[str]:
    """A table of the phases of one run, the second of two, so that nothing is compiled while it is timed."""
    simulate(country, adapt(scenario, until=f"{scenario.start // 12}-12"))
    times: dict[str, float] = {}
    begun = time.process_time()
    simulate(country, scenario, times=times)
    seconds = time.process_time() - begun
    months = len(scenario.levers)
    cadres, households = country.posts.count, country.households.count
    rows = [
        "## A run, phase by phase",
        "",
        f"`{scenario.name}`, {months} months, {cadres:,} cadres and {households:,} households, each an agent. "
        "Governing is done for the country, not for agents; the tally is all that is not a phase: sums by circle and "
        "province, and the day of each event. Phases are timed in real time, on an idle machine; the rest in CPU time.",
        "",
        "| phase | agents | ms a month | million agent-months per CPU second |",
        "| --- | ---: | ---: | ---: |",
    ]
    agents = {name: households if name == "live" else cadres for name, _ in PHASES} | {"tally": cadres + households}
    times["tally"] = seconds - sum(times.values())
    for name, spent in (*times.items(), ("**whole run**", seconds)):
        count = agents.get(name, cadres + households)
        speed = f"{count:,} | {1000 * spent / months:.2f} | {count * months / spent / 1e6:,.1f}"
        rows.append(f"| {name} | {speed if name != 'govern' else f'– | {1000 * spent / months:.2f} | –'} |")
    return rows


def _rule(country: Country, scenario: Scenario) -> list[str]:
    """A table of one rule, `live.earn`, compiled and in NumPy, on the households of the country."""
    ours, plain = _Homes(country, scenario), _Homes(country, scenario)
    turns: dict[str, list[float]] = {"politburo": [], "NumPy": []}
    for _ in range(TURNS + 1):
        turns["politburo"].append(_seconds(ours.compiled))
        turns["NumPy"].append(_seconds(plain.numpy))
        for name in ("income", "hardship", "cash"):
            np.testing.assert_allclose(getattr(ours, name), getattr(plain, name), rtol=1e-5, atol=1e-6)
    spent = {name: median(seconds[1:]) for name, seconds in turns.items()}
    count = country.households.count
    rows = [
        "## One rule against plain NumPy",
        "",
        f"The rule `earn` of the phase `live` (income, hardship through a logistic, cash) for {count:,} households, "
        f"median of {TURNS} turns; the NumPy version is written as one writes it, in float32.",
        "",
        "| version | ns per agent | million agent-months per CPU second |",
        "| --- | ---: | ---: |",
    ]
    rows += [f"| {name} | {1e9 * each / count:.2f} | {count / each / 1e6:,.0f} |" for name, each in spent.items()]
    return [*rows, "", f"Ratio: {spent['NumPy'] / spent['politburo']:.1f}."]


@kernel
def _earn(now: Now, market: np.float32) -> None:
    earn(now.homes, now.households, now.parameters.live, now.levers.harvest, market)


class _Homes:
    """Columns of households in the first month, and the rule on them in two versions."""

    def __init__(self, country: Country, scenario: Scenario) -> None:
        self.now = first_month(country, scenario, run=0)
        self.income: Any = self.now.homes.income
        self.hardship: Any = self.now.homes.hardship
        self.cash: Any = self.now.homes.cash

    def compiled(self) -> None:
        _earn(self.now, MARKET)

    def numpy(self) -> None:
        p, levers, homes, households = (self.now.parameters.live, self.now.levers, self.now.homes, self.now.households)
        self.income = f(p.ration * levers.harvest) * households.dependence + MARKET * households.aptitude
        self.income += f(p.remittance) * homes.kin_abroad
        with np.errstate(over="ignore"):  # whoever earns plenty has no hardship: 1 / (1 + inf)
            self.hardship = 1 / (1 + np.exp(-f(p.hardship_slope) * (1 - self.income)))
        wary = 1 + f(p.precaution) * (1 - homes.confidence)
        saved = f(p.saving * p.subsistence_usd) * wary * np.maximum(self.income - f(p.survival_income), 0)
        self.cash = f(p.cash_kept) * self.cash + saved


def _seconds(call: Callable[[], None]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
