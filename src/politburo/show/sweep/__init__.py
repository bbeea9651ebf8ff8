"""A sweep, shown: its outcomes along one factor, or as maps over two; a table, a few sentences, and files."""

from politburo.show.sweep.chart import plot, specification
from politburo.show.sweep.saving import save
from politburo.show.sweep.tables import effects_frame, effects_html, region_counts, table
from politburo.show.sweep.words import in_words

__all__ = [
    "effects_frame",
    "effects_html",
    "in_words",
    "plot",
    "region_counts",
    "save",
    "specification",
    "table",
]
