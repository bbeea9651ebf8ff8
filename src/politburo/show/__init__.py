"""What came out, shown: figures by name, a table year by year, and a paragraph in words."""

from politburo.show.figures import FIGURES, Figure, plot
from politburo.show.layout import Layout
from politburo.show.saving import save_figure, save_pictures
from politburo.show.table import rich_table, yearly_table
from politburo.show.words import in_words

__all__ = [
    "FIGURES",
    "Figure",
    "Layout",
    "in_words",
    "plot",
    "rich_table",
    "save_figure",
    "save_pictures",
    "yearly_table",
]
