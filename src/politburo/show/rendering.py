"""Vega-Lite specifications as pictures: the one place that calls vl-convert, which needs no browser and no network."""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from contextlib import suppress
from functools import cache, lru_cache
from html import escape
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from politburo.numerics.cache_folder import writable_parent
from politburo.run.folder.files import write
from politburo.run.limits import DRAWING, check_limits
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    from politburo.answer import Figure
    from politburo.show.marks import Spec

SCALE = 2
"""Pixels of a PNG to a pixel of the figure."""

NAMED = re.compile(r"\b(gradient|clip)_?\d+\b")
"""Names that Vega counts up from one drawing to the next."""


def start() -> None:
    """Start the renderer, which takes longer than drawing a picture."""
    _renderer().vegalite_to_svg('{"mark": "point"}')


def svg(drawn: Spec) -> str:
    """A specification as SVG. The same specification gives the same text, and is drawn once."""
    try:
        return _svg(json.dumps(drawn, allow_nan=False))
    except ValueError:  # a number that is none, which charts leave out
        return _svg(json.dumps(_without_nan(drawn)))


def png(picture: str) -> bytes:
    """An SVG as PNG."""
    return _renderer().svg_to_png(picture, scale=SCALE)


def svg_of(figure: Figure) -> str:
    """A figure of an answer as SVG, with its title, its description and where it comes from inside."""
    return described(svg(figure.specification), figure.title, figure.description, figure.provenance)


def png_of(figure: Figure) -> bytes:
    """A figure of an answer as PNG, with the same inside."""
    texts = {"Title": figure.title, "Description": figure.description, "Source": figure.provenance}
    return with_text(png(svg(figure.specification)), {**texts, "Software": figure.provenance.partition(" · ")[0]})


def described(picture: str, title: str, about: str, origin: str) -> str:
    """An SVG that says what it shows and where it comes from."""
    head, closing, rest = picture.partition(">")
    inside = f"<title>{escape(title)}</title><desc>{escape(about)}</desc><metadata>{escape(origin)}</metadata>"
    return head + closing + inside + rest


def with_text(picture: bytes, texts: dict[str, str]) -> bytes:
    """A PNG with texts by keyword (ASCII), in UTF-8, before its end."""
    end = picture.rindex(b"IEND") - 4
    chunks = b"".join(_chunk(b"iTXt", key.encode("ascii") + b"\0" * 5 + text.encode()) for key, text in texts.items())
    return picture[:end] + chunks + picture[end:]


def svg_text(drawn: Spec, kind: str, words: str) -> str:
    """A specification as SVG that can stand in a page: with a class for its style, and words for who cannot see it."""
    about = f'class="{kind}" role="img" aria-label="{escape(words)}"'
    return svg(drawn).replace('class="marks"', about, 1)


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the installed package.

    Putting it together takes longer than drawing a picture, so it is kept in the user's cache.
    """
    kept = writable_parent() / f"vega-{version('vl-convert-python')}.js"
    try:
        return kept.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        bundle = _renderer().javascript_bundle()
    for other in kept.parent.glob("vega-*.js"):
        other.unlink(missing_ok=True)
    with suppress(StoreError):  # else it is put together again next time
        write(kept, bundle.encode())
    return bundle


@cache
def _renderer() -> Any:
    """The library that draws. Raises StoreError where the limits of this process would let it end the process."""
    check_limits(DRAWING)
    import vl_convert

    return vl_convert


@lru_cache(maxsize=4)
def _svg(drawn: str) -> str:
    names: dict[str, str] = {}
    picture = _renderer().vegalite_to_svg(drawn)
    return NAMED.sub(lambda it: names.setdefault(it[0], f"{it[1]}-{len(names)}"), picture)


def _without_nan(part: Any) -> Any:
    """A part of a specification with None for numbers that are none."""
    if isinstance(part, dict):
        return {key: _without_nan(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_without_nan(value) for value in part]
    return None if isinstance(part, float) and not math.isfinite(part) else part


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
