"""Folders that shards have filled, put together into one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from politburo.answer import Answer, Column, Provenance, Table
from politburo.run.files import WrongFolderError
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.run.merge import Brought

Merging = Callable[[Sequence[Path], Path], "Iterator[Brought]"]


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
    def sentences(self) -> tuple[str, ...]:
        """Nothing beside the table."""
        return ()

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
    merging = {_merging_of(folder): folder for folder in given}
    if len(merging) > 1:
        unlike = " and ".join(str(folder) for folder in merging.values())
        raise WrongFolderError(f"{unlike} hold different things and cannot be merged.")
    brought = list(next(iter(merging))([folder for folder in given if folder != into] or list(given), into))
    damaged = tuple(one.damage for one in brought if one.damage is not None)
    added = sum(one.new for one in brought)
    return Merged(Path(out), added, len(brought) - added - len(damaged), damaged)


def _merging_of(folder: Path) -> Merging:
    """How folders of this kind are merged. Raises StoreError for one that holds no results."""
    if (folder / "manifest.json").exists():
        from politburo.run.merge import merge_runs

        return merge_runs
    if (folder / "experiment.json").exists():
        from politburo.run.merge import merge_experiments

        return merge_experiments
    if (folder / "sensitivity.json").exists():
        from politburo.ask.sensitivity.folder import merge_analyses

        return merge_analyses
    from politburo.ask.claims.measurement import MEASURED, merge_measured

    if any(folder.glob(MEASURED)):
        return merge_measured
    raise WrongFolderError(f"{folder} holds no runs, experiment or measured claims: there is nothing to merge.")
