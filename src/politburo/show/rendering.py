"""Vega-Lite specifications as pictures: the one place that calls vl-convert, which needs no browser and no network."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache, lru_cache
from html import escape
from importlib.metadata import version
from typing import TYPE_CHECKING

from politburo.numerics.cache_folder import writable_parent
from politburo.run.files import write
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    from politburo.show.marks import Spec

SCALE = 2
"""Pixels of a PNG to a pixel of the figure."""

NAMED = re.compile(r"\b(gradient|clip)_?\d+\b")
"""Names that Vega counts up from one drawing to the next."""


def start() -> None:
    """Start the renderer, which takes longer than drawing a picture."""
    import vl_convert

    vl_convert.vegalite_to_svg('{"mark": "point"}')


def svg(drawn: Spec) -> str:
    """A specification as SVG. The same specification gives the same text, and is drawn once."""
    return _svg(json.dumps(drawn))


def png(picture: str) -> bytes:
    """An SVG as PNG."""
    import vl_convert

    return vl_convert.svg_to_png(picture, scale=SCALE)


def svg_text(drawn: Spec, kind: str, words: str) -> str:
    """A specification as SVG that can stand in a page: with a class for its style, and words for who cannot see it."""
    about = f'class="{kind}" role="img" aria-label="{escape(words)}"'
    return svg(drawn).replace('class="marks"', about, 1)


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the installed package.

    Putting it together takes longer than drawing a picture, so it is kept in the user's cache.
    """
    import vl_convert

    kept = writable_parent() / f"vega-{version('vl-convert-python')}.js"
    try:
        return kept.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        bundle = vl_convert.javascript_bundle()  # pyright: ignore[reportCallIssue] - no snippet is needed
    for other in kept.parent.glob("vega-*.js"):
        other.unlink(missing_ok=True)
    with suppress(StoreError):  # else it is put together again next time
        write(kept, bundle.encode())
    return bundle


@lru_cache(maxsize=4)
def _svg(drawn: str) -> str:
    import vl_convert

    names: dict[str, str] = {}
    picture = vl_convert.vegalite_to_svg(drawn)
    return NAMED.sub(lambda it: names.setdefault(it[0], f"{it[1]}-{len(names)}"), picture)
