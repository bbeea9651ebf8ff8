"""Figures as files: SVG, PNG and CSV, each whole or not at all, each saying inside where it comes from."""

from __future__ import annotations

import struct
import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.answer import Figure
from politburo.run.files import write
from politburo.show import rendering
from politburo.show.marks import Spec

if TYPE_CHECKING:
    import pandas as pd


def save_drawn(drawn: Spec, title: str, origin: str, svg: Path, png: Path) -> None:
    """Write a figure in Vega-Lite as SVG and PNG, with its title, its description and where it comes from inside.

    Raises StoreError when they cannot be written.
    """
    picture, about = rendering.svg(drawn), drawn["description"]
    texts = {"Title": title, "Description": about, "Source": origin, "Software": origin.partition(" · ")[0]}
    write(png, with_text(rendering.png(picture), texts))
    write(svg, described(picture, title, about, origin).encode())


def svg_of(figure: Figure) -> str:
    """A figure of an answer as SVG, with its title, its description and where it comes from inside."""
    return described(rendering.svg(figure.specification), figure.title, figure.description, figure.provenance)


def png_of(figure: Figure) -> bytes:
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


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
