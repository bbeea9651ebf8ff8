"""The rows of many files put together, file by file, as arrays: what is kept of the runs at the points asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.run.experiment.kept import read
from politburo.run.experiment.store import ExperimentStore
from politburo.terms.errors import StoreError

One = tuple[str | None, str, NDArray[np.float64]]
"""What is kept of a run: the month in which the regime fell, its fingerprint, its outcomes."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Runs in order of their points: number of the point (n,), of the run (n,), outcomes (n, names) and the rest."""

    names: tuple[str, ...]
    points: NDArray[np.int64]
    runs: NDArray[np.int64]
    ended: tuple[str | None, ...]
    fingerprints: tuple[str, ...]
    values: NDArray[np.float64]


def read_rows(store: ExperimentStore, points: Sequence[str], runs: int) -> Rows:
    """The runs 0 to `runs` − 1 of the points, given by their hashes in the order wanted, as far as they are kept.

    Raises StoreError when files hold different results of the same run, or different outcomes.
    """
    files = store.files()
    names: tuple[str, ...] = ()
    at: dict[str, dict[int, One]] = {}
    for point in dict.fromkeys(points):
        at[point] = {}
        for path in files.get(point, ()):
            names = _add(path, at[point], names)
    order = [(place, run, at[point][run]) for place, point in enumerate(points) for run in sorted(at[point])]
    wanted = [row for row in order if row[1] < runs]
    return Rows(
        names,
        np.array([place for place, _, _ in wanted], np.int64),
        np.array([run for _, run, _ in wanted], np.int64),
        tuple(one[0] for _, _, one in wanted),
        tuple(one[1] for _, _, one in wanted),
        np.array([one[2] for _, _, one in wanted], np.float64).reshape(len(wanted), len(names)),
    )


def _add(path: Path, found: dict[int, One], names: tuple[str, ...]) -> tuple[str, ...]:
    """Add the runs of a file to those of its point; the names of outcomes, which must be those of the other files."""
    kept = read(path)
    if kept is None:
        return names
    if names and kept.outcomes != names:
        raise StoreError(f"{path} holds other outcomes than the files beside it: {path.parent} is mixed.")
    for row in kept.rows:
        one = row.ended_month, row.fingerprint, np.array(row.values, np.float64)
        there = found.setdefault(row.run, one)
        if there[:2] != one[:2] or not np.array_equal(there[2], one[2]):
            raise StoreError(
                f"{path.parent} holds run {row.run} of one point twice, with different results: "
                "remove the folder of the experiment and give the command that made it again."
            )
    return kept.outcomes
