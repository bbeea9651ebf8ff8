"""Public figures: packaged tables, each row with its source, its reliability and the day from which it was public."""

from politburo.evidence.figures import TABLE_MEANINGS, TABLES, Figure, Target, figure, figures, targets, yearly
from politburo.evidence.public import PublicFigure, public_figures

__all__ = [
    "TABLES",
    "TABLE_MEANINGS",
    "Figure",
    "PublicFigure",
    "Target",
    "figure",
    "figures",
    "public_figures",
    "targets",
    "yearly",
]
