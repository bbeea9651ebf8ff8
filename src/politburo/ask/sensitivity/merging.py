"""Folders that shards of the same question have filled, put together: experiment by experiment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from politburo.ask.sensitivity.folder import Folder
from politburo.run.experiment.manifest import MANIFEST
from politburo.run.experiment.merging import merge_experiments
from politburo.run.merging import Brought, refuse_unlike


def merge_answers(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring the runs of some folders into another, which is made if need be.

    The question asked again with that folder goes on from there.
    Raises StoreError when one of them is for another question, when a run came out otherwise in two of them, and when
    nothing can be written.
    """
    sources = [Folder(folder) for folder in folders]
    manifests = [source.manifest() for source in sources]
    refuse_unlike(folders, manifests)
    Folder(into).claim(sources[0].question(manifests[0]))
    places = {path.parent.relative_to(folder) for folder in folders for path in folder.rglob(MANIFEST)}
    for place in sorted(places):
        yield from merge_experiments([folder / place for folder in folders if _has(folder / place)], into / place)


def _has(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()
