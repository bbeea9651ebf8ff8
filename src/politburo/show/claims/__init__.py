"""The board of claims as a page with pictures, and as Markdown."""
