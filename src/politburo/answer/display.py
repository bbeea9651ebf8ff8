"""The one way from an answer to how it looks: `show` registers itself here, and is loaded when it is first needed.

Nothing else in the package imports by name: `show` is made of answers, so answers may not depend on it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from politburo.answer.answer import Answer
    from politburo.answer.figure import Drawing, Figure
    from politburo.answer.table import Table


class Display(Protocol):
    """What `show` does for answers."""

    def drawings(self, question: str) -> tuple[Drawing, ...]:
        """The figures that answers to a question have, the main one first."""
        ...

    def as_text(self, shown: Answer | Table) -> str:
        """A whole answer, or one table, as plain text."""
        ...

    def as_html(self, shown: Answer | Table) -> str:
        """The same as a fragment of HTML, all text escaped."""
        ...

    def as_markdown(self, answer: Answer) -> str:
        """The whole answer as Markdown."""
        ...

    def figure_as_svg(self, figure: Figure) -> str:
        """A figure as SVG."""
        ...

    def figure_as_png(self, figure: Figure) -> bytes:
        """A figure as PNG."""
        ...


_registered: list[Display] = []


def register(shown: Display) -> None:
    """Say how answers look from now on."""
    _registered[:] = [shown]


def display() -> Display:
    """How answers look."""
    if not _registered:
        import_module("politburo.show")
    return _registered[0]
