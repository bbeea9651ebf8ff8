"""Experiments as answers: what all answers made of one share, their folders opened, and folders of shards merged.

They share where they come from, which runs failed, which outcomes are too rare, and what their intervals leave out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, TypedDict, Unpack

import numpy as np

from politburo.answer import Answer, Basis, Column, Provenance, Row, Table, later
from politburo.answer.numbers import listed, numbered
from politburo.ask import ensemble
from politburo.ask.factors import HELD_FROM, column_of
from politburo.run.engines import OnProgress, Shares, part_of
from politburo.run.experiment import Experiment, ExperimentResults, Failure
from politburo.run.experiment import open_experiment as opened
from politburo.run.experiment.store import ExperimentStore
from politburo.run.folder.files import WrongFolderError
from politburo.run.folder.markers import Markers
from politburo.run.folder.merge import merge as brought_by
from politburo.run.outcomes import OUTCOMES, caution
from politburo.run.store import Store
from politburo.scenario import Scenario, adapt, load, month_name
from politburo.terms.errors import UsageError

OTHERS_HELD = "chance only: all other parameters are held at the scenario's values"
"""What an interval over runs at the points of an experiment leaves out."""


class Changes(TypedDict, total=False):
    """What takes the place of what the scenario says, where it is not None."""

    seed: int | None
    until: str | None
    scale: float | None
    households: int | None


@dataclass(frozen=True, eq=False, repr=False)
class OfExperiment(Answer):
    """An answer made of one experiment: `results` holds every outcome of every finished run at every point."""

    results: ExperimentResults

    @property
    def base(self) -> Scenario:
        """The scenario in which something is varied."""
        return self.results.experiment.base

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.results.folder

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs at each point, points, fingerprint."""
        points, runs = len(self.results.experiment.points), self.results.runs
        said = f"{runs} runs" if runs > 1 else "run"
        each = (
            f"{points}, each with {'chances of its own' if self.results.experiment.own_chances else f'the same {said}'}"
        )
        details = ensemble.details(self.results.experiment.ensemble) | {"points": each}
        return provenance_of(self.base, runs, self.results.fingerprint, details)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Runs that failed, if any: they are missing everywhere."""
        return self.results.failures

    @property
    def about(self) -> tuple[str, ...]:
        """Names of the outcomes that were asked about."""
        return ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Runs that are missing, if any, and outcomes that are too rare at this scale."""
        missing = self.results.missing or sum(len(failure.runs) for failure in self.failures)
        said = "1 run is missing" if missing == 1 else f"{missing} runs are missing"
        failed = (f"{said} everywhere below.{first_failure(self.failures)}",) if missing else ()
        levels = {name: float(np.nanmean(self.results.values(name))) for name in self.about}
        sets = ensemble.cautions(self.results.experiment.ensemble, range(self.results.runs))
        return (*failed, *too_rare(levels, self.base.scale), *sets, *ensemble.left_aside(self.base))


@dataclass(frozen=True, eq=False, repr=False)
class OpenedExperiment(OfExperiment):
    """The folder of an experiment, whichever question made it: what was varied, and every outcome of every run."""

    question: ClassVar[str] = "experiment"

    @property
    def title(self) -> str:
        """The scenario in which something was varied."""
        return f"Experiment with {' '.join(self.base.title.split())}"

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        points, runs = len(self.results.experiment.points), self.results.runs
        return (
            f"{points} points ({self.results.experiment.design}) with {numbered(runs, 'run')} each; "
            + (
                "each point meets chances of its own."
                if self.results.experiment.own_chances
                else "runs of the same number have the same chance at every point."
            ),
        )

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        experiment = self.results.experiment
        factors: list[Row] = []
        for one, values in zip(experiment.factors, experiment.points.T, strict=True):
            said = column_of(one.name, self.base)
            factors.append((one.name, one.start, said.meaning, said.unit, float(values.min()), float(values.max())))
        columns = (
            Column("factor", meaning="what was varied"),
            HELD_FROM,
            Column("meaning"),
            Column("unit"),
            Column("from", meaning="lowest value", format="number"),
            Column("to", meaning="highest value", format="number"),
        )
        of_runs = (
            Column("point", meaning="number of the point", format="integer"),
            Column("run", meaning="number of the run", format="integer"),
            *(column_of(one.name, self.base) for one in experiment.factors),
            *(outcome_column(str(name), experiment) for name in self.results.outcomes.columns),
        )

        def runs() -> list[Row]:
            points = experiment.points.tolist()
            found = self.results.outcomes.itertuples(name=None)
            return [(point, run, *points[point], *values) for (point, run), *values in found]

        return (
            Table("factors", "What was varied", columns, factors, keys=("factor",)),
            Table("runs", "Outcomes of every run", of_runs, later(runs), keys=("point", "run"), bulk=True),
        )


class Parts:
    """Parts of a question that are done one after the other, and whose progress is told as one: `months` in all.

    A shard does its share of every part before it says, when they are settled, that it is done.
    """

    def __init__(self, months: int, progress: OnProgress | None) -> None:
        self._months, self._progress = months, progress
        self._before, self._shares = 0, Shares()

    @contextmanager
    def part(self, months: int) -> Iterator[OnProgress | None]:
        """A block that does a part of so many months, and whom it tells of them."""
        with self._shares.part():
            yield part_of(self._progress, self._before, months, self._months)
        self._before += months

    def settle(self) -> None:
        """Raise ShardDone where other shards have parts to do."""
        self._shares.settle()


def base_of(scenario: str | Path | Scenario, *, runs: int | None = None, **changes: Unpack[Changes]) -> Scenario:
    """The scenario that is asked about, as it is asked about. Raises ScenarioError."""
    return adapt(scenario if isinstance(scenario, Scenario) else load(scenario), runs=runs, **changes)


def open_experiment(folder: str | Path) -> OpenedExperiment:
    """The folder of an experiment: all points and runs that it was ever asked for, as far as they are finished.

    Raises StoreError when it is no such folder, is damaged, or was written by a newer version.
    """
    return OpenedExperiment(opened(folder))


def outcome_column(name: str, experiment: Experiment) -> Column:
    """The column of an outcome beside those of the factors, of which one may be called the same."""
    one = OUTCOMES.get(name)
    if one is None:
        return Column(name, meaning="what the question took from each run besides its outcomes", format="number")
    return Column(f"{name}_outcome" if name in experiment.names else name, one.unit, one.meaning, "number")


def provenance_of(base: Scenario, runs: int, fingerprint: str, details: dict[str, str]) -> Provenance:
    """Where an answer comes from that is made of runs at points of a scenario."""
    first, last = month_name(base.start), month_name(base.end)
    return Provenance(
        base.name,
        base.scale,
        first,
        last,
        base.seed,
        runs,
        fingerprint,
        details,
        households=base.households,
        people_each=base.people_each,
    )


def too_rare(levels: dict[str, float], scale: float) -> tuple[str, ...]:
    """Which outcomes, by their means, are no estimates for the whole country at a scale: a sentence for each reason."""
    found: dict[str, list[str]] = {}
    for name, level in levels.items():
        if why := caution(name, level, scale):
            found.setdefault(why, []).append(name.replace("_", " "))
    return tuple(f"{listed(names)}: {why}." for why, names in found.items())


def first_failure(failures: Sequence[Failure]) -> str:
    """Why the first runs failed, as a further sentence; nothing where none has."""
    if not failures:
        return ""
    more = f" So did runs of {numbered(len(failures) - 1, 'more job')}." if len(failures) > 1 else ""
    return f" {failures[0].message}.{more}"


def over_pairs(pairs: int, what: str = "the same chance at both ends") -> Basis:
    """The basis of intervals of paired differences between points."""
    return Basis(f"{numbered(pairs, 'pair')} of runs with {what}", OTHERS_HELD)


@dataclass(frozen=True, eq=False, repr=False)
class Merged(Answer):
    """What merging did: things (runs, or files of points or claims) copied, and those that were there already.

    `damaged` are files that are not as they were written: what they were part of was left out.
    """

    question: ClassVar[str] = "merge"

    into: Path
    added: int
    there: int
    damaged: tuple[Path, ...]

    @property
    def title(self) -> str:
        """Where all was put together."""
        return f"Merged into {self.into}"

    @property
    def folder(self) -> Path:
        """The folder that holds all."""
        return self.into

    @property
    def provenance(self) -> Provenance:
        """The version that merged."""
        return Provenance(stamp=None)

    @property
    def tables(self) -> tuple[Table, ...]:
        """How much was copied, was there already, or is damaged."""
        columns = (
            Column("copied", meaning="runs, or files of points or claims, that were copied", format="count"),
            Column("there_already", meaning="those that were there already", format="count"),
            Column("damaged", meaning="files that are not as they were written, and were left out", format="count"),
        )
        row = self.added, self.there, len(self.damaged)
        return (Table("merged", "What was merged", columns, [row], simulated=False),)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The damaged files."""
        named = ", ".join(str(path) for path in self.damaged)
        return (f"Not as they were written, and so left out: {named}.",) if named else ()


def merge(folders: Sequence[str | Path], out: str | Path) -> Merged:
    """Put folders that hold parts of the same runs, experiment or claims together into `out`, and say what was done.

    Nothing is ever written over, and what is there already is not copied again, so it can be stopped and begun again.
    `out` may be one of the folders. Damaged files are left out and named. Raises UsageError when there is nothing to
    merge; StoreError when the folders are not for the same, or `out` is for something else or cannot be written.
    """
    into = Path(out).absolute()
    given = dict.fromkeys(Path(folder).absolute() for folder in folders)
    if not given:
        raise UsageError("There is nothing to merge: name the folders of the shards.")
    kinds = {_kind_of(folder): folder for folder in given}
    if len(kinds) > 1:
        unlike = " and ".join(str(folder) for folder in kinds.values())
        raise WrongFolderError(f"{unlike} hold different things and cannot be merged.")
    brought = list(brought_by(next(iter(kinds)), [folder for folder in given if folder != into] or list(given), into))
    damaged = tuple(one.damage for one in brought if one.damage is not None)
    added = sum(one.new for one in brought)
    return Merged(Path(out), added, len(brought) - added - len(damaged), damaged)


def _kind_of(folder: Path) -> type[Markers[Any]]:
    """What kind of folder it is. Raises StoreError for one that holds no results."""
    from politburo.ask.claims.folder import ClaimsFolder
    from politburo.ask.sensitivity.folder import Folder

    for kind in (Store, ExperimentStore, Folder, ClaimsFolder):
        if kind.is_one(folder):
            return kind
    raise WrongFolderError(f"{folder} holds no runs, experiment or measured claims: there is nothing to merge.")
