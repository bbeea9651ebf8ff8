"""From what the report says to HTML: the shared page with the report's own template, script, and Vega."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.show.page.html import page_of, text_of, theme_script
from politburo.show.rendering import vega_bundle

if TYPE_CHECKING:
    from politburo.show.report.content import Content

HERE = "politburo.show.report"


def rendered(content: Content) -> str:
    """The page as HTML."""
    own = theme_script() + text_of(HERE, "page.js")
    return page_of(HERE, content, (own, f'(() => {{ "use strict";\n{vega_bundle()}\n}})();'))
