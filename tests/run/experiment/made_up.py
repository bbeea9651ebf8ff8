"""Experiments with made-up runs: their fear is chance, the same at every point, and what the point adds to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.run.experiment import Experiment, Varied
from politburo.scenario import Scenario, adapt, load
from tests.run.fake_month import fake_build, fake_outcome

BASE = adapt(load("example"), until="2000-12")
FACTORS = (Varied("sanctions", "2000-07"), Varied("fear.horizon"))
POINTS = ((0.2, 3.0), (0.8, 2.0), (0.5, 4.0))


def experiment(points: Any = POINTS, runs: int = 4, **changes: Any) -> Experiment:
    """An experiment over sanctions and the horizon of fear."""
    base = adapt(BASE, **changes) if changes else BASE
    return Experiment(base, FACTORS, np.array(points), runs)


@dataclass
class Simulation:
    """Stands for politburo.month.simulate; remembers which runs of which values of sanctions it was asked for."""

    fails: Callable[[Scenario, int], bool] = lambda _scenario, _run: False
    seconds: float = 0.0
    asked: list[tuple[float, int]] = field(default_factory=list)

    def __call__(self, _country: Any, scenario: Scenario, run: int, on_month: Any, should_stop: Any) -> Any:
        self.asked.append((scenario.levers[-1].sanctions, run))
        for month in range(len(scenario.levers)):
            if should_stop():
                raise KeyboardInterrupt
            time.sleep(self.seconds)
            on_month(month)
        if self.fails(scenario, run):
            raise ZeroDivisionError("no market left")
        outcome = fake_outcome(scenario, run, events=20)
        outcome.series["fear"] += scenario.levers[-1].sanctions + scenario.parameters.fear.horizon
        return outcome

    def used(self, patch: pytest.MonkeyPatch) -> Simulation:
        """Have it take the place of the real one."""
        patch.setattr("politburo.month.simulate", self)
        patch.setattr("politburo.country.build", fake_build)
        return self


def kept(folder: Path) -> dict[str, bytes]:
    """The files of points in a folder."""
    return {file.name: file.read_bytes() for file in (folder / "points").iterdir()}
