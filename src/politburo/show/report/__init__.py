"""The report of a run: one HTML file that opens from disk without a network and says what came out, and why.

content says what is on the page; report.html and report.js, in the folder of pages, are the page itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from politburo.answer.own_files import place

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

FILE = "report.html"
"""Name of the report in a run folder."""


def report_html(results: Results) -> str:
    """The report as HTML. The same results give the same text."""
    from politburo.show.page import page_of
    from politburo.show.rendering import vega_bundle
    from politburo.show.report.content import content_of

    return page_of("report", content_of(results), f'(() => {{ "use strict";\n{vega_bundle()}\n}})();')


def save_report(results: Results, folder: str | Path) -> Path:
    """Write the report into a folder as `report.html`, whole or not at all, and return its path.

    Raises UsageError where a file of that name stands that politburo did not write, StoreError when it cannot be
    written.
    """
    path = Path(folder) / FILE
    return place(path, report_html(results))
