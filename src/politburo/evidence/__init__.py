"""Public figures: packaged tables, each row with its source, its reliability and the day from which it was public."""

from politburo.evidence.figures import TABLES, Figure, figure, figures, yearly
from politburo.evidence.public import PublicFigure, public_figures
from politburo.evidence.targets import Target, targets

__all__ = ["TABLES", "Figure", "PublicFigure", "Target", "figure", "figures", "public_figures", "targets", "yearly"]
