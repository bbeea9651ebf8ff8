"""A comparison as files: the picture as PNG and SVG, the differences as CSV, each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.files import unwritable, write
from politburo.show.compare.chart import specification
from politburo.show.compare.tables import carriers_frame, monthly_frame, totals_frame
from politburo.show.saving import SCALE, described, with_text

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison


def save(comparison: Comparison, folder: Path, series: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write everything into a folder and return the paths. Raises StoreError when they cannot be written."""
    import vl_convert

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    png, svg = folder / "picture.png", folder / "picture.svg"
    drawn = specification(comparison, series)
    title, about, origin = " ".join(drawn["title"]["text"]), drawn["description"], provenance(comparison)
    picture = vl_convert.vegalite_to_svg(drawn)
    texts = {"Title": title, "Description": about, "Source": origin, "Software": origin.partition(" · ")[0]}
    write(png, with_text(vl_convert.svg_to_png(picture, scale=SCALE), texts))
    write(svg, described(picture, title, about, origin).encode())
    tables = {
        "totals.csv": totals_frame(comparison),
        "months.csv": monthly_frame(comparison),
        "groups.csv": carriers_frame(comparison),
    }
    for name, table in tables.items():
        text = table.assign(provenance=origin).to_csv(index=False, lineterminator="\n")
        write(folder / name, text.encode())
    return png, svg, *(folder / name for name in tables)


def provenance(comparison: Comparison) -> str:
    """Where all of it comes from: program, seed and pairs, and the fingerprint of every arm."""
    from politburo.show.frame import provenance_parts

    parts = provenance_parts(comparison.baseline.results)
    alternatives = (f"{arm.label}: fingerprint {arm.results.fingerprint[:12]}" for arm in comparison.alternatives)
    return " · ".join([*parts, *alternatives])
