"""From what the report says to HTML: the shared page with the report's own template, script, and Vega."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from politburo.show.page.html import page_of, text_of, theme_script

if TYPE_CHECKING:
    from politburo.show.report.content import Content

HERE = "politburo.show.report"


def rendered(content: Content) -> str:
    """The page as HTML."""
    own = theme_script() + text_of(HERE, "page.js")
    return page_of(HERE, content, (own, vega_bundle()))


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the installed package."""
    import vl_convert

    bundle = vl_convert.javascript_bundle()  # pyright: ignore[reportCallIssue] - no snippet is needed
    return f'(() => {{ "use strict";\n{bundle}\n}})();'
