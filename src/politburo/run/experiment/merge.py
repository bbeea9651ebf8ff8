"""Folders of the same experiment put together: the points and runs that each has, once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from politburo.run.experiment.experiment import Experiment, Point
from politburo.run.experiment.point_files import read
from politburo.run.experiment.store import ExperimentStore
from politburo.run.merge import Brought, refuse_other_results, refuse_unlike


def merge_experiments(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring what is kept of the points in some folders into another, which is made if need be.

    Raises StoreError when one of them is not the folder of an experiment or is for another one, when a run came out
    otherwise in two of them, and when nothing can be written.
    """
    sources = [ExperimentStore(folder) for folder in folders]
    manifests = [source.manifest() for source in sources]
    refuse_unlike(folders, manifests)
    experiment, target = _all_of([source.experiment() for source in sources]), ExperimentStore(into)
    with target.claimed(experiment):
        there = _fingerprints(target)
        for source in sources:
            for path in sorted(path for paths in source.files().values() for path in paths):
                yield _bring(path, experiment, target, there)


def _all_of(experiments: Sequence[Experiment]) -> Experiment:
    """The first experiment with the points of all, and the most runs that any has."""
    first = experiments[0]
    points = [one.points[:, [one.names.index(name) for name in first.names]] for one in experiments]
    return replace(first, points=np.concatenate(points), runs=max(one.runs for one in experiments))


def _fingerprints(store: ExperimentStore) -> dict[tuple[Point, int], str]:
    """The fingerprints of all runs that are kept, by point (its factors in the order of their names) and run."""
    kept = (read(path) for paths in store.files().values() for path in paths)
    return {(_point(one.point), row.run): row.fingerprint for one in kept if one for row in one.rows}


def _bring(path: Path, experiment: Experiment, target: ExperimentStore, there: dict[tuple[Point, int], str]) -> Brought:
    kept = read(path)
    if kept is None:
        return Brought(damage=path)
    place = _point(kept.point)
    for row in kept.rows:
        known = there.get((place, row.run), row.fingerprint)
        refuse_other_results(row.fingerprint, known, f"Run {row.run} of {path.name}", path.parent, target.folder)
    new = [row for row in kept.rows if (place, row.run) not in there]
    there.update({(place, row.run): row.fingerprint for row in new})
    if not new:
        return Brought()
    point = tuple(kept.point[name] for name in experiment.names)
    target.keep(experiment.factors, point, kept.outcomes, new)
    return Brought(new=True)


def _point(values: Mapping[str, float]) -> Point:
    return tuple(values[name] for name in sorted(values))
