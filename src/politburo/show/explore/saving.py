"""An exploration as files: the picture as PNG and SVG, tables as CSV, each whole or not at all."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.files import made
from politburo.show.explore.chart import specification
from politburo.show.explore.tables import points_table, restrictions_table, trajectory_table
from politburo.show.points import provenance
from politburo.show.saving import save_drawn, save_table

if TYPE_CHECKING:
    from politburo.ask.explore.exploration import Exploration

LONGEST = 60
"""Characters of a condition in the name of a folder."""


def save(found: Exploration, folder: str | Path | None = None) -> tuple[Path, ...]:
    """Write everything into a folder, by default one named by the condition in that of the experiment; the paths.

    Raises StoreError when they cannot be written.
    """
    place = made(found.folder / "explored" / slug(found) if folder is None else Path(folder))
    png, svg = place / "picture.png", place / "picture.svg"
    drawn, origin = specification(found), provenance(found.results)
    save_drawn(drawn, " · ".join(drawn["title"]["text"]), origin, svg, png)
    tables = {
        "boxes.csv": restrictions_table(found),
        "trajectory.csv": trajectory_table(found),
        "points.csv": points_table(found).reset_index(),
    }
    for name, table in tables.items():
        save_table(table, origin, place / name)
    return png, svg, *(place / name for name in tables)


def slug(found: Exploration) -> str:
    """A name for the folder of a question: the condition in letters that all systems allow, and a hash of all of it."""
    said = f"{found.condition.said} {found.search}"
    name = re.sub(r"[^A-Za-z0-9.]+", "-", found.condition.said).strip("-.")[:LONGEST]
    return f"{name}-{hashlib.blake2b(said.encode(), digest_size=3).hexdigest()}"
