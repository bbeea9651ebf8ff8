"""Folders of the same runs or experiment put together: nothing is written over, what is damaged is left out and named.

It can be stopped and begun again at any time: what is there already is not copied again, and a run counts when its
marker is there, which is copied last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from politburo.run.experiment.experiment import Experiment, Point
from politburo.run.experiment.store import ExperimentStore
from politburo.run.files import WrongFolderError, damaged, mark, matches, whole
from politburo.run.manifest import Manifest
from politburo.run.plan import Plan
from politburo.run.store import Store
from politburo.scenario import adapt
from politburo.terms.errors import StoreError


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file, or of the files of one run: `new` says whether it was copied or was there already.

    `damage` is the file that is not as it was written, where that is why nothing was copied.
    """

    new: bool = False
    damage: Path | None = None


def merge_runs(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring the finished runs of some run folders into another, which is made if need be.

    Raises StoreError when one of them is no run folder or is for other runs, when a run came out otherwise in two of
    them, and when nothing can be written.
    """
    sources = [Store(folder) for folder in folders]
    manifests = [source.manifest() for source in sources]
    refuse_unlike(folders, manifests)
    target = Store(into)
    scenario = adapt(sources[0].scenario(manifests[0]), runs=max(manifest.runs for manifest in manifests))
    with target.claimed(Plan(scenario, into)):
        for source, manifest in zip(sources, manifests, strict=True):
            for run in source.marked():
                if run < manifest.runs:
                    yield _bring(source, target, run)


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
                yield _bring_point(source, path, experiment, target, there)


def refuse_unlike(folders: Sequence[Path], manifests: Sequence[Manifest]) -> None:
    """Raise StoreError when not all folders are for the same, or were made by another version of the model."""
    for folder, manifest in zip(folders, manifests, strict=True):
        if manifest.identity != manifests[0].identity:
            raise WrongFolderError(
                f"{folder} and {folders[0]} are not for the same scenario, seed and version of the model, and so "
                "cannot be merged; all are left as they are."
            )
    for folder, manifest in zip(folders, manifests, strict=True):
        if not manifest.is_of_this_model:
            raise StoreError(
                f"{folder} was made by another version of the model ({manifest.made_by}): merge it with that version."
            )


def refuse_other_results(one: str, other: str, what: str, folder: Path, into: Path) -> None:
    """Raise StoreError when two fingerprints of the same run differ: then something is wrong with one of them."""
    if one != other:
        raise StoreError(f"{what} came out otherwise in {folder} than in {into}; it is left as it is in both.")


def copy(source: Path, target: Path) -> None:
    """Copy a file, whole or not at all. Raises StoreError, also when the copy is not the same."""
    with whole(target) as partial:
        shutil.copyfile(source, partial)
        if mark(partial) != mark(source):
            raise damaged(target, f"it is not the same as {source}")


def _bring(source: Store, target: Store, run: int) -> Brought:
    try:
        marker = source.marker(run)
    except StoreError:
        marker = None
    if marker is None:
        return Brought(damage=source.marker_file(run))
    if target.is_whole(run) and (there := target.marker(run)) is not None:
        refuse_other_results(marker.fingerprint, there.fingerprint, f"Run {run}", source.folder, target.folder)
        return Brought()
    for name, expected in marker.files.items():
        if not matches(source.folder / name, expected):
            return Brought(damage=source.folder / name)
    for path in (*map(source.folder.joinpath, marker.files), source.marker_file(run)):
        copy(path, target.folder / path.relative_to(source.folder))
    return Brought(new=True)


def _all_of(experiments: Sequence[Experiment]) -> Experiment:
    """The first experiment with the points of all, and the most runs that any has."""
    first = experiments[0]
    points = [one.points[:, [one.names.index(name) for name in first.names]] for one in experiments]
    return replace(first, points=np.concatenate(points), runs=max(one.runs for one in experiments))


def _fingerprints(store: ExperimentStore) -> dict[tuple[Point, int], str]:
    """The fingerprints of all runs that are kept, by point (its factors in the order of their names) and run."""
    kept = (store.kept_or_none(path) for paths in store.files().values() for path in paths)
    return {(_point(one.point), row.run): row.fingerprint for one in kept if one for row in one.rows}


def _bring_point(
    source: ExperimentStore,
    path: Path,
    experiment: Experiment,
    target: ExperimentStore,
    there: dict[tuple[Point, int], str],
) -> Brought:
    kept = source.kept_or_none(path)
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
