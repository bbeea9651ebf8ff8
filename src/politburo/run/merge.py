"""Folders of the same runs or experiment put together: nothing is written over, what is damaged is left out and named.

It can be stopped and begun again at any time: what is there already is not copied again, and what is copied counts when
its marker is there, which is copied last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from politburo.run.experiment.experiment import Experiment
from politburo.run.experiment.store import ExperimentStore
from politburo.run.files import WrongFolderError, damaged, mark, matches, whole
from politburo.run.folder import Folder
from politburo.run.plan import Plan
from politburo.run.store import Store
from politburo.scenario import adapt
from politburo.terms.errors import StoreError


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of what one marker vouches for: `new` says whether it was copied or was there already.

    `damage` is the file that is not as it was written, where that is why nothing was copied.
    """

    new: bool = False
    damage: Path | None = None


def merge_runs(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring the finished runs of some run folders into another, which is made if need be.

    Raises StoreError when one of them is no run folder or is for other runs, when a run came out otherwise in two of
    them, and when nothing can be written.
    """
    sources, target = [Store(folder) for folder in folders], Store(into)
    refuse_unlike(sources)
    runs = max(source.manifest().runs for source in sources)
    scenario = adapt(sources[0].scenario(sources[0].manifest()), runs=runs)
    with target.claimed(Plan(scenario, into, sources[0].ensemble())):
        yield from _brought(sources, target)


def merge_experiments(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring what is kept of the points in some folders into another, which is made if need be.

    Raises StoreError when one of them is not the folder of an experiment or is for another one, when a run came out
    otherwise in two of them, and when nothing can be written.
    """
    sources, target = [ExperimentStore(folder) for folder in folders], ExperimentStore(into)
    refuse_unlike(sources)
    with target.claimed(_all_of([source.experiment() for source in sources])):
        yield from _brought(sources, target)


def refuse_unlike(sources: Sequence[Folder[Any, Any]]) -> None:
    """Raise StoreError when not all folders are for the same, or one is of another version or format."""
    first = sources[0]
    for source in sources:
        if source.manifest().identity != first.manifest().identity:
            raise WrongFolderError(
                f"{source.folder} and {first.folder} are not for the same scenario, seed and version of the model, and "
                "so cannot be merged; all are left as they are."
            )
    for source in sources:
        found = source.manifest()
        if not found.is_of_this_model or found.format < source.newest:
            raise StoreError(
                f"{source.folder} was made by another version of the model ({found.made_by}, format {found.format}): "
                "merge it with that version."
            )


def copy(source: Path, target: Path) -> None:
    """Copy a file, whole or not at all. Raises StoreError, also when the copy is not the same."""
    with whole(target) as partial:
        shutil.copyfile(source, partial)
        if mark(partial) != mark(source):
            raise damaged(target, f"it is not the same as {source}")


def _all_of(experiments: Sequence[Experiment]) -> Experiment:
    """The first experiment with the points of all, and the most runs that any has."""
    first = experiments[0]
    points = [one.points[:, [one.names.index(name) for name in first.names]] for one in experiments]
    return replace(first, points=np.concatenate(points), runs=max(one.runs for one in experiments))


def _brought(sources: Sequence[Folder[Any, Any]], target: Folder[Any, Any]) -> Iterator[Brought]:
    """Bring what has markers in the sources into the target, which is held."""
    there: dict[str, object] = {}
    for path in target.marker_files():
        if marker := target.whole(path):
            there |= marker.results
    for source in sources:
        for path in source.marker_files():
            yield _bring(source, path, target, there)


def _bring(source: Folder[Any, Any], path: Path, target: Folder[Any, Any], there: dict[str, object]) -> Brought:
    """Bring what one marker vouches for, and the marker last, unless all of its results are `there` already."""
    try:
        marker = source.read_marker(path)
    except StoreError:
        return Brought(damage=path)
    for what, result in marker.results.items():
        if there.get(what, result) != result:
            raise StoreError(
                f"{what} came out otherwise in {source.folder} than in {target.folder}; it is left as it is in both."
            )
    if marker.results.keys() <= there.keys():
        return Brought()
    for name, expected in marker.files.items():
        if not matches(source.folder / name, expected):
            return Brought(damage=source.folder / name)
    for file in (*map(source.folder.joinpath, marker.files), path):
        copy(file, target.folder / file.relative_to(source.folder))
    there |= marker.results
    return Brought(new=True)
