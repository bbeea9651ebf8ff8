"""One shape for every answer: a title, where it comes from, tables, sentences and figures.

What comes in: tables of plain values and sentences, made by the question that was asked. What goes out: the same in
every form, for people (terminal, HTML, Markdown, notebook, pictures) and for programs (JSON, CSV, Parquet, Excel,
pandas, xarray). Every question calls it; it knows none of them. How an answer looks is registered by `show`.
"""

from politburo.answer.answer import Answer, Listing
from politburo.answer.figure import Drawing, Figure, Spec
from politburo.answer.provenance import LEVEL, SIMULATED, Basis, Provenance, over_runs
from politburo.answer.table import Block, Column, Crossed, Format, Row, Table, Value, later, records

__all__ = [
    "LEVEL",
    "SIMULATED",
    "Answer",
    "Basis",
    "Block",
    "Column",
    "Crossed",
    "Drawing",
    "Figure",
    "Format",
    "Listing",
    "Provenance",
    "Row",
    "Spec",
    "Table",
    "Value",
    "later",
    "over_runs",
    "records",
]
