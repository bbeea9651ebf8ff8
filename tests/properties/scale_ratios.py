"""What a thinned country gives beside the whole one: counts by form, ranks' shares and means, as ratios with intervals.

Run as a program it prints them: `python -m tests.properties.scale_ratios 0.1 60` for 60 runs at scale 0.1.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.country import build, plan_of
from politburo.month import Outcome, simulate
from politburo.run.scale import too_few
from politburo.scenario import adapt, load, with_parameters
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, code

REFERENCE = Path(__file__).parent / "scale_reference.json"
UNTIL = "2015-12"
WITHIN_90 = 1.645
"""Standard errors to either side in a 90 % interval."""

RANKS = tuple(rank.name for rank in plan_of("north-korea").ranks)

MEANS = ("fear", "private_loyalty", "displayed_loyalty", "perceived_risk", "openness_acquaintances", "lying_low",
         "confidence", "belief", "grievance", "income", "reported_threat", "purge_intensity")  # fmt: skip

Values = dict[str, NDArray[np.float64]]
"""A number of each run, (runs,), by what it says."""


@dataclass(frozen=True)
class Ratio:
    """A mean relative to that at scale 1, with its 90 % interval; `few` says why it is no estimate, if it is none."""

    name: str
    ratio: float
    low: float
    high: float
    few: str

    def __str__(self) -> str:
        return f"{self.name:46} {self.ratio:6.3f} [{self.low:.3f}, {self.high:.3f}]  {self.few}"


def values_at(scale: float, runs: int) -> tuple[Values, Values]:
    """What runs of north-korea at a scale give for the whole country, and the simulated persons behind each count.

    No coups are attempted: how many there are cannot be told of a part of the country, and a run would end with one.
    """
    country, scenario = build("north-korea", scale), adapt(load("north-korea"), runs=runs, scale=scale, until=UNTIL)
    scenario = with_parameters(scenario, {"conspire.attempt": 0.0})
    found = [_of_run(simulate(country, scenario, run)) for run in range(runs)]
    names, counted = found[0][0], found[0][1]
    return (
        {name: np.array([values[name] for values, _ in found]) for name in names},
        {name: np.array([persons[name] for _, persons in found]) for name in counted},
    )


def _of_run(outcome: Outcome) -> tuple[dict[str, float], dict[str, float]]:
    events, series = outcome.events, outcome.series
    penalty, flight = (events["kind"] == EVENT_NAMES.index(kind) for kind in ("penalty", "flight"))
    chosen = {f"penalties, {form}": penalty & (events["form"] == code(FORMS, form)) for form in FORMS}
    chosen |= {f"penalties, {rank}": penalty & (events["rank"] == code(RANKS, rank)) for rank in RANKS}
    chosen |= {"flights": flight, "flights from posts abroad": flight & (events["abroad"] == 1)}
    chosen |= {"plots": events["kind"] == EVENT_NAMES.index("plot")}
    weighted = events["persons"] * events["weight"].astype(float)
    values = {name: float(weighted[rows].sum()) for name, rows in chosen.items()}
    persons = {name: float(events["persons"][rows].sum()) for name, rows in chosen.items()}
    for rank in RANKS:
        values[f"share of penalties, {rank}"] = values[f"penalties, {rank}"] / weighted[penalty].sum()
    turnover = np.nansum(series["turnover_by_circle"], axis=(0, 1))
    values |= {f"turnover, {rank}": float(turnover[place]) for place, rank in enumerate(RANKS)}
    values |= {"departures": float(np.nansum(series["departures"]))}
    values |= {name: float(np.nanmean(series[name])) for name in MEANS}
    return values, persons


def ratios(scale: float, runs: int) -> list[Ratio]:
    """All numbers at a scale relative to those stored for scale 1."""
    reference, (values, persons) = json.loads(REFERENCE.read_text(encoding="utf-8")), values_at(scale, runs)
    found = []
    for name, of_runs in values.items():
        (whole, whole_error), mean = reference[name], of_runs.mean()
        error = of_runs.std(ddof=1) / np.sqrt(runs)
        ratio = mean / whole
        half = WITHIN_90 * ratio * np.hypot(error / mean, whole_error / whole) if mean else 0.0
        count = name.removeprefix("share of ")
        few = too_few(values[count].mean(), persons[count].mean(), scale) if count in persons else ""
        found.append(Ratio(name, ratio, ratio - half, ratio + half, few))
    return found


if __name__ == "__main__":
    for one in ratios(float(sys.argv[1]), int(sys.argv[2])):
        print(one)
