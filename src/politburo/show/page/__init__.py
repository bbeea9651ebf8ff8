"""HTML: pages that are one file each, and answers and tables as fragments for notebooks; all text is escaped.

A page has everything inside it, and only its own scripts may run. A page NAME is the template NAME.html, which extends
base.html; its own style and script are NAME.css and NAME.js, and what it says is made in NAME.py.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from politburo.answer import Answer, Table
from politburo.show import look
from politburo.show.cells import Shown, parts

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = "politburo.show.page"

COLOURS = {
    "ink": look.INK,
    "muted": look.MUTED,
    "hairline": look.HAIRLINE,
    "grid": look.GRID,
    "paper": look.PAPER,
    "link": look.REALITY,
    "edge": look.MUTED,
    "good": look.DISPLAYED,
    "short": look.RECORD,
    "bad": look.FEAR,
}
"""Colours of every page by what they are for, in the light look; the last three are those of verdicts."""

TABLE = "border-collapse:collapse;margin:.4em 0"
CELL = "padding:.15em .7em .15em 0;text-align:{};vertical-align:top;white-space:{}"
"""Styles of a fragment, which no style of the page around it reaches; a number stays on one line with its interval."""


def answer_html(answer: Answer) -> str:
    """An answer as a fragment of HTML."""
    parts = [Markup("<h3>{}</h3>").format(answer.title)]
    parts += [Markup("<p><strong>Warning: {}</strong></p>").format(warning) for warning in answer.warnings]
    parts += [Markup(table_html(table)) for table in answer.tables if table.printed]
    parts += [Markup("<p>{}</p>").format(paragraph) for paragraph in answer.sentences]
    parts += [Markup("<p><small>{}</small></p>").format(str(answer.provenance))]
    return Markup('<div class="politburo">{}</div>').format(Markup("").join(parts))


def table_html(table: Table) -> str:
    """A table as a fragment of HTML."""
    return Markup("").join(_part(found) for found in parts(table))


def _part(found: Shown) -> Markup:
    if not found.rows:
        return Markup("<p><strong>{}</strong><br>none</p>").format(found.title)
    styles = [CELL.format(*(("right", "pre") if right else ("left", "pre-line"))) for right in found.right]

    def cells(kind: str, texts: tuple[str, ...]) -> Markup:
        form = Markup('<{0} style="{1}">{2}</{0}>')
        made = (form.format(kind, style, text) for style, text in zip(styles, texts, strict=True))
        return Markup("<tr>{}</tr>").format(Markup("").join(made))

    notes = Markup("<br>").join(found.notes)
    return Markup(
        '<div style="overflow-x:auto"><table style="{}"><caption style="text-align:left;font-weight:bold">{}</caption>'
        '<thead>{}</thead><tbody>{}</tbody></table></div><p style="white-space:pre-line"><small>{}</small></p>'
    ).format(
        TABLE,
        found.title,
        cells("th", found.headings),
        Markup("").join(cells("td", row) for row in found.rows),
        notes,
    )


def page_of(name: str, content: Any, *scripts: str) -> str:
    """The template of that name, filled with `content`; `scripts` stand in it after the page's own."""
    written = [_script(text) for text in (_text("base.js") + _text(f"{name}.js"), *scripts)]
    return (
        _environment()
        .get_template(f"{name}.html")
        .render(
            content=content,
            colours=Markup(_colours()),
            style=Markup(_text("base.css") + _text(f"{name}.css")),
            scripts=tuple(map(Markup, written)),
            script_hashes=" ".join(map(_hash, written)),
        )
    )


def page_from(template: str, content: Any, style: str, script: str) -> str:
    """The same of a template that stands elsewhere, with its own style and one script, a module, and nothing else."""
    style, written = base_style() + style, _script(script)
    return (
        _environment()
        .from_string(template)
        .render(
            content=content,
            style=Markup(style),
            style_hash=_hash(style),
            script=Markup(written),
            script_hash=_hash(written),
        )
    )


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader(HERE, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["json"] = _json
    return found


def base_style() -> str:
    """The colours of both looks and the style that all pages share, for a page that is not one file."""
    return _colours() + _text("base.css")


def _text(name: str) -> str:
    """The text of a file of this folder; empty where there is none."""
    path = files(HERE) / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _json(name: str, data: Any) -> Markup:
    """Data for the script, in an element that no browser runs, with nothing that could end the element."""
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
