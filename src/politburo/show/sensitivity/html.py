"""An answer for notebooks: the words, and a table of the factors that were kept."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from politburo.answer.numbers import plain
from politburo.ask.sensitivity.indices import CHANCE
from politburo.ask.sensitivity.tables import rows
from politburo.show.sensitivity.words import in_words

if TYPE_CHECKING:
    from politburo.ask.sensitivity.result import Sensitivity


def table_html(answer: Sensitivity) -> str:
    """Words and table as HTML; all text escaped."""
    columns = ("outcome", "parameter", "mu_star", "S1", "ST", "ST_reach")
    head = "".join(f"<th style='text-align:left'>{escape(name)}</th>" for name in columns)
    body = ""
    found = (row for name in answer.outcomes for row in rows(answer, name))
    for row in (row for row in found if row["kept"] or row["parameter"] == CHANCE):
        cells = (escape(row[name] if isinstance(row[name], str) else plain(row[name])) for name in columns)
        body += "<tr>" + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells) + "</tr>"
    told = "".join(f"<p>{escape(line)}</p>" for line in in_words(answer).splitlines())
    return f"<div>{told}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
