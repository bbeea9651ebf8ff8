"""A sweep as files: the picture as PNG and SVG, points and effects as CSV, each whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.files import made
from politburo.show.points import provenance
from politburo.show.saving import save_drawn, save_table
from politburo.show.sweep.chart import specification
from politburo.show.sweep.tables import effects_frame, table

if TYPE_CHECKING:
    from politburo.ask.sweep.swept import Sweep


def save(sweep: Sweep, folder: Path, *outcomes: str) -> tuple[Path, ...]:
    """Write everything into a folder and return the paths. Raises StoreError when they cannot be written."""
    made(folder)
    drawn, origin = specification(sweep, *outcomes), provenance(sweep.results)
    png, svg, points, effects = (
        folder / name for name in ("picture.png", "picture.svg", "outcomes.csv", "effects.csv")
    )  # fmt: skip
    save_drawn(drawn, " ".join(drawn["title"]["text"]), origin, svg, png)
    save_table(table(sweep, *outcomes), origin, points)
    save_table(effects_frame(sweep, *outcomes), origin, effects)
    return png, svg, points, effects
