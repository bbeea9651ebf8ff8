"""How answers look: text, HTML, Markdown, pictures, the report and the model page.

`answer` imports this room when it is first asked for a table, a page or a figure, and finds here what it needs. What
comes in: answers. What goes out: text, HTML, Markdown, SVG, PNG. Renderers, and the figures of a question, which stand
in the room of its charts, are loaded when they are first asked for.
"""

from __future__ import annotations

from politburo.answer import Answer, Drawing, Figure, Table
from politburo.answer.display import register


class Looks:
    """The renderers and figures, each loaded when it is first used."""

    def drawings(self, question: str) -> tuple[Drawing, ...]:
        """The figures of a question, the main one first; none for a question without."""
        match question:
            case "run":
                from politburo.show.run import drawings
            case "compare":
                from politburo.show.compare import drawings
            case "branch":
                from politburo.show.compare import drawings_of_branch as drawings
            case "sweep":
                from politburo.show.sweep import drawings
            case "sensitivity":
                from politburo.show.sensitivity import drawings
            case "explore":
                from politburo.show.explore import drawings
            case "emulate":
                from politburo.show.emulate import drawings
            case "survey":
                from politburo.show.survey import drawings
            case "calibrate":
                from politburo.show.calibrate import drawings
            case "forecast":
                from politburo.show.forecast import drawings
            case "nowcast":
                from politburo.show.nowcast import drawings
            case "score":
                from politburo.show.score import drawings
            case "claims":
                from politburo.show.claims import drawings
            case "theories":
                from politburo.show.theories import drawings
            case "discriminate":
                from politburo.show.discriminate import drawings
            case "why":
                from politburo.show.why import drawings
            case "country":
                from politburo.show.country import drawings
            case "leader_check":
                from politburo.show.leader_check import drawings
            case "life":
                from politburo.show.life import drawings
            case _:
                return ()
        return drawings()

    def as_text(self, shown: Answer | Table) -> str:
        """A whole answer, or one table, as plain text."""
        from politburo.show.terminal import answer_parts, as_text, table_parts

        return as_text(table_parts(shown) if isinstance(shown, Table) else answer_parts(shown))

    def as_html(self, shown: Answer | Table) -> str:
        """The same as a fragment of HTML."""
        from politburo.show.page import answer_html, table_html

        return table_html(shown) if isinstance(shown, Table) else answer_html(shown)

    def as_markdown(self, answer: Answer) -> str:
        """The whole answer as Markdown."""
        from politburo.show.markdown import answer_markdown

        return answer_markdown(answer)

    def figure_as_svg(self, figure: Figure) -> str:
        """A figure as SVG with its title, description and provenance."""
        from politburo.show.rendering import svg_of

        return svg_of(figure)

    def figure_as_png(self, figure: Figure) -> bytes:
        """A figure as PNG with its title, description and provenance."""
        from politburo.show.rendering import png_of

        return png_of(figure)


register(Looks())
