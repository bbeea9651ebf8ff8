"""Figures as files: SVG, PNG and CSV, each whole or not at all, each saying inside where it comes from."""

from __future__ import annotations

import struct
import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from politburo import answer
from politburo.run.files import made, write
from politburo.show import rendering
from politburo.show.figures import Figure, figure
from politburo.show.frame import provenance
from politburo.show.marks import Spec

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run import Results


def save_figure(results: Results, name: str, folder: str | Path | None = None) -> tuple[Path, Path, Path]:
    """Write a figure as SVG, PNG and CSV into a folder, by default `figures` in that of the results.

    Raises UsageError for a name that there is not, and StoreError when the files cannot be written.
    """
    chosen = figure(name)
    place = made(Path(folder) if folder is not None else results.folder / "figures")
    svg, png, table = (place / f"{name}.{ending}" for ending in ("svg", "png", "csv"))
    _write_pictures(results, chosen, svg, png)
    write(table, chosen.csv(results).encode())
    return svg, png, table


def save_pictures(results: Results, folder: str | Path) -> tuple[Path, Path]:
    """Write the picture into a folder as `picture.png` and `picture.svg`, each whole or not at all.

    Raises StoreError when they cannot be written.
    """
    png, svg = Path(folder) / "picture.png", Path(folder) / "picture.svg"
    _write_pictures(results, figure("overview"), svg, png)
    return png, svg


def save_drawn(drawn: Spec, title: str, origin: str, svg: Path, png: Path) -> None:
    """Write a figure in Vega-Lite as SVG and PNG, with its title, its description and where it comes from inside.

    Raises StoreError when they cannot be written.
    """
    picture, about = rendering.svg(drawn), drawn["description"]
    texts = {"Title": title, "Description": about, "Source": origin, "Software": origin.partition(" · ")[0]}
    write(png, with_text(rendering.png(picture), texts))
    write(svg, described(picture, title, about, origin).encode())


def svg_of(figure: answer.Figure) -> str:
    """A figure of an answer as SVG, with its title, its description and where it comes from inside."""
    return described(rendering.svg(figure.specification), figure.title, figure.description, figure.provenance)


def png_of(figure: answer.Figure) -> bytes:
    """A figure of an answer as PNG, with the same inside."""
    texts = {"Title": figure.title, "Description": figure.description, "Source": figure.provenance}
    png = rendering.png(rendering.svg(figure.specification))
    return with_text(png, {**texts, "Software": figure.provenance.partition(" · ")[0]})


def save_table(table: pd.DataFrame, origin: str, path: Path) -> None:
    """Write a table as CSV; its last column says where it comes from. Raises StoreError when it cannot be written."""
    write(path, table.assign(provenance=origin).to_csv(index=False, lineterminator="\n").encode())


def described(svg: str, title: str, about: str, origin: str) -> str:
    """An SVG that says what it shows and where it comes from."""
    head, closing, rest = svg.partition(">")
    inside = f"<title>{escape(title)}</title><desc>{escape(about)}</desc><metadata>{escape(origin)}</metadata>"
    return head + closing + inside + rest


def with_text(png: bytes, texts: dict[str, str]) -> bytes:
    """A PNG with texts by keyword (ASCII), in UTF-8, before its end."""
    end = png.rindex(b"IEND") - 4
    chunks = b"".join(_chunk(b"iTXt", key.encode("ascii") + b"\0" * 5 + text.encode()) for key, text in texts.items())
    return png[:end] + chunks + png[end:]


def _write_pictures(results: Results, chosen: Figure, svg: Path, png: Path) -> None:
    title = f"{chosen.title} · {results.scenario.title}"
    save_drawn(chosen.specification(results), title, provenance(results), svg, png)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
