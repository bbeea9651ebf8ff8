"""How answers look: what `answer` finds here when it is first asked for a table, a page or a figure.

What comes in: answers. What goes out: text, HTML, Markdown, SVG, PNG. The figures of a question stand in the room of
its charts and are loaded when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from politburo.answer import Answer, Drawing, Figure, Table
from politburo.answer.display import register


class Looks:
    """The renderers and figures, each loaded when it is first used."""

    def drawings(self, question: str) -> tuple[Drawing, ...]:
        """The figures of a question, the main one first; none for a question without."""
        return _DRAWINGS[question]() if question in _DRAWINGS else ()

    def as_text(self, answer: Answer) -> str:
        """The whole answer as plain text."""
        from politburo.show.terminal import answer_parts, as_text

        return as_text(answer_parts(answer))

    def as_html(self, answer: Answer) -> str:
        """The whole answer as a fragment of HTML."""
        from politburo.show.markup import answer_html

        return answer_html(answer)

    def as_markdown(self, answer: Answer) -> str:
        """The whole answer as Markdown."""
        from politburo.show.markup import answer_markdown

        return answer_markdown(answer)

    def table_as_text(self, table: Table) -> str:
        """One table as plain text."""
        from politburo.show.terminal import as_text, table_parts

        return as_text(table_parts(table))

    def table_as_html(self, table: Table) -> str:
        """One table as a fragment of HTML."""
        from politburo.show.markup import table_html

        return table_html(table)

    def figure_as_svg(self, figure: Figure) -> str:
        """A figure as SVG with its title, description and provenance."""
        from politburo.show.rendering import svg_of

        return svg_of(figure)

    def figure_as_png(self, figure: Figure) -> bytes:
        """A figure as PNG with its title, description and provenance."""
        from politburo.show.rendering import png_of

        return png_of(figure)


def _of_runs() -> tuple[Drawing, ...]:
    from politburo.show.figures import drawings

    return drawings()


def _of_comparisons() -> tuple[Drawing, ...]:
    from politburo.show.compare.chart import drawings

    return drawings()


def _of_branches() -> tuple[Drawing, ...]:
    from politburo.show.compare.chart import drawings_of_branch

    return drawings_of_branch()


def _of_sweeps() -> tuple[Drawing, ...]:
    from politburo.show.sweep.chart import drawings

    return drawings()


def _of_sensitivity() -> tuple[Drawing, ...]:
    from politburo.show.sensitivity.figures import drawings

    return drawings()


def _of_explorations() -> tuple[Drawing, ...]:
    from politburo.show.explore.chart import drawings

    return drawings()


def _of_claims() -> tuple[Drawing, ...]:
    from politburo.show.claims.chart import drawings

    return drawings()


def _of_events() -> tuple[Drawing, ...]:
    from politburo.show.why import drawings

    return drawings()


def _of_lives() -> tuple[Drawing, ...]:
    from politburo.show.life import drawings

    return drawings()


_DRAWINGS: dict[str, Callable[[], tuple[Drawing, ...]]] = {
    "run": _of_runs,
    "branch": _of_branches,
    "compare": _of_comparisons,
    "sweep": _of_sweeps,
    "sensitivity": _of_sensitivity,
    "explore": _of_explorations,
    "claims": _of_claims,
    "why": _of_events,
    "life": _of_lives,
}
"""The figures of a question by its name; each entry imports its charts when it is called."""

register(Looks())
