"""Sound folders of every kind, each with a twin for another seed or question, and all that can be read of them.

What is read is a dictionary of facts: a name, such as "run 0, series", and a text that is another where any bit is. A
folder is whole where nothing is missing of what it says that it is for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import politburo as pb
from politburo.ask.claims.folder import ClaimsFolder, digest
from politburo.ask.claims.measurement import measure
from politburo.ask.claims.mechanism_matrix import MATRIX_FILE, kept_matrix
from politburo.ask.claims.record import Claim, Test, Watch
from politburo.ask.claims.robustness import PRIORS_FILE, SETS_FILE, kept_robustness
from politburo.ask.experiment import merge
from politburo.ask.explore import kept_base
from politburo.ask.explore.cases import axes_of, classed, condition, places_of
from politburo.ask.sensitivity.reader import opened
from politburo.ask.survey import plan as planned_survey
from politburo.infer.forecast import plan as planned_forecast
from politburo.run.engines import Threads
from politburo.run.engines.interface import Where
from politburo.run.experiment import Experiment, execute, open_experiment
from politburo.scenario import adapt
from politburo.terms.errors import PolitburoError
from tests.ask.claims.made import CALM
from tests.ask.explore.made_up import corner, made_up
from tests.ask.sensitivity.made_up import asked
from tests.run.experiment.made_up import Simulation, experiment

Facts = dict[str, str]

EXPLAINED = 17
"""An event of the first run of `make_runs` with seed 1 that carries reasons."""


def told(value: Any) -> str:
    """A text that is another where any bit of a value is."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        return hashlib.blake2b(f"{value.dtype} {value.shape}".encode() + value.tobytes()).hexdigest()
    return repr(value)


class Reading:
    """What could be read of a folder: facts, errors of politburo by what they prevented, and whether it is whole."""

    def __init__(self) -> None:
        self.facts: Facts = {}
        self.errors: list[str] = []
        self.whole = True

    def note(self, name: str, find: Callable[[], Any]) -> Any:
        """Note a fact, or the error in its place; what was found, None for an error."""
        try:
            found = find()
        except PolitburoError as error:
            self.errors.append(f"{name}: {error}")
            return None
        self.facts[name] = told(found)
        return found

    def need(self, find: Callable[[], Any]) -> Any:
        """What is no fact itself, but needed for some; None for an error."""
        try:
            return find()
        except PolitburoError as error:
            self.errors.append(str(error))
            return None


class Idle:
    """An engine that simulates nothing."""

    width = 1
    where: Where = Where.HERE
    shared = False

    @contextmanager
    def held(self) -> Iterator[None]:
        yield

    def do(self, jobs: Any, on_progress: Any = None) -> dict[str, BaseException]:
        raise PolitburoError(f"{len(jobs)} jobs would have to be done again")


@dataclass(frozen=True)
class Kind:
    """One kind of folder: what makes a sound one and its twin, and what reads one."""

    make: Callable[[Path, int], None]
    read: Callable[[Path, Reading], None]


SMALL: dict[str, Any] = {"runs": 2, "until": "2001-03", "scale": 0.02}


def make_runs(folder: Path, seed: int) -> None:
    pb.run("example", seed=seed, out=folder, **SMALL)


def read_runs(folder: Path, reading: Reading) -> None:
    results = reading.need(lambda: pb.open(folder))
    runs = reading.need(lambda: results.runs) if results else None
    if not runs:
        reading.whole = False
        return
    reading.whole = len(runs) == SMALL["runs"] and results.status == "finished"
    reading.note("scenario", lambda: results.scenario.digest())
    reading.note("names", lambda: results.names)
    ended = reading.need(lambda: results.ended)
    series = reading.need(lambda: results.series.load())
    events = reading.need(lambda: results.events)
    flights = reading.need(lambda: results.find_events(("flight", "penalty")))
    for place, run in enumerate(runs):
        marker = results.store.marker(run)
        reading.note(f"run {run}, marker", lambda marker=marker: (marker.fingerprint, marker.ended_month))
        if ended is not None:
            reading.note(f"run {run}, end", lambda place=place: str(ended[place]))
        if series is not None:
            for name in series.data_vars:
                reading.note(f"run {run}, {name}", lambda name=name, run=run: series[name].sel(run=run).values)
        if events is not None:
            reading.note(f"run {run}, table", lambda run=run: events[events["run"] == run].to_csv(index=False))
        if flights is not None:
            reading.note(f"run {run}, found", lambda run=run: [one for one in flights if one.run == run])
            for one in [one for one in flights if one.run == run][:2]:
                reading.note(f"run {run}, why {one.event}", lambda one=one: results.why(one.event, one.run).terms)
        codes = reading.need(lambda run=run: results.event_codes(run))
        reports = None if codes is None else reading.need(lambda run=run, codes=codes: results.reports(run, codes))
        if reports is not None:
            reading.note(f"run {run}, reports", lambda reports=reports: [told(one) for one in asdict(reports).values()])
    if reading.whole:
        reading.note("fingerprint", lambda: results.fingerprint)
        reading.note("tables", lambda: [table.rows for table in results.tables])


def make_ensemble(folder: Path, seed: int) -> None:
    sets = folder.with_name(f"{folder.name}.csv")
    sets.write_text(f"fear.horizon,initial.fear\n{seed},0.1\n3,0.2\n")
    pb.run("example", seed=1, ensemble=sets, out=folder, **SMALL)


def read_ensemble(folder: Path, reading: Reading) -> None:
    read_runs(folder, reading)
    for run in range(SMALL["runs"]):
        reading.note(f"scenario of run {run}", lambda run=run: pb.open(folder).scenario_of(run).digest())


def make_experiment(folder: Path, seed: int) -> None:
    with simulated():
        execute(experiment(seed=seed), folder, engine=Threads(1))


def read_experiment(folder: Path, reading: Reading) -> None:
    results = reading.need(lambda: open_experiment(folder))
    outcomes = reading.need(lambda: results.outcomes) if results else None
    if outcomes is None:
        reading.whole = False
        return
    reading.whole = results.missing == 0
    ended, points = results.ended_month, results.points.to_numpy()
    for place, (point, run) in enumerate(outcomes.index):
        name = f"{points[point].tolist()}, run {run}"
        reading.note(name, lambda place=place: (outcomes.iloc[place].tolist(), ended.iloc[place]))
    reading.note("scenario", lambda: results.experiment.base.digest())
    if reading.whole:
        reading.note("fingerprint", lambda: results.fingerprint)


def make_sensitivity(folder: Path, seed: int) -> None:
    with simulated():
        asked(folder, seed=seed, engine=Threads(1), points=8, keep=1)


def read_sensitivity(folder: Path, reading: Reading) -> None:
    answer = reading.need(lambda: opened(folder))
    if answer is None:
        reading.whole = False
        return
    reading.whole = not answer.missing
    if answer.missing:  # what they belong to is left out, so that numbers are others
        assert f"{answer.missing} run" in " ".join(answer.warnings)
        return
    for table in answer.tables:
        reading.note(table.name, lambda table=table: table.rows)
    reading.note("fingerprint", lambda: answer.fingerprint)


def read_merged_sensitivity(folder: Path, reading: Reading) -> None:
    """The question goes on from what was merged."""
    answer = reading.need(lambda: asked(folder, seed=1, engine=Idle(), points=8, keep=1))
    reading.whole = answer is not None
    if answer is not None:
        read_sensitivity(folder, reading)


def make_exploration(folder: Path, seed: int) -> None:
    made_up(folder, corner, points=24, base=adapt(experiment().base, seed=seed))


def read_exploration(folder: Path, reading: Reading) -> None:
    read_experiment(folder, reading)
    results = reading.need(lambda: open_experiment(folder))
    if results is None or not reading.whole:
        return
    wanted = condition("departures > 1.1x")
    base = reading.need(lambda: kept_base(results))
    if base is None:
        reading.whole = False
        return
    levels = {name: base.values(name)[0] for name in wanted.outcomes}
    reading.note("cases", lambda: classed(results, wanted, levels).cases)
    reading.note("levels", lambda: [told(one) for one in classed(results, wanted, levels).levels.values()])
    reading.note("places", lambda: places_of(results.experiment.points, axes_of(results.experiment)))


@cache
def bank(seed: int) -> Experiment:
    """What is run for a survey: parameter sets, each with chances of its own, and its counterparts of the targets."""
    asked = {"sets": 3, "runs": 2, "until": "2009-03", "scale": 0.002}
    return planned_survey("north-korea", seed=seed, **asked).experiment


@cache
def tracks(seed: int) -> dict[str, Experiment]:
    """What is run for a forecast, by the folder within its own."""
    asked = {"as_of": "2009-02-01", "years": 1, "sets": 2, "runs": 2, "scale": 0.002}
    planned = planned_forecast("north-korea", seed=seed, out="out", **asked)
    return {track.folder.name: track.experiment for track in planned.tracks}


def make_survey(folder: Path, seed: int) -> None:
    execute(bank(seed), folder, engine=Threads(1))


def make_forecast(folder: Path, seed: int) -> None:
    for name, one in tracks(seed).items():
        execute(one, folder / name, engine=Threads(1))


def read_asked(name: str, asked: Experiment, folder: Path, reading: Reading) -> None:
    """What goes into an answer: as it is asked for by a command, which does nothing again here."""
    results = reading.need(lambda: execute(asked, folder, engine=Idle()))
    outcomes = reading.need(lambda: results.outcomes) if results else None
    if outcomes is None or results.missing:
        reading.whole = False
        return
    reading.note(f"{name}, outcomes", lambda: outcomes.to_csv())
    reading.note(f"{name}, fingerprint", lambda: results.fingerprint)


def read_survey(folder: Path, reading: Reading) -> None:
    read_asked("sets", bank(1), folder, reading)


def read_forecast(folder: Path, reading: Reading) -> None:
    for name, one in tracks(1).items():
        read_asked(name, one, folder / name, reading)


def claim(name: str = "X1") -> Claim:
    loud = replace(CALM, held=(("campaign", 0.9),), months=3)
    test = Test("one", "", loud, replace(CALM, months=3), Watch("fear", window=(0, 3)), "up")
    return Claim(name, "says", "own", "H", 3, (test,))


def make_claims(folder: Path, seed: int) -> None:
    one = claim(f"X{seed}")
    measure([[one]], folder, engine=Threads(1))
    share = {"value": 0.8, "low": 0.5, "high": 0.9}
    found = {"sets": 20, "informative": 10, "independent": 10.0, "sign": share, "minimum": share, "between": 0.5}
    found |= {"deciders": [["fear.horizon", 0.5]], "among": "", "scale": 1.0, "shapes": [], "present": None}
    for file, among in ((PRIORS_FILE, ""), (SETS_FILE, "a file")):
        said = {"of": digest(replace(one, seed=0))} | found | {"among": among}
        ClaimsFolder(folder).keep_found(file, {one.id: said})
    lost = {"mechanisms": ["chill"], "tests": [[one.id, "one"]], "lost": [[0.25]]}
    ClaimsFolder(folder).keep_found(MATRIX_FILE, {"of": digest(one)} | lost)


def read_measured(folder: Path, reading: Reading) -> None:
    found = reading.need(lambda: measure([[claim()]], folder, engine=Idle())[0])
    if found is None:
        reading.whole = False
        return
    reading.note("measured", lambda: found.rows)


def read_claims(folder: Path, reading: Reading) -> None:
    read_measured(folder, reading)
    robustness = reading.need(lambda: kept_robustness([claim()], folder))
    matrix = reading.need(lambda: kept_matrix([claim()], folder))
    reading.whole &= (
        len(robustness or ()) == 2 and matrix is not None
    )  # what is left out is measured again when it is asked for
    for one in robustness or ():
        reading.note(f"robustness among {one.among or 'drawn sets'}", lambda one=one: one)
    if matrix is not None:
        reading.note("matrix", lambda: (matrix.mechanisms, matrix.tests, matrix.lost.tolist()))


def merging(read: Callable[[Path, Reading], None]) -> Callable[[Path, Reading], None]:
    """Read what comes out where the folder is merged into another."""

    def read_merged(folder: Path, reading: Reading) -> None:
        out = folder.with_name(f"{folder.name}-merged")
        merged = reading.need(lambda: merge([folder], out))
        if merged is None:
            reading.whole = False
            return
        read(out, reading)
        reading.whole &= not merged.damaged

    return read_merged


@contextmanager
def simulated() -> Iterator[None]:
    """Made-up runs in place of the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        Simulation().used(patch)
        yield


FOLDERS: dict[str, Kind] = {
    "runs": Kind(make_runs, read_runs),
    "experiment": Kind(make_experiment, read_experiment),
    "ensemble": Kind(make_ensemble, read_ensemble),
    "survey": Kind(make_survey, read_survey),
    "forecast": Kind(make_forecast, read_forecast),
    "sensitivity": Kind(make_sensitivity, read_sensitivity),
    "exploration": Kind(make_exploration, read_exploration),
    "claims": Kind(make_claims, read_claims),
    "runs, merged": Kind(make_runs, merging(read_runs)),
    "experiment, merged": Kind(make_experiment, merging(read_experiment)),
    "ensemble, merged": Kind(make_ensemble, merging(read_ensemble)),
    "sensitivity, merged": Kind(make_sensitivity, merging(read_merged_sensitivity)),
    "claims, merged": Kind(make_claims, merging(read_measured)),
}
