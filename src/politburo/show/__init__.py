"""What came out, shown: a picture, a table year by year, and a paragraph in words."""

from politburo.show.picture import one_look, save_pictures
from politburo.show.table import rich_table, yearly_table
from politburo.show.words import in_words

__all__ = ["in_words", "one_look", "rich_table", "save_pictures", "yearly_table"]
