"""The page of a board, one HTML file: the shared page with the board's own template, style and script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.files import made, write
from politburo.show import look
from politburo.show.claims.content import content_of
from politburo.show.page.html import page_of, text_of, theme_script

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board
    from politburo.show.claims.content import Content

FILE = "claims.html"
"""Name of the page in the folder of a board."""

HERE = "politburo.show.claims"

COLOURS = {"good": look.DISPLAYED, "short": look.RECORD, "bad": look.FEAR}
"""Colours of verdicts, which are written out as well."""


def rendered(content: Content) -> str:
    """The page as HTML."""
    scripts = (theme_script() + text_of(HERE, "page.js"),)
    return page_of(HERE, content, scripts, text_of(HERE, "page.css"), COLOURS)


def board_page(board: Board) -> str:
    """The board as a page that needs nothing else: HTML. The same board gives the same text."""
    return rendered(content_of(board))


def save_page(board: Board, folder: str | Path | None = None) -> Path:
    """Write the page into a folder, by default that of the board. Raises StoreError when it cannot be written."""
    place = made(board.folder if folder is None else Path(folder))
    write(place / FILE, board_page(board).encode())
    return place / FILE
