"""A whole report from results made by hand, of as many runs as one likes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from politburo.ask.run.results import Results
from politburo.ask.why import Term, Why
from politburo.run.events import Event
from politburo.run.folder.manifest import FORMAT, Manifest
from politburo.run.folder.sealed import sealed
from politburo.scenario import month_name

from ..imagined import Imagined, plausible

DAYS = range(0, 3600, 40)


class Reported(Imagined):
    """Imagined results in a folder, with reasons of events."""

    def whys(self, events: Iterable[int], run: int = 0) -> tuple[Why, ...]:
        """Some reasons, alike for every event."""
        terms = tuple(Term(f"term_{at}", f"the term number {at}", "1", "factor", 1.0, 0.5 - at / 5) for at in range(5))
        post = ("trade", "top leadership", "Pyongyang", False, "execution", "disloyalty")
        return tuple(
            Why(self, run, event, "penalty", date(2010, 1, 1), 1, 1, *post, 0.01, "", terms) for event in events
        )


def reported(folder: Path, runs: int) -> Results:
    """Ten years of so many runs; in each of them one cadre of the top is executed every forty days."""
    return in_folder(plausible(runs=runs), folder, _executions(runs))


def in_folder(results: Imagined, folder: Path, events: tuple[Event, ...] = ()) -> Results:
    """Imagined results with events of their own and a manifest in a folder."""
    made = Reported.of(results, chosen=events, folder=folder)
    (folder / "manifest.json").write_bytes(sealed(_manifest(made)))
    return made


def _executions(runs: int) -> tuple[Event, ...]:
    def one(run: int, at: int, day: int) -> Event:
        fate = "top leadership", "Pyongyang", "execution", "disloyalty", False, 0.01
        return Event(run, at, date(2010, 1, 1) + timedelta(days=day), "penalty", at, "trade", *fate)

    return tuple(one(run, at, day) for run in range(runs) for at, day in enumerate(DAYS))


def _manifest(made: Reported) -> Manifest:
    scenario = made.scenario
    return Manifest(
        format=FORMAT,
        politburo=made.made_by,
        versions={"python": "3.11"},
        scenario=scenario.name,
        digests={"scenario": scenario.digest(), "sources": "0" * 32},
        identity="0" * 32,
        seed=scenario.seed,
        scale=scenario.scale,
        start=month_name(scenario.start),
        end=month_name(scenario.end),
        runs=scenario.runs,
        created="2026-01-01T00:00:00+00:00",
    )
