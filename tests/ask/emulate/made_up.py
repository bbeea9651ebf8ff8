"""Banks of made-up runs, whose fear is chance, the same at every point, and what levers and an event add to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from politburo.ask.emulate import Emulation, emulate
from politburo.run.engines import Threads
from politburo.scenario import Scenario
from tests.run.experiment.made_up import Simulation
from tests.run.fake_month import fake_outcome

LEVERS, EVENTS = ("sanctions=0:0.5", "campaign"), ("fences", "floods")
SMALL: dict[str, Any] = {"points": 24, "held_out": 10, "runs": 3, "until": "2004-12", "series": ("fear", "purges")}


class Fearful(Simulation):
    """Fear rises with sanctions, and by 0.5 from the first month on where the fences are there."""

    def __call__(
        self, country: Any, scenario: Scenario, run: int = 0, on_month: Any = None, should_stop: Any = None
    ) -> Any:
        """A run; one of which no month is told is for a measure of how long runs take, and does not count."""
        fences = any(event.label == "fences along the river" for event in scenario.events)
        if on_month is not None:
            self.asked.append((scenario.levers[-1].sanctions, run))
        outcome = fake_outcome(scenario, run, events=20)
        outcome.series["fear"] += scenario.levers[-1].sanctions + 0.5 * fences
        return outcome


def made(folder: Path, simulation: Simulation | None = None, **changes: Any) -> Emulation:
    """The emulator of a bank in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        (simulation or Fearful()).used(patch)
        asked: dict[str, Any] = {**SMALL, "levers": LEVERS, "events": EVENTS, **changes}
        return emulate("example", out=folder, engine=Threads(1), **asked)
