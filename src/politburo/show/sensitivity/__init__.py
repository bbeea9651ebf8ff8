"""Which parameters decide an outcome, shown: bars, convergence, tornado, words, and files."""

from politburo.show.sensitivity.figures import names_of, plot, save, specification
from politburo.show.sensitivity.html import table_html
from politburo.show.sensitivity.words import in_words

__all__ = ["in_words", "names_of", "plot", "save", "specification", "table_html"]
