"""Comparisons of runs that are not simulated: every value follows from the seed, the run and reach of surveillance."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.ask import compare as comparing
from politburo.ask.compare.comparison import Comparison
from politburo.ask.run.results import Results
from politburo.run.ensemble import Ensemble
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.series import stored_series
from politburo.scenario import Scenario, adapt
from politburo.terms.series import ALL_SERIES, OF_HOUSEHOLDS, Series, grouped
from tests.run.fake_month import SIZES, FakeOutcome, fake_build, fake_outcome

PEOPLE = np.array([3.0, 2.0, 1.0])
"""People of each province."""

CADRES = (1.0 + np.arange(SIZES["organ"] * SIZES["rank"])).reshape(SIZES["organ"], SIZES["rank"])

USUAL = 0.4
"""Reach of surveillance in the first two years of the example, at which nothing differs."""


@dataclass
class Made:
    """Stands for the simulation: where surveillance is another than usual, all values are higher by as much.

    In each run the effect is a little stronger or weaker by chance, and chance common to both arms adds more than that.
    `falls` has the month, counted from 0, in which the regime falls in a run when surveillance is raised at all. Where
    there is `only`, no other series differs, and those in `little` by hardly anything.
    """

    common: float = 5.0
    own: float = 0.2
    falls: Mapping[int, int] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    little: tuple[str, ...] = ()
    asked: list[tuple[str, int]] = field(default_factory=list)

    def __call__(self, _country: Any, scenario: Scenario, run: int, **_: Any) -> Any:
        self.asked.append((scenario.name, run))
        months = scenario.end - scenario.start + 1
        chance = np.random.default_rng((scenario.seed, run))
        watched = np.array([levers.surveillance - USUAL for levers in scenario.levers])
        effect = watched * (1 + self.own * chance.standard_normal())
        series: dict[str, NDArray] = {}
        for one in ALL_SERIES:
            shape = (months, *(SIZES[name] for name in one.by))
            usual = 50 + self.common * chance.standard_normal() + chance.standard_normal(shape)
            share = 0.01 if one.name in self.little else float(not self.only or one.name in self.only)
            cells = usual + share * effect.reshape(months, *[1] * len(one.by)) * (
                1 + np.arange(np.prod(shape[1:]))
            ).reshape(shape[1:])
            if one.name == "cadres":
                cells = np.broadcast_to(CADRES, shape).copy()
            if one.by:
                series[grouped(one)] = cells.astype(np.float32)
            series[one.name] = _national(one, cells).astype(np.float32)
        for lever in ("surveillance", "campaign", "border_control", "assurance", "assurance_expected"):
            series[lever] = np.array([getattr(levers, lever) for levers in scenario.levers], np.float32)
        fallen = self.falls.get(run) if watched.any() else None
        if fallen is not None:
            for values in series.values():
                values[fallen:] = np.nan
        about = fake_outcome(scenario, run, events=20)
        digest = f"{sum(float(np.nansum(values)) for values in series.values()):.9f}".encode().hex()
        ended = None if fallen is None else scenario.start + fallen
        return FakeOutcome({name: series[name] for name in stored_series()}, about.events, about.reasons, digest, ended)


def _national(series: Series, cells: NDArray) -> NDArray:
    """The value of the whole country from those of its groups: persons and posts add up, all else is a mean."""
    if not series.by:
        return cells
    axes = tuple(range(1, cells.ndim))
    if series.kind == "count" or series.unit == "persons":
        return cells.sum(axis=axes)
    weights = PEOPLE if series.by == OF_HOUSEHOLDS else CADRES
    return (cells * weights).sum(axis=axes) / weights.sum()


WATCHED: dict[str, Any] = {"sets": {"surveillance": 0.6}, "start": "2001-01"}
"""What is different in the comparison that most statements are about."""


class Compare:
    """`politburo.compare` over two years of the example, under a folder, with a stand-in for the simulation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *asked: Any, made: Made | None = None, **how: Any) -> Comparison:
        simulation = made or Made()

        def run(
            scenario: Scenario,
            *,
            runs: int,
            ensemble: Ensemble | None,
            out: Path,
            engine: Any,
            progress: Callable[[int, int], None] | None,
        ) -> Results:
            plan = make_plan(adapt(scenario, runs=runs), out, ensemble)
            finish(plan, engine=engine, on_progress=progress, build=fake_build, simulate=simulation)
            return Results.open(out, runs=runs)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["politburo.ask.run"], "run", run)
            usual = {"runs": 4, "until": "2001-12", "out": self.folder / "runs"}
            return comparing.compare(*(asked or ("example",)), **(usual | how))


@pytest.fixture(autouse=True)
def _three_provinces(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people of the stand-in for the country."""
    monkeypatch.setattr("politburo.ask.compare.comparison.people_by_province", lambda *_: PEOPLE)


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """Comparisons in a folder of their own."""
    return Compare(tmp_path)


@pytest.fixture(scope="package")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Compare:
    """Comparisons in one folder, for statements that do not care which runs are there already."""
    return Compare(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="package")
def watched(shared: Compare) -> Comparison:
    """One comparison, made once: surveillance is raised in the second of two years."""
    return shared(**WATCHED)
