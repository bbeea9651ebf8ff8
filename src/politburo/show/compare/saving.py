"""A comparison as files: the picture as PNG and SVG, the differences as CSV, each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.files import made
from politburo.show.compare.chart import origin, specification
from politburo.show.compare.tables import carriers_frame, monthly_frame, totals_frame
from politburo.show.saving import save_drawn, save_table

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison


def save(comparison: Comparison, folder: Path, series: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write everything into a folder and return the paths. Raises StoreError when they cannot be written."""
    png, svg = made(folder) / "picture.png", folder / "picture.svg"
    drawn, provenance = specification(comparison, series), " · ".join(origin(comparison))
    save_drawn(drawn, " ".join(drawn["title"]["text"]), provenance, svg, png)
    tables = {
        "totals.csv": totals_frame(comparison),
        "months.csv": monthly_frame(comparison),
        "groups.csv": carriers_frame(comparison),
    }
    for name, table in tables.items():
        save_table(table, provenance, folder / name)
    return png, svg, *(folder / name for name in tables)
