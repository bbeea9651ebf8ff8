"""A comparison, shown: the picture of differences over time, tables, a paragraph in words, and files."""

from politburo.show.compare.chart import plot, specification
from politburo.show.compare.saving import save
from politburo.show.compare.tables import carriers_frame, monthly_frame, totals_frame, totals_html
from politburo.show.compare.words import in_words

__all__ = [
    "carriers_frame",
    "in_words",
    "monthly_frame",
    "plot",
    "save",
    "specification",
    "totals_frame",
    "totals_html",
]
