"""The board of claims, shown: a table for the terminal, words for each effect, pictures, a page, and Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from politburo.answer import Figure
    from politburo.ask.claims.board import Board

FILE = "claims.html"
"""Name of the page in the folder of a board."""


def board_page(board: Board) -> str:
    """The board as a page that needs nothing else: HTML. The same board gives the same text."""
    from politburo.show.claims.content import content_of
    from politburo.show.claims.page import rendered

    return rendered(content_of(board))


def save_page(board: Board, folder: str | Path | None = None) -> Path:
    """Write the page into a folder, by default that of the board. Raises StoreError when it cannot be written."""
    from politburo.run.files import made, write

    place = made(board.folder if folder is None else Path(folder))
    write(place / FILE, board_page(board).encode())
    return place / FILE


def board_frame(board: Board) -> pd.DataFrame:
    """One row a test, with what was found for it."""
    from politburo.show.claims.tables import frame

    return frame(board)


def claim_chart(board: Board, name: str) -> Figure:
    """One claim as a figure. Raises ClaimError for a claim that is not on the board."""
    from politburo.show.claims.chart import plot

    return plot(board, name)


def board_table_html(board: Board) -> str:
    """The claims with their verdicts as an HTML table, for notebooks; all text escaped."""
    from politburo.show.claims.tables import table_html

    return table_html(board)
