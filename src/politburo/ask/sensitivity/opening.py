"""An answer read from its folder: analysed again, with no run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from politburo.ask.sensitivity import reading
from politburo.ask.sensitivity.folder import Folder
from politburo.ask.sensitivity.result import Sensitivity
from politburo.run.experiment import Failure
from politburo.terms.errors import StoreError


def opened(path: Path, outcomes: Sequence[str] = (), *, failures: Sequence[Failure] = ()) -> Sensitivity:
    """The answer in a folder, about the outcomes asked first or about those named: all outcomes are kept of every run.

    Which factors were kept does not change with the outcomes. Raises StoreError where it is not finished or damaged;
    UsageError for an outcome that there is not.
    """
    folder = Folder(path.absolute())
    manifest = folder.manifest()
    if manifest.kept is None:
        raise StoreError(f"{folder.path} is not finished: give the command that made it again.")
    question = folder.question(manifest, outcomes)
    factors = [question.factor(name) for name in manifest.kept]
    return Sensitivity(
        folder.path,
        question,
        manifest.kept,
        reading.screening_in(question, folder) if question.screens else {},
        reading.indices_in(question, folder, factors) if question.indexes and factors else {},
        reading.swings_in(question, folder, factors),
        reading.ended_share(question, folder, factors),
        reading.fingerprint(question, folder, factors),
        tuple(failures),
    )
