"""From what the report says to HTML: everything in one file, all text escaped, and only its own scripts may run."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from politburo.show import look

if TYPE_CHECKING:
    from politburo.show.report.content import Content

HERE = files("politburo.show.report")

COLOURS = {
    "ink": look.INK,
    "muted": look.MUTED,
    "hairline": look.HAIRLINE,
    "grid": look.GRID,
    "paper": look.PAPER,
    "link": look.REALITY,
    "edge": look.MUTED,
}
"""Colours of the page by what they are for, in the light look."""


def rendered(content: Content) -> str:
    """The page as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("politburo.show.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["json"] = _json
    own, vega = (_script(text) for text in (_text("page.js"), vega_bundle()))
    return environment.get_template("page.html").render(
        content=content,
        colours=Markup(_colours()),
        style=Markup(_text("page.css")),
        script=Markup(own),
        vega=Markup(vega),
        script_hashes=" ".join(map(_hash, (own, vega))),
    )


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the installed package."""
    import vl_convert

    bundle = vl_convert.javascript_bundle()  # pyright: ignore[reportCallIssue] - no snippet is needed
    return f'(() => {{ "use strict";\n{bundle}\n}})();'


def _json(name: str, data: Any) -> Any:
    """Data for the script, in an element that no browser runs, with nothing that could end the element."""
    from markupsafe import Markup, escape

    said = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    said = said.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(f'<script type="application/json" id="{escape(name)}">{said}</script>')


def _colours() -> str:
    """The colours of both looks as properties: the dark one where the system or the reader asks for it."""
    light = "".join(f"--{name}:{colour};" for name, colour in COLOURS.items())
    dark = "".join(f"--{name}:{look.DARK[colour]};" for name, colour in COLOURS.items())
    return (
        f":root{{--font:{look.FONT};color-scheme:light;{light}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}"
        f"@media print{{:root,:root[data-theme]:root{{color-scheme:light;{light}}}}}"
    )


def _script(text: str) -> str:
    """A script that can stand in a page: nothing in it ends its element."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(script: str) -> str:
    """What the security policy calls a script by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
