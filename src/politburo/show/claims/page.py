"""From what the board says to HTML: the shared page with the board's own template, style and script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.show import look
from politburo.show.page.html import page_of, text_of, theme_script

if TYPE_CHECKING:
    from politburo.show.claims.content import Content

HERE = "politburo.show.claims"

COLOURS = {"good": look.DISPLAYED, "short": look.RECORD, "bad": look.FEAR}
"""Colours of verdicts, which are written out as well."""


def rendered(content: Content) -> str:
    """The page as HTML."""
    scripts = (theme_script() + text_of(HERE, "page.js"),)
    return page_of(HERE, content, scripts, text_of(HERE, "page.css"), COLOURS)
