"""The runs of a board: every distinct arm once for each run number, and what the tests want to know of them.

A job is one run number of one country: it simulates all arms there with the same seed, so that pairs are at hand, and
keeps a small file of numbers. Finished jobs are never done again; a killed process loses the jobs it was at.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.ask.claims.record import Arm, Claim, Measured, Test
from politburo.run.files import PARTIAL, locked, write
from politburo.run.jobs import Jobs, OnProgress, Pace, usable_threads
from politburo.run.plan import model_sources
from politburo.terms.errors import PolitburoError

if TYPE_CHECKING:
    from politburo.month import Outcome

SEED = 20160301
"""Seed of every board, fixed beforehand."""

Where = tuple[str, float, bool]
"""A country: name, scale, and whether exposure is at random."""


@dataclass(frozen=True)
class Job:
    """One run number in one country: the tests to be measured there, by (id of the claim, name of the test)."""

    where: Where
    run: int
    tests: tuple[tuple[str, Test], ...]

    @property
    def name(self) -> str:
        """A name for its file: the country and run in words, and a hash of all that decides what comes out."""
        country, scale, at_random = self.where
        told = json.dumps([asdict(test) | {"claim": claim} for claim, test in self.tests], sort_keys=True)
        said = hashlib.blake2b(f"{told} {SEED}".encode(), digest_size=8).hexdigest()
        return f"{country}-{scale:g}{'-exposure-at-random' if at_random else ''}-run-{self.run:03d}-{said}"

    @property
    def arms(self) -> dict[Arm, int]:
        """Every distinct arm and the number of its months."""
        return {arm: arm.settle + arm.months for _, test in self.tests for arm in arms_of(test)}


def arms_of(test: Test) -> tuple[Arm, ...]:
    """The arms of a test: changed, base, and both with the mechanisms off where it names any."""
    arms = (test.changed, test.base)
    return arms + tuple(without(arm, test.through) for arm in arms) if test.through else arms


def without(arm: Arm, mechanisms: tuple[str, ...]) -> Arm:
    """The same arm with mechanisms switched off."""
    return replace(arm, off=tuple(sorted({*arm.off, *mechanisms})))


def jobs_for(claims: Iterable[Claim]) -> tuple[Job, ...]:
    """The jobs of some claims: for each country and run number, the tests that want it."""
    wanted: dict[tuple[Where, int], list[tuple[str, Test]]] = {}
    for claim in claims:
        for test in claim.tests:
            where = (test.base.country, test.base.scale, test.base.exposure_at_random)
            for run in range(claim.runs):
                wanted.setdefault((where, run), []).append((claim.id, test))
    return tuple(Job(where, run, tuple(tests)) for (where, run), tests in wanted.items())


def measure(
    claims: Sequence[Claim], folder: Path, *, threads: int | None = None, on_progress: OnProgress | None = None
) -> dict[str, list[dict[str, Measured]]]:
    """What each run of each claim gave, by id of the claim: simulated, or read from `folder` where it is there.

    Raises StoreError when the folder cannot be written or is in use; PolitburoError when a job fails;
    KeyboardInterrupt when it is stopped. Finished jobs stay.
    """
    jobs = jobs_for(claims)
    finished = {job: read for job in jobs if (read := _read(_file(folder, job))) is not None}
    todo = [job for job in jobs if job not in finished]
    if todo:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            for left in folder.glob(f"*{PARTIAL}"):
                left.unlink()
            _do(todo, folder, usable_threads(threads), on_progress)
        finished |= {job: _read(_file(folder, job)) or {} for job in todo}
    return _by_claim(claims, finished)


def _do(todo: Sequence[Job], folder: Path, threads: int, on_progress: OnProgress | None) -> None:
    from politburo.month.warm import beside

    months = max(sum(job.arms.values()) for job in todo)
    with beside():
        work: dict[Job, Callable[[Pace], None]] = {job: partial(_one, job, folder) for job in todo}
        failures = Jobs(work, months, on_progress).do(threads)
    for job, error in failures.items():
        raise PolitburoError(
            f"Run {job.run} in {job.where[0]} (scale {job.where[1]:g}, seed {SEED}) failed: "
            f"{type(error).__name__}: {error}. What is finished is kept in {folder}."
        ) from error


def _one(job: Job, folder: Path, pace: Pace) -> None:
    """Simulate all arms of a job and write down what its tests want to know."""
    from politburo.ask.claims.arms import simulated

    outcomes = {arm: simulated(arm, SEED, job.run, pace.month, pace.stop) for arm in job.arms}
    measured = [[claim, test.name, *asdict(_measured(test, outcomes)).values()] for claim, test in job.tests]
    told = [[None if isinstance(v, float) and math.isnan(v) else v for v in row] for row in measured]
    write(_file(folder, job), (json.dumps(told) + "\n").encode())


def _measured(test: Test, outcomes: Mapping[Arm, Outcome]) -> Measured:
    from politburo.ask.claims.looking import looked_at

    changed, base = looked_at(test.watch, test.changed, test.base, outcomes)
    if not test.through:
        return Measured(changed, base)
    off = looked_at(test.watch, without(test.changed, test.through), without(test.base, test.through), outcomes)
    return Measured(changed, base, *off)


def _file(folder: Path, job: Job) -> Path:
    return folder / f"{job.name}-{model_sources()[:8]}.json"


def _read(path: Path) -> dict[tuple[str, str], Measured] | None:
    """What a finished job wrote, by claim and test; None when it is not there or is damaged, and so is done again."""
    try:
        rows = json.loads(path.read_bytes())
        return {
            (claim, test): Measured(*(math.nan if value is None else float(value) for value in values))
            for claim, test, *values in rows
        }
    except (OSError, ValueError, TypeError):
        return None


def _by_claim(
    claims: Iterable[Claim], finished: Mapping[Job, Mapping[tuple[str, str], Measured]]
) -> dict[str, list[dict[str, Measured]]]:
    """Sorted by claim and run number."""
    rows: dict[str, list[dict[str, Measured]]] = {claim.id: [{} for _ in range(claim.runs)] for claim in claims}
    for job, read in finished.items():
        for (claim, test), measured in read.items():
            rows[claim][job.run][test] = measured
    return rows
