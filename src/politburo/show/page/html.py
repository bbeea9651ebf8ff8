"""How a page becomes one HTML file: all text escaped, everything inside it, and only its own scripts may run."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from politburo.show import look

if TYPE_CHECKING:
    from markupsafe import Markup

HERE = "politburo.show.page"

COLOURS = {
    "ink": look.INK,
    "muted": look.MUTED,
    "hairline": look.HAIRLINE,
    "grid": look.GRID,
    "paper": look.PAPER,
    "link": look.REALITY,
    "edge": look.MUTED,
}
"""Colours of every page by what they are for, in the light look."""


def page_of(
    package: str, content: Any, scripts: tuple[str, ...], style: str = "", colours: dict[str, str] | None = None
) -> str:
    """The template `page.html` of a package, filled with `content`; `scripts` stand in it in their order.

    `style` and `colours` are the page's own, besides those that all pages share.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["json"] = _json
    written = tuple(map(_script, scripts))
    return environment.get_template("page.html").render(
        content=content,
        colours=Markup(_colours(COLOURS | (colours or {}))),
        style=Markup(text_of(HERE, "page.css") + style),
        scripts=tuple(map(Markup, written)),
        script_hashes=" ".join(map(_hash, written)),
    )


def text_of(package: str, name: str) -> str:
    """The text of a file that lies in a package."""
    return (files(package) / name).read_text(encoding="utf-8")


def theme_script() -> str:
    """The script that all pages share; it defines `themed`, which a page's own script calls."""
    return text_of(HERE, "theme.js")


def _json(name: str, data: Any) -> Markup:
    """Data for the script, in an element that no browser runs, with nothing that could end the element."""
    from markupsafe import Markup, escape

    said = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    said = said.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(f'<script type="application/json" id="{escape(name)}">{said}</script>')


def _colours(colours: dict[str, str]) -> str:
    """The colours of both looks as properties: the dark one where the system or the reader asks for it."""
    light = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    dark = "".join(f"--{name}:{look.DARK[colour]};" for name, colour in colours.items())
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
