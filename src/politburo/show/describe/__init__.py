"""The model page: a complete description of the model, in the order of the ODD protocol."""

from politburo.show.describe.page import MARK, model_page

__all__ = ["MARK", "model_page"]
