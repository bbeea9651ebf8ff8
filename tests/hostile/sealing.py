"""Folders made over by a stranger, who seals what he writes: every checksum is right, and nothing else need be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from politburo.run.folder.files import mark
from politburo.run.folder.sealed import CHECKSUM, checksum, sealed
from politburo.run.store import Store

Said = dict[str, Any]


def resealed(file: Path, change: Callable[[Said], Any]) -> None:
    """Change what a sealed file says, and seal it again."""
    said = json.loads(file.read_bytes())
    said.pop(CHECKSUM)
    change(said)
    file.write_bytes(sealed(said))


def vouched(folder: Path, run: int = 0) -> None:
    """Let the marker of a run vouch for the files that are there now."""

    def change(said: Said) -> None:
        for name in said["files"]:
            found = mark(folder / name)
            said["files"][name] = {"bytes": found.bytes, "checksum": found.checksum}

    resealed(Store(folder).marker_file(run), change)


def manifest_vouches(manifest: Path) -> None:
    """Let a manifest vouch for the files beside it that are there now."""

    def change(said: Said) -> None:
        for name in said["files"]:
            found = mark(manifest.parent / name)
            said["files"][name] = {"bytes": found.bytes, "checksum": found.checksum}

    resealed(manifest, change)


__all__ = ["checksum", "manifest_vouches", "resealed", "vouched"]
