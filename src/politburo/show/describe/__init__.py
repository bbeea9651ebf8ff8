"""The model page: a complete description of the model in the order of the ODD protocol, with its bibliography."""

from __future__ import annotations

from pybtex.backends.markdown import Backend as MarkdownBackend
from pybtex.database import BibliographyData
from pybtex.style.formatting.unsrt import Style

from politburo.show.describe.inputs import initialisation, input_data, patterns
from politburo.show.describe.model import concepts, entities, schedule, submodels, touched
from politburo.show.markdown import Part, contents, escaped, rendered, text
from politburo.terms.parameters import parameter_sources
from politburo.terms.references import works

MARK = "<!-- Written by `politburo describe`; change the sources and give that command again. -->\n"
"""What the page begins with: how a file is known to be one."""

TITLE = "# The model"


def model_page() -> str:
    """The page as Markdown: the same text as long as the model is the same."""
    parts = the_parts()
    pieces = (TITLE, text("Introduction"), parameter_sources(), contents(parts), rendered(parts))
    return MARK + "\n" + "\n\n".join(pieces) + "\n"


def the_parts() -> tuple[Part, ...]:
    """The parts of the page in their order."""
    process = "Process overview and scheduling"
    return (
        Part("Purpose and patterns", (text("Purpose and patterns"), patterns())),
        entities(),
        Part(process, (text(process), schedule(), touched())),
        concepts(),
        initialisation(),
        input_data(),
        submodels(),
        references(),
    )


def references() -> Part:
    """All works that the model cites, under the short forms by which it cites them, in the style of BibTeX's plain."""
    formatted = Style().format_bibliography(BibliographyData(works()))
    lines = {works()[entry.key].fields["shorthand"]: entry.text.render(_Backend()).split() for entry in formatted}
    listed = (f"- **{escaped(cited)}**: {' '.join(lines[cited])}" for cited in sorted(lines, key=str.casefold))
    return Part("References", ("\n".join(listed),))


class _Backend(MarkdownBackend):
    """Markdown that escapes no more than the rest of the page does, and writes an address once."""

    def format_str(self, text: str) -> str:
        return escaped(text)

    def format_href(self, url: str, text: str, external: bool = False) -> str:
        return f"<{url}>" if text == url else f"[{text}]({url})"
