"""The board of claims, shown: a table for the terminal, words for each effect, pictures, and a page."""
