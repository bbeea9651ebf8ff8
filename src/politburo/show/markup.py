"""Answers as HTML, for notebooks and pages, and as Markdown, for appendices: all text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from politburo.answer import Answer, Table
from politburo.show.cells import Shown, parts

STYLE = "border-collapse:collapse;margin:.4em 0"
CELL = "padding:.15em .7em .15em 0;text-align:{};vertical-align:top;white-space:pre-line"


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
    sides = ["right" if right else "left" for right in found.right]

    def cells(kind: str, texts: tuple[str, ...]) -> Markup:
        form = Markup('<{0} style="{1}">{2}</{0}>')
        made = (form.format(kind, CELL.format(side), text) for side, text in zip(sides, texts, strict=True))
        return Markup("<tr>{}</tr>").format(Markup("").join(made))

    notes = Markup("<br>").join(found.notes)
    return Markup(
        '<table style="{}"><caption style="text-align:left;font-weight:bold">{}</caption>'
        "<thead>{}</thead><tbody>{}</tbody></table><p><small>{}</small></p>"
    ).format(
        STYLE,
        found.title,
        cells("th", found.headings),
        Markup("").join(cells("td", row) for row in found.rows),
        notes,
    )


def answer_markdown(answer: Answer) -> str:
    """An answer as Markdown."""
    lines = [f"# {inline(answer.title)}", ""]
    for warning in answer.warnings:
        lines += [f"**Warning:** {inline(warning)}", ""]
    for paragraph in answer.sentences:
        lines += [inline(paragraph), ""]
    for table in answer.tables:
        if table.printed:
            for found in parts(table):
                lines += [f"## {inline(found.title)}", "", *table_lines(found), ""]
    return "\n".join([*lines, f"*{inline(str(answer.provenance))}*", ""])


def table_lines(found: Shown) -> Iterator[str]:
    """The lines of a table in Markdown, and of what must be known to read it."""
    yield _row(found.headings)
    yield "|" + "|".join(" ---: " if right else " --- " for right in found.right) + "|"
    yield from map(_row, found.rows)
    for note in found.notes:
        yield ""
        yield inline(note)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(inline(text).replace("|", "\\|").replace("\n", "<br>") for text in cells) + " |"


def inline(text: str) -> str:
    """A text that Markdown shows as it is."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", str(escape(text)).replace("&#39;", "'").replace("&#34;", '"'))
