"""The model page: all that the model says, in the order of the ODD protocol, from terms, docstrings and tables."""

from politburo.show.describe.page import MARK, model_page

__all__ = ["MARK", "model_page"]
