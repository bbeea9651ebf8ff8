"""An exploration, shown: boxes as bars and points, the way of the peeling, tables, a paragraph in words, and files."""

from politburo.show.explore.chart import plot, specification
from politburo.show.explore.saving import save
from politburo.show.explore.tables import as_html, as_object, points_table, restrictions_table
from politburo.show.explore.words import in_words

__all__ = ["as_html", "as_object", "in_words", "plot", "points_table", "restrictions_table", "save", "specification"]
