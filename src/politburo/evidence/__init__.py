"""Public figures: packaged tables, each row with its source, its reliability and the day from which it was public."""

from politburo.evidence.figures import TABLES, Figure, figure, figures, yearly

__all__ = ["TABLES", "Figure", "figure", "figures", "yearly"]
